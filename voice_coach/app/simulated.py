"""A session without sound, printed as a transcript."""

from __future__ import annotations

from voice_coach.app.casting import Casting
from voice_coach.core.events import Event, Heard, Rejected
from voice_coach.core.routine import Routine
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.gate import Reason
from voice_coach.options import RunOptions, Said
from voice_coach.simulator.silent import Simulation
from voice_coach.simulator.silent import simulate as simulate_silently


def simulate(routine: Routine, said: tuple[Said, ...], options: RunOptions) -> int:
    """Print what a session would sound like in which the user says these things; return the exit code."""
    casting = Casting(routine, options)
    simulation = simulated(casting, said)
    for row in simulation.rows:
        print(row)
    if not simulation.finished:
        print("The session waits for the user; nothing more was to be said.")
    return 0


def simulated(casting: Casting, said: tuple[Said, ...]) -> Simulation:
    """The session in which the user says these things and every word is understood."""
    return simulate_silently(casting.coach(), [_event(casting.phrasebook, one) for one in said])


def _event(phrasebook: Phrasebook, said: Said) -> Event:
    match = phrasebook.match(said.text)
    if match is None:
        return Rejected(said.text, Reason.NOT_A_PHRASE, said.at, near=True)
    return Heard(match.command, said.text, said.at, number=match.number)

"""Commands that make the coach speak and leave the plan as it is: one function a command, as in `navigation`."""

from __future__ import annotations

from voice_coach.core.commands import progress
from voice_coach.core.commands.dialogue import Dialogue
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.speech import instructions
from voice_coach.core.speech.wording import Line
from voice_coach.core.states import Happening, State


def repeat(talk: Dialogue, now: Seconds) -> None:
    """Say the last instruction again, or the open question; the clock of work stands meanwhile."""
    session = talk.session
    if talk.question is not None:
        talk.ask_again(now)
        return
    lines = instructions.instruction(session.scene) if session.scene else session.opening_lines(now)
    explain_lines(talk, lines, now)


def explain(talk: Dialogue, now: Seconds) -> None:
    """Say the long instruction; the clock of work stands meanwhile."""
    session = talk.session
    lines = instructions.explanation(session.scene) if session.scene else session.opening_lines(now)
    explain_lines(talk, lines, now)


def sleep(talk: Dialogue, now: Seconds) -> None:
    """Hear nothing but "wake up" from now on."""
    talk.asleep = True
    _tell(talk, (talk.line("asleep"),), now)


def wake(talk: Dialogue, now: Seconds) -> None:
    """Hear everything again; to somebody who is awake there is nothing to say."""
    if not talk.asleep:
        return
    talk.asleep = False
    _tell(talk, (talk.line("awake"),), now)


def time_left(talk: Dialogue, now: Seconds) -> None:
    """Say how much is left."""
    _tell(talk, progress.time_left(talk.session, now), now)


def where(talk: Dialogue, now: Seconds) -> None:
    """Say where we are."""
    _tell(talk, progress.where(talk.session, now), now)


def whats_next(talk: Dialogue, now: Seconds) -> None:
    """Say what comes next."""
    _tell(talk, progress.whats_next(talk.session), now)


def _tell(talk: Dialogue, lines: tuple[Line, ...], now: Seconds) -> None:
    talk.session.interject(lines, now)


def explain_lines(talk: Dialogue, lines: tuple[Line, ...], now: Seconds) -> None:
    """Say an instruction; a running clock stands meanwhile, a pause stays a pause, a count-in begins anew."""
    session = talk.session
    if session.state is State.PAUSED:
        session.say(lines)
    elif session.state is State.RESUMING:
        session.stop_clock(now)
        session.count_in(now, Happening.EXPLAINED, lines)
    else:
        session.stop_clock(now)
        session.explain(lines, now)

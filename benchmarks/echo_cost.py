"""What the echo control costs: whole sessions with and without it, and its own work alone.

A shipped routine is led through a simulated room in which nobody speaks, as fast as it goes, the phone ear included.
What is told is processor time per second of session, as a share of one core; the room's own cost is in all of them
alike, and is told beside as a session without an ear. Where the echo is not taken out,
the ear's network works on the coach's own voice, and what it takes for a command may lead the session elsewhere.
The control alone is given the sound of such a room again: while
the coach speaks, while it is silent, and where nothing comes back.

    python benchmarks/echo_cost.py [--routine desk-break] [--runs 3]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack, closing
from itertools import pairwise
from statistics import median
from time import process_time
from typing import NamedTuple

import numpy as np

from benchmarks.barge_in import coach_says
from benchmarks.coach_alone import voice_of_this_machine
from voice_coach.app.assemble import Parts, assemble, begin
from voice_coach.app.components import Components, opened
from voice_coach.audio.format import BLOCK_FRAMES, BLOCK_S, RATE, Samples, from_bytes
from voice_coach.authoring.library import find
from voice_coach.authoring.load import load
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.listening.echo.absent import AbsentEcho, Echoes
from voice_coach.listening.echo.control import EchoControl
from voice_coach.listening.engines import RecogniserKind
from voice_coach.session.options import RunOptions
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.room import Room
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker

LOSS_DB, HEADPHONES_DB = 8.0, 60.0
SPOKEN_S, SILENT_S = 30.0, 20.0
"""How long the coach speaks without an end for the control alone, and is silent after it."""

LEARNS_S = 20.0
"""How much of it comes before what is measured: the control has learned the way then."""


class Way(NamedTuple):
    """A session to be measured: its name, what takes the echo out, and how much softer the echo is than the mixer."""

    name: str
    echo: Callable[[], Echoes]
    loss_db: float = LOSS_DB
    ear: bool = True


WAYS = (
    Way("echo control", EchoControl),
    Way("echo control, headphones", EchoControl, HEADPHONES_DB),
    Way("known to be absent, headphones", AbsentEcho, HEADPHONES_DB),
    Way("known to be absent, loudspeaker", AbsentEcho),
    Way("none", lambda: None),
    Way("none, headphones", lambda: None, HEADPHONES_DB),
    Way("no ear at all: the room alone", lambda: None, ear=False),
)


def room(loss_db: float) -> Room:
    speaker = LoudspeakerModel(distance_m=0.5, echo_return_loss_db=loss_db, delay_s=0.06)
    return Room(Acoustics((5.0, 4.0, 2.5), 0.4, loudspeaker=speaker))


def session(routine: str, way: Way) -> float:
    """The share of a core that it takes; what is done before its first block does not count."""
    components = Components(load(find(routine)), RunOptions())
    control, place, mixer = way.echo(), room(way.loss_db), Mixer(RATE)
    with ExitStack() as stack:
        voice = stack.enter_context(closing(voice_of_this_machine()))
        engine = opened(RecogniserKind.PHONES, components.phrasebook, echo=control)
        ear = stack.enter_context(closing(engine.ear(components.phrasebook, "The benchmark")))
        inbox = BlockInbox(mixer, place.exchange)
        loop = assemble(
            Parts(
                coach=components.coach(cautious=engine.cautious),
                inbox=inbox,
                speaker=Speaker(voice, mixer, 0.06),
                log=MemoryLog(),
                ear=ear if way.ear else None,
                latency_s=0.06,
            )
        )
        begin(loop, components.wording)
        began = process_time()
        while not loop.over:
            loop.turn()
        return (process_time() - began) / inbox.now()


def alone() -> dict[str, float]:
    """The share of a core that the control alone takes, by what the coach does meanwhile."""
    spoken = np.concatenate([coach_says(SPOKEN_S), np.zeros(round(SILENT_S * RATE), np.float32)])
    blocks = spoken.reshape(-1, BLOCK_FRAMES)
    found = {}
    for loss_db in (LOSS_DB, HEADPHONES_DB):
        place, control = room(loss_db), EchoControl()
        heard = [from_bytes(place.exchange(block)) for block in blocks]
        bounds = (0, *(round(seconds / BLOCK_S) for seconds in (LEARNS_S, SPOKEN_S)), len(blocks))
        for name, (first, last) in zip(("learning", "spoken", "silent"), pairwise(bounds), strict=True):
            share = taking(control, heard[first:last], blocks[first:last])
            found[f"{'loudspeaker' if loss_db == LOSS_DB else 'headphones'}, {name} ({control.state})"] = share
    return found


def taking(control: EchoControl, heard: list[Samples], played: Samples) -> float:
    began = process_time()
    for microphone, block in zip(heard, played, strict=True):
        control.take(microphone, block)
    return (process_time() - began) / (len(heard) * BLOCK_S)


def table(what: str, shares: dict[str, list[float]], base: str = "") -> list[str]:
    """The median of each as a percentage of a core, with the least and the most; beside ``base`` when it is named."""
    against = median(shares[base]) if base else None
    lines = [f"| {what} | % of a core | least, most |{f' beside {base} |' if base else ''}"]
    lines.append("|---|---|---|" + ("---|" if base else ""))
    for name, runs in shares.items():
        share = median(runs)
        more = "" if against is None else f" {100 * (share - against):+.2f} |"
        lines.append(f"| {name} | {100 * share:.2f} | {100 * min(runs):.2f}, {100 * max(runs):.2f} |{more}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--routine", default="desk-break")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    parts: dict[str, list[float]] = {}
    for _ in range(chosen.runs):
        for name, share in alone().items():
            parts.setdefault(name, []).append(share)
    print(*table("the control alone", parts), "", sep="\n", flush=True)
    whole: dict[str, list[float]] = {way.name: [] for way in WAYS}
    for _ in range(chosen.runs):  # in turn, so that a busy moment of the machine is shared
        for way in WAYS:
            whole[way.name].append(session(chosen.routine, way))
    for base in ("none", "none, headphones"):
        loss_db = next(way.loss_db for way in WAYS if way.name == base)
        some = {way.name: whole[way.name] for way in WAYS if way.loss_db == loss_db}
        print(*table(f"a session of {chosen.routine}", some, base), "", sep="\n")


if __name__ == "__main__":
    main()

"""What the coach hears of itself: whole sessions of the shipped routines in rooms in which nobody else speaks.

Three rooms, three levels of the loudspeaker's echo, a loudspeaker that clips (the mixer's sound x is played as
tanh(2.5 x)): every prompt of every routine comes back, and whatever is taken for a command is told with what the coach
was saying. The voice is this machine's. A routine that has ended begins anew, until the minutes are over.

    python benchmarks/coach_alone.py [--minutes 60] [--echo off] [--recogniser vosk] [--processes 2] [--json FILE]

With `--minutes 0` each routine is played once in each room at each level.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle, islice, product
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np

from benchmarks.listening.intervals import rate
from voice_coach.app.assemble import Parts, assemble, begin
from voice_coach.app.components import Components, opened
from voice_coach.audio.format import RATE, Samples
from voice_coach.authoring.library import all_routines, find
from voice_coach.authoring.load import load
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Pressed, Rejected
from voice_coach.core.states import State
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.listening.echo.control import EchoControl
from voice_coach.listening.engines import RecogniserKind
from voice_coach.session.options import RunOptions
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.room import Room
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.clip_cache import CachedVoice
from voice_coach.speaking.voices.pyttsx3_voice import Pyttsx3Voice
from voice_coach.speaking.voices.voice import Voice
from voice_coach.storage import cache_folder

ROOMS = (((4.0, 3.0, 2.5), 0.3, 0.5), ((5.0, 4.0, 2.5), 0.4, 0.8), ((7.0, 5.0, 2.8), 0.5, 1.2))
"""Size, reverberation, and how far the loudspeaker is from the microphone."""

LOSSES_DB = (0.0, 8.0, 20.0)


@dataclass(frozen=True, slots=True)
class Session:
    """One session: a routine in a room at a level, for so many minutes at the most."""

    routine: str
    room: int
    loss_db: float
    echo: bool
    recogniser: str


class Alone(NamedTuple):
    """What a session heard: its seconds, how much of them the coach spoke, commands, and words that were none."""

    seconds: float
    spoken_s: float
    commands: list[str]
    others: int


def session(one: Session) -> Alone:
    """Play it to its end."""
    size, reverberation, distance = ROOMS[one.room]
    speaker_model = LoudspeakerModel(distance_m=distance, echo_return_loss_db=one.loss_db, delay_s=0.06)
    room = Room(Acoustics(size, reverberation, loudspeaker=speaker_model))
    components = Components(load(find(one.routine)), RunOptions())
    control = EchoControl() if one.echo else None
    engine = opened(RecogniserKind(one.recogniser), components.phrasebook, echo=control)
    mixer, log = Mixer(RATE), MemoryLog()
    with closing(engine.ear(components.phrasebook, "The benchmark")) as ear, closing(voice_of_this_machine()) as voice:
        speaker = Speaker(voice, mixer, speaker_model.delay_s)
        inbox = BlockInbox(mixer, lambda played: room.exchange(bent(played)))
        parts = Parts(
            coach=components.coach(cautious=engine.cautious),
            inbox=inbox,
            speaker=speaker,
            log=log,
            ear=ear,
            latency_s=speaker_model.delay_s,
        )
        loop = assemble(parts)
        begin(loop, components.wording)
        while not loop.over:
            loop.turn()
            if loop.coach.status.state is State.PAUSED:  # it has taken itself for a user; the session goes on
                loop.take(Pressed(Command.RESUME, inbox.now()), inbox.now())
        said = [sound for sound in speaker.log(inbox.now()) if sound.say]
    over = {at: [sound.what for sound in said if sound.starts - 1 < at < sound.ends + 1] for at, _ in log.entries}
    commands = [
        f"{what.text} ({what.confidence:.2f}) at {at:.1f} s over {over[at]}"
        for at, what in log.entries
        if isinstance(what, Heard)
    ]
    others = sum(isinstance(what, Rejected) for _, what in log.entries)
    return Alone(inbox.now(), sum(sound.ends - sound.starts for sound in said), commands, others)


def bent(played: Samples) -> Samples:
    return np.asarray(np.tanh(2.5 * played), np.float32)


def voice_of_this_machine() -> Voice:
    return CachedVoice(found := Pyttsx3Voice("en"), cache_folder("clips"), found.key)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--echo", choices=["linear", "off"], default="linear")
    parser.add_argument("--recogniser", default="phones")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    conditions = [  # in an order in which a part of them has all rooms and levels
        Session(routine, room, loss_db, chosen.echo == "linear", chosen.recogniser)
        for loss_db, room, routine in product(LOSSES_DB, range(len(ROOMS)), sorted(all_routines()))
    ]
    Random(1).shuffle(conditions)  # noqa: S311 - no secret
    found: list[tuple[Session, Alone]] = []
    with ProcessPoolExecutor(chosen.processes, get_context("spawn")) as pool:
        todo = iter(cycle(conditions)) if chosen.minutes else iter(conditions)
        while True:
            some = list(islice(todo, 2 * chosen.processes))
            for one, alone in zip(some, pool.map(session, some), strict=True):
                found.append((one, alone))
                print(
                    f"{one.routine}, room {one.room}, {one.loss_db:g} dB: {alone.seconds / 60:.1f} min,"
                    f" {len(alone.commands)} commands, {alone.others} other words",
                    *alone.commands,
                    sep="\n   ",
                    flush=True,
                )
            if not some or (chosen.minutes and sum(alone.seconds for _, alone in found) > 60 * chosen.minutes):
                break
    hours, spoken = (sum(getattr(alone, name) for _, alone in found) / 3600 for name in ("seconds", "spoken_s"))
    commands, others = sum(len(alone.commands) for _, alone in found), sum(alone.others for _, alone in found)
    most = rate(commands, hours).high
    print(f"{hours:.2f} h, {spoken:.2f} h of them speech; {others} other words")
    print(f"{commands} commands (at most {most:.2f} an hour)")
    if chosen.json:
        figures = {"hours": hours, "spoken_hours": spoken, "commands": commands, "others": others}
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

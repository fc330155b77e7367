"""One system over all streams, in a process of its own: ``python -m benchmarks.listening.worker``.

It reads a `Task` as JSON from standard input and writes a `Report` as JSON to standard output. Streams are raw files
(16 kHz, 16-bit, mono) that are read block by block, so that the process holds no more than its system needs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.listening import footprint
from benchmarks.listening.ablation import without
from benchmarks.listening.decision import Decision
from benchmarks.listening.systems import Name, System, open_system
from voice_coach.errors import ListeningError, VoiceCoachError
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook

ROOT = Path(__file__).parents[2]
BYTES_A_SECOND = 32_000


@dataclass(frozen=True, slots=True)
class Task:
    """``streams`` are the raw files, each with whether a question is open in it; ``left_out``: see `ablation`."""

    system: Name
    language: str
    streams: tuple[tuple[str, bool], ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Listened:
    """What one stream gave: ``cpu_s`` and ``sound_s`` do not count the start of the process.

    ``resident_bytes`` is what the process held at the end of the stream.
    """

    decisions: tuple[Decision, ...]
    cpu_s: float
    sound_s: float
    resident_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What all streams gave, in their order, and the peak of resident memory, everything counted."""

    streams: tuple[Listened, ...]
    peak_bytes: int


def run(task: Task) -> Report:
    """Do a task in another process. Raises ListeningError when that fails; it has said why on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.listening.worker"],
        input=json.dumps(asdict(task)),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"OPENBLAS_NUM_THREADS": "1", **os.environ},  # as the coach has it (cli/main.py)
        check=False,
    )
    if done.returncode:
        raise ListeningError("system-failed", f"The system {task.system!r} failed.", "Its own message stands above.")
    return _report(json.loads(done.stdout))


def listen(system: System, stream: Path, *, asked: bool) -> Listened:
    """Play one stream to a system as fast as it listens; silence fills the last block."""
    system.begin()
    decisions: list[Decision] = []
    fed = 0
    before_s = footprint.cpu_s()
    with stream.open("rb") as file:
        while rest := file.read(system.block_bytes):
            block = rest.ljust(system.block_bytes, b"\0")
            fed += len(block)
            began = perf_counter()
            understood = system.hear(block, asked=asked)
            took_s = perf_counter() - began
            decisions += [Decision(*one, at_s=fed / BYTES_A_SECOND, took_s=took_s) for one in understood]
    return Listened(tuple(decisions), footprint.cpu_s() - before_s, fed / BYTES_A_SECOND, footprint.resident_bytes())


def main() -> None:
    task = json.load(sys.stdin)
    name = Name(task["system"])
    with without(name, task["left_out"]):
        try:
            system = open_system(name, Phrasebook(load_language(task["language"])))
        except VoiceCoachError as error:
            sys.exit(f"error: {error.message} {error.hint}")
        listened = tuple(listen(system, Path(stream), asked=asked) for stream, asked in task["streams"])
        print(json.dumps(asdict(Report(listened, footprint.peak_bytes()))))
        system.close()


def _report(plain: dict[str, Any]) -> Report:
    streams = (
        Listened(tuple(Decision(**one) for one in stream.pop("decisions")), **stream) for stream in plain["streams"]
    )
    return Report(tuple(streams), plain["peak_bytes"])


if __name__ == "__main__":
    main()

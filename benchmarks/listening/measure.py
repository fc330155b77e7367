"""One corpus through one system after the other: they must not take the processor from each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.listening.figures import figures
from benchmarks.listening.streams import command_streams, other_streams
from benchmarks.listening.worker import Task, run
from voice_coach.audio.format import to_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.listening.corpus import Corpus
    from benchmarks.listening.streams import Condition, Stream
    from benchmarks.listening.systems import Name

NOTHING = np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class Course:
    """The streams of a corpus, their samples in files, ready for any system."""

    language: str
    streams: tuple[Stream, ...]
    files: tuple[tuple[str, bool], ...]


def lay_out(corpus: Corpus, conditions: Sequence[Condition], seed: int, folder: Path) -> Course:
    """Write the streams to an empty folder. Raises AudioError for a clip that cannot be used."""
    streams: list[Stream] = []
    files: list[tuple[str, bool]] = []
    for stream in chain(command_streams(corpus, conditions, seed), other_streams(corpus, seed)):
        path = folder / f"{len(files):03}.raw"
        path.write_bytes(to_bytes(stream.samples))
        files.append((str(path), stream.asked))
        streams.append(replace(stream, samples=NOTHING))
    return Course(corpus.language, tuple(streams), tuple(files))


def measure(system: Name, course: Course) -> dict[str, Any]:
    """Return a system's figures; raises ListeningError when it fails."""
    return figures(course.streams, run(Task(system, course.language, course.files)))

"""One set through one system after the other: they must not take the processor from each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.listening.figures import figures
from benchmarks.listening.worker import Task, run
from voice_coach.audio.format import to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.listening.streams import Stream
    from benchmarks.listening.systems import Name

NOTHING = np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class Course:
    """The streams of a set, their samples in files, ready for any system."""

    language: str
    streams: tuple[Stream, ...]
    files: tuple[tuple[str, bool], ...]


def lay_out(sounding: Iterable[Stream], language: str, folder: Path) -> Course:
    """Write the streams, one held at a time, to an empty folder. Raises AudioError for a clip that cannot be used."""
    streams: list[Stream] = []
    files: list[tuple[str, bool]] = []
    for stream in sounding:
        path = folder / f"{len(files):03}.raw"
        path.write_bytes(to_bytes(stream.samples))
        files.append((str(path), stream.asked))
        streams.append(replace(stream, samples=NOTHING))
    return Course(language, tuple(streams), tuple(files))


def measure(system: Name, course: Course) -> dict[str, Any]:
    """Return a system's figures; raises ListeningError when it fails."""
    return figures(course.streams, run(Task(system, course.language, course.files)))

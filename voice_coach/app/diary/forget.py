"""Deletes what is kept of a person on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voice_coach.diary.diary import diary_path
from voice_coach.diary.history import history_path
from voice_coach.errors import JournalError
from voice_coach.journal.shelf import journal_path, spare_path
from voice_coach.storage import cache_folder, data_folder


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept of a person: a file, or a folder with so many ``files`` in it."""

    path: Path
    what: str
    files: int

    def __str__(self) -> str:
        """A line for people."""
        return f"{self.what}: {self.path}{f' ({self.files} files)' if self.files > 1 else ''}"


def kept() -> tuple[Kept, ...]:
    """What there is of a person: what was done, what hurt, what was said, and how their voice sounds.

    Routines, settings and models are not among it, nor what somebody has recorded into a folder of their own.
    """
    return tuple(_kept())


def _kept() -> Iterator[Kept]:
    history = history_path()
    found = [
        (diary_path(), "the diary"),
        (history, "what later sessions remember"),
        *(
            (path, "an old history, which was damaged")
            for path in sorted(history.parent.glob("history-damaged-*.json"))
        ),
        (journal_path("").parent, "journals of sessions"),
        (spare_path("").parent, "journals of sessions"),
        (data_folder("voice"), "clips of your voice"),
        (cache_folder("echo"), "what the microphone heard of your room"),
    ]
    for path, what in found:
        if path.is_dir():
            if files := sum(one.is_file() for one in path.rglob("*")):
                yield Kept(path, what, files)
        elif path.is_file():
            yield Kept(path, what, 1)


def forget(one: Kept) -> None:
    """Delete it. Raises JournalError when that cannot be; what is gone by then is gone."""
    try:
        if one.path.is_dir():
            shutil.rmtree(one.path)
        else:
            one.path.unlink(missing_ok=True)
    except OSError as error:
        raise JournalError("forget-failed", f"{one.path} cannot be deleted: {error.strerror}") from error

"""A journal as it is read back after its session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voice_coach.errors import JournalError
from voice_coach.journal.entry import Entry, parse

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a journal, oldest first.

    A last line that is torn or damaged is left out: so a power cut ends a file, and nothing of it sounded.

    Raises JournalError when the file cannot be read, or when a line before the last is damaged or missing.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        message = f"the journal {path} cannot be read: {error.strerror}"
        raise JournalError("journal-unreadable", message) from error
    if lines[-1] == b"":
        lines.pop()
    entries: list[Entry] = []
    for number, line in enumerate(lines):
        try:
            entries.append(_entry(line, number))
        except ValueError as error:  # also what UTF-8 and JSON raise
            if number == len(lines) - 1:
                break
            raise JournalError(
                "journal-damaged",
                f"{path}:{number + 1}: damaged: {error}",
                f"The {number} lines before it are good; cut the file there to read them.",
            ) from error
    return tuple(entries)


def _entry(line: bytes, number: int) -> Entry:
    entry = parse(line.decode())
    if entry.n != number:
        raise ValueError(f"entry {number} is missing")
    return entry

"""A journal as it is read back: what the coach was given, and all that happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voice_coach.core.effects import Show
from voice_coach.core.events import Event
from voice_coach.core.states import State
from voice_coach.errors import JournalError
from voice_coach.journal.entry import Entry, parse, parse_header

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from voice_coach.core.coach import Coach
    from voice_coach.core.effects import Effect
    from voice_coach.core.plan.routine import Seconds
    from voice_coach.journal.header import JournalHeader


_NOT_UNDER_WAY = frozenset({State.WAITING, State.FINISHED})


@dataclass(frozen=True, slots=True)
class SavedSession:
    """A journal that was read: its header, its entries, oldest first, and how many ``bytes`` of the file they are."""

    path: Path
    header: JournalHeader
    entries: tuple[Entry, ...]
    bytes: int

    @property
    def at(self) -> Seconds:
        """The session clock's time of the last entry; 0 when there is none."""
        return self.entries[-1].at if self.entries else 0.0

    @property
    def in_its_middle(self) -> bool:
        """Whether the session was somewhere in its routine, its last words left out: there is a place to go on at."""
        last = next((entry.what.status for entry in reversed(self.entries) if isinstance(entry.what, Show)), None)
        return last is not None and last.state not in _NOT_UNDER_WAY and last.phase is not State.OUTRO

    @property
    def events(self) -> Iterator[tuple[Seconds, Event]]:
        """What reached the coach, and when."""
        return ((entry.at, entry.what) for entry in self.entries if isinstance(entry.what, Event))

    def before_the_last_event(self) -> SavedSession:
        """The same session without the last event and what came of it."""
        events = [n for n, entry in enumerate(self.entries) if isinstance(entry.what, Event)]
        kept = events[-1] if events else 0
        dropped = sum(len(entry.line().encode()) + 1 for entry in self.entries[kept:])
        return replace(self, entries=self.entries[:kept], bytes=self.bytes - dropped)

    def replay(self) -> tuple[Coach, tuple[Effect, ...]]:
        """Bring a fresh coach to where this one was; return it with all that it ordered on the way."""
        coach = self.header.coach()
        return coach, tuple(effect for at, event in self.events for effect in coach.handle(event, at))


def read(path: Path) -> SavedSession:
    """Read a journal.

    A last line that is torn or damaged is left out: so a power cut ends a file, and nothing of it sounded.

    Raises JournalError when the file cannot be read (``journal-unreadable``), when it ends before its header does
    (``journal-empty``), when the header is of another version (``journal-version``), or when a line before the last
    is damaged or missing (``journal-damaged``).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the journal {path} cannot be read: {error.strerror}"
        raise JournalError("journal-unreadable", message) from error
    lines = data.split(b"\n")
    # A last line without its end may be whole; it counts, and what is written next ends it.
    if lines[-1] == b"":
        lines.pop()
    header = _header(path, lines)
    entries: list[Entry] = []
    size = len(lines[0]) + 1
    for number, line in enumerate(lines[1:], 1):
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
        size += len(line) + 1
    return SavedSession(path, header, tuple(entries), size)


def _header(path: Path, lines: list[bytes]) -> JournalHeader:
    try:
        return parse_header(lines[0].decode() if lines else "")
    except ValueError as error:
        if len(lines) < 2:
            raise JournalError("journal-empty", f"{path}: nothing is written there yet") from error
        raise JournalError("journal-version", f"{path}:1: cannot be used: {error}") from error


def _entry(line: bytes, number: int) -> Entry:
    entry = parse(line.decode())
    if entry.n != number:
        raise ValueError(f"entry {number} is missing")
    return entry

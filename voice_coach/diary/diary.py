"""The sessions of the past, a line each, in one file that only grows.

A line has a checksum, as a journal's has. So what a power cut tears or a disk damages is one line, which is left out,
and what somebody has edited by hand is told from it: it still is the JSON of a session, and counts as it stands. Until
a session stands here its journal has it; what is missing is taken from there.
"""

from __future__ import annotations

import json
import os
import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from voice_coach.diary.past import PastSession, PastSet, past_of
from voice_coach.errors import JournalError
from voice_coach.journal.codec import decode, encode
from voice_coach.journal.entry import is_sealed, sealed
from voice_coach.journal.reader import read
from voice_coach.journal.shelf import journals, over
from voice_coach.storage import append_line, data_folder, locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

VERSION = 1
LATER: Mapping[str, object] = {"missed": []}
"""What a session of version 1 may be without: its field came later."""


def diary_path() -> Path:
    """Return where the diary is kept unless it is told otherwise."""
    return data_folder("diary.jsonl")


class Diary:
    """The file at ``path``, as it was when this was made; ``unread`` is how many of its lines cannot be read.

    Of a line whose checksum fits only the beginning is looked at until somebody wants its session. Raises JournalError
    when the file is there and cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: dict[str, _Line] = {}
        self.unread = 0
        try:
            text = path.read_bytes().decode("utf-8-sig", errors="surrogateescape")
        except FileNotFoundError:
            text = ""
        except OSError as error:
            raise JournalError("diary-unreadable", f"{path} cannot be read: {error.strerror}") from error
        for line in text.split("\n")[: None if text and not text.endswith("\n") else -1]:
            match known := _known(line):
                case None:
                    self.unread += bool(line.strip())
                case Renamed():
                    self._call(known)
                case _:
                    self._lines[known.journal] = known

    def __len__(self) -> int:
        """How many sessions there are."""
        return len(self._lines)

    @property
    def sessions(self) -> tuple[PastSession, ...]:
        """All sessions, by the time at which they began."""
        return self.since(None)

    def since(self, day: date | None) -> tuple[PastSession, ...]:
        """The sessions that began on that day, where they were, or later; by the time at which they began."""
        return self._sessions(line for line in self._lines.values() if day is None or line.began.date() >= day)

    def of_routine(self, routine_id: str) -> tuple[PastSession, ...]:
        """The sessions of a routine, also those under an earlier name, by the time at which they began."""
        return self._sessions(line for line in self._lines.values() if line.routine == routine_id)

    def _sessions(self, lines: Iterable[_Line]) -> tuple[PastSession, ...]:
        """The sessions of some lines, by the time at which they began; each line is read once."""
        found = sorted(lines, key=lambda line: line.began)
        for line in found:
            if isinstance(line.what, str):
                self._lines[line.journal] = line._replace(what=line.session)
        return tuple(self._lines[line.journal].session for line in found)

    @property
    def latest(self) -> dict[str, PastSession]:
        """The last session of each routine, by what that is called now."""
        lines = {line.routine: line for line in sorted(self._lines.values(), key=lambda one: one.began)}
        return {routine: line.session for routine, line in lines.items()}

    def rename(self, routine_id: str, to: str) -> None:
        """Take it that a routine has another name from here on. Raises JournalError as `add`."""
        self._append(sealed({"version": VERSION, "renamed": routine_id, "to": to}))
        self._call(Renamed(routine_id, to))

    def _call(self, it: Renamed) -> None:
        """Call what was done before by its new name; what is done under the old one later is another routine's."""
        called = (line._replace(routine=it.to) if line.routine == it.renamed else line for line in self._lines.values())
        self._lines = {line.journal: line for line in called}

    def add(self, session: PastSession) -> None:
        """Append a session, unless its journal is here already. Raises JournalError when the disk does not take it."""
        if session.journal in self._lines:
            return
        line = line_of(session)
        self._append(line)
        self._lines[session.journal] = _Line(session.journal, session.routine, session.began_at, line)

    def _append(self, line: str) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab+", buffering=0) as file:
                locked(file)  # of two that write at once both lines are whole anyhow
                if file.tell() and file.seek(-1, os.SEEK_END) >= 0 and file.read(1) != b"\n":
                    file.write(b"\n")  # a torn line ends here
                append_line(file.fileno(), line)
                os.fsync(file.fileno())
        except OSError as error:
            raise JournalError(
                "diary-unwritable", f"{self._path} cannot be written: {error.strerror}", "Free some space on that disk."
            ) from error

    def catch_up(self, paths: Iterable[Path]) -> None:
        """Add the sessions of these journals that are over and not here yet; one that cannot be read is passed over.

        Raises JournalError as `add`.
        """
        for path in paths:
            if path.stem in self._lines:
                continue
            try:
                saved = read(path)
                past = past_of(saved) if over(saved) else None
            except JournalError:
                continue
            if past and (past.sets or past.skipped or past.pain):
                self.add(past)


def diary_of_now() -> Diary:
    """The diary of this machine, with what only its journal has yet. Raises JournalError as `Diary` and `add`."""
    diary = Diary(diary_path())
    diary.catch_up(journals())
    return diary


class _Line(NamedTuple):
    """A line of the file: whose it is, when that began, and the line itself, or the session that was read from it."""

    journal: str
    routine: str
    began: datetime
    what: str | PastSession

    @property
    def session(self) -> PastSession:
        """The session. What its checksum has vouched for is taken without another look."""
        if isinstance(self.what, PastSession):
            return self.what
        fields = json.loads(self.what)["session"]
        fields["sets"] = tuple(PastSet(**one) for one in fields["sets"])
        fields["skipped"] = tuple(fields["skipped"])
        fields["missed"] = tuple(fields.get("missed", ()))
        return PastSession(**fields)


def line_of(session: PastSession) -> str:
    """The line of a session; what one looks for stands at its beginning."""
    known = {"journal": session.journal, "routine": session.routine, "began": session.began}
    return sealed({"version": VERSION, **known, "session": encode(session)})


TEXT = r'("(?:[^"\\]|\\.)*")'
BEGINNING = re.compile(rf'\{{"version":{VERSION},"journal":{TEXT},"routine":{TEXT},"began":"([^"\\]*)","session":')


class Renamed(NamedTuple):
    """A line that says that a routine is called otherwise from there on."""

    renamed: str
    to: str


def _known(line: str) -> _Line | Renamed | None:
    """What is known of a line at once; None for one that is torn, damaged, or of another version."""
    begins = BEGINNING.match(line)
    try:
        if begins and is_sealed(line):
            journal, routine = json.loads(begins[1]), json.loads(begins[2])
            return _Line(journal, routine, datetime.fromisoformat(begins[3]), line)
        data = json.loads(line)  # edited by hand, if it is whole
        if data["version"] != VERSION:
            return None
        if "renamed" in data:
            return Renamed(str(data["renamed"]), str(data["to"]))
        session = decode(PastSession, {**LATER, **data["session"]})
        return _Line(session.journal, session.routine, session.began_at, session)
    except (ValueError, KeyError, TypeError):  # also what JSON raises; and what is no object has no keys
        return None

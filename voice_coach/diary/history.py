"""What later sessions remember of the earlier ones: one small JSON file."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from voice_coach.errors import JournalError
from voice_coach.journal.codec import decode, encode
from voice_coach.storage import alone_with, data_folder, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from voice_coach.core.effects import Record
    from voice_coach.core.plan.routine import Seconds

VERSION = 3
"""Version 1 did not know which records of a journal it had, version 2 no loads, efforts and what was reached."""

SESSIONS = 20
"""Of so many journals it is known which of their records are here; only an unfinished one is ever gone on with."""

WAITS_S: Seconds = 0.15
"""So long another session's record is waited for; what is timed is ordered ahead, so nothing of it is late then."""


def history_path() -> Path:
    """Return where the history is kept unless it is told otherwise."""
    return data_folder("history.json")


@dataclass(slots=True)
class Remembered:
    """What is known of one routine, by exercise: its name, or "Bridge (2)" for the second of a name (`Plan.key`).

    ``paces`` holds the tempo notch asked for last, ``done`` and ``skipped`` how often a step of it was, ``pain`` the
    score of an exercise that hurt when it was last done, 0 to 10 or `plan.steps.UNKNOWN_PAIN`. ``loads`` holds the
    notch of the load asked for last, ``reached`` what was reached last in reps, rounds or seconds, ``efforts`` how hard
    it was last, 0 to 10, which nothing reads yet. ``finished`` is how many sessions came to their end; those that were
    ended before it are not among them.
    """

    paces: dict[str, int] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    pain: dict[str, int] = field(default_factory=dict)
    loads: dict[str, int] = field(default_factory=dict)
    reached: dict[str, int] = field(default_factory=dict)
    efforts: dict[str, int] = field(default_factory=dict)
    finished: int = 0


LAST = {"pace": "paces", "load": "loads", "reached": "reached", "effort": "efforts"}
"""Where the last value of such a record is kept."""


@dataclass(frozen=True, slots=True)
class _File:
    """``counted`` says how many records of a journal, by its name, are in here."""

    version: int = VERSION
    routines: dict[str, Remembered] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)


class History:
    """The file at ``path``, read once and written anew, whole, at every record.

    A damaged file is set aside under a free name, never overwritten; ``notice`` then says so in a
    sentence, otherwise it is empty.

    Raises JournalError when the file is there and cannot be read, or cannot be set aside.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._hurt: set[str] = set()
        """What has hurt since the file was opened: doing the rest of it does not take that back."""
        self.notice = ""
        self._file = self._load()

    def remembered(self, routine_id: str) -> Remembered:
        """Return what is known of a routine; nothing of one that was never done."""
        return self._file.routines.get(routine_id, Remembered())

    def rename(self, routine_id: str, to: str) -> None:
        """Take it that a routine has another name from here on. Raises JournalError when the disk does not take it."""
        with self._changing():
            if routine_id in self._file.routines:
                self._file.routines[to] = self._file.routines.pop(routine_id)
                self._save()

    def record(self, routine_id: str, record: Record, journal: str = "", number: int = 0) -> None:
        """Remember it and write the file.

        It is the ``number``th record of that journal, from 1; one that is in here already, because the session died
        after it, counts no second time. Without a journal it always counts. Raises JournalError when the disk does not
        take it, ValueError for a kind that `Record` does not have.
        """
        if record.kind == "pain":
            self._hurt.add(record.exercise)
        with self._changing():
            if journal and number <= self._file.counted.get(journal, 0):
                return
            if journal:
                counted = {**self._file.counted, journal: number}
                self._file = replace(self._file, counted=dict(list(counted.items())[-SESSIONS:]))
            self._take(self._file.routines.setdefault(routine_id, Remembered()), record)
            self._save()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Change what stands there now, for another session may have written since, or may be about to."""
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        with alone_with(self._path, WAITS_S):
            self._file = self._load()
            yield

    def _take(self, of: Remembered, record: Record) -> None:
        key = record.exercise
        match record.kind:
            case "pace" | "load" | "reached" | "effort":
                getattr(of, LAST[record.kind])[key] = int(record.value)
            case "pain":
                of.pain[key] = int(record.value)
            case "step":
                of.done[key] = of.done.get(key, 0) + 1
                if key not in self._hurt:
                    of.pain.pop(key, None)
            case "skip":
                of.skipped[key] = of.skipped.get(key, 0) + 1
            case "finished":
                of.finished += 1
            case "ended" | "pain_today":
                pass  # what was done is remembered by its steps; the pain of today is asked anew each time
            case _:
                raise ValueError(f"no kind of record: {record.kind}")

    def _load(self) -> _File:
        try:
            file = decode(_File, _as_now(json.loads(self._path.read_bytes())))
        except FileNotFoundError:
            return _File()
        except OSError as error:
            raise JournalError("history-unreadable", f"{self._path} cannot be read: {error.strerror}") from error
        except ValueError:  # also what UTF-8 and JSON raise
            file = None
        if file is not None and file.version == VERSION:
            return file
        aside = _free_name(self._path)
        try:
            self._path.rename(aside)
        except OSError as error:
            raise JournalError("history-unreadable", f"{self._path} is damaged: {error.strerror}") from error
        self.notice = f"What was remembered of earlier sessions could not be read; it is kept as {aside}."
        return _File()

    def _save(self) -> None:
        """Write a new file and put it in the old one's place: a reader sees one of them, whole."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, json.dumps(encode(self._file), ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise JournalError(
                "history-unwritable",
                f"{self._path} cannot be written: {error.strerror}",
                "Free some space, or give its folder to the user who runs the coach.",
            ) from error


def _as_now(data: object) -> object:
    """What a file of an earlier version holds, as this version writes it."""
    if isinstance(data, dict) and data.get("version") == 1:
        data = {**data, "version": 2, "counted": {}}
    if isinstance(data, dict) and data.get("version") == 2 and isinstance(routines := data.get("routines"), dict):
        new: dict[str, dict[str, int]] = {"loads": {}, "reached": {}, "efforts": {}}
        wider = {name: {**one, **new} if isinstance(one, dict) else one for name, one in routines.items()}
        return {**data, "version": VERSION, "routines": wider}
    return data


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
        number += 1
    return aside

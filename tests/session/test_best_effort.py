"""A disk that fails in the middle of a session is told once, and the session goes on."""

from __future__ import annotations

from pathlib import Path

from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Effect, Record
from voice_coach.core.events import Event, Pressed
from voice_coach.core.plan.routine import Seconds
from voice_coach.errors import JournalError
from voice_coach.journal.history import History
from voice_coach.session.best_effort import BestEffortHistory, BestEffortLog

PRESSED = Pressed(Command.NEXT, 1.0)


class FullDisk:
    """A journal that takes one event and no more."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def write(self, event: Event, _now: Seconds) -> None:
        if self.events:
            raise JournalError("journal-unwritable", "the disk is full")
        self.events.append(event)

    def effects(self, _effects: tuple[Effect, ...], _now: Seconds) -> None:
        raise JournalError("journal-unwritable", "the disk is full")


def test_a_journal_that_fails_is_told_of_once() -> None:
    told: list[str] = []
    disk = FullDisk()
    log = BestEffortLog(disk, told.append)
    for _ in range(3):
        log.write(PRESSED, 1.0)
        log.effects((), 1.0)
    assert disk.events == [PRESSED]
    assert told == ["the disk is full; from here on this session is not written down."]


def test_a_history_that_fails_is_told_of_once(tmp_path: Path) -> None:
    told: list[str] = []
    path = tmp_path / "history.json"
    history = BestEffortHistory(History(path), "desk-break", told.append)
    history.remember(Record("pace", "Arch", -1, 1.0))
    assert History(path).paces("desk-break") == {"Arch": -1}
    path.unlink()
    path.mkdir()
    for _ in range(2):
        history.remember(Record("pace", "Arch", -2, 2.0))
    assert len(told) == 1


def test_without_storage_nothing_is_kept_and_nothing_told() -> None:
    told: list[str] = []
    BestEffortLog(None, told.append).write(PRESSED, 1.0)
    BestEffortHistory(None, "desk-break", told.append).remember(Record("skip", "Arch", 1, 1.0))
    assert told == []

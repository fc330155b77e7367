"""A disk that fails in the middle of a session is told once, and the session goes on."""

from __future__ import annotations

from io import FileIO
from pathlib import Path

import pytest

from tests.journal.headers import HEADER
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Record
from voice_coach.core.events import Pressed
from voice_coach.diary.history import History
from voice_coach.errors import JournalError
from voice_coach.journal.reader import read
from voice_coach.journal.writer import Journal, begun, continued
from voice_coach.session.best_effort import BestEffortHistory, BestEffortLog

PRESSED = Pressed(Command.NEXT, 1.0)


def full(journal: Journal) -> None:
    """Let the journal's disk take no more."""
    journal._file.close()
    journal._file = FileIO("/dev/full", "rb+")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    return begun(tmp_path / "one.jsonl", HEADER)


def test_a_journal_that_fails_goes_on_elsewhere(journal: Journal, tmp_path: Path) -> None:
    told: list[str] = []
    log = BestEffortLog(journal, told.append, lambda one: continued(read(one.path), tmp_path / "spare.jsonl"))
    log.write(PRESSED, 1.0)
    full(journal)
    log.write(PRESSED, 2.0)
    log.write(PRESSED, 3.0)
    log.close()

    assert [at for at, _ in read(tmp_path / "spare.jsonl").events] == [1.0, 2.0, 3.0]
    assert log.path == tmp_path / "spare.jsonl"
    assert len(told) == 1
    assert "goes on in" in told[0]


def test_a_journal_that_fails_everywhere_is_told_of_once(journal: Journal) -> None:
    told: list[str] = []
    log = BestEffortLog(journal, told.append, _nowhere)
    full(journal)
    for _ in range(3):
        log.write(PRESSED, 1.0)
        log.effects((), 1.0)

    assert len(told) == 1
    assert log.path is None
    assert told[0].endswith("No space left on device; from here on this session is not written down.")


def _nowhere(_: Journal) -> Journal:
    raise JournalError("journal-unwritable", "no room here either")


def test_a_history_counts_no_record_of_a_journal_twice(tmp_path: Path) -> None:
    path = tmp_path / "history.json"
    records = [Record("step", "Arch", 1, 1.0), Record("pain", "Arch", 4, 2.0), Record("step", "Arch", 2, 3.0)]
    first = BestEffortHistory(History(path), "desk-break", "journal", pytest.fail)
    for record in records[:2]:
        first.remember(record)
    again = BestEffortHistory(History(path), "desk-break", "journal", pytest.fail)
    for record in records:
        again.remember(record)

    kept = History(path)._file.routines["desk-break"]
    assert kept.done == {"Arch": 2}
    assert kept.pain == {"Arch": 4}, "what has hurt in this session is not forgotten because it died"


def test_a_history_that_fails_is_told_of_once(tmp_path: Path) -> None:
    told: list[str] = []
    path = tmp_path / "history.json"
    history = BestEffortHistory(History(path), "desk-break", "", told.append)
    history.remember(Record("pace", "Arch", -1, 1.0))
    assert History(path).remembered("desk-break").paces == {"Arch": -1}
    path.unlink()
    path.mkdir()
    for _ in range(2):
        history.remember(Record("pace", "Arch", -2, 2.0))
    assert len(told) == 1


def test_without_storage_nothing_is_kept_and_nothing_told() -> None:
    told: list[str] = []
    BestEffortLog(None, told.append, _nowhere).write(PRESSED, 1.0)
    BestEffortHistory(None, "desk-break", "", told.append).remember(Record("skip", "Arch", 1, 1.0))
    assert told == []

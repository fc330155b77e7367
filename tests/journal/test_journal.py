"""A journal that is written is read back, up to where it was torn."""

from io import FileIO
from pathlib import Path

import pytest

from tests.journal.headers import HEADER
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Chime, Record, Role, Say, Show, Tone
from voice_coach.core.events import DeadlinePassed, Pressed
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.errors import JournalError
from voice_coach.journal.entry import Entry
from voice_coach.journal.reader import read
from voice_coach.journal.shelf import journal_path
from voice_coach.journal.writer import begun, continued

WRITTEN = (
    Entry(1, 0.0, Pressed(Command.START, 0.0)),
    Entry(2, 0.0, Say(1, "Rücken, links.", Role.NAME)),
    Entry(3, 0.0, Chime(Tone.START, 2.0)),
    Entry(4, 5.5, DeadlinePassed(5.5)),
    Entry(5, 5.5, Show(Status(State.HOLD, State.HOLD, "desk-break"))),
    Entry(6, 5.5, Record("step", "Cat cow", 1, 5.5)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    journal = begun(tmp_path / "journals" / "one.jsonl", HEADER)
    journal.write(Pressed(Command.START, 0.0), 0.0)
    journal.effects((Say(1, "Rücken, links.", Role.NAME), Chime(Tone.START, 2.0)), 0.0)
    journal.write(DeadlinePassed(5.5), 5.5)
    journal.effects((Show(Status(State.HOLD, State.HOLD, "desk-break")), Record("step", "Cat cow", 1, 5.5)), 5.5)
    journal.close()
    journal.close()
    return journal.path


def test_what_was_written_is_read(path: Path) -> None:
    saved = read(path)

    assert saved.header == HEADER
    assert saved.entries == WRITTEN
    assert saved.bytes == path.stat().st_size


def test_a_journal_that_is_cut_anywhere_gives_its_whole_lines_and_is_gone_on_with(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    cut = tmp_path / "cut.jsonl"
    more = Pressed(Command.NEXT, 9.0)
    for size in range(whole.index(b"\n"), len(whole)):
        cut.write_bytes(whole[:size])
        complete = whole[:size].count(b"\n") + (whole[size : size + 1] == b"\n") - 1
        saved = read(cut)
        assert saved.entries == WRITTEN[:complete]
        journal = continued(saved)
        journal.write(more, 9.0)
        journal.close()
        assert read(cut).entries == (*WRITTEN[:complete], Entry(complete + 1, 9.0, more))


def test_a_journal_that_is_cut_in_its_header_holds_nothing_yet(path: Path, tmp_path: Path) -> None:
    whole, cut = path.read_bytes(), tmp_path / "cut.jsonl"
    for size in range(whole.index(b"\n")):
        cut.write_bytes(whole[:size])
        with pytest.raises(JournalError, match=r"cut\.jsonl: nothing is written there yet"):
            read(cut)


def test_a_damaged_last_line_is_left_out(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10] + b"\xff\xff\xff\n")

    assert read(path).entries == WRITTEN[:-1]


def test_damage_in_the_middle_is_told_with_its_line(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("links", "rechts"), "utf-8")

    with pytest.raises(JournalError, match=r"one\.jsonl:3: damaged: the checksum does not fit"):
        read(path)


def test_a_line_that_is_missing_is_told(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))

    with pytest.raises(JournalError, match=r"one\.jsonl:3: damaged: entry 2 is missing"):
        read(path)


def test_a_journal_of_another_version_is_told(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[1:]))

    with pytest.raises(JournalError, match=r"one\.jsonl:1: cannot be used: there is no header"):
        read(path)


def test_every_line_is_there_before_the_journal_is_closed(tmp_path: Path) -> None:
    journal = begun(tmp_path / "killed.jsonl", HEADER)
    journal.write(Pressed(Command.NEXT, 1.0), 1.0)

    assert read(journal.path).entries == (Entry(1, 1.0, Pressed(Command.NEXT, 1.0)),)
    journal.close()


def test_an_old_journal_is_never_overwritten(path: Path) -> None:
    with pytest.raises(JournalError, match="File exists"):
        begun(path, HEADER)
    assert read(path).entries == WRITTEN


def test_a_journal_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=r"none\.jsonl cannot be read: No such file"):
        read(tmp_path / "none.jsonl")


def test_a_full_disk_is_told_and_the_journal_goes_on_elsewhere(path: Path, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    journal = continued(read(path))
    journal._file.close()
    journal._file = FileIO(full, "rb+")

    with pytest.raises(JournalError, match=r"one\.jsonl cannot be written: No space left"):
        journal.write(Pressed(Command.NEXT, 9.0), 9.0)
    journal.close()
    spare = continued(read(path), tmp_path / "spare" / "one.jsonl")
    spare.write(Pressed(Command.NEXT, 9.0), 9.0)
    spare.close()

    assert read(spare.path).entries == (*WRITTEN, Entry(7, 9.0, Pressed(Command.NEXT, 9.0)))


def test_journals_stand_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert journal_path("today").name == "today.jsonl"
    assert journal_path("today").parent.name == "journals"

"""A routine file that was renamed keeps its history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from voice_coach.app.diary.renaming import keep_history
from voice_coach.core.effects import Record
from voice_coach.core.plan.routine import Exercise, Hold, Reps, Routine
from voice_coach.diary.diary import Diary, diary_path
from voice_coach.diary.history import History, history_path
from voice_coach.diary.past import PastSession, PastSet

ROW, HANG, PLANK = (Exercise(name, (Reps(9),)) for name in ("Row", "Hang", "Plank"))
PULL = Routine("pull", "Pull", (ROW, HANG))
DONE = PastSession(
    "a", "pull", "Pull", "2026-05-01T18:30:00+02:00", 300.0, finished=True,
    sets=(PastSet("Row", "Row", 1, "", 9.0, 9, 36.0), PastSet("Hang", "Hang", 1, "", 19.0, 9, 36.0)),
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("voice_coach.app.diary.renaming.all_routines", dict)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    Diary(diary_path()).add(DONE)
    History(history_path()).record("pull", Record("pace", "Row", -2, 9.0))
    (tmp_path / "pull-2.yaml").touch()
    return tmp_path / "pull-2.yaml"


def test_it_is_found_under_its_new_name(file: Path) -> None:
    new = replace(PULL, id="pull-2")
    assert keep_history(new, file) == "pull"
    assert [one.journal for one in Diary(diary_path()).of_routine("pull-2")] == ["a"]
    assert Diary(diary_path()).of_routine("pull") == ()
    assert History(history_path()).remembered("pull-2").paces == {"Row": -2}
    assert keep_history(new, file) == "", "once is enough"


def test_a_file_that_takes_the_old_name_later_is_another_routine(file: Path) -> None:
    keep_history(replace(PULL, id="pull-2"), file)
    diary = Diary(diary_path())
    diary.add(replace(DONE, journal="b", routine="pull"))
    assert [one.journal for one in Diary(diary_path()).of_routine("pull")] == ["b"]
    assert [one.journal for one in Diary(diary_path()).of_routine("pull-2")] == ["a"]


@pytest.mark.parametrize(
    "routine",
    [
        replace(PULL, id="pull-2", title="Another"),
        replace(PULL, id="pull-2", items=(Exercise("Squat", (Hold(9.0),)),)),
        PULL,
    ],
)
def test_another_routine_has_nothing_of_it(file: Path, routine: Routine) -> None:
    assert keep_history(routine, file) == ""
    assert [one.journal for one in Diary(diary_path()).of_routine("pull")] == ["a"]


def test_one_that_was_edited_as_well_is_found_as_long_as_half_of_it_is_there(file: Path) -> None:
    assert keep_history(replace(PULL, id="pull-2", items=(HANG, PLANK)), file) == "pull"


def test_a_copy_has_a_history_of_its_own(file: Path) -> None:
    file.with_name("pull.yml").touch()
    assert keep_history(replace(PULL, id="pull-2"), file) == ""

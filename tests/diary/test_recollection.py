"""What a new session's coach can tell of the sessions before it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from voice_coach.core.past import Before, Past
from voice_coach.diary.diary import Diary
from voice_coach.diary.past import PastSession, PastSet
from voice_coach.diary.recollection import recollection

SIDES = (
    PastSet("Row", "Row", 1, "left", 9.0, 9, 36.0, "20 kg"),
    PastSet("Row", "Row", 1, "right", 19.0, 9, 36.0, "20 kg"),
    PastSet("Row", "Row", 2, "left", 29.0, 8, 32.0, "22.5 kg"),
    PastSet("Row", "Row", 2, "right", 39.0, 8, 32.0, "22.5 kg"),
    PastSet("Hang", "Hang", 1, "", 49.0, 0, 41.0),
)


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    diary = Diary(tmp_path / "diary.jsonl")
    for name, routine, began, sets in (
        ("a", "pull", "2026-05-01T18:30:00+02:00", SIDES),
        ("b", "pull", "2026-05-04T00:10:00+02:00", SIDES[:1]),
        ("c", "neck", "2026-05-05T23:50:00+02:00", SIDES[-1:]),
        ("d", "pull", "2026-05-05T23:55:00+02:00", ()),
    ):
        diary.add(PastSession(name, routine, "Pull", began, 300.0, finished=True, sets=sets))
    return diary


def test_the_last_time_of_each_exercise_on_the_side_that_came_first(diary: Diary) -> None:
    assert recollection(diary, "pull", date(2026, 5, 6)) == Past(
        exercises={"Row": Before(2, (9,), (36.0,), "20 kg"), "Hang": Before(5, (0,), (41.0,))},
        days=2,
        done=1,
        lasted_s=300.0,
        week=2,
    )


def test_each_set_is_there(diary: Diary) -> None:
    assert recollection(diary, "pull", date(2026, 5, 3)).exercises["Row"] == Before(0, (9,), (36.0,), "20 kg")
    (first, *_) = diary.of_routine("pull")
    past = Diary(diary._path.with_name("one.jsonl"))
    past.add(first)
    assert recollection(past, "pull", date(2026, 5, 3)).exercises["Row"] == Before(2, (9, 8), (36.0, 32.0), "22.5 kg")


def test_a_week_begins_on_monday(diary: Diary) -> None:
    weeks = [recollection(diary, "pull", date(2026, 5, day)).week for day in (3, 4, 10, 11)]
    assert weeks == [3, 2, 2, 0]  # a clock that was set back does not hide what is dated later


def test_of_what_was_never_done_there_is_nothing(diary: Diary) -> None:
    assert recollection(diary, "legs", date(2026, 6, 6)) == Past()

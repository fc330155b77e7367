"""What is due on which day: missed days shift, a rest stays a rest, and weeks without a session do not count."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.diary.past import PastSession, PastSet
from voice_coach.programme.due import next_day, of_programme, place_on, standings, weeks_of
from voice_coach.programme.programme import Planned, Programme, WeekBlock

MONDAY = date(2026, 3, 2)
MON_WED_FRI = Planned("core", "Core", days=(0, 2, 4))


def programme(*planned: Planned, start: date | None = MONDAY) -> Programme:
    return Programme("p", "P", (WeekBlock("", planned),), start=start)


def done(*days: int, routine: str = "core", finished: bool = True, at: str = "07:30:00+01:00") -> list[PastSession]:
    """Sessions so many days after the first Monday."""
    sets = (PastSet("Plank", "Plank", 1, "", 20.0, 0, 20.0),)
    began = [f"{MONDAY + timedelta(day)}T{at}" for day in days]
    return [
        PastSession(f"{routine}-{n}", routine, "Core", when, 300.0, finished=finished, sets=sets)
        for n, when in enumerate(began)
    ]


def due(of: Programme, sessions: list[PastSession], day: int) -> list[tuple[str, int]]:
    found = standings(of, of_programme(of, sessions), MONDAY + timedelta(day))
    return [(one.planned.routine, one.times) for one in found if one.times]


@pytest.mark.parametrize(
    ("before", "days"),
    [
        ((), [0, 1, 2, 3, 4, 5, 6]),
        ((0,), [2, 3, 4, 5, 6]),
        ((1,), [3, 4, 5, 6]),  # Monday's was done on Tuesday: Wednesday's shifts
        ((0, 3), [5, 6]),
        ((0, 2, 4), []),
        ((0, 2, 5), []),
    ],
)
def test_days_of_the_week(before: tuple[int, ...], days: list[int]) -> None:
    it = programme(MON_WED_FRI)
    after = max(before, default=-1) + 1
    assert [day for day in range(after, 7) if due(it, done(*before), day)] == days


@pytest.mark.parametrize(("days", "rests"), [((0, 2, 4), True), ((0,), True), ((0, 1), False), ((0, 6), False)])
def test_a_day_of_rest_comes_after_it_where_the_programme_has_one(days: tuple[int, ...], rests: bool) -> None:
    assert Planned("core", "Core", days=days).rests == rests
    it = programme(Planned("core", "Core", days=(0,)))
    assert [bool(due(it, done(6), day)) for day in (7, 8)] == [False, True]  # Sunday's was the last Monday's
    assert due(it, done(5), 7) == [("core", 1)]


def test_a_missed_session_is_not_owed_twice() -> None:
    it = programme(MON_WED_FRI)
    assert due(it, done(0), 9) == [("core", 1)]
    assert due(it, done(0, 9), 10) == []


def test_what_was_broken_off_is_open_still() -> None:
    it = programme(MON_WED_FRI)
    assert due(it, done(0, finished=False), 1) == [("core", 1)]
    assert due(it, done(0, finished=False) + done(0), 1) == []


def test_every_so_many_days_counts_from_the_last_time() -> None:
    it = programme(Planned("core", "Core", every=3))
    assert [day for day in range(9) if due(it, done(0), day)] == [3, 4, 5, 6, 7, 8]
    assert [day for day in range(5, 12) if due(it, done(0, 5), day)] == [8, 9, 10, 11]


def test_several_times_a_day() -> None:
    it = programme(Planned("core", "Core", every=1, times=3))
    assert [due(it, done(*(0,) * n), 0) for n in range(4)] == [[("core", 3)], [("core", 2)], [("core", 1)], []]
    assert due(it, done(0, 0, 0), 1) == [("core", 3)]


def test_a_day_is_that_of_where_one_was() -> None:
    it = programme(MON_WED_FRI)
    assert due(it, done(2, at="00:10:00+13:00"), 2) == []
    assert due(it, done(2, at="23:55:00-11:00"), 2) == []


def test_before_its_start_there_is_nothing_and_the_next_day_is_known() -> None:
    it = programme(MON_WED_FRI, start=MONDAY + timedelta(2))
    assert due(it, [], 1) == []
    assert next_day(it, (), MONDAY) == MONDAY + timedelta(2)
    assert due(it, [], 3) == [("core", 1)]


def test_who_begins_in_mid_week_has_missed_nothing() -> None:
    it = programme(MON_WED_FRI, start=None)
    assert due(it, [], 1) == []
    assert due(it, [], 2) == [("core", 1)]
    assert next_day(it, (), MONDAY + timedelta(1)) == MONDAY + timedelta(2)


def test_blocks_follow_each_other_and_wait_through_weeks_without_a_session() -> None:
    planned = (Planned("core", "Core", every=2),)
    it = Programme("p", "P", (WeekBlock("A", planned, 2), WeekBlock("B", planned, 1)))
    sessions = of_programme(it, done(0, 7, 21, 70))

    def where(day: int) -> tuple[str, int] | None:
        place = place_on(it, weeks_of(sessions), MONDAY + timedelta(day))
        return (place.block.name, place.week) if place else None

    assert [where(day) for day in (0, 6, 7, 14, 20, 21, 28, 69, 70, 77)] == [
        ("A", 1), ("A", 1), ("A", 2), ("B", 1), ("B", 1), ("B", 1), None, None, None, None,
    ]  # fmt: skip
    assert next_day(it, sessions, MONDAY + timedelta(28)) is None


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 6), min_size=1))
def test_who_comes_whenever_it_is_due_never_comes_more_often_than_planned(missed: set[int], days: set[int]) -> None:
    planned = Planned("core", "Core", days=tuple(sorted(days)))
    it, came = programme(planned), list[int]()
    for day in range(60):
        if day not in missed and due(it, done(*came), day):
            came.append(day)
    assert not planned.rests or all(later - earlier > 1 for earlier, later in pairwise(came))
    assert missed or [day % 7 for day in came] == [day % 7 for day in range(60) if day % 7 in days]

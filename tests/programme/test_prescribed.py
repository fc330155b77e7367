"""The prescriptions of the list that speak of days and weeks, as programmes; the other half of tests/prescriptions."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from voice_coach.authoring.library import find, folders
from voice_coach.authoring.load import load as load_routine
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.load import Named, Weight
from voice_coach.core.plan.routine import Exercise, Hold, Reps
from voice_coach.diary.past import PastSession, PastSet
from voice_coach.programme.due import standings
from voice_coach.programme.load import load
from voice_coach.programme.programme import Programme
from voice_coach.programme.today import dosed

HERE = Path(__file__).parent / "prescribed"
MONDAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    shutil.copytree(HERE.parents[1] / "prescriptions", folders()[0])


def programme(number: str) -> Programme:
    return load(HERE / f"{number}.yaml")


def exercise_on(of: Programme, sessions: list[PastSession], day: date) -> Exercise:
    """The first exercise of its routine with the doses of a day; that it can be laid out is checked as well."""
    routine = dosed(of, load_routine(find(of.routines[0])), sessions, day)
    return compile_plan(routine).exercises[0]


def came(of: Programme, days: list[int], reps: int = 5, *, failed: frozenset[int] = frozenset()) -> list[PastSession]:
    """Sessions so many days after a Monday, each with one set; of the ``failed`` not all was done."""
    exercise = exercise_on(of, [], MONDAY).name
    done = PastSession("", of.routines[0], "", "", 300.0, finished=True)
    sets = (PastSet(exercise, exercise, 1, "", 20.0, reps, 20.0, effort=6),)
    return [
        replace(
            done, journal=f"{n}", began=f"{MONDAY + timedelta(day)}T07:30:00+01:00", sets=sets,
            missed=(exercise,) if n in failed else (),
        )
        for n, day in enumerate(days)
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "times"), [("01", 2), ("04", 5), ("20", 9), ("31", 3)])
def test_several_times_a_day(number: str, times: int) -> None:
    of = programme(number)
    left = [sum(one.times for one in standings(of, came(of, [0] * n), MONDAY)) for n in range(times + 1)]
    assert left == list(range(times, -1, -1))


def test_4_not_at_the_weekend() -> None:
    of = programme("04")
    assert sum(one.times for one in standings(of, came(of, [4] * 5), MONDAY + timedelta(5))) == 0


def test_31_for_two_weeks() -> None:
    of = programme("31")
    days = [day for day in range(14) for _ in range(3)]
    assert standings(of, came(of, days[:-1]), MONDAY + timedelta(13))[0].times == 1
    assert standings(of, came(of, days), MONDAY + timedelta(14)) == ()


def test_7_the_next_load_when_fifteen_is_reached_twice() -> None:
    of = programme("07")

    def loads(*reached: int) -> str:
        sessions = [one for n, reps in enumerate(reached) for one in came(of, [2 * n], reps)]
        load = exercise_on(of, sessions, MONDAY + timedelta(2 * len(reached))).load
        assert isinstance(load, Named)
        return load.of_set(1, 0)

    assert loads(12, 14, 15) == "one kilo or a red band"
    assert loads(15, 14, 15) == "two kilos or a green band"
    assert loads(*[15] * 9) == "two kilos or a green band"


def test_19_five_seconds_more_every_third_good_session_until_sixty() -> None:
    of = programme("19")

    def holds(sessions: int) -> float:
        (work,) = exercise_on(of, came(of, list(range(sessions))), MONDAY + timedelta(sessions)).work
        assert isinstance(work, Hold)
        return work.for_s

    assert [holds(n) for n in (0, 2, 3, 6, 23, 24, 40)] == [20, 20, 25, 30, 55, 60, 60]


def test_27_ten_weeks() -> None:
    of = programme("27")
    found, days = [], list[int]()
    for week in range(11):
        exercise = exercise_on(of, came(of, days), MONDAY + timedelta(7 * week))
        its = [(one.least, one.count) for one in exercise.of_sets or exercise.work if isinstance(one, Reps)]
        due = [n for n in range(7) if _is_due(of, came(of, days), 7 * week + n, days)]
        found.append((exercise.sets, its, len(due)))
    assert found == [
        (2, [(0, 5)], 1),
        (2, [(0, 6)], 2),
        (3, [(6, 8)], 3),
        (3, [(8, 10)], 3),
        *[(3, [(0, 12), (0, 10), (0, 8)], 3)] * 6,
        (2, [(0, 5)], 0),
    ]


def _is_due(of: Programme, sessions: list[PastSession], day: int, days: list[int]) -> bool:
    """Whether it is due; then it is done."""
    if any(one.times for one in standings(of, sessions, MONDAY + timedelta(day))):
        days.append(day)
        return True
    return False


def test_28_more_next_time_and_less_after_three_that_failed() -> None:
    of = programme("28")

    def loads(sessions: int, *failed: int) -> float:
        done = came(of, [2 * n for n in range(sessions)], failed=frozenset(failed))
        load = exercise_on(of, done, MONDAY + timedelta(2 * sessions)).load
        assert isinstance(load, Weight)
        return load.amounts[0]

    assert [loads(n) for n in range(4)] == [40, 42.5, 45, 47.5]
    assert [loads(n, 2, 3, 4) for n in (3, 4, 5, 6)] == [45, 45, 40.5, 43]
    assert loads(6, 2, 4) == 50  # two that failed, but not in a row

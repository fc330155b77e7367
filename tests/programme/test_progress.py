"""How far a dose has come: good sessions, pain, bad ones in a row, weeks away, and what less was on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.diary.past import PastSession, PastSet
from voice_coach.programme.programme import Back, Good, Measure, Planned, Programme, Progress, WeekBlock
from voice_coach.programme.progress import DoseCourse, course, why_not_good

MONDAY = date(2026, 3, 2)
RULE = Progress("core", "Plank", Measure.HOLD, 5.0, every=3, until=60.0)
PLANNED = (Planned("core", "Core", every=1),)
PROGRAMME = Programme("p", "P", (WeekBlock("", PLANNED),), (RULE,))

GOOD = PastSession(
    "j", "core", "Core", "", 300.0, finished=True, sets=(PastSet("Plank", "Plank", 1, "", 20.0, 0, 20.0, effort=6),)
)
HURT = replace(GOOD, pain={"Plank": 4})
SKIPPED = replace(GOOD, sets=(PastSet("Row", "Row", 1, "", 9.0, 5, 9.0),), skipped=("Plank",))
PARTLY = replace(GOOD, missed=("Plank",))
HARD = replace(GOOD, sets=(replace(GOOD.sets[0], effort=9),))
OTHER = replace(GOOD, sets=SKIPPED.sets)


def came_to(
    *sessions: PastSession, rule: Progress = RULE, base: float = 20.0, programme: Programme = PROGRAMME, days: int = 1,
    after: int = 1,
) -> DoseCourse:  # fmt: skip
    """What it has come to when these were done so many days apart, so many days after the last."""
    on = [MONDAY + timedelta(days * n) for n in range(len(sessions))]
    dated = [replace(one, began=f"{day}T07:30:00+01:00") for one, day in zip(sessions, on, strict=True)]
    return course(programme, rule, base, dated, (on[-1] if on else MONDAY) + timedelta(after))


def test_it_grows_after_so_many_good_sessions_until_its_end() -> None:
    assert [came_to(*(GOOD,) * n).value for n in (0, 2, 3, 5, 6, 23, 24, 60)] == [20, 20, 25, 25, 30, 55, 60, 60]


def test_the_last_step_ends_where_it_shall() -> None:
    assert came_to(*(GOOD,) * 60, rule=replace(RULE, until=58.0)).value == 58


def test_what_is_no_good_session_does_not_count_and_takes_nothing_away() -> None:
    for not_good in (SKIPPED, PARTLY):
        assert came_to(GOOD, not_good, GOOD, not_good, GOOD).value == 25
        assert came_to(*(GOOD,) * 3, *(not_good,) * 9).value == 25


def test_a_session_without_the_exercise_says_nothing() -> None:
    it = came_to(GOOD, GOOD, OTHER, OTHER, GOOD, OTHER)
    assert (it.value, it.bad) == (25, 0)


@pytest.mark.parametrize(
    ("session", "good", "why"),
    [
        (GOOD, Good(), ""),
        (HURT, Good(pain=4), ""),
        (HURT, Good(), "it hurt, 4 of ten"),
        (replace(GOOD, pain={"Plank": -1}), Good(pain=10), "it hurt"),
        (replace(GOOD, pain={"Row": 9}), Good(), ""),
        (HARD, Good(effort=8), "it was hard, 9 of ten"),
        (HARD, Good(), ""),
        (SKIPPED, Good(), "it was skipped"),
        (PARTLY, Good(), "not all of it was done"),
    ],
)
def test_what_a_good_session_is(session: PastSession, good: Good, why: str) -> None:
    assert why_not_good(RULE, good, session) == why


@pytest.mark.parametrize(("reps", "why"), [((15, 15), ""), ((15, 14), "14 of 15 were reached")])
def test_every_set_reaches_what_was_asked(reps: tuple[int, ...], why: str) -> None:
    sets = tuple(PastSet("Plank", "Plank", n, "", 9.0, count, 30.0) for n, count in enumerate(reps, 1))
    assert why_not_good(replace(RULE, reaching=15), Good(), replace(GOOD, sets=sets)) == why


def test_what_is_to_be_reached_is_in_reps_or_in_seconds() -> None:
    uncounted = replace(GOOD, sets=(PastSet("Plank", "Plank", 1, "", 9.0, 0, 36.0),))
    assert why_not_good(replace(RULE, reaching=5), Good(), uncounted) == "0 of 5 were reached"
    assert why_not_good(replace(RULE, reaching=30, in_seconds=True), Good(), uncounted) == ""


def test_after_the_end_nothing_grows_any_more() -> None:
    blocks = (WeekBlock("A", PLANNED, 1),)
    assert came_to(*(GOOD,) * 21, programme=replace(PROGRAMME, blocks=blocks)).value == 30


def test_a_share_less_never_makes_it_more() -> None:
    rule = Progress("core", "Plank", Measure.REPS, 1.0, back=Back(1, 0.1))
    assert [came_to(*(SKIPPED,) * n, rule=rule, base=2.0).value for n in (0, 1, 2, 9)] == [2, 1, 1, 1]


def test_pain_goes_one_step_back_and_no_further_than_the_routine() -> None:
    it = came_to(*(GOOD,) * 3, HURT)
    assert (it.value, it.changes[-1].why) == (20, "it hurt, 4 of ten")
    assert came_to(*(GOOD,) * 3, HURT, HURT, HURT).value == 20
    assert came_to(*(GOOD,) * 3, HURT, GOOD, GOOD).good == 2


@pytest.mark.parametrize(
    ("back", "values"),
    [
        (None, [23.0, 23.0, 23.0]),
        (Back(3), [23.0, 23.0, 20.5]),
        (Back(1), [20.5, 20.5, 20.5]),
        (Back(3, 0.1), [23.0, 23.0, 20.5]),
        (Back(2, 0.2), [23.0, 18.0, 18.0]),
    ],
)
def test_bad_sessions_in_a_row(back: Back | None, values: list[float]) -> None:
    rule = Progress("core", "Plank", Measure.LOAD, 2.5, back=back)
    assert [came_to(GOOD, *(SKIPPED,) * n, rule=rule, base=20.5).value for n in (1, 2, 3)] == values


def test_pain_goes_back_once_and_is_none_of_the_bad_ones_in_a_row() -> None:
    rule = Progress("core", "Plank", Measure.LOAD, 2.5, back=Back(2, 0.1))
    assert came_to(*(GOOD,) * 3, HURT, rule=rule).value == 25.0
    assert came_to(*(GOOD,) * 3, HURT, SKIPPED, rule=rule).value == 25.0
    assert came_to(*(GOOD,) * 3, SKIPPED, HURT, SKIPPED, rule=rule).value == 25.0


@pytest.mark.parametrize(("load", "value"), [("20 kg", 22.5), ("22.5 kg", 22.5), ("17.5 kg", 20.0), ("a bag", 22.5)])
def test_what_was_not_lifted_does_not_grow(load: str, value: float) -> None:
    rule = Progress("core", "Plank", Measure.LOAD, 2.5)
    lifted = replace(GOOD, sets=(replace(GOOD.sets[0], load=load),))
    assert came_to(lifted, rule=rule).value == value
    assert (why_not_good(rule, Good(), lifted), came_to(lifted, rule=rule).bad) == ("", int(value == 20.0))


def test_a_pause_is_dated_when_it_was_long_enough() -> None:
    (change, *_) = reversed(came_to(*(GOOD,) * 9, after=34).changes)
    assert (change.day, change.why) == (MONDAY + timedelta(8 + 28), "28 days without it")


def test_a_share_less_may_go_below_what_it_began_with() -> None:
    rule = Progress("core", "Plank", Measure.LOAD, 2.5, back=Back(3, 0.1))
    assert came_to(*(SKIPPED,) * 3, rule=rule).value == 18.0
    assert came_to(*(SKIPPED,) * 6, rule=rule).value == 16.0
    assert came_to(SKIPPED, SKIPPED, GOOD, SKIPPED, SKIPPED, rule=rule, base=20.0).value == 22.5


@pytest.mark.parametrize(("after", "value"), [(13, 35), (14, 30), (27, 30), (28, 25), (300, 20)])
def test_each_pause_is_a_step_back(after: int, value: float) -> None:
    assert came_to(*(GOOD,) * 9, after=after).value == value


def test_a_pause_between_sessions_is_one_too_and_good_ones_count_anew() -> None:
    it = came_to(*(GOOD,) * 3, GOOD, GOOD, days=15)
    assert (it.value, it.good) == (20, 1)
    assert came_to(*(GOOD,) * 9, after=300, programme=replace(PROGRAMME, pause=None)).value == 35


def test_less_on_purpose_says_nothing() -> None:
    blocks = (WeekBlock("A", PLANNED, 1, share=0.6), WeekBlock("B", PLANNED))
    assert came_to(*(GOOD,) * 7, programme=replace(PROGRAMME, blocks=blocks)).value == 20
    assert came_to(*(GOOD,) * 10, programme=replace(PROGRAMME, blocks=blocks)).value == 25


@given(st.lists(st.sampled_from([GOOD, HURT, SKIPPED, PARTLY, OTHER]), max_size=40), st.integers(1, 20))
def test_it_follows_from_the_sessions_alone_and_stays_within_its_bounds(sessions: list[PastSession], days: int) -> None:
    it = came_to(*sessions, days=days)
    assert 20 <= it.value <= 60
    assert it == came_to(*sessions, days=days)
    assert it.value == (it.changes[-1].value if it.changes else 20)
    assert [one.day for one in it.changes] == sorted(one.day for one in it.changes)

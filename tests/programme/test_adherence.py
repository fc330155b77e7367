"""How much of a programme was done, week by week."""

from __future__ import annotations

from datetime import timedelta

from tests.programme.test_due import MONDAY, done, programme
from voice_coach.programme.adherence import adherence
from voice_coach.programme.due import of_programme
from voice_coach.programme.programme import Planned, Programme


def kept(of: Programme, days: tuple[int, ...], until: int, *, finished: bool = True) -> list[tuple[int, int, bool]]:
    sessions = of_programme(of, done(*days, finished=finished))
    return [(one.done, one.planned, one.waits) for one in adherence(of, sessions, MONDAY + timedelta(until))]


def test_days_of_the_week_and_of_this_week_only_those_that_have_come() -> None:
    it = programme(Planned("core", "Core", days=(0, 2, 4)))
    assert kept(it, (0, 2, 4, 7, 8, 9, 10), 16) == [(3, 3, False), (4, 3, False), (0, 2, True)]


def test_every_so_many_days_whether_a_week_is_longer_or_not() -> None:
    assert kept(programme(Planned("core", "Core", every=2)), (0, 2), 13) == [(2, 4, False), (0, 3, True)]
    assert kept(programme(Planned("core", "Core", every=10)), (0, 10, 20), 27) == [
        (1, 1, False), (1, 1, False), (1, 1, False), (0, 0, True),
    ]  # fmt: skip


def test_what_was_broken_off_is_not_done_and_the_week_counts() -> None:
    assert kept(programme(Planned("core", "Core", days=(0,))), (0,), 6, finished=False) == [(0, 1, False)]


def test_before_anything_was_done_there_is_nothing() -> None:
    assert kept(programme(Planned("core", "Core", every=1), start=None), (), 6) == []

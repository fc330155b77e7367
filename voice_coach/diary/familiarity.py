"""How well somebody knows the exercises of a routine: how often they did them, as far as that is not forgotten."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from voice_coach.core.plan.steps import KNOWN_FROM, WELL_KNOWN_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from voice_coach.diary.past import PastSession

FADES, FORGOTTEN = timedelta(days=14), timedelta(days=60)
"""After so long one step more is said, and after so long all of it (manners, taper)."""


def times_done(sessions: Iterable[PastSession], now: datetime) -> Mapping[str, int]:
    """In how many of these sessions each exercise was done, by its key; fewer where that is long ago."""
    times: Counter[str] = Counter()
    last: dict[str, datetime] = {}
    for session in sessions:
        for exercise in {one.exercise for one in session.sets}:
            times[exercise] += 1
            last[exercise] = session.began_at
    return {exercise: _still_known(count, now - last[exercise]) for exercise, count in times.items()}


def _still_known(times: int, away: timedelta) -> int:
    if away >= FORGOTTEN or (away >= FADES and times < WELL_KNOWN_FROM):
        return 0
    return min(times, KNOWN_FROM) if away >= FADES else times

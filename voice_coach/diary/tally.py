"""What was done in each week: a tally of sessions, minutes, reps, seconds of work, and the worst pain. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from voice_coach.core.plan.steps import UNKNOWN_PAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voice_coach.diary.past import PastSession, PastSet


@dataclass(frozen=True, slots=True)
class Week:
    """One week, from its ``monday`` on.

    ``reps`` are those that were counted, ``work_s`` the seconds of all work. ``pain`` is the worst of the week from 0
    to 10, or `plan.steps.UNKNOWN_PAIN`; None where nothing hurt.
    """

    monday: date
    sessions: int = 0
    minutes: float = 0.0
    reps: int = 0
    work_s: float = 0.0
    pain: int | None = None


def weeks(sessions: Iterable[PastSession], exercise: str = "") -> tuple[Week, ...]:
    """Each week from that of the first session to that of the last, also those without any.

    With ``exercise`` only what has this in its name counts for reps, work and pain, and only sessions with it.
    """
    by_week: dict[date, list[PastSession]] = {}
    for session in sessions:
        if any(_sets(session, exercise)) or any(_pain(session, exercise)):
            by_week.setdefault(monday(session.began_at.date()), []).append(session)
    if not by_week:
        return ()
    first, last = min(by_week), max(by_week)
    mondays = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    return tuple(_week(one, by_week.get(one, []), exercise) for one in mondays)


def _week(first: date, sessions: list[PastSession], exercise: str) -> Week:
    sets = [one for session in sessions for one in _sets(session, exercise)]
    pain = [score for session in sessions for score in _pain(session, exercise)]
    return Week(
        first,
        len(sessions),
        sum(session.lasted_s for session in sessions) / 60,
        sum(one.reps for one in sets),
        sum(one.seconds for one in sets),
        max(pain, default=None),
    )


def _sets(session: PastSession, exercise: str) -> Iterator[PastSet]:
    return (one for one in session.sets if exercise.lower() in one.exercise.lower())


def _pain(session: PastSession, exercise: str) -> Iterator[int]:
    return (score for name, score in session.pain.items() if exercise.lower() in name.lower())


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


MEASURES = {
    "minutes": "Minutes a week",
    "reps": "Reps a week",
    "work": "Minutes of work a week",
    "pain": "Worst pain, of ten",
}
"""What can be drawn of a week, by its name, with its title."""


def measured(week: Week, measure: str) -> float | None:
    """One of the `MEASURES` of a week; None for no pain."""
    if measure == "pain":
        return None if week.pain is None or week.pain == UNKNOWN_PAIN else float(week.pain)
    return {"minutes": week.minutes, "reps": float(week.reps), "work": week.work_s / 60}[measure]

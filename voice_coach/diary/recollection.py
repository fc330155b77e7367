"""What a new session's coach can tell of the sessions before it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from voice_coach.core.past import Before, Past
from voice_coach.diary.tally import monday

if TYPE_CHECKING:
    from voice_coach.diary.diary import Diary
    from voice_coach.diary.past import PastSession, PastSet


def recollection(diary: Diary, routine_id: str, today: date, planned: tuple[str, ...] | None = None) -> Past:
    """What there was of a routine before, and since Monday of any; ``planned`` is what is to be done today yet."""
    sessions = diary.of_routine(routine_id)
    latest = {one.exercise: session for session in sessions for one in session.sets}
    last = next((session for session in reversed(sessions) if session.sets), None)
    return Past(
        exercises={key: _before(key, session, today) for key, session in latest.items()},
        days=_days(last, today) if last else None,
        done=len({one.exercise for one in last.sets}) if last else 0,
        lasted_s=last.lasted_s if last else 0.0,
        week=sum(bool(one.sets) for one in diary.since(monday(today))),
        today=planned,
    )


def _before(key: str, session: PastSession, today: date) -> Before:
    works = first_of_each_set(session, key)
    reps, seconds = tuple(one.reps for one in works), tuple(one.seconds for one in works)
    return Before(_days(session, today), reps, seconds, works[-1].load)


def first_of_each_set(session: PastSession, exercise: str) -> tuple[PastSet, ...]:
    """The first work of each set of an exercise, on the side that came first: what a dose is about."""
    works = [one for one in session.sets if one.exercise == exercise]
    found: dict[int, PastSet] = {}
    for one in works:
        if one.side == works[0].side:
            found.setdefault(one.set, one)
    return tuple(found.values())


def _days(session: PastSession, today: date) -> int:
    """How many days ago it began; a clock that was wrong does not put it into the future."""
    return max(0, (today - session.began_at.date()).days)

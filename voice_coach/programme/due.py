"""What is due on a day: which block of a programme it is in, and which of its routines are to be done. Pure.

A missed day shifts: its session stays open until it is done or the next of its days comes, and a day of
rest comes after it, where the programme has one. A week in which nothing was done does not count: the programme waits.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from voice_coach.diary.tally import monday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voice_coach.diary.past import PastSession
    from voice_coach.programme.programme import Planned, Programme, WeekBlock

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class BlockWeek:
    """The ``week`` of a block, from 1; ``since`` is the Monday of its first."""

    block: WeekBlock
    week: int
    since: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How a planned routine stands on a day: so many ``times`` it is to be done yet, 0 for not today, and ``why``."""

    planned: Planned
    times: int
    why: str


def of_programme(programme: Programme, sessions: Sequence[PastSession]) -> tuple[PastSession, ...]:
    """The sessions that count for a programme, by the day on which they began: those of its routines in its time."""
    counts = (one for one in sessions if one.routine in programme.routines and one.sets)
    return tuple(one for one in counts if programme.start is None or day_of(one) >= programme.start)


def day_of(session: PastSession) -> date:
    """The day on which a session began, by the time where it was."""
    return session.began_at.date()


def weeks_of(sessions: Sequence[PastSession]) -> tuple[date, ...]:
    """The Mondays of the weeks in which something was done."""
    return tuple(sorted({monday(day_of(one)) for one in sessions}))


def place_on(programme: Programme, weeks: Sequence[date], day: date) -> BlockWeek | None:
    """Where a programme is on a day, by the ``weeks`` that count; None before its start and after its end."""
    if programme.start is not None and day < programme.start:
        return None
    weeks = [*weeks[: bisect_left(weeks, monday(day))], monday(day)]
    before = 0
    for block in programme.blocks:
        if block.weeks is None or len(weeks) <= before + block.weeks:
            return BlockWeek(block, len(weeks) - before, weeks[before])
        before += block.weeks
    return None


def standings(programme: Programme, sessions: Sequence[PastSession], day: date) -> tuple[Standing, ...]:
    """How each routine of the block stands on a day; nothing before the programme's start and after its end.

    ``sessions`` are those of the programme, as `of_programme` has them.
    """
    place = place_on(programme, weeks_of(sessions), day)
    if place is None:
        return ()
    begun = programme.start or (min(day_of(sessions[0]), day) if sessions else day)
    since = max(place.since, begun)
    done = [(one.routine, at) for one in sessions if one.finished and (at := day_of(one)) <= day]
    return tuple(
        _standing(planned, sorted(at for routine, at in done if routine == planned.routine), since, day)
        for planned in place.block.planned
    )


def next_day(programme: Programme, sessions: Sequence[PastSession], after: date) -> date | None:
    """The first day after this one on which anything is due, if nothing is done until then; None within a year."""
    days = (after + timedelta(days=n) for n in range(1, 366))
    return next((day for day in days if any(one.times for one in standings(programme, sessions, day))), None)


def _standing(planned: Planned, done: Sequence[date], since: date, day: date) -> Standing:
    """``done`` are the days on which it was, the earliest first."""
    today = sum(one == day for one in done)
    last = next((one for one in reversed(done) if one < day), None)
    if today >= planned.times:
        return Standing(planned, 0, "It was done today." if today == 1 else f"It was done {today} times today.")
    left = planned.times - today
    if today:
        return Standing(planned, left, f"It was done {today} of {planned.times} times today.")
    return _on_days(planned, last, since, day) if planned.days else _every(planned, last, day)


def _on_days(planned: Planned, last: date | None, since: date, day: date) -> Standing:
    latest = next(one for n in range(7) if (one := day - timedelta(days=n)).weekday() in planned.days)
    if latest < since:
        return Standing(planned, 0, "None of its days has come yet.")
    if last is not None and last >= latest:
        return Standing(planned, 0, f"It was done on {told(last)}.")
    if last is not None and planned.rests and day - last == timedelta(days=1):
        return Standing(planned, 0, f"It was done on {told(last)}, and a day of rest comes after it.")
    if latest == day:
        return Standing(planned, planned.times, f"{day:%A} is one of its days.")
    return Standing(planned, planned.times, f"It was planned for {told(latest)}, and is open since.")


def _every(planned: Planned, last: date | None, day: date) -> Standing:
    rhythm = "Every day" if planned.every == 1 else f"Every {planned.every} days"
    if last is None:
        return Standing(planned, planned.times, f"{rhythm}; it is the first time.")
    due = (day - last).days >= planned.every
    return Standing(planned, planned.times if due else 0, f"{rhythm}; it was last done on {told(last)}.")


def told(day: date) -> str:
    """A day in words."""
    return f"{day:%A}, {day.day} {day:%B}"

"""The hours of a programme: which of its routines comes when, from a day on. Pure.

Nobody knows which weeks will be missed: the dates of the blocks that are to come are those of a programme in which
each week is done. The days of one that is done `every` so many days follow from the last time in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from voice_coach.diary.tally import monday
from voice_coach.programme.due import WEEK, day_of, place_on, weeks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voice_coach.diary.past import PastSession
    from voice_coach.programme.programme import Planned, Programme

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedHour:
    """A time of day ``at`` which a routine is planned, on all its days from ``first`` until ``last``, None for no end.

    ``first`` is one of its days. ``key`` is the same whenever it is worked out, and no other hour of anybody's
    programmes has it, as long as these have different names.
    """

    key: str
    planned: Planned
    at: time
    first: date
    last: date | None = None


def hours(programme: Programme, sessions: Sequence[PastSession], day: date) -> tuple[PlannedHour, ...]:
    """The hours of the block in which a programme is on a day, from that day on, and of the blocks after it.

    ``sessions`` are those of the programme, as `due.of_programme` has them. Nothing when it is over, or has no hours.
    """
    first, weeks = max(day, programme.start or day), weeks_of(sessions)
    place = place_on(programme, weeks, first)
    if place is None:
        return ()
    done = {one.routine: day_of(one) for one in sessions if one.finished and day_of(one) <= day}
    sunday = monday(first) + 6 * DAY
    if monday(first) not in weeks and all(
        _first(one, first, done.get(one.routine)) > sunday for one in place.block.planned
    ):
        first = sunday + DAY  # nothing comes of this week any more, so it does not count
    found: list[PlannedHour] = []
    over = place.week - 1
    at = next(n for n, block in enumerate(programme.blocks) if block is place.block)
    for number, block in enumerate(programme.blocks[at:], at + 1):
        last = None if block.weeks is None else monday(first) + (block.weeks - over) * WEEK - DAY
        begins = [_first(planned, first, done.get(planned.routine)) for planned in block.planned]
        for nth, (planned, begin) in enumerate(zip(block.planned, begins, strict=True), 1):
            if last is None or begin <= last:
                key = f"{programme.id}-{number}-{nth}"
                found += [PlannedHour(f"{key}-{one:%H%M}", planned, one, begin, last) for one in planned.at]
        if last is None:
            break
        done |= {
            planned.routine: _last(planned, begin, last)
            for planned, begin in zip(block.planned, begins, strict=True)
            if begin <= last
        }
        first, over = last + DAY, 0
    return tuple(found)


def _first(planned: Planned, since: date, done: date | None) -> date:
    """Its first day since another one, when it was last ``done`` before."""
    if planned.days:
        return next(one for n in range(7) if (one := since + n * DAY).weekday() in planned.days)
    return since if done is None else max(since, done + planned.every * DAY)


def _last(planned: Planned, first: date, until: date) -> date:
    """Its last day until another one."""
    if planned.days:
        return next(one for n in range(7) if (one := until - n * DAY).weekday() in planned.days)
    return until - (until - first).days % planned.every * DAY

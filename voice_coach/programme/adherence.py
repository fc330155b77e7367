"""How much of a programme was done, week by week. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from voice_coach.programme.due import WEEK, BlockWeek, day_of, place_on, weeks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voice_coach.diary.past import PastSession
    from voice_coach.programme.programme import Planned, Programme


@dataclass(frozen=True, slots=True)
class KeptWeek:
    """A week from its ``monday`` on: so many sessions ``done`` of those that were ``planned``."""

    monday: date
    place: BlockWeek
    planned: int
    done: int


def adherence(programme: Programme, sessions: Sequence[PastSession], today: date) -> tuple[KeptWeek, ...]:
    """Every week of a programme from its beginning until today; of this week only what was planned until today.

    ``sessions`` are those of the programme (`due.of_programme`). A week in which nothing was done stands here, too,
    though the programme has waited for it.
    """
    begun = programme.start or (day_of(sessions[0]) if sessions else None)
    if begun is None:
        return ()
    weeks, found, monday = weeks_of(sessions), list[KeptWeek](), begun - timedelta(days=begun.weekday())
    while monday <= today:
        place = place_on(programme, weeks, max(monday, begun))
        if place is not None:
            days = [day for n in range(7) if begun <= (day := monday + timedelta(days=n)) <= today]
            counts = [(_planned(one, days), _done(one, sessions, days)) for one in place.block.planned]
            planned, done = sum(of for of, _ in counts), sum(min(done, of) for of, done in counts)
            found.append(KeptWeek(monday, place, planned, done))
        monday += WEEK
    return tuple(found)


def _planned(planned: Planned, days: Sequence[date]) -> int:
    if planned.days:
        return planned.times * sum(day.weekday() in planned.days for day in days)
    return planned.times * (len(days) // planned.every)


def _done(planned: Planned, sessions: Sequence[PastSession], days: Sequence[date]) -> int:
    finished = (one for one in sessions if one.finished and one.routine == planned.routine)
    return sum(day_of(one) in days for one in finished)

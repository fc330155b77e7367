"""How much of a programme was done, week by week. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from voice_coach.diary.tally import monday
from voice_coach.programme.due import WEEK, BlockWeek, day_of, place_on, weeks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voice_coach.diary.past import PastSession
    from voice_coach.programme.programme import Planned, Programme


@dataclass(frozen=True, slots=True)
class KeptWeek:
    """A week from its ``monday`` on: how many sessions were ``planned``, and ``done``; with none begun it ``waits``."""

    monday: date
    place: BlockWeek
    planned: int
    done: int
    waits: bool


def adherence(programme: Programme, sessions: Sequence[PastSession], today: date) -> tuple[KeptWeek, ...]:
    """Every week of a programme from its beginning until today; of this week only what was planned until today.

    ``sessions`` are those of the programme (`due.of_programme`). A week in which nothing was done stands here, too,
    though the programme has waited for it.
    """
    begun = programme.start or (day_of(sessions[0]) if sessions else None)
    if begun is None:
        return ()
    weeks, found, first = weeks_of(sessions), list[KeptWeek](), monday(begun)
    finished = Counter((monday(day_of(one)), one.routine) for one in sessions if one.finished)
    while first <= today:
        place = place_on(programme, weeks, max(first, begun))
        if place is not None:
            days = [day for n in range(7) if begun <= (day := first + timedelta(days=n)) <= today]
            since = max(place.since, begun)
            planned = sum(_planned(one, days, since) for one in place.block.planned)
            done = sum(finished[first, one.routine] for one in place.block.planned)
            found.append(KeptWeek(first, place, planned, done, first not in weeks))
        first += WEEK
    return tuple(found)


def _planned(planned: Planned, days: Sequence[date], since: date) -> int:
    """How often it is to be done on these days, when it is every so many days from the block's beginning on."""
    if planned.days:
        return planned.times * sum(day.weekday() in planned.days for day in days)
    return planned.times * sum((day - since).days % planned.every == 0 for day in days)

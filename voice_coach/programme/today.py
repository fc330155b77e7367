"""What a programme says of a day: what is due, with which doses, and why. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from voice_coach.programme.dose import amount, exercise_of, given, grown, in_words, most, with_doses
from voice_coach.programme.due import place_on, standings, weeks_of
from voice_coach.programme.progress import DoseCourse, course

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from voice_coach.core.plan.routine import Exercise, Routine
    from voice_coach.diary.past import PastSession
    from voice_coach.programme.due import BlockWeek, Standing
    from voice_coach.programme.programme import Planned, Programme


@dataclass(frozen=True, slots=True)
class Grown:
    """How far the dose of an exercise has come, in words: ``dose`` now, and each change with its day and why."""

    exercise: str
    dose: str
    changes: tuple[tuple[date, str, str], ...]
    good: int
    every: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Today:
    """A programme on a day; without a ``place`` it has not begun, or is over."""

    programme: Programme
    day: date
    place: BlockWeek | None
    standings: tuple[Standing, ...]

    @property
    def due(self) -> tuple[Planned, ...]:
        """What is to be done."""
        return tuple(one.planned for one in self.standings if one.times)


def today(programme: Programme, sessions: Sequence[PastSession], day: date) -> Today:
    """A programme on a day, by its sessions until then (`due.of_programme`)."""
    return Today(programme, day, place_on(programme, weeks_of(sessions), day), standings(programme, sessions, day))


def dosed(programme: Programme, routine: Routine, sessions: Sequence[PastSession], day: date) -> Routine:
    """A routine with the doses of a day; as it is, where the programme does not have it.

    Outside of the block that has it, and before and after the programme, the doses are as far as they had come.
    """
    changes: dict[str, Callable[[Exercise], Exercise]] = {}
    place = place_on(programme, weeks_of(sessions), day)
    planned = () if place is None else place.block.planned
    for dose in (dose for one in planned if one.routine == routine.id for dose in one.doses):
        changes[dose.exercise] = partial(given, dose=dose)
    for it in _courses(programme, routine, sessions, day):
        before = changes.get(it.rule.exercise)
        changes[it.rule.exercise] = partial(_more, it, before)
    share = place.block.share if place and any(one.routine == routine.id for one in planned) else 1.0
    return with_doses(routine, changes, share) if changes or share < 1.0 else routine


def _more(it: DoseCourse, before: Callable[[Exercise], Exercise] | None, exercise: Exercise) -> Exercise:
    return grown(before(exercise) if before else exercise, it.rule.measure, it.value - it.base)


def grown_doses(
    programme: Programme, routine: Routine, sessions: Sequence[PastSession], day: date
) -> tuple[Grown, ...]:
    """How far each dose of a routine has come on a day, and why."""
    return tuple(_grown(it, routine) for it in _courses(programme, routine, sessions, day))


def _grown(it: DoseCourse, routine: Routine) -> Grown:
    rule, exercise = it.rule, exercise_of(routine, it.rule.exercise)
    words: Callable[[float], str] = partial(in_words, exercise, rule.measure) if exercise else str
    changes = tuple((one.day, words(one.value), one.why) for one in it.changes)
    ended = rule.until is not None and it.value >= rule.until
    return Grown(rule.exercise, words(it.value), changes, it.good, rule.every, ended)


def _courses(programme: Programme, routine: Routine, sessions: Sequence[PastSession], day: date) -> list[DoseCourse]:
    found = []
    for rule in (one for one in programme.progress if one.routine == routine.id):
        exercise = exercise_of(routine, rule.exercise)
        base = None if exercise is None else amount(exercise, rule.measure)
        if exercise is not None and base is not None:
            limit = most(exercise, rule.measure)
            bounded = replace(rule, until=limit if rule.until is None else min(rule.until, limit))
            found.append(course(programme, bounded, base, sessions, day))
    return found

"""How far the dose of an exercise has come: from what it is in its routine, session by session. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from voice_coach.formats import counted
from voice_coach.programme.due import day_of, place_on, weeks_of
from voice_coach.programme.programme import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voice_coach.diary.past import PastSession
    from voice_coach.programme.programme import Good, Programme, Progress

GRAIN = {Measure.LOAD: 0.5}
"""To what a dose that is less by a share of it is rounded down; everything else is in whole ones."""


class DoseChange(NamedTuple):
    """A day on which a dose has changed, to what, and why."""

    day: date
    value: float
    why: str


@dataclass(slots=True)
class DoseCourse:
    """How a dose has changed, from the ``base`` that the routine has.

    ``value`` is what it is, in the unit of its measure; ``good`` counts the good sessions since it last changed,
    ``bad`` those in a row that were not.
    """

    rule: Progress
    base: float
    value: float
    good: int = 0
    bad: int = 0
    last: date | None = None
    changes: list[DoseChange] = field(default_factory=list)

    def change(self, day: date, value: float, why: str) -> None:
        """Take another value, and count anew."""
        self.good = 0
        if value != self.value:
            self.value = value
            self.changes.append(DoseChange(day, value, why))

    def step_back(self, day: date, steps: int, why: str) -> None:
        """Go back some steps, no further than to what the routine has."""
        self.change(
            day, max(self.base, self.value - steps * self.rule.by) if self.value > self.base else self.value, why
        )


def course(programme: Programme, rule: Progress, base: float, sessions: Sequence[PastSession], day: date) -> DoseCourse:
    """How far a dose has come on a day, by the sessions of the programme before it."""
    it, weeks = DoseCourse(rule, base, base), weeks_of(sessions)
    for session in sessions:
        if day_of(session) >= day:
            break
        if session.routine == rule.routine and _was_there(rule, session):
            _rest(it, programme.pause, day_of(session))
            it.last = day_of(session)
            place = place_on(programme, weeks, it.last)
            if place and place.block.share == 1.0:  # less than all of it says nothing about more
                _judge(it, programme.good, session)
    _rest(it, programme.pause, day)
    return it


def _was_there(rule: Progress, session: PastSession) -> bool:
    return rule.exercise in session.skipped or any(one.exercise == rule.exercise for one in session.sets)


def _rest(it: DoseCourse, pause: int | None, day: date) -> None:
    """Go back for the time without the exercise before a day, as of when it was last long enough for a step."""
    away = (day - it.last).days if it.last else 0
    if it.last and pause and away >= pause:
        steps = away // pause
        it.bad = 0
        it.step_back(it.last + timedelta(days=steps * pause), steps, f"{steps * pause} days without it")


def _judge(it: DoseCourse, good: Good, session: PastSession) -> None:
    rule = it.rule
    failed = why_not_good(rule, good, session) or _too_light(it, session)
    if not failed:
        it.bad = 0
        it.good += 1
        if it.good >= rule.every:
            it.change(day_of(session), _more(it), counted(it.good, "good session"))
        return
    pain = session.pain.get(rule.exercise)
    if pain is not None and not 0 <= pain <= good.pain:
        it.bad = 0
        it.step_back(day_of(session), 1, failed)
        return
    it.bad += 1
    if rule.back and it.bad >= rule.back.after:
        it.bad = 0
        why = f"{counted(rule.back.after, 'bad session')} in a row: {failed}"
        if rule.back.share:
            grain = GRAIN.get(rule.measure, 1.0)
            less = grain * floor(it.value * (1 - rule.back.share) / grain)
            it.change(day_of(session), min(it.value, max(grain, less)), why)
        else:
            it.step_back(day_of(session), 1, why)


def _too_light(it: DoseCourse, session: PastSession) -> str:
    """That less was lifted than the dose was, in words; "" for as much, and where no weight is kept."""
    if it.rule.measure is not Measure.LOAD:
        return ""
    first = (one for one in session.sets if one.exercise == it.rule.exercise and one.set == 1)
    weights = [float(amount) for one in first if (amount := one.load.partition(" ")[0]).replace(".", "", 1).isdecimal()]
    return f"{min(weights):g} of {it.value:g} were lifted" if weights and min(weights) < it.value else ""


def _more(it: DoseCourse) -> float:
    more = it.value + it.rule.by
    return more if it.rule.until is None else max(it.value, min(more, it.rule.until))


def why_not_good(rule: Progress, good: Good, session: PastSession) -> str:
    """What of an exercise was not good in a session, in words; "" for nothing."""
    exercise = rule.exercise
    sets = [one for one in session.sets if one.exercise == exercise]
    pain = session.pain.get(exercise)
    effort = max((one.effort for one in sets if one.effort is not None), default=0)
    if pain is not None and not 0 <= pain <= good.pain:
        return f"it hurt, {pain} of ten" if pain >= 0 else "it hurt"
    if exercise in session.skipped:
        return "it was skipped"
    if exercise in session.missed:
        return "not all of it was done"
    if effort > good.effort:
        return f"it was hard, {effort} of ten"
    reached = min((round(one.seconds) if rule.in_seconds else one.reps for one in sets), default=0)
    if reached < rule.reaching:
        return f"{reached} of {rule.reaching} were reached"
    return ""

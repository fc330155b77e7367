"""A routine with the doses that a programme gives it on a day. Pure."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from voice_coach.authoring.form.work import MOST_REPS, MOST_SETS
from voice_coach.core.plan.load import Load, Named, Unit, Weight
from voice_coach.core.plan.routine import Dose, Exercise, Hold, Motion, Reps, Routine, Work, changed, exercises_of
from voice_coach.core.plan.steps import scaled
from voice_coach.forms.fields import HOUR_S, SHORTEST_S
from voice_coach.programme.programme import BlockDose, Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from voice_coach.forms.fields import Amount

KINDS: Mapping[Measure, type[Reps | Hold | Motion]] = {
    Measure.HOLD: Hold, Measure.MOVE: Motion, Measure.REPS: Reps,
}  # fmt: skip
"""The work of which such a dose is."""


def exercise_of(routine: Routine, key: str) -> Exercise | None:
    """The exercise that is remembered by this, None when the routine has none."""
    return next((one for one in exercises_of(routine.items) if one.remembered_as == key), None)


def amount(exercise: Exercise, measure: Measure) -> float | None:
    """How much of it an exercise has as it is written; None when it has nothing of that kind that can grow."""
    load = exercise.load
    match measure:
        case Measure.SETS:
            return None if exercise.of_sets or exercise.least_sets else exercise.sets
        case Measure.LOAD:
            return load.amounts[0] if isinstance(load, Weight) and not load.steps else None
        case Measure.NOTCH:
            return 0.0 if load is not None and load.reaches(1) else None
        case _:
            work = next((one for one in exercise.work if isinstance(one, KINDS[measure])), None)
            return None if work is None or work.to_failure or exercise.of_sets else _amount(work)


def _amount(work: Work) -> float:
    return work.count if isinstance(work, Reps) else work.for_s


def in_words(exercise: Exercise, measure: Measure, value: float) -> str:
    """An amount with its unit, as one writes it down."""
    match measure:
        case Measure.HOLD | Measure.MOVE:
            return f"{value:g} s"
        case Measure.REPS | Measure.SETS:
            return f"{value:g} {measure if value != 1 else measure.removesuffix('s')}"
        case Measure.LOAD:
            return f"{value:g} {exercise.load.unit if isinstance(exercise.load, Weight) else Unit.KILOGRAM}"
        case Measure.NOTCH:
            load = exercise.load.of_set(1, int(value)) if exercise.load else ""
            return f"{load:g} {exercise.load.unit}" if isinstance(exercise.load, Weight) else str(load)


def most(exercise: Exercise, measure: Measure) -> float:
    """How much of it an exercise can have at the most: the limits of a routine file, and the last of its loads."""
    match measure:
        case Measure.HOLD | Measure.MOVE:
            return HOUR_S
        case Measure.REPS:
            return MOST_REPS
        case Measure.SETS:
            return MOST_SETS
        case Measure.LOAD:
            return HEAVIEST
        case Measure.NOTCH:
            return notches(exercise.load) if exercise.load else 0


HEAVIEST = 9_999.0
"""The most that a routine file can say."""

LIGHTEST = 0.5
"""What is left of a load at the least, where it becomes less by a share."""


def notches(load: Load) -> int:
    """How many notches a load can go up."""
    return next(n for n in range(100) if n == 99 or not load.reaches(n + 1))


def grown(exercise: Exercise, measure: Measure, by: float) -> Exercise:
    """The exercise with so much more of it than it is written, on both sides."""
    match measure:
        case Measure.SETS:
            second = exercise.second and replace(exercise.second, sets=exercise.second.sets + int(by))
            return replace(exercise, sets=exercise.sets + int(by), second=second)
        case Measure.LOAD | Measure.NOTCH:
            return replace(exercise, load=_heavier(exercise.load, measure, by))
        case _:
            kind = KINDS[measure]
            return _with_work(exercise, lambda work: _longer(work, by) if isinstance(work, kind) else work)


def _longer(work: Work, by: float) -> Work:
    if isinstance(work, Reps):
        least = work.least and max(1, work.least + int(by))
        return replace(work, count=max(1, work.count + int(by)), least=least)
    least_s = work.least_s and max(SHORTEST_S, work.least_s + by)
    return replace(work, for_s=max(SHORTEST_S, work.for_s + by), least_s=least_s)


def _heavier(load: Load | None, measure: Measure, by: float) -> Load | None:
    match load:
        case Named():
            return replace(load, start=load.start + int(by))
        case Weight(steps=[_, *_] as steps):
            return replace(load, amounts=(steps[steps.index(load.amounts[0]) + int(by)],))
        case Weight():
            more = by if measure is Measure.LOAD else by * load.step
            return replace(load, amounts=tuple(max(LIGHTEST, one + more) for one in load.amounts))
        case None:
            return None


def given(exercise: Exercise, dose: BlockDose) -> Exercise:
    """The exercise with the dose that a block gives it, on both sides."""
    sets = exercise.sets if dose.sets is None else dose.sets
    new = {Reps: dose.reps, Hold: dose.hold, Motion: dose.move}
    of_both = _with_work(exercise, lambda work: _set_to(work, new[type(work)]))
    first = next((one for one in of_both.work if isinstance(one, Reps)), None)
    of_sets = tuple(_set_to(first, one) for one in dose.of_sets) if first else ()
    if dose.sets is not None or of_sets:
        sets = len(of_sets) or sets
        second = of_both.second and replace(of_both.second, sets=sets, of_sets=of_sets, least_sets=0)
        return replace(of_both, sets=sets, of_sets=of_sets, least_sets=0, second=second)
    return of_both


def _set_to(work: Work, dose: Amount | None) -> Work:
    if dose is None:
        return work
    if isinstance(work, Reps):
        return replace(work, count=int(dose.most), least=int(dose.least), to_failure=dose.to_failure)
    return replace(work, for_s=dose.most, least_s=dose.least, to_failure=dose.to_failure)


def less(exercise: Exercise, share: float) -> Exercise:
    """A part of an exercise: fewer sets, rounded up; less in each where no set would fall away."""
    if share == 1.0:
        return exercise
    sets = ceil(exercise.sets * share)
    if sets == exercise.sets:
        return _with_work(exercise, lambda work: scaled(work, share))
    second = exercise.second and _fewer(exercise.second, ceil(exercise.second.sets * share))
    first = _fewer(exercise.dose(None), sets)
    return replace(exercise, sets=sets, of_sets=first.of_sets, least_sets=first.least_sets, second=second)


def _fewer(dose: Dose, sets: int) -> Dose:
    return replace(dose, sets=sets, of_sets=dose.of_sets[:sets], least_sets=0)


def _with_work(exercise: Exercise, change: Callable[[Work], Work]) -> Exercise:
    def all_of(works: Iterable[Work]) -> tuple[Work, ...]:
        return tuple(map(change, works))

    second = exercise.second
    return replace(
        exercise,
        work=all_of(exercise.work),
        of_sets=all_of(exercise.of_sets),
        second=second and replace(second, work=all_of(second.work), of_sets=all_of(second.of_sets)),
    )


def with_doses(routine: Routine, of: Mapping[str, Callable[[Exercise], Exercise]], share: float = 1.0) -> Routine:
    """The routine with exercises changed, each by what stands under its key, and a ``share`` of all of it."""

    def change(exercise: Exercise) -> Exercise:
        its_own = of.get(exercise.remembered_as)
        return less(its_own(exercise) if its_own else exercise, share)

    return replace(routine, items=changed(routine.items, change))

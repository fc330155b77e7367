"""A plan: a routine laid out as a flat row of steps.

Per exercise: setup, then for each set each side in turn; on each side every position; at each position every work.
Before work there is always a step that ends in a count-in, so that work never begins out of the blue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from voice_coach.core.plan.routine import (
    Circuit,
    Exercise,
    Hold,
    Motion,
    Reps,
    Routine,
    Seconds,
    Work,
    keys_of_exercises,
)
from voice_coach.core.plan.steps import Form, Step, scaled
from voice_coach.core.states import State

BETWEEN_WORKS_S: Seconds = 5.0
"""Time between two works, or two sets without a rest, after the words that announce the second."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A routine and its steps. ``exercises`` are all exercises in order, those of circuits included, each once."""

    routine: Routine
    exercises: tuple[Exercise, ...]
    steps: tuple[Step, ...]

    def step(self, index: int, last_work: int | None) -> Step:
        """The step of this number for a body whose last work was that step.

        A rest between rounds belongs to the exercise just done, which is not the last of the round when that one was
        left out.
        """
        step = self.steps[index]
        done = None if last_work is None else self.steps[last_work]
        if not step.between_rounds or done is None or (done.round, done.rounds) != (step.round, step.rounds):
            return step
        return replace(step, exercise=done.exercise, set=done.set, side=done.side)

    def ahead(self, index: int, left_out: frozenset[int] = frozenset()) -> Iterator[Step]:
        """The steps after this one that come in a session that leaves these exercises out.

        A rest between rounds comes as long as anything of its round does.
        """
        for step in self.steps[index + 1 :]:
            if step.exercise not in left_out or (step.between_rounds and self._any_of_round(step, left_out)):
                yield step

    def _any_of_round(self, rest: Step, left_out: frozenset[int]) -> bool:
        for step in reversed(self.steps[: rest.index]):
            if (step.round, step.rounds) != (rest.round, rest.rounds):
                return False
            if step.works and step.exercise not in left_out:
                return True
        return False

    def exercise(self, step: Step) -> Exercise | None:
        """The exercise that a step belongs to; None for intro and outro."""
        return None if step.exercise is None else self.exercises[step.exercise]

    @property
    def keys(self) -> tuple[str, ...]:
        """What each exercise is remembered by; two of one name have two keys."""
        return keys_of_exercises(self.exercises)

    def key(self, step: Step) -> str:
        """What the exercise of a step is remembered by; "" for intro and outro."""
        return "" if step.exercise is None else self.keys[step.exercise]

    def dose(self, step: Step, form: Form) -> Work | None:
        """The work of a step in the form in which the exercise is done; None when the step is no work."""
        exercise = self.exercise(step)
        if step.dose is None or exercise is None:
            return None
        alternative = exercise.alternative(form.variant)
        work = alternative.work[step.work] if alternative and alternative.work else step.dose
        return scaled(work, form.share)

    def doses(self, step: Step, form: Form) -> tuple[Work, ...]:
        """The work of a step as it is in each set; once where it is the same in all, nothing where it is no work."""
        exercise, work = self.exercise(step), self.dose(step, form)
        if exercise is None or work is None:
            return ()
        alternative = exercise.alternative(form.variant)
        if not exercise.doses or (alternative and alternative.work):
            return (work,)
        return tuple(scaled(exercise.of_set(work, number), form.share) for number in range(1, exercise.sets + 1))

    def work_after(self, step: Step) -> Step | None:
        """The step right after this one when it is work; such a step ends in a count-in."""
        following = self.steps[step.index + 1 : step.index + 2]
        return following[0] if following and following[0].works else None

    def work_from(self, step: Step) -> Step | None:
        """The step itself or the first after it that works; None when there is no more work."""
        for index in range(step.index, len(self.steps)):  # no copy of the rest: a routine may have ten thousand steps
            if self.steps[index].works:
                return self.steps[index]
        return None

    def next_exercise(self, step: Step, left_out: frozenset[int] = frozenset()) -> Step | None:
        """The first step of another exercise, or of another round, after this one; None when none follows."""
        for later in self.ahead(step.index, left_out):
            if later.exercise is not None and (later.exercise, later.round) != (step.exercise, step.round):
                return later
        return None


def compile_plan(routine: Routine) -> Plan:
    """Lay a routine out as steps."""
    exercises: list[Exercise] = []
    steps = [Step(0, State.INTRO)]
    for item in routine.items:
        members = item.exercises if isinstance(item, Circuit) else (item,)
        rounds = item.rounds if isinstance(item, Circuit) else 1
        first = len(exercises)
        exercises.extend(members)
        for round_ in range(1, rounds + 1):
            for number, member in enumerate(members, start=first):
                steps += (
                    replace(step, exercise=number, round=round_, rounds=rounds)
                    for step in _exercise_steps(member, first_time=round_ == 1)
                )
            if isinstance(item, Circuit) and round_ < rounds and item.rest_s:
                _rest_between_rounds(steps, item.rest_s)
    if steps[-1].phase is State.REST:
        steps.pop()
    steps.append(Step(0, State.OUTRO))
    return Plan(routine, tuple(exercises), tuple(replace(step, index=i) for i, step in enumerate(steps)))


def _rest_between_rounds(steps: list[Step], rest_s: Seconds) -> None:
    """Add the rest after a round. It is the last member's; one of its own right before becomes one with it."""
    own = steps.pop() if steps[-1].phase is State.REST else None
    done = own or steps[-1]
    for_s = None if own and own.for_s is None else max(rest_s, (own and own.for_s) or 0.0)
    rest = Step(0, State.REST, done.exercise, set=done.set, side=done.side, for_s=for_s, between_rounds=True)
    steps.append(replace(rest, round=done.round, rounds=done.rounds))


def _exercise_steps(exercise: Exercise, *, first_time: bool) -> Iterator[Step]:
    sides = exercise.sides or (None,)
    yield Step(0, State.SETUP, side=sides[0], for_s=exercise.setup.wait_s, first=first_time)
    for number in range(1, exercise.sets + 1):
        for turn, side in enumerate(sides):
            if turn:
                yield Step(0, State.SWITCH_SIDE, set=number, side=side, for_s=exercise.changeover_s)
            for step in _side_steps(exercise, number):
                yield replace(step, set=number, side=side)
        if exercise.rest_s != 0.0:
            yield Step(0, State.REST, set=number, side=sides[-1], for_s=exercise.rest_s)
        elif number < exercise.sets:
            yield Step(0, State.SETUP, set=number + 1, side=sides[0], for_s=BETWEEN_WORKS_S)


def _side_steps(exercise: Exercise, number: int) -> Iterator[Step]:
    places = exercise.positions
    for position in range(1, (places.count if places else 1) + 1):
        if places and position > 1:
            yield Step(0, State.MOVE, position=position, for_s=places.for_s)
        for index, work in enumerate(exercise.work):
            if index:
                yield Step(0, State.SETUP, work=index, position=position, for_s=BETWEEN_WORKS_S)
            yield Step(0, _phase(work), work=index, position=position, dose=exercise.of_set(work, number))


def _phase(work: Work) -> State:
    match work:
        case Reps():
            return State.REP
        case Hold():
            return State.HOLD
        case Motion():
            return State.MOTION

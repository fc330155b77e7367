"""A plan: a flat row of steps; `layout` makes one of a routine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, takewhile

from voice_coach.core.plan.routine import Exercise, Routine, Seconds, Switch, Work, keys_of_exercises
from voice_coach.core.plan.steps import WHOLE, Check, Course, Form, Step, in_turn, scaled
from voice_coach.core.states import State


@dataclass(frozen=True)  # without slots, for what is worked out once
class Plan:
    """A routine and its steps. ``exercises`` are all exercises in order, those of circuits included, each once.

    ``checks`` are the questions on which it depends.
    """

    routine: Routine
    exercises: tuple[Exercise, ...]
    steps: tuple[Step, ...]
    checks: tuple[Check, ...] = ()

    def step(self, index: int, last_work: int | None) -> Step:
        """The step of this number for a body whose last work was that step.

        A rest between rounds belongs to the exercise just done, which is not the last of the round when that one was
        left out.
        """
        step = self.steps[index]
        done = None if last_work is None else self.steps[last_work]
        if not step.between_rounds or done is None or not _within(done, step):
            return step
        return replace(step, exercise=done.exercise, set=done.set, side=done.side)

    def comes(self, step: Step, course: Course) -> bool:
        """Whether a step comes in such a session. A rest between rounds comes as long as anything of its round does."""
        if step.conditions and not self._holds(step, course.answers):
            return False
        if self.checks and step.phase is State.REST and not self._leads_on(step, course):
            return False
        if step.between_rounds and (course.left_out or self.checks):
            return self._any_of_round(step, course)
        return step.exercise not in course.left_out

    def _leads_on(self, rest: Step, course: Course) -> bool:
        """Whether anything is done after a rest; before the end nobody rests."""
        if rest.index < self._always:
            return True
        steps = (self.steps[index] for index in range(rest.index + 1, len(self.steps)))
        return any(step.phase not in {State.REST, State.OUTRO} and self._holds(step, course.answers) for step in steps)

    @cached_property
    def _always(self) -> int:
        """The last step, before the end, that comes whatever is answered and is no rest."""
        steps = (one for one in reversed(self.steps) if one.phase not in {State.REST, State.OUTRO})
        return next(one.index for one in steps if not one.conditions)

    def begins_time(self, step: Step, course: Course) -> bool:
        """Whether a time that lasts until its rest is over begins with this work, the first of it that comes."""
        if step.starts is None:
            return False
        before = (self.steps[index] for index in range(step.starts, step.index))
        return not any(one.works and self.comes(one, course) for one in before)

    def time_before(self, work: Step, course: Course) -> Seconds:
        """How long the time was, from start to start, that ended before this work; 0 where there was none."""
        between = {State.SETUP, State.CHECK}
        rest = next((one for one in self.behind(work.index, course) if one.phase not in between), None)
        return (rest and rest.every_s) or 0.0

    def _holds(self, step: Step, answers: Mapping[int, int]) -> bool:
        for condition in step.conditions:
            answer = answers.get(condition.check, self.checks[condition.check].silent)
            if answer is None or not condition.low <= answer <= condition.high:
                return False
        return True

    def ahead(self, index: int, course: Course = WHOLE) -> Iterator[Step]:
        """The steps after this one that come in such a session; all of them from -1 on."""
        steps = self.steps
        for later in range(index + 1, len(steps)):  # no copy of the rest: a routine may have ten thousand steps
            if self.comes(steps[later], course):
                yield steps[later]

    def behind(self, index: int, course: Course = WHOLE) -> Iterator[Step]:
        """The steps before this one that come in such a session, the nearest first.

        What was left out for its pain is among them: who goes back to it wants to do it.
        """
        course = Course(answers=course.answers)
        for earlier in range(index - 1, -1, -1):
            if self.comes(self.steps[earlier], course):
                yield self.steps[earlier]

    def _any_of_round(self, rest: Step, course: Course) -> bool:
        for index in range(rest.index - 1, -1, -1):
            step = self.steps[index]
            if not _within(step, rest):
                return False
            if step.works and self.comes(step, course):
                return True
        return False

    def exercise(self, step: Step) -> Exercise | None:
        """The exercise that a step belongs to; None for intro and outro."""
        return None if step.exercise is None else self.exercises[step.exercise]

    def check(self, step: Step) -> Check | None:
        """What is asked in a step; None where nothing is."""
        return None if step.check is None else self.checks[step.check]

    @cached_property
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
        if not alternative or not alternative.work:
            return scaled(step.dose, form.share)
        work = alternative.work[step.work]
        return scaled(in_turn(work, exercise.sides) if exercise.switch is Switch.EACH_REP else work, form.share)

    def doses(self, step: Step, form: Form) -> tuple[Work, ...]:
        """The work of a step as it is in each set; once where it is the same in all, nothing where it is no work."""
        exercise, work = self.exercise(step), self.dose(step, form)
        if exercise is None or work is None:
            return ()
        alternative, of_sets = exercise.alternative(form.variant), exercise.dose(step.side).of_sets
        if not of_sets or (alternative and alternative.work):
            return (work,)
        return tuple(scaled(one, form.share) for one in of_sets)

    def of_set(self, step: Step, form: Form) -> Work:
        """The first work of the set to which a step belongs. For steps of an exercise with a dose for each set."""
        exercise = self.exercises[step.exercise or 0]
        return scaled(exercise.dose(step.side).of_set(step.set)[0], form.share)

    def next_set(self, step: Step, course: Course = WHOLE) -> Step | None:
        """The step that comes after a rest when it leads on in the same exercise; None when that is over."""
        following = next(self.ahead(step.index, course), None)
        same = following is not None and following.turn == step.turn
        return following if same and following and (following.set, following.side) != (step.set, step.side) else None

    def asks_after(self, step: Step, course: Course = WHOLE) -> bool:
        """Whether something is asked right after a step, so that nobody knows yet what comes."""
        return any(one.phase is State.CHECK for one in islice(self.ahead(step.index, course), 1))

    def work_after(self, step: Step, course: Course = WHOLE) -> Step | None:
        """The step that comes after this one when it is work; such a step ends in a count-in."""
        return next((one for one in islice(self.ahead(step.index, course), 1) if one.works), None)

    def until_work(self, step: Step, course: Course = WHOLE) -> Iterator[Step]:
        """The steps that come between this one and the next work."""
        return takewhile(lambda one: not one.works, self.ahead(step.index, course))

    def work_from(self, step: Step) -> Step | None:
        """The step itself or the first after it that works; None when there is no more work."""
        for index in range(step.index, len(self.steps)):
            if self.steps[index].works:
                return self.steps[index]
        return None

    def next_exercise(self, step: Step, course: Course = WHOLE) -> Step | None:
        """The first step of another exercise, or of another round, after this one; None when none follows."""
        for later in self.ahead(step.index, course):
            if later.exercise is not None and later.turn != step.turn:
                return later
        return None


def _within(step: Step, rest: Step) -> bool:
    """Whether a step belongs to the round after which that rest comes."""
    return step.laps[: len(rest.laps)] == rest.laps

"""What a place in a plan means: the step, and the work as it is done there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple, Self

from voice_coach.core.place import Place
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Reps, Seconds, Work
from voice_coach.core.plan.steps import Form, Step, rep_s
from voice_coach.core.schedule import lap_rest_s


class Here(NamedTuple):
    """The step of a place, how its exercise is done, the work, and how many seconds a written second takes."""

    place: Place
    step: Step
    form: Form
    work: Work | None
    stretch: float

    @classmethod
    def at(cls, place: Place, plan: Plan, lengths_s: Callable[[], Sequence[Seconds]]) -> Self:
        """What a place means; ``lengths_s`` gives the expected length of every step, where one is needed."""
        step = plan.step(place.index, place.last_work)
        if step.every_s is not None:
            setup_s = sum(lengths_s()[one.index] for one in plan.until_work(step, place.course))
            step = replace(step, for_s=lap_rest_s(step.every_s, place.lap_s, setup_s))
        form = Form() if step.exercise is None else place.forms[step.exercise]
        work = plan.dose(step, form)
        return cls(place, step, form, work, form.stretch(work))

    def rep(self, elapsed_s: Seconds) -> int:
        """The rep that is being done, from 1, or those that the user has counted; 0 when the step counts none."""
        if not isinstance(self.work, Reps) or not self.work.tempo:
            return self.place.counted
        return min(self.work.count, int((elapsed_s + 1e-6) / rep_s(self.work)) + 1)

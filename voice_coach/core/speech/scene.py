"""What the words of a step depend on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voice_coach.core.effects import Role
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Alternative, Exercise, Seconds, Side, Work
from voice_coach.core.plan.steps import WHOLE, Course, Form, Step
from voice_coach.core.speech.text import names_in
from voice_coach.core.speech.wording import Line, Verbosity, Wording


@dataclass(frozen=True, slots=True)
class Scene:
    """A step of an exercise and everything that its words depend on.

    The body comes ``out_of`` that work, in which so much was ``reached``, where that is to be said.
    """

    plan: Plan
    step: Step
    exercise: Exercise
    form: Form
    level: Verbosity
    wording: Wording
    course: Course = WHOLE
    out_of: Step | None = None
    reached: int = 0

    @property
    def work(self) -> Work:
        """The work of this step, or the one that it leads to."""
        work = self.plan.dose(self._working, self.form) if self._working else None
        return work or self.exercise.work[0]

    @property
    def doses(self) -> tuple[Work, ...]:
        """That work in each set; once where it is the same in all."""
        return (self.plan.doses(self._working, self.form) if self._working else ()) or (self.work,)

    @property
    def _working(self) -> Step | None:
        """The step itself, or the one that it leads to, where it works."""
        return self.plan.work_from(self.step)

    @property
    def side(self) -> Side | None:
        """The side of the step; in the rest of a circuit, which has none, that with which the exercise begins."""
        return self.step.side or next(iter(self.exercise.sides), None)

    @property
    def keeping_names(self) -> Wording:
        """The wording for the cues of this exercise, in which names keep their capital."""
        return self.wording.keeping(names_in(self.plan.routine.title, self.exercise.name))

    @property
    def alternative(self) -> Alternative:
        """The author's text for the form in which the exercise is done; empty for the plain one."""
        return self.exercise.alternative(self.form.variant) or Alternative(())

    def lines(self, texts: Sequence[str], role: Role, gap_s: Seconds = 0.5) -> list[Line]:
        """An author's sentences for the working side."""
        return [Line(self.wording.sided(text, self.side), role, gap_s) for text in texts]

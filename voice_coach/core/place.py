"""Where a session is in its plan, as one value: what undo restores and what a crash must not lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from voice_coach.core.plan.routine import Seconds, Work
from voice_coach.core.plan.steps import LEAD_IN_S, Course, DoseKey, Form, Step
from voice_coach.core.schedule import work_length_s


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a plan.

    ``index`` is the step; ``elapsed_s`` how much of it has passed, in seconds as written (a slower tempo does not
    change it); ``length_s`` how long the step is, None while its opening words are spoken. ``by_itself`` says that
    the clock led here, not a command. ``forms`` has one member an exercise; ``extra_s`` is time that the user added
    to a dose; ``done`` are the steps of work that were ended, not left; ``left_out`` the exercises that hurt too much,
    in every round of a circuit. ``out_of`` is the step of work that the body comes out of here, ``last_work`` the last
    one that it began. ``answers`` are those to the plan's checks, by their numbers. ``counted`` are the reps or
    rounds that the user has counted in this step; ``reached`` is what was reached where the work has no one dose, in
    reps, rounds or seconds. ``lap_s`` is how old the time of a set or round was when this step began, on the clock.
    """

    index: int = 0
    elapsed_s: Seconds = 0.0
    length_s: Seconds | None = None
    by_itself: bool = True
    forms: tuple[Form, ...] = ()
    extra_s: Mapping[DoseKey, Seconds] = field(default_factory=dict)
    done: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    out_of: int | None = None
    last_work: int | None = None
    answers: Mapping[int, int] = field(default_factory=dict)
    counted: int = 0
    reached: Mapping[int, int] = field(default_factory=dict)
    lap_s: Seconds = 0.0

    @property
    def course(self) -> Course:
        """Which steps of the plan come."""
        return Course(self.left_out, self.answers)

    def at_step(self, index: int, *, by_itself: bool, out_of: int | None = None) -> Place:
        """The start of another step."""
        return replace(self, index=index, elapsed_s=0.0, length_s=None, by_itself=by_itself, out_of=out_of, counted=0)

    def working(self) -> Place:
        """The same place, where a work begins or goes on; what was reached in it before is forgotten."""
        reached = {index: n for index, n in self.reached.items() if index != self.index}
        return replace(self, last_work=self.index, reached=reached)

    def unanswered(self, check: int | None) -> Place:
        """The same place, where something is asked: an answer of before counts no more."""
        if check not in self.answers:
            return self
        return replace(self, answers={one: answer for one, answer in self.answers.items() if one != check})

    def with_form(self, exercise: int, form: Form) -> Place:
        """The same place with another form of one exercise."""
        return replace(self, forms=(*self.forms[:exercise], form, *self.forms[exercise + 1 :]))

    def with_extra(self, key: DoseKey, extra_s: Seconds) -> Place:
        """The same place with time added to one dose."""
        return replace(self, extra_s={**self.extra_s, key: extra_s})


LEAST_WORK_S: Seconds = 5.0


def fitted(place: Place, step: Step, work: Work) -> Place:
    """Fit the length of work to its form and to the time added to it, but never to what has passed already."""
    extra_s = place.extra_s.get(step.dose_key, 0.0)
    return replace(place, length_s=max(_lengthened_s(work, extra_s), place.elapsed_s))


def lengthened(place: Place, step: Step, work: Work | None, extra_s: Seconds) -> Place:
    """Add time to the dose of a step, on both sides, or take some away; a step without work keeps its count-in."""
    total_s = place.extra_s.get(step.dose_key, 0.0) + extra_s
    if work is not None:  # the other side gets what this one got: what has passed counts
        total_s = max(_lengthened_s(work, total_s), place.elapsed_s) - work_length_s(work)
        return fitted(place.with_extra(step.dose_key, total_s), step, work)
    if place.length_s is not None:
        place = replace(place, length_s=max(place.length_s + extra_s, place.elapsed_s + LEAD_IN_S))
    return place.with_extra(step.dose_key, total_s)


def _lengthened_s(work: Work, extra_s: Seconds) -> Seconds:
    written_s = work_length_s(work)
    return max(written_s + extra_s, min(written_s, LEAST_WORK_S))

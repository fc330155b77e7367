"""How long a plan takes, step by step: the figures that `show` prints and that "time left" answers with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Seconds, Work
from voice_coach.core.plan.steps import (
    LEAD_IN_S,
    READY_LIMIT_S,
    WHOLE,
    Course,
    Form,
    Step,
    most_of,
    own_pace,
    work_s,
)
from voice_coach.core.speech.cues import own_pace_limit_s
from voice_coach.core.speech.greeting import farewell, greeting, how_often
from voice_coach.core.speech.instructions import AFTER_WORDS_S, opening, out_of_work
from voice_coach.core.speech.scene import Scene
from voice_coach.core.speech.wording import Line, Verbosity, Wording, words_s
from voice_coach.core.states import State

EARLY_S: Seconds = 3.0
"""Words are shorter than they were thought to be by less than this."""


def work_length_s(work: Work) -> Seconds:
    """How long a step with this work lasts at the most, as written, when nobody says a word."""
    return own_pace_limit_s(work) if own_pace(work) else work_s(work)


def waiting_length_s(step: Step, words_end_s: Seconds, extra_s: Seconds, *, starts_work: bool) -> Seconds:
    """How long a step without work lasts, given when its words end and the time that the user added.

    A setup, a check, and whatever waits for "ready", waits from its last word; a rest, a changeover and a move run
    from their start. None is shorter than the words and the count-in need.
    """
    least = words_end_s + (LEAD_IN_S if starts_work else AFTER_WORDS_S)
    if step.phase in {State.SETUP, State.CHECK} or step.for_s is None:
        wait_s = READY_LIMIT_S if step.for_s is None else step.for_s
        return max(least, words_end_s + wait_s + extra_s)
    return max(least, (step.for_s or 0.0) + extra_s)


def lap_rest_s(every_s: Seconds, lap_s: Seconds, setup_s: Seconds) -> Seconds:
    """How long a rest is where a set or round begins each ``every_s`` seconds, and this one did ``lap_s`` ago.

    ``setup_s`` is how long the step takes that stands between the rest and the work. Who needs longer than the time
    that there is begins the next time late, and has less rest then.
    """
    return max(0.0, every_s - lap_s - setup_s)


def carried_s(lap_s: Seconds, every_s: Seconds) -> Seconds:
    """How old a time is that begins when the one before it, of ``every_s`` seconds, is ``lap_s`` old.

    So a second early or late does not add up. A time that was missed whole is not caught up, and who has asked to go on
    sooner begins anew. Without a time before it ``every_s`` is 0.
    """
    late_s = lap_s - every_s
    if not every_s or late_s < -EARLY_S:
        return 0.0
    return late_s % every_s if late_s >= every_s else late_s


def step_lengths_s(
    plan: Plan, forms: Sequence[Form], level: Verbosity, wording: Wording, course: Course = WHOLE
) -> tuple[Seconds, ...]:
    """The expected length of every step, 0 where it does not come.

    Where "ready" ends a wait, the limit counts; an own pace is a guess.
    """
    lengths = [0.0] * len(plan.steps)
    lap_s, passed_s = 0.0, 0.0
    before: Step | None = None
    done: set[int | None] = set()
    for step in plan.ahead(-1, course):
        if plan.begins_time(step, course):
            lap_s = carried_s(lap_s, plan.time_before(step, course))
        out_of = before if before and before.works else None
        told = _Told(plan, forms, level, wording, course, out_of, passed_s, len(done))
        timed = step
        if step.every_s:
            setup_s = sum(map(replace(told, out_of=None).length_s, plan.until_work(step, course)))
            timed = replace(step, for_s=lap_rest_s(step.every_s, lap_s, setup_s))
        length_s = lengths[step.index] = told.length_s(timed)
        done |= {step.exercise} if step.works else set()
        lap_s += length_s
        passed_s += length_s
        before = before if step.asks_within else step
    # The greeting says how long it takes, which is known only now.
    lengths[0] = _Told(plan, forms, level, wording, course, None, passed_s, len(done)).length_s(plan.steps[0])
    return tuple(lengths)


SOUND_LAG_S: Seconds = 0.2
"""What is ordered for a time sounds so much later (`speaking.timeline.LEAD_S`)."""


def spoken_s(lines: tuple[Line, ...]) -> Seconds:
    """How long it takes to say these lines, at the rate that is measured for voices."""
    if not lines:
        return 0.0
    return SOUND_LAG_S + sum(line.gap_s + words_s(len(line.text.split())) for line in lines)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the length of a step depends on; the body comes ``out_of`` that work, and so much was ``done`` before it."""

    plan: Plan
    forms: Sequence[Form]
    level: Verbosity
    wording: Wording
    course: Course
    out_of: Step | None
    passed_s: Seconds
    done: int

    def length_s(self, step: Step) -> Seconds:
        """How long the step takes."""
        plan, wording, exercise = self.plan, self.wording, self.plan.exercise(step)
        reached = most_of(self.out_of.dose) if self.out_of and self.out_of.dose else 0
        if step.exercise is None or exercise is None:
            if step.phase is State.INTRO:
                greeted = greeting(plan, self.passed_s, wording)  # the user's command led here: at once
                return spoken_s(greeted) - greeted[0].gap_s - SOUND_LAG_S + AFTER_WORDS_S
            released = out_of_work(plan, self.out_of, reached, wording)
            words = farewell(self.done, self.passed_s, wording, early=False, hurt=False)
            return spoken_s((*released, *words, *how_often(plan, wording))) + AFTER_WORDS_S
        form = self.forms[step.exercise]
        work = plan.dose(step, form)
        if work is not None:
            return work_s(work) * form.stretch(work)
        scene = Scene(plan, step, exercise, form, self.level, wording, self.course, self.out_of, reached)
        starts_work = plan.work_after(step, self.course) is not None
        return waiting_length_s(step, spoken_s(opening(scene)), 0.0, starts_work=starts_work)


class Timetable:
    """The expected lengths of a plan's steps, worked out anew only when what they depend on changes."""

    def __init__(self, plan: Plan, wording: Wording) -> None:
        self._plan = plan
        self._wording = wording
        self._known: tuple[tuple[Form, ...], Verbosity, Course, tuple[Seconds, ...]] | None = None
        self._after: tuple[Seconds, ...] = ()

    def lengths_s(self, forms: tuple[Form, ...], level: Verbosity, course: Course) -> tuple[Seconds, ...]:
        """One length a step, in order; 0 for those that do not come."""
        known = self._known
        if known is None or known[:3] != (forms, level, course):
            lengths = step_lengths_s(self._plan, forms, level, self._wording, course)
            known = self._known = (forms, level, course, lengths)
            self._after = tuple(accumulate(reversed((*lengths, 0.0))))[::-1]
        return known[3]

    def after_s(self, index: int, forms: tuple[Form, ...], level: Verbosity, course: Course) -> Seconds:
        """How long all takes that comes after a step; of -1, everything."""
        self.lengths_s(forms, level, course)
        return self._after[index + 1]

"""How long a plan takes, step by step: the figures that `show` prints and that "time left" answers with."""

from __future__ import annotations

from collections.abc import Sequence

from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Reps, Seconds, Work
from voice_coach.core.plan.steps import LEAD_IN_S, READY_LIMIT_S, Form, Step, own_pace, work_s
from voice_coach.core.speech.cues import own_pace_limit_s
from voice_coach.core.speech.instructions import AFTER_WORDS_S, Scene, farewell, greeting, opening, release, seconds
from voice_coach.core.speech.wording import Verbosity, Wording
from voice_coach.core.states import State


def work_length_s(work: Work) -> Seconds:
    """How long a step with this work lasts at the most, as written, when nobody says a word."""
    return own_pace_limit_s(work) if own_pace(work) else work_s(work)


def waiting_length_s(step: Step, words_end_s: Seconds, extra_s: Seconds, *, starts_work: bool) -> Seconds:
    """How long a step without work lasts, given when its words end and the time that the user added.

    A setup, and whatever waits for "ready", waits from its last word; a rest, a changeover and a move run from their
    start. None is shorter than the words and the count-in need.
    """
    least = words_end_s + (LEAD_IN_S if starts_work else AFTER_WORDS_S)
    if step.phase is State.SETUP or step.for_s is None:
        wait_s = READY_LIMIT_S if step.for_s is None else step.for_s
        return max(least, words_end_s + wait_s + extra_s)
    return max(least, (step.for_s or 0.0) + extra_s)


def step_lengths_s(plan: Plan, forms: Sequence[Form], level: Verbosity, wording: Wording) -> tuple[Seconds, ...]:
    """The expected length of every step; where "ready" ends a wait, the limit counts; an own pace is a guess."""
    return tuple(_length_s(plan, step, forms, level, wording) for step in plan.steps)


def _length_s(plan: Plan, step: Step, forms: Sequence[Form], level: Verbosity, wording: Wording) -> Seconds:
    exercise = plan.exercise(step)
    before = plan.steps[step.index - 1] if step.index else None
    out_of = before if before and before.works else None
    if step.exercise is None or exercise is None:
        first = step.phase is State.INTRO
        lines = (
            greeting(plan, 0, wording) if first else farewell(len(plan.exercises), 0, wording, early=False, hurt=False)
        )
        return seconds((*(release(plan, out_of, wording) if out_of else ()), *lines)) + AFTER_WORDS_S
    form = forms[step.exercise]
    work = plan.dose(step, form)
    if work is not None:
        return work_s(work) * (form.stretch if isinstance(work, Reps) else 1.0)
    words_s = seconds(opening(Scene(plan, step, exercise, form, level, wording, out_of=out_of)))
    return waiting_length_s(step, words_s, 0.0, starts_work=plan.work_after(step) is not None)


class Timetable:
    """The expected lengths of a plan's steps, worked out anew only when a form or the verbosity changes."""

    def __init__(self, plan: Plan, wording: Wording) -> None:
        self._plan = plan
        self._wording = wording
        self._known: tuple[tuple[tuple[Form, ...], Verbosity], tuple[Seconds, ...]] | None = None

    def lengths_s(self, forms: tuple[Form, ...], level: Verbosity) -> tuple[Seconds, ...]:
        """One length a step, in order."""
        if self._known is None or self._known[0] != (forms, level):
            self._known = ((forms, level), step_lengths_s(self._plan, forms, level, self._wording))
        return self._known[1]

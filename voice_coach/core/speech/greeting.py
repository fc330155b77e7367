"""What the coach says at the start of a session and at its end."""

from __future__ import annotations

from voice_coach.core.effects import Role
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.speech.text import in_mid_sentence
from voice_coach.core.speech.wording import Line, Wording


def greeting(plan: Plan, total_s: Seconds, wording: Wording) -> tuple[Line, ...]:
    """The words of the intro: what it is, how long it takes, what to have ready, and the safety line."""
    routine = plan.routine
    lines = [Line(wording("greet", title=routine.title, time=wording.about(total_s)), Role.GREET)]
    if routine.equipment:
        lines.append(Line(wording("equipment", things=wording.things(routine.equipment)), Role.GREET))
    return (*lines, Line(routine.safety or wording("safety"), Role.SAFETY))


def farewell(done: int, passed_s: Seconds, wording: Wording, *, early: bool, hurt: bool) -> tuple[Line, ...]:
    """The words of the outro: how many exercises in what time, and what to do if something hurt."""
    exercises, time = wording.counted("exercise", "exercises", done), wording.passed(passed_s)
    # Who has done nothing, whatever the reason, need not be told how much that is.
    key = "end_nothing" if not done else "end_early" if early else "end"
    said = Line(wording(key, time=time) if not done else wording(key, exercises=exercises, time=time), Role.END)
    return (said, Line(wording("after_pain"), Role.END)) if hurt else (said,)


def how_often(plan: Plan, wording: Wording) -> tuple[Line, ...]:
    """How often the routine is to be done, where its author has said it."""
    often = plan.routine.often
    return (Line(wording("often", often=in_mid_sentence(often)), Role.END),) if often else ()

"""A routine as its plan: what is done when, in a session in which nobody says a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.load import Weight
from voice_coach.core.plan.plan import Plan
from voice_coach.core.plan.routine import Hold, Motion, Reps
from voice_coach.core.plan.steps import WHOLE, Asks, Form, rep_s
from voice_coach.core.schedule import step_lengths_s
from voice_coach.core.speech.wording import Verbosity
from voice_coach.core.states import State
from voice_coach.displays.labels import Labels
from voice_coach.language.language import load_language

if TYPE_CHECKING:
    from voice_coach.core.plan.routine import Exercise, Routine, Seconds, Work
    from voice_coach.core.plan.steps import Step


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One step: when it begins, in seconds from the session's start, and what it is.

    ``at`` is None where only an answer leads to it.
    """

    at: Seconds | None
    text: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The steps of a plan, how long they take in all, and the safety line."""

    rows: tuple[PlanRow, ...]
    total_s: Seconds
    safety: str


def overview(routine: Routine, language: str = "en") -> Overview:
    """Lay a routine out for a first session; the lengths of words are estimates.

    Raises LanguageError when there is no such language.
    """
    chosen = load_language(language)
    plan = compile_plan(routine)
    lengths = step_lengths_s(plan, (Form(),) * len(plan.exercises), Verbosity.FULL, chosen.wording)
    labels, rows, at = Labels(chosen.screen), list[PlanRow](), 0.0
    for step in plan.steps:
        comes = plan.comes(step, WHOLE)
        rows.append(PlanRow(at if comes else None, _text(plan, step, labels)))
        at += lengths[step.index] if comes else 0.0
    return Overview(tuple(rows), at, routine.safety or chosen.wording("safety"))


def _text(plan: Plan, step: Step, labels: Labels) -> str:
    exercise = plan.exercise(step)
    if exercise is None:
        return labels.state(step.phase)
    if check := plan.check(step):
        return _CHECKS[check.asks].format(names=" or ".join(check.names) or exercise.name)
    parts = [_dose(step.dose) if step.dose else labels.state(step.phase).lower()]
    if step.works and exercise.load:
        load = exercise.load.of_set(step.set, 0)
        parts.append(f"{load:g} {exercise.load.unit}" if isinstance(exercise.load, Weight) else str(load))
    if step.every_s:
        parts.append(f"until {step.every_s:g} s have passed")
    if step.phase in {State.SETUP, State.REST} and step.for_s is None:
        parts.append('until you say "ready"')
    if step.side and step.phase is not State.REST:
        parts.append(f"{step.side} side")
    return f"{exercise.name}: {', '.join(parts + _places(exercise, step))}"


_CHECKS = {
    Asks.CHOICE: "Which one: {names}?",
    Asks.OPTIONAL: "Do it or not: {names}?",
    Asks.SET: "{names}: one more set or not?",
    Asks.PAIN: "How strong is the pain today?",
    Asks.EFFORT: "How hard was it?",
}


def _dose(work: Work) -> str:
    match work:
        case Reps(count, tempo, least=least):
            low = "as many as you can, at most " if work.to_failure else f"{least}-" if least else ""
            unit = ("breath" if work.breath else "rep") + ("s" if count > 1 else "")
            reps = f"{low}{count} {unit}"
            if work.within_s is not None:
                return f"{reps} within {work.within_s:g} s"
            return f"{reps} of {rep_s(work):g} s" if tempo else f"{reps} at your own pace"
        case Hold() | Motion():
            low = "at most " if work.to_failure else f"{work.least_s:g}-" if work.least_s else ""
            what = "hold" if isinstance(work, Hold) else "as many rounds as you can" if work.rounds else "keep moving"
            return f"{what} {low}{work.for_s:g} s"


def _places(exercise: Exercise, step: Step) -> list[str]:
    """Say which set, round and position a step is at; a rest or a setup belongs to all positions."""
    positions = exercise.positions.count if exercise.positions and (step.works or step.phase is State.MOVE) else 1
    return [
        f"{name} {at} of {of}"
        for name, at, of in (
            ("set", step.set, exercise.dose(step.side).sets),
            ("round", step.round, step.rounds),
            ("position", step.position, positions),
        )
        if of > 1
    ]

"""A routine as its plan: what is done when, in a session in which nobody says a word."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from voice_coach.core.plan.plan import Plan, compile_plan
from voice_coach.core.plan.routine import Hold, Motion, Reps
from voice_coach.core.plan.steps import Form, rep_s
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
    """One step: when it begins, in seconds from the session's start, and what it is."""

    at: Seconds
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
    starts = accumulate(lengths, initial=0.0)
    rows = tuple(
        PlanRow(at, _text(plan, step, Labels(chosen.screen))) for at, step in zip(starts, plan.steps, strict=False)
    )
    return Overview(rows, sum(lengths), routine.safety or chosen.wording("safety"))


def _text(plan: Plan, step: Step, labels: Labels) -> str:
    exercise = plan.exercise(step)
    if exercise is None:
        return labels.state(step.phase)
    parts = [_dose(step.dose) if step.dose else labels.state(step.phase).lower()]
    if step.works and exercise.load:
        parts.append(exercise.load)
    if step.phase in {State.SETUP, State.REST} and step.for_s is None:
        parts.append('until you say "ready"')
    if step.side and step.phase is not State.REST:
        parts.append(f"{step.side} side")
    return f"{exercise.name}: {', '.join(parts + _places(exercise, step))}"


def _dose(work: Work) -> str:
    match work:
        case Reps(count, tempo, least=least):
            reps = f"{least}-{count} reps" if least else f"{count} reps"
            return f"{reps} of {rep_s(work):g} s" if tempo else f"{reps} at your own pace"
        case Hold(for_s):
            return f"hold {for_s:g} s"
        case Motion(for_s):
            return f"keep moving {for_s:g} s"


def _places(exercise: Exercise, step: Step) -> list[str]:
    """Say which set, round and position a step is at; a rest or a setup belongs to all positions."""
    positions = exercise.positions.count if exercise.positions and (step.works or step.phase is State.MOVE) else 1
    return [
        f"{name} {at} of {of}"
        for name, at, of in (
            ("set", step.set, exercise.sets),
            ("round", step.round, step.rounds),
            ("position", step.position, positions),
        )
        if of > 1
    ]

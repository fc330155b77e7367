"""From a routine file to a `Routine`, or to all that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from voice_coach.authoring import form
from voice_coach.authoring.contradictions import contradictions, works
from voice_coach.authoring.form import ROUTINE
from voice_coach.core.plan.routine import (
    Alternative,
    Circuit,
    Exercise,
    Hold,
    Motion,
    Movement,
    Positions,
    Reps,
    Routine,
    Setup,
    Side,
    Work,
)
from voice_coach.forms.fields import sentences
from voice_coach.forms.reading import filled
from voice_coach.forms.source import read


def load(path: Path) -> Routine:
    """The routine in a file. Raises `RoutineError`, whose message shows every place that is wrong."""
    return loads(read(path, ROUTINE), str(path))


def loads(text: str, name: str) -> Routine:
    """The routine in a text; ``name`` is its file's name, for messages and the routine's id. Raises `RoutineError`."""
    return routine_of(filled(text, name, ROUTINE, contradictions), Path(name).stem)


def routine_of(sheet: form.RoutineForm, name: str) -> Routine:
    """The routine with the id ``name``."""
    return Routine(
        id=name,
        title=sheet.title,
        items=tuple(
            _circuit(item) if isinstance(item, form.CircuitForm) else _exercise(item) for item in sheet.exercises
        ),
        safety=sheet.safety,
        source=sheet.source,
        equipment=tuple(sheet.equipment),
        difficulty=sheet.difficulty,
    )


def _circuit(sheet: form.CircuitForm) -> Circuit:
    return Circuit(sheet.circuit, tuple(_exercise(each) for each in sheet.exercises), sheet.rounds, sheet.rest)


def _exercise(sheet: form.ExerciseForm) -> Exercise:
    return Exercise(
        name=sheet.name,
        work=tuple(_work(each) for each in works(sheet.do)),
        setup=_setup(sheet.setup),
        sets=sheet.sets,
        sides=tuple(Side(side) for side in sheet.sides),
        changeover_s=sheet.changeover,
        positions=_positions(sheet.positions),
        rest_s=sheet.rest,
        release=sentences(sheet.release),
        explain=sentences(sheet.explain),
        easier=_alternative(sheet.easier),
        harder=_alternative(sheet.harder),
    )


def _setup(sheet: form.SetupForm) -> Setup:
    return Setup(
        position=sentences(sheet.position),
        move=sentences(sheet.move),
        feel=sentences(sheet.feel),
        short=sentences(sheet.short),
        wait_s=sheet.wait,
    )


def _positions(sheet: form.PositionsForm | None) -> Positions | None:
    return None if sheet is None else Positions(sheet.count, sentences(sheet.say), sheet.for_)


def _alternative(sheet: form.AlternativeForm | None) -> Alternative | None:
    return None if sheet is None else Alternative(sentences(sheet.say), tuple(_work(each) for each in works(sheet.do)))


def _work(sheet: form.RepsForm | form.HoldForm | form.MoveForm) -> Work:
    say, tips = sentences(sheet.say), sentences(sheet.tips)
    match sheet:
        case form.RepsForm():
            tempo = tuple(Movement(each.say, each.seconds, each.hold is not None) for each in sheet.tempo)
            return Reps(sheet.reps, tempo, say, tips)
        case form.HoldForm():
            return Hold(sheet.hold, say, tips)
        case form.MoveForm():
            return Motion(sheet.move, say, tips)

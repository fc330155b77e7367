"""From the filled-in form to the core's `Routine`."""

from __future__ import annotations

from voice_coach.authoring import form
from voice_coach.authoring.fields import sentences
from voice_coach.authoring.meaning import works
from voice_coach.core.routine import (
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


def routine_of(sheet: form.RoutineFile, name: str) -> Routine:
    """The routine with the id ``name``."""
    return Routine(
        id=name,
        title=sheet.title,
        items=tuple(_circuit(item) if isinstance(item, form.Circuit) else _exercise(item) for item in sheet.exercises),
        safety=sheet.safety,
        source=sheet.source,
        equipment=tuple(sheet.equipment),
        difficulty=sheet.difficulty,
    )


def _circuit(sheet: form.Circuit) -> Circuit:
    return Circuit(sheet.circuit, tuple(_exercise(each) for each in sheet.exercises), sheet.rounds, sheet.rest)


def _exercise(sheet: form.Exercise) -> Exercise:
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


def _setup(sheet: form.Setup) -> Setup:
    return Setup(
        position=sentences(sheet.position),
        move=sentences(sheet.move),
        feel=sentences(sheet.feel),
        short=sentences(sheet.short),
        wait_s=sheet.wait,
    )


def _positions(sheet: form.Positions | None) -> Positions | None:
    return None if sheet is None else Positions(sheet.count, sentences(sheet.say), sheet.for_)


def _alternative(sheet: form.Alternative | None) -> Alternative | None:
    return None if sheet is None else Alternative(sentences(sheet.say), tuple(_work(each) for each in works(sheet.do)))


def _work(sheet: form.Reps | form.Hold | form.Move) -> Work:
    say, tips = sentences(sheet.say), sentences(sheet.tips)
    match sheet:
        case form.Reps():
            tempo = tuple(Movement(each.say, each.seconds, each.hold is not None) for each in sheet.tempo)
            return Reps(sheet.reps, tempo, say, tips)
        case form.Hold():
            return Hold(sheet.hold, say, tips)
        case form.Move():
            return Motion(sheet.move, say, tips)

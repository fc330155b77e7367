"""From a routine file to a `Routine`, or to all that is wrong with it."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

from voice_coach.authoring import form
from voice_coach.authoring.contradictions import contradictions
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
    Seconds,
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
    return routine_of(filled(text, name, ROUTINE, contradictions), normalize("NFC", Path(name).stem))


def routine_of(given: form.RoutineForm, name: str) -> Routine:
    """The routine with the id ``name``."""
    return Routine(
        id=name,
        title=given.title,
        items=tuple(
            _circuit(item, given.rest) if isinstance(item, form.CircuitForm) else _exercise(item, given.rest)
            for item in given.exercises
        ),
        safety=given.safety,
        source=given.source,
        equipment=tuple(given.equipment),
        difficulty=given.difficulty,
        language=given.language,
    )


def _circuit(given: form.CircuitForm, rest_s: Seconds | None) -> Circuit:
    members = tuple(_exercise(each, rest_s) for each in given.exercises)
    return Circuit(given.circuit, members, given.rounds, given.rest)


def _exercise(given: form.ExerciseForm, rest_s: Seconds | None) -> Exercise:
    """An exercise; ``rest_s`` is the rest of one that says none."""
    return Exercise(
        name=given.name,
        work=tuple(_work(each) for each in works(given.do)),
        setup=_setup(given.setup),
        sets=len(given.sets) if isinstance(given.sets, list) else given.sets,
        doses=tuple(given.sets) if isinstance(given.sets, list) else (),
        sides=tuple(Side(side) for side in given.sides),
        changeover_s=given.changeover,
        positions=_positions(given.positions),
        rest_s=given.rest if "rest" in given.model_fields_set else rest_s,
        release=sentences(given.release),
        explain=sentences(given.explain),
        easier=_alternative(given.easier),
        harder=_alternative(given.harder),
        say=given.say,
        load=given.load,
    )


def works(do: form.Works | None) -> tuple[form.Work, ...]:
    """The works of a `do`, one or many."""
    if do is None:
        return ()
    return tuple(do) if isinstance(do, list) else (do,)


def _setup(given: form.SetupForm) -> Setup:
    return Setup(
        position=sentences(given.position),
        move=sentences(given.move),
        feel=sentences(given.feel),
        short=sentences(given.short),
        wait_s=given.wait,
    )


def _positions(given: form.PositionsForm | None) -> Positions | None:
    return None if given is None else Positions(given.count, sentences(given.say), given.for_)


def _alternative(given: form.AlternativeForm | None) -> Alternative | None:
    return None if given is None else Alternative(sentences(given.say), tuple(_work(each) for each in works(given.do)))


def _work(given: form.RepsForm | form.HoldForm | form.MoveForm) -> Work:
    say, tips = sentences(given.say), sentences(given.tips)
    match given:
        case form.RepsForm():
            tempo = tuple(Movement(each.say, each.seconds, each.hold is not None) for each in given.tempo)
            least, most = given.reps
            return Reps(most, tempo, say, tips, least)
        case form.HoldForm():
            return Hold(given.hold, say, tips)
        case form.MoveForm():
            return Motion(given.move, say, tips)

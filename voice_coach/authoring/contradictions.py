"""Parts of a routine file that contradict each other, although every value is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from voice_coach.authoring.form import (
    AlternativeForm,
    CircuitForm,
    ExerciseForm,
    HoldForm,
    MoveForm,
    RepsForm,
    RoutineForm,
)
from voice_coach.forms.document import Document, Way
from voice_coach.forms.problem import Problem, closest

Work: TypeAlias = RepsForm | HoldForm | MoveForm

PLACEHOLDERS = ("{side}", "{other}", "{Side}", "{Other}")
BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def contradictions(document: Document, form: RoutineForm) -> Iterator[Problem]:
    """What does not fit together in a form that is otherwise right."""
    yield from _placeholders(document, form)
    for place, exercise in exercises(form):
        if "changeover" in exercise.model_fields_set and len(exercise.sides) < 2:
            message = "'changeover' is the time between two sides; add sides: [left, right], or take it out"
            yield document.problem((*place, "changeover"), message, at_key=True)
        own = works(exercise.do)
        for key, other in (("easier", exercise.easier), ("harder", exercise.harder)):
            if other is not None and not _same_shape(own, other):
                message = f"the work of {key!r} must be like the exercise's own: {_shape(own)}"
                yield document.problem((*place, key, "do"), message, at_key=True)


def exercises(form: RoutineForm) -> Iterator[tuple[Way, ExerciseForm]]:
    """Every exercise with its place, those in circuits too."""
    for index, item in enumerate(form.exercises):
        place: Way = ("exercises", index)
        if isinstance(item, CircuitForm):
            yield from (((*place, "exercises", inner), each) for inner, each in enumerate(item.exercises))
        else:
            yield place, item


def works(do: Work | list[Work] | None) -> tuple[Work, ...]:
    """The works of a `do`, one or many."""
    if do is None:
        return ()
    return tuple(do) if isinstance(do, list) else (do,)


def _shape(own: tuple[Work, ...]) -> str:
    return ", then ".join(type(work).__name__.removesuffix("Form").lower() for work in own)


def _same_shape(own: tuple[Work, ...], other: AlternativeForm) -> bool:
    return other.do is None or [type(work) for work in works(other.do)] == [type(work) for work in own]


def _placeholders(document: Document, form: RoutineForm) -> Iterator[Problem]:
    """Braces that will not become a side."""
    sided = {place for place, exercise in exercises(form) if exercise.sides}
    for place, text in document.texts():
        for found in BRACES.findall(text):
            if found not in PLACEHOLDERS:
                meant = closest(found, PLACEHOLDERS)
                hint = f"did you mean {meant}?" if meant else f"there are {', '.join(PLACEHOLDERS)}"
                yield document.problem(place, f"unknown placeholder {found}; {hint}")
            elif not any(place[: len(one)] == one and place[len(one) :] != ("name",) for one in sided):
                where = "the texts of an exercise that has sides: [left, right]"
                yield document.problem(place, f"{found} stands only in {where}")

"""What the form cannot say: values that are missing, and parts of an exercise that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from voice_coach.authoring.document import Document, Place
from voice_coach.authoring.form import Alternative, Circuit, Exercise, Hold, Move, Reps, RoutineFile
from voice_coach.authoring.problem import Problem
from voice_coach.authoring.spelling import closest

Work: TypeAlias = Reps | Hold | Move

PLACEHOLDERS = ("{side}", "{other}", "{Side}", "{Other}")
BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def empty_values(document: Document) -> Iterator[Problem]:
    """Every key and list entry that has no value: a half-written line, hardly ever meant."""
    for place in document.spans:
        if document.at(place) is None:
            what = f"the key {place[-1]!r}" if place and isinstance(place[-1], str) else "this entry"
            message = f"{what} has no value; write one, or take it out" if place else "the file has no content"
            yield document.problem(place, message, at_key=True)


def contradictions(document: Document, form: RoutineFile) -> Iterator[Problem]:
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


def exercises(form: RoutineFile) -> Iterator[tuple[Place, Exercise]]:
    """Every exercise with its place, those in circuits too."""
    for index, item in enumerate(form.exercises):
        place: Place = ("exercises", index)
        if isinstance(item, Circuit):
            yield from (((*place, "exercises", inner), each) for inner, each in enumerate(item.exercises))
        else:
            yield place, item


def works(do: Work | list[Work] | None) -> tuple[Work, ...]:
    """The works of a `do`, one or many."""
    if do is None:
        return ()
    return tuple(do) if isinstance(do, list) else (do,)


def _shape(own: tuple[Work, ...]) -> str:
    return ", then ".join(type(work).__name__.lower() for work in own)


def _same_shape(own: tuple[Work, ...], other: Alternative) -> bool:
    return other.do is None or [type(work) for work in works(other.do)] == [type(work) for work in own]


def _placeholders(document: Document, form: RoutineFile) -> Iterator[Problem]:
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

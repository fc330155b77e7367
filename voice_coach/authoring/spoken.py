"""Every text of a routine that the coach may say, with what it is for and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from voice_coach.core.routine import Alternative, Circuit, Exercise, Reps, Routine, Work

Place: TypeAlias = tuple[str | int, ...]

WORD = re.compile(r"[\w'\u2019-]+")


def words(*texts: str) -> list[str]:
    """The words of the texts, in lower case."""
    return [word for text in texts for word in WORD.findall(text.lower())]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One spoken line: ``role`` is the key it was written under, ``text`` has {side} filled in as left."""

    place: Place
    role: str
    text: str


def exercises(routine: Routine) -> Iterator[tuple[Place, Exercise]]:
    """Every exercise with its place in the file, those in circuits too."""
    for index, item in enumerate(routine.items):
        if isinstance(item, Circuit):
            for inner, exercise in enumerate(item.exercises):
                yield ("exercises", index, "exercises", inner), exercise
        else:
            yield ("exercises", index), item


def lines(exercise: Exercise, place: Place) -> Iterator[Spoken]:
    """All that an exercise says, in the order of the format's description."""
    yield Spoken((*place, "name"), "name", exercise.name)
    for role in ("position", "move", "feel", "short"):
        yield from _texts((*place, "setup", role), role, getattr(exercise.setup, role))
    yield from _work_lines((*place, "do"), exercise.work)
    if exercise.positions:
        yield from _texts((*place, "positions", "say"), "say", exercise.positions.say)
    yield from _texts((*place, "release"), "release", exercise.release)
    yield from _texts((*place, "explain"), "explain", exercise.explain)
    for key, form in (("easier", exercise.easier), ("harder", exercise.harder)):
        yield from _alternative_lines((*place, key), form)


def filled(text: str) -> str:
    """The text as it is said for the left side."""
    for placeholder, side in (("{side}", "left"), ("{Side}", "Left"), ("{other}", "right"), ("{Other}", "Right")):
        text = text.replace(placeholder, side)
    return text


def _texts(place: Place, role: str, texts: tuple[str, ...]) -> Iterator[Spoken]:
    yield from (Spoken((*place, index), role, filled(text)) for index, text in enumerate(texts))


def _work_lines(place: Place, works: tuple[Work, ...]) -> Iterator[Spoken]:
    for index, work in enumerate(works):
        yield from _texts((*place, index, "say"), "say", work.say)
        yield from _texts((*place, index, "tips"), "tips", work.tips)
        if isinstance(work, Reps):
            for beat, movement in enumerate(work.tempo):
                yield Spoken((*place, index, "tempo", beat, "say"), "cue", filled(movement.say))


def _alternative_lines(place: Place, form: Alternative | None) -> Iterator[Spoken]:
    if form is not None:
        yield from _texts((*place, "say"), str(place[-1]), form.say)
        yield from _work_lines((*place, "do"), form.work)

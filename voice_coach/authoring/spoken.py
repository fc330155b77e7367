"""Every text of a routine that the coach may say, with what it is for and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voice_coach.core.plan.load import Named
from voice_coach.core.plan.routine import Alternative, Circuit, Exercise, Item, OneOf, Reps, Routine, Side, Work
from voice_coach.core.speech.wording import Wording
from voice_coach.forms.document import Way
from voice_coach.forms.fields import sentences

WORD = re.compile(r"[\w'\u2019-]+")


def words(*texts: str) -> list[str]:
    """The words of the texts, in lower case."""
    return [word for text in texts for word in WORD.findall(text.lower())]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One spoken line and where it stands; ``text`` is that for the left side."""

    place: Way
    text: str


def exercises(routine: Routine) -> Iterator[tuple[Way, Exercise]]:
    """Every exercise with its place in the file, those in circuits too."""
    yield from _exercises(routine.items, ("exercises",))


def _exercises(items: tuple[Item, ...], place: Way) -> Iterator[tuple[Way, Exercise]]:
    for index, item in enumerate(items):
        match item:
            case Exercise():
                yield (*place, index), item
            case Circuit():
                yield from _exercises(item.exercises, (*place, index, "exercises"))
            case OneOf():
                yield from _exercises(item.options, (*place, index, "choose"))


def works(exercise: Exercise) -> Iterator[tuple[Way, Work]]:
    """Every work with its place in the exercise, those of the easier and the harder form too."""
    second = ((("do", str(exercise.sides[1])), exercise.second.work),) if exercise.second else ()
    own = (("do", str(exercise.sides[0])) if second else ("do",), exercise.work)
    forms = own, *second, *(((*key, "do"), form.work) for key, form in _forms(exercise))
    for place, members in forms:
        for index, work in enumerate(members):
            yield (*place, index), work


def headings(routine: Routine, wording: Wording) -> Iterator[Spoken]:
    """What is said of the routine itself and of its circuits."""
    yield Spoken(("title",), routine.title)
    yield from _lines(("safety",), sentences(routine.safety or ""), wording)
    yield from (Spoken(("equipment", index), thing) for index, thing in enumerate(routine.equipment))
    if routine.often:
        yield Spoken(("often",), routine.often)
    yield from _names(routine.items, ("exercises",))


def _names(items: tuple[Item, ...], place: Way) -> Iterator[Spoken]:
    """The names of circuits and parts."""
    for index, item in enumerate(items):
        if isinstance(item, Circuit):
            yield Spoken((*place, index, "circuit"), item.name)
            yield from _names(item.exercises, (*place, index, "exercises"))
        elif isinstance(item, OneOf):
            yield from _names(item.options, (*place, index, "choose"))


def lines(exercise: Exercise, wording: Wording) -> Iterator[Spoken]:
    """All that an exercise says, each with its place in the exercise."""
    yield Spoken(("say",) if exercise.say else ("name",), exercise.spoken)
    if isinstance(exercise.load, Named):
        yield from (Spoken(("load", "steps", index), name) for index, name in enumerate(exercise.load.names))
    for number, member in enumerate(exercise.members):
        yield from (Spoken(("exercises", number, *one.place), one.text) for one in lines(member, wording))
    for role in ("position", "move", "feel", "short"):
        yield from _lines(("setup", role), getattr(exercise.setup, role), wording)
    for place, work in works(exercise):
        yield from _lines((*place, "say"), work.say, wording)
        yield from _lines((*place, "tips"), work.tips, wording)
        for beat, movement in enumerate(work.tempo if isinstance(work, Reps) and not work.breath else ()):
            yield Spoken((*place, "tempo", beat, "say"), wording.sided(movement.say, Side.LEFT))
    if exercise.positions:
        yield from _lines(("positions", "say"), exercise.positions.say, wording)
    yield from _lines(("release",), exercise.release, wording)
    yield from _lines(("explain",), exercise.explain, wording)
    for key, form in _forms(exercise):
        yield from _lines((*key, "say"), form.say, wording)


def _forms(exercise: Exercise) -> Iterator[tuple[Way, Alternative]]:
    for key, form in (("easier", exercise.easier), ("harder", exercise.harder)):
        if form is not None:
            yield (key,), form


def _lines(place: Way, texts: tuple[str, ...], wording: Wording) -> Iterator[Spoken]:
    yield from (Spoken((*place, index), wording.sided(text, Side.LEFT)) for index, text in enumerate(texts))

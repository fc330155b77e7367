"""Parts of a routine file that contradict each other, although every value may be right.

They are looked for in the file's values as they stand, so that they are told together with values that are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from voice_coach.authoring.form import KINDS, MOST_REPS, RoutineForm
from voice_coach.forms.document import Document, Value, Way
from voice_coach.forms.fields import seconds
from voice_coach.forms.problem import Problem, closest

PLACEHOLDERS = ("{side}", "{other}", "{Side}", "{Other}")
BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def contradictions(document: Document, _form: RoutineForm | None = None) -> Iterator[Problem]:
    """What does not fit together."""
    found = tuple(_exercises(document.value))
    yield from _placeholders(document, found)
    for place, exercise in found:
        if "changeover" in exercise and _sides(exercise) < 2:
            message = "'changeover' is the time between two sides; add sides: [left, right], or take it out"
            yield document.problem((*place, "changeover"), message, at_key=True)
        yield from _doses(document, place, exercise)
        own = _kinds(exercise.get("do"))
        for key in ("easier", "harder"):
            other = exercise.get(key)
            if own and isinstance(other, dict) and "do" in other and (kinds := _kinds(other["do"])) and kinds != own:
                message = f"the work of {key!r} must be like the exercise's own: {', then '.join(own)}"
                yield document.problem((*place, key, "do"), message, at_key=True)


def _doses(document: Document, place: Way, exercise: dict[str, Value]) -> Iterator[Problem]:
    """The doses of sets are those of the one work that there is, and of its kind; it has the first of them."""
    sets, do = exercise.get("sets"), exercise.get("do")
    if not isinstance(sets, list):
        return
    if isinstance(do, list) and len(do) != 1:
        message = "a dose for each set needs one work, and this exercise has more; write an exercise for each of them"
        yield document.problem((*place, "sets"), message, at_key=True)
        return
    work = do[0] if isinstance(do, list) else do
    kind = next(iter(_kinds(work)), None)
    if kind is None or not isinstance(work, dict):
        return
    if kind == "reps" and isinstance(work[kind], str):
        message = "a dose for each set needs one number of 'reps', that of the first set; a range has two"
        yield document.problem((*place, "sets"), message, at_key=True)
        return
    for index, one in enumerate(sets):
        if kind == "reps" and not (isinstance(one, int) and 1 <= one <= MOST_REPS):
            message = f"a set of reps is a whole number from 1 to {MOST_REPS}, such as 8"
            yield document.problem((*place, "sets", index), message)
            return
    if sets and None not in (own := seconds(work[kind]), first := seconds(sets[0])) and own != first:
        message = f"{kind!r} is the dose of the first set, and 'sets' begins with another; write the same in both"
        yield document.problem((*place, "sets", 0), message)


def _exercises(value: Value) -> Iterator[tuple[Way, dict[str, Value]]]:
    """Every exercise with its place, those in circuits too; what is none is left out."""
    items = value.get("exercises") if isinstance(value, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, dict):
            continue
        members = item.get("exercises")
        if isinstance(members, list):
            for inner, each in enumerate(members):
                if isinstance(each, dict):
                    yield ("exercises", index, "exercises", inner), each
        else:
            yield ("exercises", index), item


def _sides(exercise: dict[str, Value]) -> int:
    """How many sides there are; two where what stands there is no list, for then that is told."""
    sides = exercise.get("sides", [])
    return len(sides) if isinstance(sides, list) else 2


def _kinds(do: Value) -> tuple[str, ...]:
    """The kinds of the works of a `do`, one or many; none where one of them is not to be made out."""
    works = do if isinstance(do, list) else [do]
    kinds = [[kind for kind in KINDS if kind in work] if isinstance(work, dict) else [] for work in works]
    return tuple(kind[0] for kind in kinds) if all(len(kind) == 1 for kind in kinds) else ()


def _placeholders(document: Document, found: tuple[tuple[Way, dict[str, Value]], ...]) -> Iterator[Problem]:
    """Braces that will not become a side."""
    exercises = {place for place, _ in found}
    sided = {place for place, exercise in found if exercise.get("sides")}
    for place, text in document.texts():
        is_name = place[-1:] == ("circuit",) or (place[:-1] in exercises and place[-1] in ("name", "say"))
        for braces in BRACES.findall(text):
            if is_name:
                yield document.problem(
                    place, f"a name has no placeholders such as {braces}; the side is said beside it"
                )
            elif braces not in PLACEHOLDERS:
                meant = closest(braces, PLACEHOLDERS)
                hint = f"did you mean {meant}?" if meant else f"there are {', '.join(PLACEHOLDERS)}"
                yield document.problem(place, f"unknown placeholder {braces}; {hint}")
            elif not any(place[: len(one)] == one for one in sided):
                where = "the texts of an exercise that has sides: [left, right]"
                yield document.problem(place, f"{braces} stands only in {where}")

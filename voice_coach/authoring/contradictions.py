"""Parts of a routine file that contradict each other, although every value may be right.

They are looked for in the file's values as they stand, so that they are told together with values that are wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from voice_coach.authoring.form.routine import RoutineForm
from voice_coach.authoring.form.weight import weight
from voice_coach.authoring.form.work import COUNT, KINDS, LENGTH, MOST_REPS, has_sides
from voice_coach.forms.document import Document, Value, Way
from voice_coach.forms.fields import Amount, Count, Length
from voice_coach.forms.kind import AuthorForm
from voice_coach.forms.problem import Problem, closest

if TYPE_CHECKING:
    from voice_coach.authoring.neighbours import Neighbours

PLACEHOLDERS = ("{side}", "{other}", "{Side}", "{Other}")
BRACES = re.compile(r"\{[^{}]*\}|[{}]")

LONGEST_NAME = 200
"""Characters of a file's name."""

MOST_DEPTH = 3
"""How deep circuits may stand in circuits."""

MEMBERS = ("exercises", "choose")
"""The keys under which items stand."""

Written = dict[str, Value]
"""An exercise as it stands in its file."""


def contradictions(
    document: Document, _form: RoutineForm | None = None, *, neighbours: Neighbours | None = None
) -> Iterator[Problem]:
    """What does not fit together, in this file and with its neighbours."""
    found = tuple(exercises_in(document.value))
    named = [(_tidy(one.get("name")), one) for _, one in found if "uses" not in one]
    own = dict(named)
    twice = {name for name, n in Counter(name for name, _ in named).items() if n > 1}
    library: Mapping[str, Written] = {}
    try:
        library = _library(document.value, neighbours)
    except LookupError as error:
        yield document.problem(("library",), str(error.args[0]))
        library = _Anything()
    whole: list[tuple[Way, Written]] = []
    for place, exercise in found:
        name = exercise.get("uses")
        name = _tidy(name) if isinstance(name, str) else name
        if "uses" not in exercise:
            whole.append((place, exercise))
        elif isinstance(name, str) and name in twice:
            yield document.problem((*place, "uses"), f"two exercises are called {name!r}; nobody knows which is meant")
        elif isinstance(name, str) and (name in own or name in library):
            whole.append((place, _merged(own.get(name) or library[name], exercise)))
        elif isinstance(name, str):
            yield document.problem((*place, "uses"), _unknown(name, {**library, **own}))
    yield from _placeholders(document, found, tuple(whole))
    yield from _of_exercises(document, whole)
    yield from _items(document)
    if neighbours:
        yield from _parts(document, neighbours)


def in_library(document: Document, _form: AuthorForm | None = None) -> Iterator[Problem]:
    """What does not fit together in a library; there a name can stand only once."""
    lines: dict[str, int] = {}
    for place, exercise in exercises_in(document.value):
        if "name" in exercise and (name := _tidy(exercise["name"])) in lines:
            message = f"two exercises are called {name!r}; the first is in line {lines[name]}"
            yield document.problem((*place, "name"), message)
        elif "name" in exercise:
            lines[name] = document.spans[*place, "name"].line
    yield from contradictions(document)


def _tidy(name: Value) -> str:
    """A name as it is read: with single spaces."""
    return " ".join(str(name).split())


def _merged(base: Written, exercise: Written) -> Written:
    """An exercise that uses another, as a whole; a rest and a time for all put each other out."""
    instead = {"rest"} if "every" in exercise else {"every"} if "rest" in exercise else set()
    return {key: base[key] for key in base.keys() - instead} | exercise


def _of_exercises(document: Document, whole: list[tuple[Way, Written]]) -> Iterator[Problem]:
    """What contradicts itself in an exercise; where one is used, only what its own keys have brought about."""
    told = {
        _tidy(one.get("name")): {message for message, _ in _in_exercise(one)} for _, one in whole if "uses" not in one
    }
    for place, exercise in whole:
        of_base = told.get(_tidy(exercise["uses"]), set()) if "uses" in exercise else set()
        for message, at in _in_exercise(exercise):
            if message not in of_base:
                where = document.nearest((*place, *at))
                at_key = isinstance(where[-1], str) and not isinstance(at[-1], int)
                yield document.problem(where, message, at_key=at_key)


def _library(value: Value, neighbours: Neighbours | None) -> Mapping[str, Written]:
    """The exercises of the routine's library as they stand there. Raises LookupError for one that is not there."""
    if neighbours is None or not isinstance(value, dict) or "library" not in value or "title" not in value:
        return {}
    name = value["library"]
    if not _is_name(name):
        return _Anything()  # what is wrong with it is told already
    return {name: one.written for name, one in neighbours.exercises(str(name)).items()}


def _is_name(value: Value) -> bool:
    """Whether a file or a part may be called so; what may not is told already."""
    return isinstance(value, str) and value.isprintable() and len(value) <= LONGEST_NAME


class _Anything(dict[str, Written]):
    """A library that cannot be read: what it is asked for may be in it, and is not told as well."""

    def __contains__(self, _name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Written:
        return {"name": name}


def _unknown(name: str, known: Mapping[str, Written]) -> str:
    names = {one.lower(): one for one in known}
    if meant := closest(name, names):
        return f"there is no exercise {name!r} to use, did you mean {names[meant]!r}?"
    return f"there is no exercise {name!r} to use; write it in this routine, or name its 'library'"


Contradiction = tuple[str, Way]
"""What does not fit, and where in the exercise."""


def _in_exercise(exercise: Written) -> Iterator[Contradiction]:
    both = _sides(exercise) == 2
    for key, what in (("changeover", "the time between two sides"), ("switch", "when two sides change")):
        if key in exercise and not both:
            yield f"{key!r} is {what}; add sides: [left, right], or take it out", (key,)
    for key in ("do", "sets"):
        if has_sides(exercise.get(key)) and not both:
            yield f"{key!r} has something for each side; add sides: [left, right]", (key,)
    if "every" in exercise and "rest" in exercise:
        yield "'every' says how long the rest is; take 'rest' out", ("rest",)
    do = exercise.get("do")
    dos = [do.get("left"), do.get("right")] if isinstance(do, dict) and has_sides(do) else [do]
    yield from _switch(exercise, dos)
    kinds = [_kinds(one) for one in dos]
    if len(kinds) == 2 and all(kinds) and kinds[0] != kinds[1]:
        yield "both sides need the same kinds of work, in the same order", ("do",)
    for key in ("easier", "harder"):
        other = exercise.get(key)
        if kinds[0] and isinstance(other, dict) and "do" in other and (of := _kinds(other["do"])) and of != kinds[0]:
            yield f"the work of {key!r} must be like the exercise's own: {', then '.join(kinds[0])}", (key, "do")
    yield from _of_sets(exercise, dos)
    yield from _loads(exercise)
    works = [*dos, *(one.get("do") for key in ("easier", "harder") if isinstance(one := exercise.get(key), dict))]
    if any(isinstance(first := _first(do), dict) and first.get("optional") is True for do in works):
        yield "the first work cannot be optional; put 'optional' beside the name of the exercise", ("do",)


def _first(do: Value) -> Value:
    """The first of the works of a `do`."""
    return do[0] if isinstance(do, list) and do else do


def _switch(exercise: Written, dos: list[Value]) -> Iterator[Contradiction]:
    if exercise.get("switch") != "each rep":
        return
    if any(has_sides(exercise.get(key)) for key in ("do", "sets")):
        yield "with switch: each rep both sides do the same; write one dose for both", ("switch",)
    if any(kind != "reps" for kind in _kinds(dos[0])):
        yield "only sides of reps can change each rep; for a hold write switch: each set", ("switch",)
    for work in dos[0] if isinstance(dos[0], list) else [dos[0]]:
        if isinstance(work, dict) and BRACES.search(str(work.get("tips", ""))):
            yield "where the sides change each rep, a tip is for both; take its side out", ("do",)


def _of_sets(exercise: Written, dos: list[Value]) -> Iterator[Contradiction]:
    """The doses of sets are those of the one work that there is, and of its kind; it has the first of them."""
    sets = exercise.get("sets")
    if isinstance(sets, dict) and any(isinstance(one, str) for one in sets.values()):
        yield "a range of sets is for both sides alike; write one number for each side", ("sets",)
    if not isinstance(sets, dict):
        yield from dict.fromkeys(one for do in dos for one in _of_sets_of_side(sets, do, ("sets",)))
        return
    for number, side in enumerate(("left", "right")):
        yield from _of_sets_of_side(sets.get(side), dos[min(number, len(dos) - 1)], ("sets", side))


def _of_sets_of_side(sets: Value, do: Value, at: Way) -> Iterator[Contradiction]:
    if not isinstance(sets, list):
        return
    if isinstance(do, list) and len(do) != 1:
        yield "a dose for each set needs one work, and this exercise has more; write an exercise for each of them", at
        return
    work = _first(do)
    kind = next(iter(_kinds(work)), None)
    if kind is None or not isinstance(work, dict):
        return
    if kind == "breathe":
        yield "sets of breaths are all alike; write how many there are, or an exercise for each", at
        return
    of = COUNT if kind == "reps" else LENGTH
    doses = [_amount(one, of) for one in sets]
    other = LENGTH if kind == "reps" else COUNT
    for index, (dose, one) in enumerate(zip(doses, sets, strict=True)):
        if dose is None and _amount(one, other):  # what is neither is told already
            told = f"a set of reps is a whole number from 1 to {MOST_REPS}, such as 8, a range, or max"
            yield told, (*at, index)
            return
    if doses and None not in (own := _amount(work[kind], of), doses[0]) and own != doses[0]:
        told = f"{kind!r} is the dose of the first set, and 'sets' begins with another; write the same in both"
        yield told, (*at, 0)


def _amount(value: Value, of: Count | Length) -> Amount | None:
    try:
        return of.check(value)
    except PydanticCustomError:
        return None


def _loads(exercise: Written) -> Iterator[Contradiction]:
    """A load for each set: as many as sets, all of one unit."""
    loads, sets = exercise.get("load"), exercise.get("sets", 1)
    if not isinstance(loads, list):
        return
    each = [sets.get(side) for side in ("left", "right")] if isinstance(sets, dict) else [sets]
    counts = [len(one) if isinstance(one, list) else one for one in each]
    most = max((one for one in counts if isinstance(one, int)), default=len(loads))
    if most != len(loads):
        of = "1 set" if most == 1 else f"{most} sets"
        yield f"'load' has {len(loads)} entries for {of}; write one for each set", ("load",)
    weights = [weight(one) for one in loads]
    if None in weights and any(weights):
        yield "the loads of the sets are weights, or all of them words; write them in one way", ("load",)
    elif len({one[1] for one in weights if one}) > 1:
        yield "the weights of 'load' are of two units; write all in one", ("load",)


def _items(document: Document) -> Iterator[Problem]:
    """What does not fit in circuits and parts."""
    names: dict[str, int] = {}
    for place, item, depth in _entries(document.value):
        if depth == MOST_DEPTH + 1 and "circuit" in item:
            message = f"circuits stand at most {MOST_DEPTH} deep in each other; write this one as an entry of its own"
            yield document.problem(document.nearest((*place, "circuit")), message, at_key=True)
        yield from _in_circuit(document, place, item)
        yield from _chosen(document, place, item.get("choose"))
        if isinstance(part := item.get("part"), str) and "of" not in item:
            if part in names:
                message = f"two parts are called {part!r}; the first is in line {names[part]}"
                yield document.problem((*place, "part"), message)
            names.setdefault(part, document.spans[*place, "part"].line)


def _in_circuit(document: Document, place: Way, item: Written) -> Iterator[Problem]:
    """What does not fit in a circuit."""
    if "circuit" not in item:
        return
    if "within" in item:
        for key in ("rounds", "rest", "every"):
            if key in item:
                message = f"with 'within' it is as many rounds as you can; take {key!r} out"
                yield document.problem((*place, key), message, at_key=True)
        yield from _simple_members(document, place, item.get("exercises"))
    elif "every" in item:
        if "rest" in item:
            message = "'every' says how long the rest is; take 'rest' out"
            yield document.problem((*place, "rest"), message, at_key=True)
        inner = (*(one for _, one in exercises_in(item)), *(one for _, one, _ in _entries(item)))
        if any("every" in one for one in inner):
            message = "'every' stands here and in what the circuit has; only one of them can be kept"
            yield document.problem((*place, "every"), message, at_key=True)


def _chosen(document: Document, place: Way, entries: Value) -> Iterator[Problem]:
    """An entry of a choice is asked for already."""
    for index, one in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(one, dict) and one.get("optional") is True:
            message = "an entry of a choice need not be optional as well; take it out, or make the choice optional"
            yield document.problem((*place, "choose", index, "optional"), message, at_key=True)


def _simple_members(document: Document, place: Way, members: Value) -> Iterator[Problem]:
    """Rounds at one's own pace are not led: their exercises have a name and a dose."""
    for index, one in enumerate(members if isinstance(members, list) else ()):
        if not isinstance(one, dict):
            continue
        do = one.get("do", {})
        extra = sorted(one.keys() - {"name", "say", "do", "load"})
        if extra or not isinstance(do, dict) or "tempo" in do:
            key = extra[0] if extra else "do"
            message = "in a circuit with 'within' each exercise has a name and one work; nothing else is led there"
            yield document.problem((*place, "exercises", index, key), message, at_key=True)


def _parts(document: Document, neighbours: Neighbours) -> Iterator[Problem]:
    """Parts of other routines that are not there."""
    for place, item, _ in _entries(document.value):
        of, part = item.get("of"), item.get("part")
        if _is_name(of) and _is_name(part) and "exercises" not in item:
            try:
                neighbours.part(str(part), str(of))
            except LookupError as error:
                yield document.problem((*place, "of"), str(error.args[0]))


def _entries(value: Value, place: Way = (), depth: int = 1) -> Iterator[tuple[Way, Written, int]]:
    """Every circuit, part and choice, with its place and how deep circuits stand there."""
    for at, item in _items_in(value, place):
        if not {"circuit", "part", "choose"}.isdisjoint(item):
            yield at, item, depth
            yield from _entries(item, at, depth + ("circuit" in item))


def exercises_in(value: Value, place: Way = ()) -> Iterator[tuple[Way, Written]]:
    """Every exercise with its place, those in circuits, parts and choices too; what is none is left out."""
    for at, item in _items_in(value, place):
        if any(isinstance(item.get(inner), list) for inner in MEMBERS):
            yield from exercises_in(item, at)
        elif not ("part" in item and "of" in item):
            yield at, item


def _items_in(value: Value, place: Way) -> Iterator[tuple[Way, Written]]:
    """The items right in a routine, circuit, part or choice, with their places; what is none is left out."""
    for key in MEMBERS:
        items = value.get(key) if isinstance(value, dict) else None
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                yield (*place, key, index), item


def _sides(exercise: Written) -> int:
    """How many sides there are; two where what stands there is no list, for then that is told."""
    sides = exercise.get("sides", [])
    return len(sides) if isinstance(sides, list) else 2


def _kinds(do: Value) -> tuple[str, ...]:
    """The kinds of the works of a `do`, one or many; none where one of them is not to be made out."""
    works = do if isinstance(do, list) else [do]
    kinds = [[kind for kind in KINDS if kind in work] if isinstance(work, dict) else [] for work in works]
    return tuple(kind[0] for kind in kinds) if all(len(kind) == 1 for kind in kinds) else ()


def _placeholders(
    document: Document, found: tuple[tuple[Way, Written], ...], whole: tuple[tuple[Way, Written], ...]
) -> Iterator[Problem]:
    """Braces that will not become a side."""
    exercises = {place for place, _ in found}
    sided = {place for place, exercise in whole if exercise.get("sides")}
    for place, text in document.texts():
        is_name = place[-1:] in (("circuit",), ("part",)) or (place[:-1] in exercises and place[-1] in ("name", "say"))
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

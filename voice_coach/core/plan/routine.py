"""A routine: what an author wrote, as values. `plan` turns it into steps; `authoring` reads it from YAML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from voice_coach.core.plan.load import Load

Seconds: TypeAlias = float


class Side(StrEnum):
    """The side of the body that works."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Variant(StrEnum):
    """Which form of an exercise is done; PLAIN is the one that the author wrote first."""

    EASIER = "easier"
    PLAIN = "plain"
    HARDER = "harder"


class Switch(StrEnum):
    """When the sides change."""

    EACH_SET = "each set"
    EACH_REP = "each rep"
    AFTER_SETS = "after all sets"


@dataclass(frozen=True, slots=True)
class Movement:
    """One part of a rep: ``say`` is its cue (at most three words), ``for_s`` how long it takes.

    ``hold`` marks a part in which the body stays still, such as a squeeze of three seconds. ``side`` is the side that
    does it where the sides change within a rep.
    """

    say: str
    for_s: Seconds
    hold: bool = False
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Reps:
    """``count`` reps of the movements in ``tempo``; an empty tempo means the user's own pace, ended by "done".

    With ``least`` they are a range, and "done" ends them from there on; 0 is none. ``to_failure``: as many as one
    can, ``count`` at the most, and "done" ends them at any time. At an own pace ``within_s`` is the time that there is
    for them. Of a ``breath`` the movements have no cues, for the language has them: in, stay, out, stay. ``say`` is
    said before the first rep when this is not the first work of its exercise; ``tips`` are said while it goes on, one
    at a time. An ``optional`` work is asked for first.
    """

    count: int
    tempo: tuple[Movement, ...] = ()
    say: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    least: int = 0
    within_s: Seconds | None = None
    to_failure: bool = False
    breath: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """A position held for ``for_s`` seconds, from ``least_s`` on (0 is none) until "done".

    The rest is as in `Reps`.
    """

    for_s: Seconds
    say: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    least_s: Seconds = 0.0
    to_failure: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Motion:
    """A movement that goes on for ``for_s`` seconds; with ``rounds`` the user says when one has been done.

    The rest is as in `Hold`.
    """

    for_s: Seconds
    say: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    least_s: Seconds = 0.0
    to_failure: bool = False
    optional: bool = False
    rounds: bool = False


Work: TypeAlias = Reps | Hold | Motion


@dataclass(frozen=True, slots=True)
class Setup:
    """How to get there: sentences in the order in which they are spoken, and how long the coach waits then.

    ``position`` takes the body there, ``move`` starts the movement, ``feel`` says what to feel and where the limit
    is; ``short`` is the reminder for the second side and later rounds. In all of them ``{side}`` and ``{other}``
    stand for the working side and the opposite one. ``wait_s`` is how long the coach waits after the last word;
    None waits for "ready" (see `steps.READY_LIMIT_S`).
    """

    position: tuple[str, ...] = ()
    move: tuple[str, ...] = ()
    feel: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    wait_s: Seconds | None = 10.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """An easier or harder form: what to say, and the work when its dose differs.

    ``work`` is empty or has as many members as the exercise's own work, each of the same kind.
    """

    say: tuple[str, ...]
    work: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True)
class Positions:
    """The same work at ``count`` places of the body, with ``for_s`` seconds to ``say`` and make the move between."""

    count: int
    say: tuple[str, ...]
    for_s: Seconds = 8.0


@dataclass(frozen=True, slots=True)
class When:
    """When something is done: with a pain of today from ``pain[0]`` to ``pain[1]``; on these ``days``, 0 for Monday."""

    pain: tuple[int, int] | None = None
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dose:
    """How much is done: ``work`` in each of so many ``sets``; ``of_sets`` has the one work as it is in each set.

    With ``least_sets`` each set beyond them is asked for; 0 is none.
    """

    work: tuple[Work, ...]
    sets: int = 1
    of_sets: tuple[Work, ...] = ()
    least_sets: int = 0

    def of_set(self, number: int) -> tuple[Work, ...]:
        """The works of a set, from 1."""
        return self.of_sets[number - 1 : number] or self.work


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. Per set: each side in turn; on each side every position; at each position every work.

    ``changeover_s`` is the time between the sides, ``rest_s`` the time after each set (the last one too; None waits for
    "ready"), ``release`` is said after the work of a side ("Slowly come up to the middle"), ``explain`` is the long
    instruction that the user can ask for. ``say`` is how the name is said where that is not as it is written.
    ``of_sets`` and ``least_sets`` are as in `Dose`, ``second`` what the second side does where that is not the same.
    ``switch`` says when the sides change. ``rest_then_ready``: when the rest is over, wait for "ready". A set begins
    each ``every_s`` seconds, whatever it takes. ``asks_effort`` after each set. ``members`` are what one round of it
    has, where the work counts rounds. ``key`` is what it is remembered by, where that does not follow from the others.
    """

    name: str
    work: tuple[Work, ...]
    setup: Setup = Setup()
    sets: int = 1
    sides: tuple[Side, ...] = ()
    changeover_s: Seconds = 8.0
    positions: Positions | None = None
    rest_s: Seconds | None = 0.0
    release: tuple[str, ...] = ()
    explain: tuple[str, ...] = ()
    easier: Alternative | None = None
    harder: Alternative | None = None
    say: str = ""
    of_sets: tuple[Work, ...] = ()
    least_sets: int = 0
    load: Load | None = None
    second: Dose | None = None
    switch: Switch = Switch.EACH_SET
    rest_then_ready: bool = False
    every_s: Seconds | None = None
    asks_effort: bool = False
    optional: bool = False
    when: When | None = None
    members: tuple[Exercise, ...] = ()
    key: str = ""

    @property
    def spoken(self) -> str:
        """Its name as it is said; shown and kept is ``name``."""
        return self.say or self.name

    @property
    def remembered_as(self) -> str:
        """What it is remembered by: its key, or its name where it has none of its own."""
        return self.key or self.name

    def dose(self, side: Side | None) -> Dose:
        """What a side does; None is the first one, or both at once."""
        if self.second is not None and side is not None and side is not self.sides[0]:
            return self.second
        return Dose(self.work, self.sets, self.of_sets, self.least_sets)

    def alternative(self, variant: Variant) -> Alternative | None:
        """The author's text and dose for a variant; None when there is none."""
        return {Variant.EASIER: self.easier, Variant.HARDER: self.harder, Variant.PLAIN: None}[variant]


def keys_of_exercises(exercises: Sequence[Exercise]) -> tuple[str, ...]:
    """What each exercise is remembered by: its name, and from the second of a name on its number: "Bridge (2)".

    No two are alike: a number that an author has given in a name is left to that name.
    """
    taken = {exercise.name for exercise in exercises} | {exercise.key for exercise in exercises}
    keys: list[str] = []
    for exercise in exercises:
        if exercise.key:
            keys.append(exercise.key)
            continue
        key, number = exercise.name, 1
        while key in keys or (number > 1 and key in taken):
            number += 1
            key = f"{exercise.name} ({number})"
        keys.append(key)
    return tuple(keys)


@dataclass(frozen=True, slots=True)
class Circuit:
    """Several exercises done one after the other, ``rounds`` times, with ``rest_s`` between the rounds (None: "ready").

    A round begins each ``every_s`` seconds, whatever it takes. One round is a part of a routine, such as its warm-up.
    """

    name: str
    exercises: tuple[Item, ...]
    rounds: int = 2
    rest_s: Seconds | None = 0.0
    rest_then_ready: bool = False
    every_s: Seconds | None = None
    optional: bool = False
    when: When | None = None


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several is done; which one, the user says."""

    options: tuple[Item, ...]
    optional: bool = False
    when: When | None = None


Item: TypeAlias = Exercise | Circuit | OneOf
"""What a routine has one after the other."""


def names_of(item: Item) -> tuple[str, ...]:
    """How an item is called when it is asked for; of one of several each has its name."""
    match item:
        case Exercise():
            return (item.spoken,)
        case Circuit():
            return (item.name,)
        case OneOf(options=options):
            return tuple(names_of(option)[0] for option in options)


@dataclass(frozen=True, slots=True)
class Routine:
    """A whole routine.

    ``id`` is its file's name without the ending; ``safety`` is said once at the start, None for the language's own
    line. ``source`` says where the content comes from, ``equipment`` what must lie at hand, ``difficulty`` one of easy,
    moderate, hard; ``language`` is that in which it is written, "" for whichever is asked for. ``often`` says how often
    it is to be done, in words.
    """

    id: str
    title: str
    items: tuple[Item, ...]
    safety: str | None = None
    source: str = ""
    equipment: tuple[str, ...] = ()
    difficulty: str = "easy"
    language: str = ""
    often: str = ""

    def on(self, day: int) -> Routine:
        """What there is to do of it on a day of the week, 0 for Monday."""
        return replace(self, items=_on(self.items, day))


def _on(items: tuple[Item, ...], day: int) -> tuple[Item, ...]:
    """The items of a day; what has nothing left in it is left out."""
    found: list[Item] = []
    for item in items:
        if item.when and item.when.days and day not in item.when.days:
            continue
        match item:
            case Circuit() if members := _on(item.exercises, day):
                found.append(replace(item, exercises=members))
            case OneOf() if options := _on(item.options, day):
                found.append(replace(item, options=options) if len(options) > 1 else _only(options[0], item))
            case Exercise():
                found.append(item)
    return tuple(found)


def _only(option: Item, of: OneOf) -> Item:
    """What is left of a choice when one can choose nothing else."""
    return replace(option, optional=option.optional or of.optional, when=option.when or of.when)


def keyed(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items with the keys of their exercises, which they keep whatever a day leaves out."""
    keys = iter(keys_of_exercises(tuple(exercises_of(items))))
    return changed(items, lambda one: one if (key := next(keys)) == one.name else replace(one, key=key))


def exercises_of(items: tuple[Item, ...]) -> Iterator[Exercise]:
    """The exercises of some items in their order, those of circuits and choices included."""
    for item in items:
        match item:
            case Exercise():
                yield item
            case Circuit():
                yield from exercises_of(item.exercises)
            case OneOf():
                yield from exercises_of(item.options)


def changed(items: tuple[Item, ...], change: Callable[[Exercise], Exercise]) -> tuple[Item, ...]:
    """The items with each exercise in another form, as `exercises_of` has them."""
    return tuple(_changed(item, change) for item in items)


def _changed(item: Item, change: Callable[[Exercise], Exercise]) -> Item:
    match item:
        case Exercise():
            return change(item)
        case Circuit():
            return replace(item, exercises=changed(item.exercises, change))
        case OneOf():
            return replace(item, options=changed(item.options, change))

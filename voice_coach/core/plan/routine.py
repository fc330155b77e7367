"""A routine: what an author wrote, as values. `plan` turns it into steps; `authoring` reads it from YAML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

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


@dataclass(frozen=True, slots=True)
class Movement:
    """One part of a rep: ``say`` is its cue (at most three words), ``for_s`` how long it takes.

    ``hold`` marks a part in which the body stays still, such as a squeeze of three seconds.
    """

    say: str
    for_s: Seconds
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Reps:
    """``count`` reps of the movements in ``tempo``; an empty tempo means the user's own pace, ended by "done".

    With ``least`` they are a range, and "done" ends them from there on; 0 is none. ``say`` is said before the first rep
    when this is not the first work of its exercise; ``tips`` are said while it goes on, one at a time.
    """

    count: int
    tempo: tuple[Movement, ...] = ()
    say: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    least: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """A position held for ``for_s`` seconds. ``say`` and ``tips`` as in `Reps`."""

    for_s: Seconds
    say: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Motion:
    """A movement that goes on for ``for_s`` seconds without a count. ``say`` and ``tips`` as in `Reps`."""

    for_s: Seconds
    say: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()


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
class Exercise:
    """One exercise. Per set: each side in turn; on each side every position; at each position every work.

    ``changeover_s`` is the time between the sides, ``rest_s`` the time after each set (the last one too; None waits for
    "ready"), ``release`` is said after the work of a side ("Slowly come up to the middle"), ``explain`` is the long
    instruction that the user can ask for. ``say`` is how the name is said where that is not as it is written. ``doses``
    has the dose of each set, in reps or seconds, where they are not all that of the one work; else it is empty.
    ``load`` is what is lifted or pulled, in words.
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
    doses: tuple[float, ...] = ()
    load: str = ""

    @property
    def spoken(self) -> str:
        """Its name as it is said; shown and kept is ``name``."""
        return self.say or self.name

    def of_set(self, work: Work, number: int) -> Work:
        """A work with the dose that it has in this set, from 1."""
        if not self.doses:
            return work
        dose = self.doses[number - 1]
        return replace(work, count=round(dose)) if isinstance(work, Reps) else replace(work, for_s=dose)

    def alternative(self, variant: Variant) -> Alternative | None:
        """The author's text and dose for a variant; None when there is none."""
        return {Variant.EASIER: self.easier, Variant.HARDER: self.harder, Variant.PLAIN: None}[variant]


def keys_of_exercises(exercises: Sequence[Exercise]) -> tuple[str, ...]:
    """What each exercise is remembered by: its name, and from the second of a name on its number: "Bridge (2)".

    No two are alike: a number that an author has given in a name is left to that name.
    """
    taken = {exercise.name for exercise in exercises}
    keys: list[str] = []
    for exercise in exercises:
        key, number = exercise.name, 1
        while key in keys or (number > 1 and key in taken):
            number += 1
            key = f"{exercise.name} ({number})"
        keys.append(key)
    return tuple(keys)


@dataclass(frozen=True, slots=True)
class Circuit:
    """Several exercises done one after the other, ``rounds`` times, with ``rest_s`` between the rounds."""

    name: str
    exercises: tuple[Exercise, ...]
    rounds: int = 2
    rest_s: Seconds = 0.0


@dataclass(frozen=True, slots=True)
class Routine:
    """A whole routine.

    ``id`` is its file's name without the ending; ``safety`` is said once at the start, None for the language's own
    line. ``source`` says where the content comes from, ``equipment`` what must lie at hand, ``difficulty`` one of easy,
    moderate, hard; ``language`` is that in which it is written, "" for whichever is asked for.
    """

    id: str
    title: str
    items: tuple[Exercise | Circuit, ...]
    safety: str | None = None
    source: str = ""
    equipment: tuple[str, ...] = ()
    difficulty: str = "easy"
    language: str = ""

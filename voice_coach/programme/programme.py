"""A programme: what an author wrote, as values. `load` reads it, `due` and `progress` hold it against the sessions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from voice_coach.forms.fields import Amount

if TYPE_CHECKING:
    from datetime import date, time


class Measure(StrEnum):
    """What of an exercise grows; the value is its key in a file. NOTCH is a load that goes from one to the next."""

    HOLD = "hold"
    MOVE = "move"
    REPS = "reps"
    SETS = "sets"
    LOAD = "load"
    NOTCH = "notch"


@dataclass(frozen=True, slots=True)
class Good:
    """What a good session is: all of the exercise done, pain and effort no higher than these, from 0 to 10."""

    pain: int = 3
    effort: int = 10


@dataclass(frozen=True, slots=True)
class Back:
    """After so many sessions in a row that were not good it is less: by a ``share`` of it, or by one step for 0."""

    after: int
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How the dose of an exercise of a routine grows.

    ``by`` is in the unit of its measure: seconds, reps, sets, what the load weighs in, notches. It grows after
    ``every`` so many good sessions, ``until`` that is reached, None for no end. A good session has every set
    ``reaching`` so many reps, or seconds where they are ``in_seconds``; 0 where it is enough to have done it.
    """

    routine: str
    exercise: str
    measure: Measure
    by: float
    every: int = 1
    until: float | None = None
    reaching: int = 0
    in_seconds: bool = False
    back: Back | None = None


@dataclass(frozen=True, slots=True)
class BlockDose:
    """The dose of an exercise in a block, where that is not as its routine has it; None for what is.

    ``of_sets`` are the reps of each set.
    """

    exercise: str
    sets: int | None = None
    of_sets: tuple[Amount, ...] = ()
    reps: Amount | None = None
    hold: Amount | None = None
    move: Amount | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A routine on some ``days`` of the week, 0 for Monday, or else ``every`` so many days.

    ``times`` so often on such a day; ``at`` are the hours of these, if they have any.
    """

    routine: str
    title: str
    days: tuple[int, ...] = ()
    every: int = 1
    times: int = 1
    at: tuple[time, ...] = ()
    doses: tuple[BlockDose, ...] = ()

    @property
    def rests(self) -> bool:
        """Whether no two of its days follow each other."""
        return all((day + 1) % 7 not in self.days for day in self.days)


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """Some ``weeks``, None for without an end. ``share`` of every dose is done; less than 1 in a deload."""

    name: str
    planned: tuple[Planned, ...]
    weeks: int | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Programme:
    """A whole programme; ``id`` is its file's name.

    It begins on ``start``, None for the day of its first session. After each ``pause`` so many days without an
    exercise its dose is one step less, None for never.
    """

    id: str
    title: str
    blocks: tuple[WeekBlock, ...]
    progress: tuple[Progress, ...] = ()
    good: Good = Good()
    start: date | None = None
    pause: int | None = 14

    @property
    def routines(self) -> tuple[str, ...]:
        """The routines in it, each once."""
        return tuple(dict.fromkeys(one.routine for block in self.blocks for one in block.planned))

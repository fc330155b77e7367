"""The steps of a plan: what is to be done, one thing after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import ceil
from typing import NamedTuple, TypeAlias

from voice_coach.core.plan.routine import Hold, Motion, Reps, Seconds, Side, Variant, Work
from voice_coach.core.states import WORK, State

LEAD_IN_S: Seconds = 3.5
"""Quiet before work begins: three pips, and no word from half a second before them (manners, rule 14)."""

READY_REMIND_S: Seconds = 25.0
READY_LIMIT_S: Seconds = 60.0
"""A step that waits for "ready" reminds once and then begins by itself, so that nobody is left lying there."""

OWN_PACE_REP_S: Seconds = 4.0
"""A guess at a rep without a tempo, for the plan's times and for the reminder to say "done"."""

GRACE = 0.25
"""The part of a rep by which "done" may come before its end."""

NOTCH = 1.2
"""One notch of tempo makes a rep a fifth longer or shorter; people notice 2.5 % of an interval (traps, Time)."""


UNKNOWN_PAIN = -1
"""The score of pain that was reported and never given a number."""


CHECK_S: Seconds = 10.0
"""How long the coach waits for an answer on which the plan depends; then it goes on as the plan foresees."""


KNOWN_FROM, WELL_KNOWN_FROM = 2, 5
"""Who has done an exercise so often hears the short reminder of how to get there, and then only name and dose (manners,
taper). "Explain" has the whole."""


@dataclass(frozen=True, slots=True)
class Form:
    """How an exercise is done in this session: which variant, how fast, how much of the dose, with which load.

    ``pace`` counts notches: 1 is one faster than written, -1 one slower; so does ``load``. ``share`` is 1 for the full
    dose. ``hurt`` is the pain that it gave last time, 0 to 10 or `UNKNOWN_PAIN`; None when there was none. ``reached``
    is what was reached last time in reps, rounds or seconds, 0 when that is not known. ``times`` is how often it was
    done before this session.
    """

    variant: Variant = Variant.PLAIN
    pace: int = 0
    share: float = 1.0
    hurt: int | None = None
    load: int = 0
    reached: int = 0
    times: int = 0

    def stretch(self, work: Work | None) -> float:
        """How many times as long as written this work takes; 1 for what no tempo changes."""
        return float(NOTCH**-self.pace) if paced(work) else 1.0


class Asks(StrEnum):
    """What is asked in a step that waits for an answer; the value is the key of its sentence."""

    CHOICE = "check_choice"
    OPTIONAL = "check_optional"
    SET = "check_set"
    PAIN = "check_pain"
    EFFORT = "check_effort"


@dataclass(frozen=True, slots=True)
class Check:
    """Something that is asked: which of the ``names``, whether to do it, a number from zero to ten.

    ``silent`` is the answer of somebody who says nothing; None asks for the record only.
    """

    asks: Asks
    names: tuple[str, ...] = ()
    silent: int | None = None

    def takes(self, number: int) -> bool:
        """Whether a number answers it."""
        return 1 <= number <= len(self.names) if self.asks is Asks.CHOICE else not self.yes_or_no

    @property
    def yes_or_no(self) -> bool:
        """Whether it is asked whether to do something."""
        return self.asks in {Asks.OPTIONAL, Asks.SET}


@dataclass(frozen=True, slots=True)
class Condition:
    """That the answer to a check, by its number, is from ``low`` to ``high``."""

    check: int
    low: int
    high: int


class Lap(NamedTuple):
    """Round ``n`` ``of`` so many of a circuit, which has a number of its own beside its name."""

    circuit: int
    n: int
    of: int
    name: str = ""


Turn: TypeAlias = "tuple[int | None, tuple[Lap, ...]]"
"""One time that an exercise is come to: the exercise, and the rounds of the circuits around it."""

DoseKey: TypeAlias = "tuple[int | None, tuple[Lap, ...], int, int, int, State]"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan.

    ``exercise`` is an index into `Plan.exercises`, None for intro and outro; ``work`` is the index of the work
    within the exercise. ``dose`` is set for work. ``for_s`` is set for the other phases: seconds counted from the
    step's start, or, in a setup, from the end of its instruction; None waits for "ready". ``first`` marks a setup
    that gives the whole instruction, ``between_rounds`` a rest of a circuit, which belongs to the exercise just done.
    ``laps`` are the rounds of the circuits around it, the outermost first. ``check`` is the number of what is asked in
    it; it comes only when all its ``conditions`` hold. A rest that has ``every_s`` lasts until so many seconds are over
    since the first work from the step ``starts`` on, a number that each of these works has.
    """

    index: int
    phase: State
    exercise: int | None = None
    work: int = 0
    set: int = 1
    side: Side | None = None
    position: int = 1
    laps: tuple[Lap, ...] = ()
    dose: Work | None = None
    for_s: Seconds | None = 0.0
    first: bool = False
    between_rounds: bool = False
    check: int | None = None
    conditions: tuple[Condition, ...] = ()
    every_s: Seconds | None = None
    starts: int | None = None

    @property
    def works(self) -> bool:
        """Whether the body works in this step."""
        return self.phase in WORK

    @property
    def asks_within(self) -> bool:
        """Whether it asks in the middle of a side, before a further work."""
        return self.check is not None and self.work > 0

    @property
    def round(self) -> int:
        """The round of the innermost circuit, from 1."""
        return self.laps[-1].n if self.laps else 1

    @property
    def rounds(self) -> int:
        """How many rounds the innermost circuit has."""
        return self.laps[-1].of if self.laps else 1

    @property
    def turn(self) -> Turn:
        """Which time of which exercise it belongs to."""
        return (self.exercise, self.laps)

    @property
    def dose_key(self) -> DoseKey:
        """The same for both sides, so that time added on one side is added on the other."""
        return (self.exercise, self.laps, self.set, self.position, self.work, self.phase)


@dataclass(frozen=True, slots=True)
class Course:
    """Which of a plan's steps come: without the exercises ``left_out`` for their pain, and as was answered."""

    left_out: frozenset[int] = frozenset()
    answers: Mapping[int, int] = field(default_factory=dict)


WHOLE = Course()
"""Nothing is left out, and nothing has been answered."""


def scaled(work: Work, share: float) -> Work:
    """The same work with a part of its dose, never less than one rep or five seconds."""
    if share == 1.0:
        return work
    if isinstance(work, Reps):
        return replace(work, count=max(1, ceil(work.count * share)), least=ceil(work.least * share))
    return replace(work, for_s=max(min(5.0, work.for_s), work.for_s * share), least_s=work.least_s * share)


def in_turn(work: Work, sides: tuple[Side, ...]) -> Work:
    """Work in which each rep is done with one side after the other."""
    if not isinstance(work, Reps) or work.breath:
        return work
    first, *others = work.tempo or (None,)
    if first is not None and not any("{" in movement.say for movement in work.tempo):
        first = replace(first, say="{Side}")  # the cue is known from the setup, and one must hear whose turn it is
    movements = (first, *others) if first else ()
    return replace(work, tempo=tuple(replace(movement, side=side) for side in sides for movement in movements))


def rep_s(reps: Reps) -> Seconds:
    """How long one rep takes as written."""
    return sum(movement.for_s for movement in reps.tempo) or OWN_PACE_REP_S


def own_pace(work: Work | None) -> bool:
    """Whether the user sets the pace, and says when it is done."""
    return isinstance(work, Reps) and not work.tempo and work.within_s is None


def paced(work: Work | None) -> bool:
    """Whether a slower tempo makes it longer: not what has a time of its own."""
    return isinstance(work, Reps) and work.within_s is None


def counts_aloud(work: Work | None) -> bool:
    """Whether the user counts, with a word for each rep or round."""
    return isinstance(work, Reps) and not work.tempo if not isinstance(work, Motion) else work.rounds


def most_of(work: Work) -> int:
    """What is reached, in reps or seconds, at the end of work that has no one dose; 0 where nobody knows."""
    match work:
        case Reps():
            return work.count if work.tempo and (work.least or work.to_failure) else 0
        case Hold() | Motion():
            return round(work.for_s) if work.least_s or work.to_failure else 0


def reps_done(work: Reps, counted: int, elapsed_s: Seconds) -> int:
    """The reps that are over, with a little grace for who says so at their end; at an own pace those counted."""
    if not work.tempo:
        return counted
    return min(work.count, int(elapsed_s / rep_s(work) + GRACE))


def reached_in(work: Work, counted: int, elapsed_s: Seconds) -> int:
    """What was reached in work that has no one dose, in reps, rounds or seconds; 0 where that is not known."""
    match work:
        case Reps():
            open_ = work.to_failure or work.least or work.within_s is not None
            return reps_done(work, counted, elapsed_s) if open_ else 0
        case Hold() | Motion() if work.to_failure or work.least_s:
            return round(elapsed_s)
    return counted


def work_s(work: Work) -> Seconds:
    """How long the work takes as written; a guess where the user sets the pace."""
    match work:
        case Reps(within_s=float() as within_s):
            return within_s
        case Reps():
            return work.count * rep_s(work)
        case Hold() | Motion():
            return work.for_s

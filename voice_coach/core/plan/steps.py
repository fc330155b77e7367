"""The steps of a plan: what is to be done, one thing after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from voice_coach.core.plan.routine import Hold, Motion, Reps, Seconds, Side, Variant, Work
from voice_coach.core.states import WORK, State

LEAD_IN_S: Seconds = 3.5
"""Quiet before work begins: three pips, and no word from half a second before them (manners, rule 14)."""

READY_REMIND_S: Seconds = 25.0
READY_LIMIT_S: Seconds = 60.0
"""A step that waits for "ready" reminds once and then begins by itself, so that nobody is left lying there."""

OWN_PACE_REP_S: Seconds = 4.0
"""A guess at a rep without a tempo, for the plan's times and for the reminder to say "done"."""

NOTCH = 1.2
"""One notch of tempo makes a rep a fifth longer or shorter; people notice 2.5 % of an interval (traps, Time)."""


UNKNOWN_PAIN = -1
"""The score of pain that was reported and never given a number."""


@dataclass(frozen=True, slots=True)
class Form:
    """How an exercise is done in this session: which variant, how fast, and how much of the dose.

    ``pace`` counts notches: 1 is one faster than written, -1 one slower. ``share`` is 1 for the full dose.
    ``hurt`` is the pain that it gave last time, 0 to 10 or `UNKNOWN_PAIN`; None when there was none.
    """

    variant: Variant = Variant.PLAIN
    pace: int = 0
    share: float = 1.0
    hurt: int | None = None

    @property
    def stretch(self) -> float:
        """How much longer a rep takes than written."""
        return float(NOTCH**-self.pace)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan.

    ``exercise`` is an index into `Plan.exercises`, None for intro and outro; ``work`` is the index of the work
    within the exercise. ``dose`` is set for work. ``for_s`` is set for the other phases: seconds counted from the
    step's start, or, in a setup, from the end of its instruction; None waits for "ready". ``first`` marks a setup
    that gives the whole instruction, ``between_rounds`` a rest of a circuit, which belongs to the exercise just done.
    """

    index: int
    phase: State
    exercise: int | None = None
    work: int = 0
    set: int = 1
    side: Side | None = None
    position: int = 1
    round: int = 1
    rounds: int = 1
    dose: Work | None = None
    for_s: Seconds | None = 0.0
    first: bool = False
    between_rounds: bool = False

    @property
    def works(self) -> bool:
        """Whether the body works in this step."""
        return self.phase in WORK

    @property
    def dose_key(self) -> tuple[int | None, int, int, int, int, State]:
        """The same for both sides, so that time added on one side is added on the other."""
        return (self.exercise, self.round, self.set, self.position, self.work, self.phase)


def scaled(work: Work, share: float) -> Work:
    """The same work with a part of its dose, never less than one rep or five seconds."""
    if isinstance(work, Reps):
        return replace(work, count=max(1, ceil(work.count * share)), least=ceil(work.least * share))
    return replace(work, for_s=max(min(5.0, work.for_s), work.for_s * share))


def rep_s(reps: Reps) -> Seconds:
    """How long one rep takes as written."""
    return sum(movement.for_s for movement in reps.tempo) or OWN_PACE_REP_S


def own_pace(work: Work | None) -> bool:
    """Whether the user sets the pace, and says when it is done."""
    return isinstance(work, Reps) and not work.tempo


def work_s(work: Work) -> Seconds:
    """How long the work takes as written; a guess where the user sets the pace."""
    match work:
        case Reps():
            return work.count * rep_s(work)
        case Hold() | Motion():
            return work.for_s

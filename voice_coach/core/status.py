"""A snapshot of the session for people and for the gate: everything a display needs and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from voice_coach.core.plan.routine import Seconds, Side
from voice_coach.core.states import State


@dataclass(frozen=True, slots=True)
class HeardNote:
    """What was heard or ``pressed`` last, and what became of it. ``reason`` is empty when it was obeyed."""

    text: str
    obeyed: bool
    reason: str = ""
    pressed: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """The session at one moment.

    ``state`` is where the session is; ``phase`` is the phase of the step it is at, also while paused or asking.
    ``ends_at`` is when the running step ends on the session's clock, None when that is not known or the clock is
    stopped; then ``remaining_s`` still says how much of the step is left (None: it waits for the user).
    ``question`` is the text of what is asked, ``answers`` are the commands that answer it. ``reps`` is 0 where there is
    no one number of them. ``may_end`` says that "done" ends the work here.
    """

    state: State
    phase: State
    routine: str
    step: int = 0
    steps: int = 0
    exercise: str = ""
    side: Side | None = None
    set: int = 1
    sets: int = 1
    round: int = 1
    rounds: int = 1
    position: int = 1
    positions: int = 1
    rep: int = 0
    reps: int = 0
    may_end: bool = False
    remaining_s: Seconds | None = None
    ends_at: Seconds | None = None
    left_s: Seconds = 0.0
    next: str = ""
    question: str = ""
    answers: tuple[str, ...] = ()
    asleep: bool = False
    volume: int = 0
    verbosity: str = "full"
    heard: HeardNote | None = None

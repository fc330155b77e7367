"""The states of a session and the table of its transitions.

Theory. A session is always in exactly one state. Nine of them are phases: the session is at a step of the plan and
the step's clock runs. Four stand beside the plan: `paused`, `resuming` and `asking` keep the place with the clock
stopped, `waiting` and `finished` have no place at all. Whether the ear is asleep is no state: the coach goes on
coaching while it hears nothing, so it is a fact beside the state (`Status.asleep`).

The table below is the whole truth about which state may follow which; what is absent is an error. A trigger named
after a phase leads into that phase; the coach picks it from the step it goes to.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Where a session is."""

    WAITING = "waiting"
    INTRO = "intro"
    SETUP = "setup"
    REP = "rep"
    HOLD = "hold"
    MOTION = "motion"
    SWITCH_SIDE = "switch_side"
    MOVE = "move"
    REST = "rest"
    OUTRO = "outro"
    PAUSED = "paused"
    RESUMING = "resuming"
    ASKING = "asking"
    FINISHED = "finished"


PHASES = (
    State.INTRO, State.SETUP, State.REP, State.HOLD, State.MOTION,
    State.SWITCH_SIDE, State.MOVE, State.REST, State.OUTRO,
)  # fmt: skip
"""The states that a step of the plan can put the session into."""

WORK = frozenset({State.REP, State.HOLD, State.MOTION})
"""The phases in which the body works."""


class Transition(NamedTuple):
    """One arrow: ``trigger`` leads from any of ``sources`` to ``dest``."""

    trigger: str
    sources: tuple[State, ...]
    dest: State


STOPPED = (State.PAUSED, State.RESUMING, State.ASKING)

TRANSITIONS: tuple[Transition, ...] = (
    *(Transition(phase.value, (State.WAITING, *PHASES, *STOPPED, State.FINISHED), phase) for phase in PHASES),
    Transition("pause", (*PHASES, State.RESUMING, State.ASKING), State.PAUSED),
    Transition("count_in", (*PHASES, *STOPPED), State.RESUMING),
    Transition("ask", (*PHASES, *STOPPED), State.ASKING),
    Transition("finish", (State.WAITING, *PHASES, *STOPPED), State.FINISHED),
)

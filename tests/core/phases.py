"""A routine with every phase in it, and a session at any state of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.core.rehearsal import Rehearsal
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import (
    Alternative,
    Exercise,
    Hold,
    Motion,
    Movement,
    Positions,
    Reps,
    Routine,
    Setup,
    Side,
)
from voice_coach.core.speech.wording import Verbosity, Wording
from voice_coach.core.states import State

TURN = Reps(5, (Movement("Turn", 2.0), Movement("And return", 2.0)), tips=("Grow taller.",))
TWIST = Exercise(
    "Twist",
    (TURN,),
    Setup(("Sit tall.",), ("Turn your {side} shoulder backward.",), ("Your hips stay still.",), ("Sit tall.",), 10.0),
    sets=2,
    sides=(Side.LEFT, Side.RIGHT),
    positions=Positions(2, ("Sit one hand wider.",)),
    rest_s=30.0,
    release=("Come to the middle.",),
    explain=("Your {side} shoulder leads.", "Your hips stay where they are."),
    easier=Alternative(("Turn half as far.",)),
    harder=Alternative(("Raise your arms.",)),
)
POSE = Exercise("Child's pose", (Hold(30.0),), Setup(("Kneel.",), wait_s=5.0), sides=(Side.LEFT, Side.RIGHT), rest_s=15)
ROLL = Exercise("Roll", (Motion(40.0),), Setup(("Lie down.",), wait_s=None))
PRESS = Exercise("Press", (Reps(5),), Setup(("Lie down.",)))
ASKING = Routine("asking", "Asking", (replace(PRESS, optional=True), POSE), "Move gently.")
"""It begins with a check."""

ROUTINE = Routine("every-phase", "Every phase", (TWIST, POSE, ROLL, PRESS), "Move gently.", equipment=("chair",))


def rehearse(
    wording: Wording, routine: Routine = ROUTINE, *, level: Verbosity = Verbosity.FULL, cautious: bool = False
) -> Rehearsal:
    return Rehearsal(Coach(compile_plan(routine), wording, level=level, cautious=cautious))


def at_state(wording: Wording, state: State, *, cautious: bool = False) -> Rehearsal:
    """A session that has just come to a state: a phase by itself, the others out of a hold."""
    return _arrived(wording, state, cautious=cautious).fork()


@cache
def _arrived(wording: Wording, state: State, *, cautious: bool) -> Rehearsal:
    session = rehearse(wording, ASKING if state is State.CHECK else ROUTINE, cautious=cautious)
    if state is State.WAITING:
        return session
    session.press(Command.START)
    ways = {
        State.EXPLAINING: (Command.EXPLAIN,),
        State.PAUSED: (Command.PAUSE,),
        State.RESUMING: (Command.PAUSE, Command.RESUME),
        State.ASKING: (Command.RESTART,),
    }
    session.until_state(State.HOLD if state in ways else state)
    session.coach._talk.moved = None  # the clock has led here, wherever somebody had to say "done" on the way
    session.wait(5.0 if state in ways else 1.0)
    session.press(*ways.get(state, ()))
    return session

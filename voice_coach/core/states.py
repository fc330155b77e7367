"""The states of a session and the table of its transitions.

Theory. A session is always in exactly one state, and only what happens takes it into another. Ten states are phases:
the session is at a step of the plan and the step's clock runs. Seven of them (`WAITS`) begin with words and then wait;
three (`WORK`) are the body's work, which begins without a word. Four states keep the place with the clock stopped:
`explaining` speaks in the middle of work and then goes on where it was; `paused` waits for the user; `resuming` counts
in; `asking` waits for an answer. `waiting` and `finished` have no place at all. Whether the ear is asleep is no state:
the coach goes on coaching while it hears nothing, so it is a fact beside the state (`Status.asleep`).

`TABLE` is the whole truth about what may happen in which state and where that may lead; what is absent is an error.
A command never begins work: it leads to `resuming`, which counts in; only "carry on" ends an explanation at once.
`TRUTH` says what holds in a state whenever the coach has dealt with an event; a property test asks after every one.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from transitions import Machine, MachineError


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
    CHECK = "check"
    OUTRO = "outro"
    EXPLAINING = "explaining"
    PAUSED = "paused"
    RESUMING = "resuming"
    ASKING = "asking"
    FINISHED = "finished"


class Happening(StrEnum):
    """What can happen to a session.

    STARTED: the user began the routine. OPENED: the words of a step have ended, and its waiting begins. TIME_UP: the
    step's clock has reached its end. COUNTED_IN: the count-in is over. MOVED: a command led to another step, or back
    to the place before one. PAUSED, RESUMED: the clock was stopped, or was to go on. EXPLAINED, EXPLANATION_ENDED: the
    instruction was asked for, and has been said. ASKED, QUESTION_SAID, ANSWERED, UNANSWERED: the coach asked, its last
    word has sounded, the user answered, or was silent for too long. ENDED: the user ended the session.
    """

    STARTED = "started"
    OPENED = "opened"
    TIME_UP = "time_up"
    COUNTED_IN = "counted_in"
    MOVED = "moved"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXPLAINED = "explained"
    EXPLANATION_ENDED = "explanation_ended"
    ASKED = "asked"
    QUESTION_SAID = "question_said"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    ENDED = "ended"


WAITS = frozenset({State.INTRO, State.SETUP, State.SWITCH_SIDE, State.MOVE, State.REST, State.CHECK, State.OUTRO})
"""The phases without work: the coach speaks, then the step's time runs out. In a check it asks, and goes on anyhow."""

WORK = frozenset({State.REP, State.HOLD, State.MOTION})
"""The phases in which the body works."""

PHASES = tuple(state for state in State if state in WAITS | WORK)
"""The states that a step of the plan can put the session into."""

AT_WORK = WORK | {State.EXPLAINING}
"""The body is at work, or holds still in the middle of it."""

STOPPED = frozenset({State.EXPLAINING, State.PAUSED, State.RESUMING, State.ASKING})
"""The states that keep the place with the clock stopped."""

Ways = Mapping[Happening, frozenset[State]]
"""What may happen in a state, and where each may lead."""

_LED = WAITS | {State.RESUMING}
_INTERRUPTED: Ways = {
    Happening.MOVED: _LED,
    Happening.PAUSED: frozenset({State.PAUSED}),
    Happening.ASKED: frozenset({State.ASKING}),
}


def _only(*states: State) -> frozenset[State]:
    return frozenset(states)


def _waits(state: State, then: frozenset[State]) -> Ways:
    return {Happening.OPENED: _only(state), Happening.TIME_UP: then, **_INTERRUPTED}


_WORKS: Ways = {
    Happening.TIME_UP: WAITS - {State.INTRO},
    Happening.EXPLAINED: _only(State.EXPLAINING),
    **_INTERRUPTED,
}

TABLE: Mapping[State, Ways] = {
    State.WAITING: {Happening.STARTED: _only(State.INTRO), Happening.ENDED: _only(State.FINISHED)},
    State.INTRO: _waits(State.INTRO, _only(State.SETUP, State.CHECK, State.OUTRO)),
    State.SETUP: _waits(State.SETUP, WORK),
    State.REP: _WORKS,
    State.HOLD: _WORKS,
    State.MOTION: _WORKS,
    State.SWITCH_SIDE: _waits(State.SWITCH_SIDE, WORK),
    State.MOVE: _waits(State.MOVE, WORK),
    State.REST: _waits(State.REST, WORK | WAITS - {State.INTRO, State.MOVE}),
    State.CHECK: _waits(State.CHECK, WAITS - {State.INTRO}),
    State.OUTRO: {**_waits(State.OUTRO, _only(State.FINISHED)), Happening.ENDED: _only(State.FINISHED)},
    State.EXPLAINING: {
        Happening.EXPLAINED: _only(State.EXPLAINING),
        Happening.EXPLANATION_ENDED: WORK,
        Happening.RESUMED: WORK,
        **_INTERRUPTED,
    },
    State.PAUSED: {
        Happening.RESUMED: _LED,
        Happening.MOVED: _LED,
        Happening.ASKED: _only(State.ASKING),
        Happening.ENDED: _only(State.FINISHED),
    },
    State.RESUMING: {Happening.COUNTED_IN: WORK, Happening.EXPLAINED: _only(State.RESUMING), **_INTERRUPTED},
    State.ASKING: {
        Happening.QUESTION_SAID: _only(State.ASKING),
        Happening.ANSWERED: _LED | {State.FINISHED},
        Happening.UNANSWERED: _only(State.ASKING, State.PAUSED),
        Happening.ASKED: _only(State.ASKING),
        Happening.PAUSED: _only(State.PAUSED),
    },
    State.FINISHED: {Happening.STARTED: _only(State.INTRO)},
}


class Truth(NamedTuple):
    """What holds in a state; None where it may be either way.

    ``clock``: the step's clock runs. ``prompt``: the session waits for the end of what is being said. ``question``:
    one is open. ``at_step``: the place in the plan means something.
    """

    clock: bool
    prompt: bool | None
    question: bool
    at_step: bool = True


TRUTH: Mapping[State, Truth] = {
    State.WAITING: Truth(clock=False, prompt=False, question=False, at_step=False),
    **dict.fromkeys(WAITS, Truth(clock=True, prompt=None, question=False)),  # until they are opened
    **dict.fromkeys(WORK, Truth(clock=True, prompt=False, question=False)),
    State.EXPLAINING: Truth(clock=False, prompt=True, question=False),
    State.PAUSED: Truth(clock=False, prompt=False, question=False),
    State.RESUMING: Truth(clock=False, prompt=False, question=False),
    State.ASKING: Truth(clock=False, prompt=None, question=True),  # until the question is said
    State.FINISHED: Truth(clock=False, prompt=False, question=False, at_step=False),
}


def orders_of(state: State, phase: State) -> State:
    """The state whose orders count: a place that is kept takes those of its step, for a question its answers count."""
    return phase if state in STOPPED - {State.ASKING} else state


class StateMachine:
    """Holds a `State`, kept honest by `transitions`. There are no callbacks: the session says what a change brings."""

    def __init__(self) -> None:
        self._model: Any = type("Model", (), {})()
        Machine(
            model=self._model,
            states=list(State),
            initial=State.WAITING,
            transitions=[
                {"trigger": _trigger(happening, dest), "source": source, "dest": dest}
                for source, ways in TABLE.items()
                for happening, dests in ways.items()
                for dest in dests
            ],
            auto_transitions=False,
            queued=True,
        )

    @property
    def state(self) -> State:
        """Where the session is."""
        return State(self._model.state)

    def take(self, happening: Happening, to: State) -> None:
        """Note that this has happened and led there. Raises ValueError when it cannot; then nothing has changed."""
        try:
            self._model.trigger(_trigger(happening, to))
        except (MachineError, AttributeError) as error:
            raise ValueError(f"{happening.value!r} cannot lead from {self.state.value!r} to {to.value!r}") from error


def _trigger(happening: Happening, to: State) -> str:
    return f"{happening.value} {to.value}"

"""What the user can order, and where it acts. The words for it are data: see `voice_coach.language`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from voice_coach.core.states import State


class Command(StrEnum):
    """One member a row of the table of commands; the value is the key of its phrases in a language file."""

    START = "start"
    READY = "ready"
    NEXT = "next"
    SKIP = "skip"
    BACK = "back"
    REPEAT = "repeat"
    AGAIN = "again"
    RESTART = "restart"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    FINISH = "finish"
    DONE = "done"
    TIME_LEFT = "time_left"
    WHERE = "where"
    WHATS_NEXT = "whats_next"
    EXPLAIN = "explain"
    MORE_TIME = "more_time"
    LESS_TIME = "less_time"
    SLOWER = "slower"
    FASTER = "faster"
    EASIER = "easier"
    HARDER = "harder"
    SWITCH = "switch"
    LOUDER = "louder"
    QUIETER = "quieter"
    LESS_TALK = "less_talk"
    MORE_TALK = "more_talk"
    PAIN = "pain"
    UNDO = "undo"
    CANCEL = "cancel"
    YES = "yes"
    NO = "no"
    NUMBER = "number"
    SLEEP = "sleep"
    WAKE = "wake"
    HELP = "help"


ANSWERS = frozenset({Command.YES, Command.NO, Command.NUMBER})
"""Heard only while a question is open."""

BARGE_IN = frozenset({Command.STOP, Command.PAUSE, Command.NEXT, Command.REPEAT, Command.PAIN})
"""Heard also while the coach speaks."""

DESTROYING = frozenset({Command.FINISH, Command.RESTART})
"""Listening waits for the final result of these and its confidence; the coach asks before it obeys."""

ACTS_IN: Mapping[Command, frozenset[State]] = {
    Command.READY: frozenset({State.SETUP, State.REST, State.SWITCH_SIDE, State.MOVE}),
    Command.AGAIN: frozenset({State.REP, State.HOLD, State.MOTION, State.REST}),
    Command.DONE: frozenset({State.REP, State.MOTION}),
    Command.MORE_TIME: frozenset({State.HOLD, State.REST, State.MOTION}),
    Command.LESS_TIME: frozenset({State.HOLD, State.REST, State.MOTION}),
    Command.SLOWER: frozenset({State.REP}),
    Command.FASTER: frozenset({State.REP}),
    Command.EASIER: frozenset({State.SETUP, State.REP, State.HOLD, State.MOTION}),
    Command.HARDER: frozenset({State.SETUP, State.REP, State.HOLD, State.MOTION}),
    Command.START: frozenset(),
}
"""The phases in which a command acts once the routine runs; a command that is not listed acts in all of them."""

WITHOUT_PLACE = frozenset(
    {
        Command.START, Command.STOP, Command.FINISH, Command.TIME_LEFT, Command.WHERE, Command.WHATS_NEXT,
        Command.LOUDER, Command.QUIETER, Command.LESS_TALK, Command.MORE_TALK, Command.SLEEP, Command.WAKE,
        Command.HELP,
    }
)  # fmt: skip
"""What acts before the routine has begun and after it has ended."""

HELP_IN: Mapping[State, tuple[Command, Command, Command, Command]] = {
    State.WAITING: (Command.START, Command.TIME_LEFT, Command.LOUDER, Command.QUIETER),
    State.INTRO: (Command.NEXT, Command.PAUSE, Command.LESS_TALK, Command.LOUDER),
    State.SETUP: (Command.READY, Command.REPEAT, Command.EASIER, Command.SKIP),
    State.REP: (Command.PAUSE, Command.SLOWER, Command.NEXT, Command.PAIN),
    State.HOLD: (Command.PAUSE, Command.TIME_LEFT, Command.LESS_TIME, Command.PAIN),
    State.MOTION: (Command.PAUSE, Command.TIME_LEFT, Command.DONE, Command.PAIN),
    State.SWITCH_SIDE: (Command.READY, Command.REPEAT, Command.PAUSE, Command.PAIN),
    State.MOVE: (Command.READY, Command.REPEAT, Command.PAUSE, Command.PAIN),
    State.REST: (Command.READY, Command.MORE_TIME, Command.WHATS_NEXT, Command.BACK),
    State.OUTRO: (Command.RESTART, Command.BACK, Command.PAUSE, Command.FINISH),
    State.PAUSED: (Command.RESUME, Command.REPEAT, Command.BACK, Command.FINISH),
    State.RESUMING: (Command.PAUSE, Command.REPEAT, Command.BACK, Command.PAIN),
    State.FINISHED: (Command.START, Command.LOUDER, Command.QUIETER, Command.SLEEP),
}
"""The four commands of most use, which "help" names."""

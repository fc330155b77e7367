"""What the user can order, and where it acts. The words for it are data: see `voice_coach.language`."""

from __future__ import annotations

from enum import StrEnum


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

MOVING = frozenset(
    {Command.NEXT, Command.SKIP, Command.BACK, Command.AGAIN, Command.SWITCH, Command.READY, Command.DONE}
)
"""These change the place in the plan at once and can be undone for `coach.UNDO_S` seconds."""

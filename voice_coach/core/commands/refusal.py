"""Why the coach does not obey a command. What it says, and what a screen shows, is in the language file."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """What a command's function returns instead of obeying; then nothing has changed.

    The value is the key of its words. NO_ANSWER: a question is open, and this does not answer it. NOT_ASKED: this
    answers a question, and none is open. Of these, and of ASLEEP, the coach says nothing.
    """

    NOT_NOW = "not-now"
    UNDER_WAY = "under-way"
    AT_WORK = "at-work"
    NOTHING_TO_SKIP = "nothing-to-skip"
    NO_SET = "no-set"
    NOT_PAUSED = "not-paused"
    NOTHING_TO_END = "nothing-to-end"
    NOTHING_TO_COUNT = "nothing-to-count"
    NO_LOAD = "no-load"
    NO_OTHER_LOAD = "no-other-load"
    NO_FIXED_TIME = "no-fixed-time"
    NO_TEMPO = "no-tempo"
    SLOWEST = "slowest"
    FASTEST = "fastest"
    NO_EASIER_FORM = "no-easier-form"
    NO_HARDER_FORM = "no-harder-form"
    NO_SIDES = "no-sides"
    SIDES_IN_TURN = "sides-in-turn"
    NO_OTHER_SIDE = "no-other-side"
    NOTHING_TO_UNDO = "nothing-to-undo"
    NO_ANSWER = "no-answer"
    NOT_ASKED = "not-asked"
    ASLEEP = "asleep"

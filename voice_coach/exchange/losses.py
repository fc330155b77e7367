"""What did not fit, each kind once with how often: 3 sessions: pain is not in this format."""

from __future__ import annotations

from collections import Counter
from enum import Enum

from voice_coach.formats import counted

Losses = Counter["Loss"]


class Loss(Enum):
    """A kind of what is left out or changed, with what it is counted in."""

    EMPTY = "session", "nothing was done set by set, so nothing is in the file"
    MERGED = "session", "another of the same name began at that time; the file has them as one"
    BROKEN_OFF = "session", "having been broken off is not in this format"
    SKIPPED = "session", "what was skipped is not in this format"
    PAIN = "session", "pain is not in this format"
    ROUTINE = "session", "the routine's file is not in this format; the title is"
    OFFSET = "session", "the offset of the local time is not in this format"
    BEGAN = "session", "the second of the beginning is not in this format"
    LASTED = "session", "the length is rounded"
    NAME = "set", "the name is left out, for the exercise has another key"
    NUMBER = "set", "the number is not in this format; it is counted anew"
    PACE = "set", "the tempo is not in this format"
    PLANNED = "set", "how long the reps were to take is left out; seconds are of holds"
    SECONDS = "set", "the seconds are rounded"
    WEIGHT = "set", "the weight is written in kg, to the gram"
    EFFORT = "set", "the effort is rounded to a whole number"
    UNIT = "set", "the file does not say the unit of the weight; see --unit"
    DISTANCE = "set", "the distance is left out"
    SUPERSET = "set", "being part of a superset is left out"
    KIND = "set", "being a warm-up, a drop set or to failure is left out"
    NOTE = "set", "the notes are left out"
    NOTES = "row", "a note between the sets is left out"
    REST = "row", "a rest is left out"
    DESCRIPTION = "session", "what was written about the whole is left out"
    COLUMN = "column", "not known here, and left out"

    def told(self, times: int) -> str:
        """The sentence about it."""
        thing, what = self.value
        return f"{counted(times, thing)}: {what}."


def told(losses: Losses) -> tuple[str, ...]:
    """A sentence a kind, in the order above."""
    return tuple(loss.told(losses[loss]) for loss in Loss if losses[loss])

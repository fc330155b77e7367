"""Facts that reach the coach, all in the past tense. Times are seconds on the session's clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from voice_coach.core.commands.table import Command
from voice_coach.core.plan.routine import Seconds


@dataclass(frozen=True, slots=True)
class Heard:
    """The ear is sure of a command.

    ``number`` is set for Command.NUMBER only; ``text`` is what was understood; ``confidence`` runs from 0 to 1;
    ``at`` is when the last sample of the utterance reached the microphone, ``began`` when its first did.
    """

    command: Command
    text: str
    at: Seconds
    confidence: float = 1.0
    number: int | None = None
    began: Seconds | None = None


NOT_A_PHRASE = "not-a-phrase"
"""The reason of an utterance that is no command at all; the other reasons are for commands out of place."""


SPEAKING = "speaking"
"""The reason of a command that is not heard while the coach speaks."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """The ear heard an utterance and did not take it for a command; ``reason`` is one of `listening.gate.Reason`."""

    text: str
    reason: str
    at: Seconds
    near: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key, a clicker, or any other thing that cannot be misheard; ``number`` is set for Command.NUMBER only."""

    command: Command
    at: Seconds
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SpeechFinished:
    """The last sample of the speech with this id has left the loudspeaker, or it was withdrawn or never sounded."""

    id: int
    at: Seconds


@dataclass(frozen=True, slots=True)
class DeadlinePassed:
    """The moment that `Coach.deadline` named has come."""

    at: Seconds


@dataclass(frozen=True, slots=True)
class Returned:
    """The coach is back after ``away_s`` seconds in which there was none: its process had died, or the machine slept.

    The session's clock stood meanwhile, and nothing of what was ordered before will sound. ``asks``: the user may be
    somewhere else by now, so ask before going on. ``step`` is the step of the plan to go on with, where the routine has
    been edited since; None for the very place.
    """

    at: Seconds
    away_s: Seconds
    asks: bool = False
    step: int | None = None


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The machine's time of day was wrong and has been set; from ``at`` on it is ``now``, as ISO 8601 with its offset.

    It changes nothing in the session, only the date that is kept of it.
    """

    at: Seconds
    now: str


Event: TypeAlias = Heard | Rejected | Pressed | SpeechFinished | DeadlinePassed | Returned | ClockSet

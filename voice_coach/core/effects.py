"""Orders that the coach gives, all imperatives. The performer carries them out; the coach never looks back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TypeAlias

from voice_coach.core.plan.routine import Seconds
from voice_coach.core.status import Status


class Priority(IntEnum):
    """Which speech wins when two want the same moment; the higher withdraws the lower."""

    TIP = 0
    INSTRUCTION = 1
    COUNT = 2
    ANSWER = 3
    SAFETY = 4


class Role(StrEnum):
    """What a sentence is for; transcripts and the rules of manners speak of these."""

    GREET = "greet"
    SAFETY = "safety"
    NAME = "name"
    POSITION = "position"
    MOVE = "move"
    FEEL = "feel"
    SIDE = "side"
    RELEASE = "release"
    REST = "rest"
    NEXT = "next"
    CUE = "cue"
    COUNT = "count"
    TIP = "tip"
    ANSWER = "answer"
    ASK = "ask"
    END = "end"


class Tone(StrEnum):
    """The coach's sounds; `speaking.tones` knows how each one is made."""

    PIP = "pip"
    START = "start"
    END = "end"
    HALF = "half"
    TOP = "top"
    LET_GO = "let_go"
    HEARD = "heard"
    REFUSED = "refused"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Say:
    """Speak one sentence.

    With ``at`` the first sample sounds at that time, or the sentence does not sound at all when speech of the same
    or a higher priority has the moment. Without ``at`` it sounds as soon as the speech before it has ended and
    ``gap_s`` seconds of quiet have passed, but not before ``after``. ``id`` comes back in `SpeechFinished`.
    """

    id: int
    text: str
    role: Role
    priority: Priority = Priority.INSTRUCTION
    at: Seconds | None = None
    gap_s: Seconds = 0.5
    after: Seconds | None = None


@dataclass(frozen=True, slots=True)
class Chime:
    """Sound a tone; without ``at`` at once. Tones mix with speech and never wait for it."""

    tone: Tone
    at: Seconds | None = None


@dataclass(frozen=True, slots=True)
class Hush:
    """Be silent now: cut what sounds and withdraw all speech and tones that have not sounded yet."""


@dataclass(frozen=True, slots=True)
class SetVolume:
    """The loudness of everything, in notches of 3 dB around 0."""

    notch: int


@dataclass(frozen=True, slots=True)
class Show:
    """Show this to the user, wherever there is something to show it on."""

    status: Status


@dataclass(frozen=True, slots=True)
class Record:
    """Keep this for later sessions.

    ``kind`` is one of step, skip, pace, load, reached, effort, pain, pain_today, finished and ended; ``finished`` is a
    routine that came to its end with something done, ``ended`` one that was ended before.
    ``exercise`` is the key of the exercise (`Plan.key`), which tells two of one name apart. The value of a pain is its
    score, 0 to 10, or `plan.steps.UNKNOWN_PAIN` while nobody has given one; so is that of an effort. What was reached
    is in reps, rounds or seconds, as the work is; pace and load are in notches.
    """

    kind: str
    exercise: str
    value: int | float | str
    at: Seconds


Effect: TypeAlias = Say | Chime | Hush | SetVolume | Show | Record

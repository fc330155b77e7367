"""A scenario, ready to be run: the session, the room, what happens in it, and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from voice_coach.core.commands.table import Command
from voice_coach.core.plan.routine import Seconds
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.scenario.expectation import Expectation
from voice_coach.simulator.scenario.timing import Moment

SCRIPTED = "scripted"
"""The recogniser that understands every word: there is no sound, and words take no time."""


@dataclass(frozen=True, slots=True)
class SayAct:
    """The user says ``text`` with a synthetic ``voice`` ("" for the scenario's); ``only_s`` cuts it short.

    ``level_db`` is beside the room's voice level, ``distance_m`` from the microphone.
    """

    text: str
    voice: str = ""
    level_db: float = 0.0
    distance_m: float = 1.0
    only_s: Seconds | None = None


@dataclass(frozen=True, slots=True)
class PlayAct:
    """A recording is played where the user is."""

    path: Path
    level_db: float = 0.0
    distance_m: float = 1.0
    only_s: Seconds | None = None


@dataclass(frozen=True, slots=True)
class PressAct:
    """The user presses the key for a command."""

    command: Command


class FaultKind(StrEnum):
    """What can fail."""

    MICROPHONE_GONE = "microphone gone"
    MICROPHONE_MUTED = "microphone muted"
    RECOGNISER_FAILS = "recogniser fails"
    VOICE_FAILS = "voice fails"


@dataclass(frozen=True, slots=True)
class FailAct:
    """Something fails."""

    kind: FaultKind


Act: TypeAlias = SayAct | PlayAct | PressAct | FailAct


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """Something that happens at a moment."""

    at: Moment
    act: Act


@dataclass(frozen=True, slots=True)
class NoiseSource:
    """Sound of the room that is not the user: a generated ``kind``, a ``path``, or ``texts`` that somebody speaks.

    ``level_db`` is beside the user's voice at 1 m.
    """

    kind: str = ""
    path: Path | None = None
    texts: tuple[str, ...] = ()
    voice: str = ""
    level_db: float = -20.0
    starts: Seconds = 0.0
    ends: Seconds | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """See docs/testing.md for what each key of the file means.

    ``golden`` is the file that holds how the session went; ``known_failure`` says why it must fail today.
    """

    name: str
    path: Path
    routine: str
    about: str = ""
    language: str = "en"
    recogniser: str = SCRIPTED
    voice: str = "system"
    verbosity: str = "full"
    wait: bool = False
    cautious: bool = False
    lasts_s: Seconds | None = None
    seed: int = 0
    acoustics: Acoustics | None = None
    noises: tuple[NoiseSource, ...] = ()
    user: tuple[ScriptLine, ...] = ()
    faults: tuple[ScriptLine, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    golden: Path | None = None
    known_failure: str = ""

    @property
    def scripted(self) -> bool:
        """Whether it runs without sound."""
        return self.recogniser == SCRIPTED

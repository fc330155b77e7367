"""A short session of an ear, to be recorded."""

import numpy as np
import pytest

from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.listening.engines import RecogniserKind
from voice_coach.listening.gate import Speech
from voice_coach.recording.ear_log import EarLogLine
from voice_coach.recording.header import VERSION, Header

REST = Status(State.REST, State.REST, "Tiny", exercise="Chair “extension”")
ASKING = Status(State.ASKING, State.REST, "Tiny", question="Shall we end here?", answers=("yes", "no"))
SPOKEN = (Speech("Rest ten seconds.", 0.1, 1.4), Speech("Then: cat cow.", 1.9, 3.0))
HEARD = Heard(Command.NUMBER, "seven", 0.055, 0.5, 7)
REJECTED = Rejected("the neck", "not-a-phrase", 0.055, near=True)


@pytest.fixture
def header() -> Header:
    return Header(VERSION, "0.1.0", "en", RecogniserKind.VOSK, "models/small", "tiny", "2026-05-01T18:30:00+02:00")


@pytest.fixture
def lines() -> tuple[EarLogLine, ...]:
    return (
        EarLogLine(0.02, 320, REST, new_exercise=True),
        EarLogLine(0.04, 320, REST, SPOKEN, played=480),
        EarLogLine(0.06, 320, REST, SPOKEN, (REJECTED, HEARD), played=320),
        EarLogLine(0.07, 160, ASKING, SPOKEN[1:], played=480),
        EarLogLine(0.09, 320, ASKING, played=320),
    )


@pytest.fixture
def sound(lines: tuple[EarLogLine, ...]) -> tuple[tuple[bytes, bytes], ...]:
    """What was heard and what was played."""
    chance = np.random.default_rng(2)
    return tuple((_noise(chance, line.samples), _noise(chance, line.played)) for line in lines)


def _noise(chance: np.random.Generator, samples: int) -> bytes:
    return chance.normal(0.0, 900.0, samples).astype(np.int16).tobytes()

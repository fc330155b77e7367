"""The session that `demo` plays: what the synthetic user says when, and what became of each command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from io import BytesIO

import numpy as np
import soundfile

from voice_coach.audio.format import Samples
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.simulator.user import SaidLine, UserLine

ROUTINE = "desk-break"

LINES = (
    UserLine(State.SETUP, 13.0, "pause now"),
    UserLine(State.PAUSED, 4.5, "carry on"),
    UserLine(State.SETUP, 38.0, "i'm ready"),
    UserLine(State.REP, 17.0, "where am i"),
    UserLine(State.REP, 8.0, "slower"),
    UserLine(State.REP, 8.0, "that hurts"),
    UserLine(State.ASKING, 11.0, "two"),
    UserLine(State.RESUMING, 2.0, "say that again"),
    UserLine(State.REP, 12.0, "do it again"),
    UserLine(State.RESUMING, 3.4, "undo"),
    UserLine(State.REST, 6.0, "more time"),
    UserLine(State.REST, 5.0, "what's next"),
    UserLine(State.REST, 5.0, "i'm ready"),
    UserLine(State.REP, 14.2, "time left"),
    UserLine(State.REP, 9.0, "next exercise"),
)
"""Times are chosen so that each line falls where a person would speak; two of them while the coach speaks."""

DECIDED_S: Seconds = 3.0
"""An utterance that is not decided so long after its end was missed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line; ``heard`` is empty and ``after_s`` None when it was missed."""

    said: str
    heard: str
    at: Seconds
    after_s: Seconds | None
    obeyed: bool


def clips() -> dict[str, Samples]:
    """The user's lines as sound, 16 kHz mono, made with flite (see scripts/demo-clips)."""
    folder = resources.files("voice_coach.simulator") / "clips"
    return {line.text: _clip((folder / file_name(line.text)).read_bytes()) for line in LINES}


def file_name(text: str) -> str:
    """The name of a line's clip."""
    return text.replace("'", "").replace(" ", "-") + ".flac"


def outcomes(log: MemoryLog, spoken: list[SaidLine]) -> Iterator[Outcome]:
    """Match what was said with what was heard after it, and with what the coach noted of it."""
    events = [(at, event) for at, event in log.entries if isinstance(event, Heard | Rejected)]
    for line in spoken:
        late = line.ended_at + DECIDED_S
        at, event = next(((at, event) for at, event in events if line.ended_at - 0.5 < at < late), (0.0, None))
        if event is None:
            yield Outcome(line.text, "", line.ended_at, None, obeyed=False)
            continue
        note = next(status.heard for seen, status in log.statuses if seen >= at and status.heard)
        obeyed = isinstance(event, Heard) and note.obeyed and event.text == line.text
        yield Outcome(line.text, event.text, line.ended_at, at - line.ended_at, obeyed=obeyed)


def _clip(data: bytes) -> Samples:
    samples, _ = soundfile.read(BytesIO(data), dtype="float32")
    return np.asarray(samples, np.float32)

"""What happened in a session, as facts that an expectation can name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from voice_coach.core.events import Heard, Pressed, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.simulator.scenario.annotation import says
from voice_coach.speaking.timeline import ScheduledSound


class ObservationKind(StrEnum):
    """The kinds of facts.

    HEARD: the ear was sure of this command. OBEYED: the coach did what a command or a key said. REJECTED: an utterance
    was no command, for this reason. STATE: the session came into this state. SPOKEN: a sentence with these words began
    to sound. CUT: one ended early. SOUND: this tone began. NOTICE: something about the session itself was told.
    """

    HEARD = "heard"
    OBEYED = "obeyed"
    REJECTED = "rejected"
    STATE = "state"
    SPOKEN = "spoken"
    CUT = "cut"
    SOUND = "sound"
    NOTICE = "notice"


ANYTHING = "anything"
"""The value that fits every command and every reason."""

IN_WORDS = frozenset({ObservationKind.SPOKEN, ObservationKind.CUT, ObservationKind.NOTICE})
"""Kinds whose value is a text; an expectation names a part of it."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that happened ``at``; ``words`` is what was understood when something was heard."""

    at: Seconds
    kind: ObservationKind
    value: str
    words: str = ""

    def __str__(self) -> str:
        words = f" ({self.words})" if self.words and self.words != self.value else ""
        return f"{self.kind} {self.value}{words} at {self.at:.2f} s"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fact as an expectation names it."""

    kind: ObservationKind
    value: str

    def __str__(self) -> str:
        return f'{self.kind} "{self.value}"' if self.kind in IN_WORDS else f"{self.kind} {self.value}"

    def fits(self, observation: Observation) -> bool:
        """Whether this is such a fact."""
        if observation.kind is not self.kind:
            return False
        if self.kind in IN_WORDS:
            return says(observation.value, self.value)
        return self.value in (observation.value, ANYTHING)


def observations(
    log: MemoryLog, sounds: Iterable[ScheduledSound], notices: Iterable[tuple[Seconds, str]]
) -> tuple[Observation, ...]:
    """Everything that happened, in the order of time."""
    found = [
        *_listening(log),
        *_states(log),
        *_sounds(sounds),
        *(Observation(at, ObservationKind.NOTICE, text) for at, text in notices),
    ]
    return tuple(sorted(found, key=lambda observation: observation.at))


def _listening(log: MemoryLog) -> Iterator[Observation]:
    """A command was obeyed when the snapshot that follows it says so."""
    waiting: Heard | Pressed | None = None
    for at, what in log.entries:
        if isinstance(what, Heard):
            yield Observation(at, ObservationKind.HEARD, what.command, what.text)
        elif isinstance(what, Rejected):
            yield Observation(at, ObservationKind.REJECTED, what.reason, what.text)
        waiting = what if isinstance(what, Heard | Pressed) else waiting
        status = getattr(what, "status", None)
        if waiting and status:
            if status.heard and status.heard.obeyed:
                yield Observation(at, ObservationKind.OBEYED, waiting.command)
            waiting = None


def _states(log: MemoryLog) -> Iterator[Observation]:
    state: State | None = None
    for at, status in log.statuses:
        if status.state is not state:
            state = status.state
            yield Observation(at, ObservationKind.STATE, state)


def _sounds(sounds: Iterable[ScheduledSound]) -> Iterator[Observation]:
    for sound in sounds:
        yield Observation(sound.starts, ObservationKind.SPOKEN if sound.say else ObservationKind.SOUND, sound.what)
        if sound.cut and sound.say:
            yield Observation(sound.ends, ObservationKind.CUT, sound.what)

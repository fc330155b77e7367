"""The port through which everything reaches a session: events, microphone blocks, and the passing of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from voice_coach.core.events import Event
from voice_coach.core.plan.routine import Seconds


@dataclass(frozen=True, slots=True)
class Block:
    """Sound from the microphone: 16 kHz, 16-bit, mono; its last sample was recorded ``at``.

    ``played`` is what was given to the loudspeaker since the block before, in the same format; counted in samples it is
    as long as what was recorded, but for the difference of the clocks, and need not come in step.
    """

    pcm: bytes
    at: Seconds
    played: bytes = b""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the session itself that a person should know, such as a microphone that has gone."""

    text: str


Item: TypeAlias = Event | Block | Notice

MICROPHONE_ENDED = Notice("The microphone's sound has ended. What you say is not heard any more.")


class InboxClosedError(Exception):
    """Nothing can come any more, and nobody waits for the clock."""


class Inbox(Protocol):
    """Where a session's loop waits. A live one waits in real time; a virtual one makes time pass instead."""

    def now(self) -> Seconds:
        """The time on the session's clock; it never runs back."""
        ...

    def next(self, until: Seconds | None) -> Item | None:
        """Wait for the next thing, no longer than until ``until``, and return it; None when nothing has come.

        At the same moment the clock goes first. Raises InboxClosedError when ``until`` is None and nothing can come.
        """
        ...

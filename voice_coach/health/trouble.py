"""Something a person should know of the sound; and who looks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from voice_coach.core.events import Heard, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.status import Status


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence for the screen, and for the voice as well where it is ``aloud``."""

    text: str
    aloud: bool = False


class Watch(Protocol):
    """Looks after a session's sound; each trouble is returned once."""

    def hear(
        self, pcm: bytes, played: bytes, status: Status, decided: Sequence[Heard | Rejected]
    ) -> tuple[Trouble, ...]:
        """Look at the next block of the microphone's sound, at what was played beside it, and at what came of it."""
        ...

    def tend(self, now: Seconds) -> tuple[Trouble, ...]:
        """Look after the devices; called with every turn of the loop."""
        ...

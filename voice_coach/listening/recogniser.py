"""The port that every speech engine stands behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from voice_coach.core.plan.routine import Seconds


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What an engine believes it hears.

    ``text`` is in lower case, words parted by one space; ``final`` says that the utterance has ended (an endpoint);
    ``confidence`` runs from 0 to 1 and is 0 for partials; ``at`` counts seconds of audio fed since the recogniser
    was made: for a final the end of the last word, for a partial the end of the last block. ``began`` is on the same
    scale where the utterance's first word began; for a partial it may be an estimate, and is then rather too early.
    """

    text: str
    final: bool
    confidence: float
    at: Seconds
    began: Seconds


class Recogniser(Protocol):
    """Turns blocks of any length into hypotheses; the answers do not depend on how the audio is cut into blocks.

    Not thread-safe: one recogniser belongs to one thread.
    """

    @property
    def under_way(self) -> bool:
        """Whether an utterance has begun of which no final has come."""
        ...

    def feed(self, pcm: bytes) -> tuple[Hypothesis, ...]:
        """Take the next samples (`audio.format.RATE`, 16-bit mono) and return what is new, oldest first.

        Raises ValueError for an odd number of bytes.
        """
        ...

    def answers_only(self, wanted: bool) -> None:
        """Listen only for what can be said to a question, or for everything again; it is so after the next `reset`.

        Words that cannot be said just now would only be taken for those that can.
        """
        ...

    def reset(self) -> None:
        """Forget the utterance under way and free the memory that long listening gathers; time goes on counting."""
        ...

    def close(self) -> None:
        """Free the engine; calling it twice is harmless."""
        ...

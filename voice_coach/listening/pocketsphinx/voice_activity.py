"""Cuts utterances out of a stream of sound by the probability of speech. Pure: the detector is handed in."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from voice_coach.audio.format import RATE

if TYPE_CHECKING:
    from collections.abc import Callable


CHUNK_SAMPLES = 512
"""Silero's detector judges chunks of this length (32 ms) and no other."""

CHUNK_BYTES = 2 * CHUNK_SAMPLES
CHUNK_S = CHUNK_SAMPLES / RATE

BEGIN_AT, BEGIN_CHUNKS = 0.5, 2
"""Speech begins when two chunks in a row reach this probability: one alone is a click."""

END_BELOW, END_CHUNKS = 0.35, 10
"""Speech ends after 320 ms below this; shorter gaps stand inside words and phrases."""

PAD_CHUNKS = 5
"""Sound kept on both sides (160 ms): the detector is late on soft first and last consonants."""

QUIET_SAMPLES = END_CHUNKS * CHUNK_SAMPLES
"""How long an utterance has been over when it is cut."""

LONGEST_CHUNKS = round(2.5 / CHUNK_S)
"""No phrase takes longer than 2.5 s; what does is talk, and its sound is not kept."""


class Segmenter:
    """Takes chunk after chunk and gives back an utterance in the moment in which its end is certain.

    Attributes:
        lasted: how many chunks ago the utterance began that was cut last, in the moment in which it was cut.

    """

    def __init__(self, speech: Callable[[bytes], float]) -> None:
        self._speech = speech
        self.lasted = 0
        self.reset()

    def reset(self) -> None:
        """Forget the utterance under way."""
        self._before: deque[bytes] = deque(maxlen=PAD_CHUNKS + BEGIN_CHUNKS)
        self._kept: list[bytes] = []
        self._begun = False
        self._voiced = 0
        self._quiet = 0

    @property
    def under_way(self) -> bool:
        """Whether speech has begun that is not cut yet, or may just have begun."""
        return self._voiced > 0

    def feed(self, chunk: bytes) -> bytes | None:
        """Take the next `CHUNK_BYTES` of sound; return the sound of the utterance that they end, if they end one.

        The sound is padded on both sides, and empty when the speech was too long for a phrase.
        """
        probability = self._speech(chunk)
        if not self._begun:
            self._await_speech(chunk, probability)
            return None
        if self._voiced <= LONGEST_CHUNKS + END_CHUNKS:
            self._kept.append(chunk)
        self._voiced += 1
        self._quiet = self._quiet + 1 if probability < END_BELOW else 0
        return self._cut() if self._quiet == END_CHUNKS else None

    def _await_speech(self, chunk: bytes, probability: float) -> None:
        self._before.append(chunk)
        self._voiced = self._voiced + 1 if probability >= BEGIN_AT else 0
        if self._voiced == BEGIN_CHUNKS:
            self._begun = True
            self._kept = list(self._before)

    def _cut(self) -> bytes:
        fits = self._voiced - END_CHUNKS <= LONGEST_CHUNKS
        self.lasted = self._voiced
        sound = b"".join(self._kept[: PAD_CHUNKS - END_CHUNKS]) if fits else b""
        self.reset()
        return sound

"""Cuts utterances out of a stream of sound by the probability of speech. Pure: the detector is handed in."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice_coach.listening.recogniser import RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from voice_coach.core.routine import Seconds

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

LONGEST_S = 2.5
"""No phrase takes longer; what does is talk, and its sound is not kept."""


@dataclass(frozen=True, slots=True)
class Segment:
    """An utterance: its sound with the padding, and when its speech ended in seconds of audio.

    ``pcm`` is empty when the speech lasted longer than `LONGEST_S`.
    """

    pcm: bytes
    ends: Seconds


class Segmenter:
    """Takes chunk after chunk and gives back a segment in the moment in which its end is certain."""

    def __init__(self, speech: Callable[[bytes], float]) -> None:
        self._speech = speech
        self._heard_s: Seconds = 0.0
        self.reset()

    def reset(self) -> None:
        """Forget the utterance under way; time goes on counting."""
        self._before: deque[bytes] = deque(maxlen=PAD_CHUNKS + BEGIN_CHUNKS)
        self._kept: list[bytes] = []
        self._begun = False
        self._voiced = 0
        self._quiet = 0

    def feed(self, chunk: bytes) -> Segment | None:
        """Take the next `CHUNK_BYTES` of sound."""
        probability = self._speech(chunk)
        self._heard_s += CHUNK_S
        if not self._begun:
            self._await_speech(chunk, probability)
            return None
        if len(self._kept) * CHUNK_S <= LONGEST_S + 1.0:  # room for the padding and the quiet at the end
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

    def _cut(self) -> Segment:
        spoken_s = (self._voiced - END_CHUNKS) * CHUNK_S
        pcm = b"".join(self._kept[: PAD_CHUNKS - END_CHUNKS]) if spoken_s <= LONGEST_S else b""
        segment = Segment(pcm, self._heard_s - END_CHUNKS * CHUNK_S)
        self.reset()
        return segment

"""How loud it is, and whether it has gone quiet. Pure; works on slices of 20 ms."""

from __future__ import annotations

from collections import deque

import numpy as np

from voice_coach.audio.format import from_bytes

LATELY = 100
"""Slices that "lately" means: 2 s, longer than a phrase, so that a slammed door is soon forgotten."""

QUIET = 15
"""Slices of quiet that end a phrase: 300 ms. See `early_decision` for what this buys."""

QUIET_BELOW = 0.2
"""The part of the loudest slice lately (-14 dB) under which it is quiet, whatever the microphone's gain."""

CALM_BELOW = 3.0
"""How far above the floor (10 dB) it is still calm: the slices of a steady noise differ by less, a word by more."""

FLOOR = 10
"""The slice that is louder than so many percent of the slices lately is the floor: speech has gaps to show it."""

NEAR_RMS = 0.02
"""A slice this loud (of 1, about -34 dB of full scale) is somebody at the microphone. A judgement: speech at half a
metre lies some 10 dB above it with usual gains, a television across the room some 10 dB below."""


class Loudness:
    """Follows the sound slice by slice."""

    def __init__(self) -> None:
        self._lately: deque[float] = deque(maxlen=LATELY)

    def take(self, pcm: bytes) -> None:
        """Take the next slice, `BLOCK_BYTES` of 16-bit mono."""
        self._lately.append(float(np.sqrt(np.mean(from_bytes(pcm) ** 2))))

    @property
    def quiet(self) -> bool:
        """Whether the last 300 ms were quiet beside what came before them."""
        return max(list(self._lately)[-QUIET:], default=0.0) < QUIET_BELOW * max(self._lately, default=0.0)

    @property
    def calm(self) -> bool:
        """Whether the last 300 ms were no louder than the room is when nobody speaks, be it ever so loud.

        Unlike `quiet` it can be told long after the last word, and in a room where none was said.
        """
        recent = list(self._lately)[-QUIET:]
        return len(recent) == QUIET and max(recent) <= CALM_BELOW * float(np.percentile(self._lately, FLOOR))

    @property
    def near(self) -> bool:
        """Whether something loud was heard in the last 2 s."""
        return max(self._lately, default=0.0) >= NEAR_RMS

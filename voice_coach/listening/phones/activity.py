"""Whether somebody may be speaking, by the level; and where in a stretch of sound, by the network's own account. Pure.

A frame is speech when the network hears more of some phone than of none. Measured against a detector of voice activity
that looks at 30 ms (Silero), which stays silent in half of the words at 10 dB of noise and never closes over voices.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from voice_coach.audio.format import RATE, Samples

if TYPE_CHECKING:
    from voice_coach.listening.phones.grammar import Scores

SLICE = RATE // 50
REMEMBERED = 250
"""Slices (5 s) by which the room is known."""

FLOOR = 10
"""The slice that is louder than so many percent of them is the room by itself; speech has gaps to show it."""

ABOVE = 1.6
"""How far above it somebody may be speaking: 4 dB."""

STAYS = 30
"""Slices (0.6 s) for which it stays open: no utterance is over sooner."""

SILENT = 1e-4
"""Under this (-80 dB of full scale) nobody speaks, whatever the room."""


class LevelGate:
    """Whether the network need listen at all: only while it is louder than the room is by itself."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=REMEMBERED)
        self._open = 0

    @property
    def open(self) -> bool:
        """Whether somebody may have spoken lately."""
        return self._open > 0

    def take(self, samples: Samples) -> None:
        """Take in the next samples, a whole number of slices."""
        for level in np.sqrt(np.square(samples.reshape(-1, SLICE)).mean(axis=1)):
            self._levels.append(float(level))
            floor = float(np.percentile(self._levels, FLOOR))
            louder = level > SILENT and level > ABOVE * floor
            self._open = STAYS if louder else max(0, self._open - 1)


SPEECH_ABOVE = 0.5
"""The probability that a frame is some phone."""

GAP = 16
"""Frames (0.32 s) without a phone that an utterance may have in it; after so many it is over."""


class Run(NamedTuple):
    """Frames from ``first`` up to ``last``, both included, in which somebody speaks."""

    first: int
    last: int


def runs(silence: Scores) -> list[Run]:
    """Return the utterances in their order; ``silence`` is the logarithm of each frame's probability of no phone."""
    speech = np.flatnonzero(np.exp(silence) < 1.0 - SPEECH_ABOVE)
    if not len(speech):
        return []
    breaks = np.flatnonzero(np.diff(speech) > GAP)
    firsts = speech[np.concatenate([[0], breaks + 1])]
    lasts = speech[np.concatenate([breaks, [len(speech) - 1]])]
    return [Run(int(first), int(last)) for first, last in zip(firsts, lasts, strict=True)]

"""How late the echo comes, and how much faster the microphone's clock runs than the loudspeaker's. Pure.

The delay is where the generalised cross-correlation with phase transform is highest (C. H. Knapp and G. C. Carter, The
generalized correlation method for estimation of time delay, 1976); the skew is the median of the slopes between any two
delays (Theil and Sen), which no few wrong ones move.
"""

from __future__ import annotations

from collections import deque
from itertools import combinations
from statistics import median
from typing import NamedTuple

import numpy as np

from voice_coach.audio.format import RATE, Samples

WINDOW = 4 * RATE
HOP = RATE
LONGEST_S = 0.5
"""No echo comes later: Bluetooth takes 0.2 s."""

BAND_HZ = 200, 6000
"""Where a small loudspeaker plays and speech has something to say; bins of noise would count as much as the others."""

CLEAR = 8.0
"""How far above the usual (RMS) the correlation's peak must stand: 16,000 samples of noise reach 4.5."""

SOUNDING = 1e-3
"""The RMS (-60 dB of full scale) of a window in which the coach speaks."""

ENOUGH, REMEMBERED = 9, 60
"""Delays that a skew is told from: the first after 12 s; and those that are kept, of the last minute of speech."""

LEAST_PPM = 10.0
"""A canceller follows a smaller skew by itself."""


class _Late(NamedTuple):
    at: int
    samples: float


class Delay:
    """Compares what was played with what was recorded, in blocks of any length, each counted on its own clock.

    It costs a correlation of 4 s each second.

    Attributes:
        samples: by how many the echo came late when it was last told, with fractions; None before that.
        ppm: how many millionths faster the microphone's clock runs; 0 under `LEAST_PPM`, and until it is known.

    """

    def __init__(self) -> None:
        self.samples: float | None = None
        self.ppm = 0.0
        self._microphone: Samples = np.zeros(0, np.float32)
        self._reference: Samples = np.zeros(0, np.float32)
        self._begins = 0
        self._found: deque[_Late] = deque(maxlen=REMEMBERED)

    def take(self, microphone: Samples, reference: Samples) -> None:
        """Take what came of both, 16 kHz mono."""
        self._microphone = np.concatenate([self._microphone, microphone])
        self._reference = np.concatenate([self._reference, reference])
        while min(len(self._microphone), len(self._reference)) >= WINDOW:
            self._compare(self._microphone[:WINDOW], self._reference[:WINDOW])
            self._microphone, self._reference = self._microphone[HOP:], self._reference[HOP:]
            self._begins += HOP

    def _compare(self, microphone: Samples, reference: Samples) -> None:
        late = lateness(microphone, reference)
        if late is None:
            return
        self.samples = late
        self._found.append(_Late(self._begins, late))
        if len(self._found) >= ENOUGH:
            slopes = ((b.samples - a.samples) / (b.at - a.at) for a, b in combinations(self._found, 2))
            ppm = 1e6 * median(slopes)
            self.ppm = ppm if abs(ppm) >= LEAST_PPM else 0.0


def lateness(microphone: Samples, reference: Samples) -> float | None:
    """How many samples late the reference is in the microphone's sound, both of one length.

    None when the reference is silent, or when nothing of it is heard.
    """
    if np.sqrt(np.mean(np.square(reference))) < SOUNDING:
        return None
    size = 2 * len(reference)
    cross = np.fft.rfft(microphone, size) * np.conj(np.fft.rfft(reference, size))
    low, high = (round(edge / RATE * size) for edge in BAND_HZ)
    whitened = np.zeros_like(cross)
    whitened[low:high] = cross[low:high] / np.maximum(np.abs(cross[low:high]), 1e-12)
    correlation = np.fft.irfft(whitened)[: round(LONGEST_S * RATE)]
    peak = int(np.argmax(np.abs(correlation[1:-1]))) + 1
    before, there, after = (float(one) for one in np.abs(correlation[peak - 1 : peak + 2]))
    if there <= CLEAR * np.sqrt(np.mean(np.square(correlation))):
        return None
    curved = 2 * there - before - after
    return peak + ((after - before) / (2 * curved) if curved > 0 else 0.0)

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
FIRST_HOP = RATE // 2
"""How much is compared, and how often; until the skew is known, half a second more each time from the first on."""

LOST = 30 * RATE
"""The most of either that waits for the other; a loudspeaker that has stopped leaves a jump behind."""

SELDOM = 10 * RATE
"""How often, once it is known, or once nothing has come back of `PATIENCE`: a comparison costs some 8 ms."""

PATIENCE = 10 * RATE
"""Speech of which nothing has come back: there is no echo, for somebody wears headphones."""

LONGEST_S = 0.5
"""No echo comes later: Bluetooth takes 0.2 s."""

BAND_HZ = 200, 6000
"""Where a small loudspeaker plays and speech has something to say; bins of noise would count as much as the others."""

CLEAR = 8.0
"""How far above the usual (RMS) the correlation's peak must stand: 16,000 samples of noise reach 4.5."""

AUDIBLE = 0.25
"""The least part of the band's bins that agree in the delay, as that peak tells. Of an echo 8 dB softer than it was
played 0.6 to 0.8 do, in rooms of 0.3 to 0.8 s, 30 dB softer 0.3 to 0.4, and 40 dB softer 0.2 to 0.25 (6 s each): there
it is as soft as a microphone's own noise, and nothing that a canceller could take out. It is asked for once: later, who
speaks over the echo makes it less, and so do clocks that run apart within a window."""

SOUNDING = 1e-3
"""The RMS (-60 dB of full scale) of a window in which the coach speaks."""

ENOUGH, REMEMBERED = 9, 60
"""Delays that a skew is told from: the first after 8 s; and those that are kept, of the last minute of speech."""

SETTLED = 20
"""So many delays in a row without a jump: it is looked at seldom now."""

LEAST_PPM = 10.0
"""A canceller follows a smaller skew by itself."""

JUMP = 24
"""Samples (1.5 ms) by which no clock drifts between two looks: sound was lost, or a buffer grew. Two must agree."""


class _Late(NamedTuple):
    """``whole`` says that a whole window was compared: the delay of less is not that of its middle."""

    at: int
    samples: float
    whole: bool


class Delay:
    """Compares what was played with what was recorded, in blocks of any length, each counted on its own clock.

    Attributes:
        samples: by how many the echo came late when it was last told, with fractions; None before that.
        jumps: how often it has been another one at once.
        ppm: how many millionths faster the microphone's clock runs; 0 under `LEAST_PPM`, and until it is known.
        absent: whether enough was played of which nothing came back.

    """

    def __init__(self) -> None:
        self.samples: float | None = None
        self.jumps = 0
        self.ppm = 0.0
        self._microphone: Samples = np.zeros(0, np.float32)
        self._reference: Samples = np.zeros(0, np.float32)
        self._came: list[tuple[Samples, Samples]] = []
        self._counts = (0, 0)
        self._begins = 0
        self._next = FIRST_HOP
        self._sounded = 0
        self._found: deque[_Late] = deque(maxlen=REMEMBERED)
        self._doubtful: _Late | None = None

    @property
    def absent(self) -> bool:
        """See the class."""
        return self.samples is None and self._sounded >= PATIENCE

    def expected(self, at: int) -> float:
        """The delay at a sample of the microphone's, as far as it is known; 0 before that."""
        if not self._found:
            return self.samples or 0.0
        last = self._found[-1]
        return last.samples + self.ppm / 1e6 * (at - last.at)

    def look_soon(self) -> None:
        """Look again within `HOP`: the echo may come another way now."""
        self._next = min(self._next, self._begins + self._counts[0] + HOP)

    def take(self, microphone: Samples, reference: Samples) -> None:
        """Take what came of both, 16 kHz mono."""
        self._came.append((microphone, reference))
        recorded, played = self._counts = (self._counts[0] + len(microphone), self._counts[1] + len(reference))
        if self._next > self._begins + min(recorded, played) and max(recorded, played) < LOST:
            return  # seconds of sound are put together only to be looked at
        heard, sounded = zip(*self._came, strict=True)
        self._came.clear()
        self._microphone = np.concatenate([self._microphone, *heard])[-LOST:]
        self._reference = np.concatenate([self._reference, *sounded])[-LOST:]
        while self._next <= self._begins + min(len(self._microphone), len(self._reference)):
            last = self._next - self._begins
            first = max(0, last - WINDOW)
            self._look(self._microphone[first:last], self._reference[first:last], self._begins + (first + last) // 2)
            self._microphone, self._reference = self._microphone[first:], self._reference[first:]
            self._begins += first
        self._counts = (len(self._microphone), len(self._reference))

    def _look(self, microphone: Samples, reference: Samples, at: int) -> None:
        hop = FIRST_HOP if sum(one.whole for one in self._found) < ENOUGH and not self.absent else HOP
        sounds = np.sqrt(np.mean(np.square(reference))) >= SOUNDING
        if sounds:
            self._sounded += hop
            late = lateness(microphone, reference, AUDIBLE if self.samples is None else 0.0)
            if late is not None:
                self._tell(_Late(at, late, len(reference) == WINDOW))
        known = len(self._found) >= SETTLED and self._doubtful is None
        self._next += SELDOM if sounds and (known or self.absent) else hop

    def _tell(self, late: _Late) -> None:
        if self._found and abs(late.samples - self.expected(late.at)) > JUMP:
            before, self._doubtful = self._doubtful, late
            if before is None or abs(late.samples - before.samples) > JUMP:
                return
            self._found.clear()
            self.jumps += 1
        self._doubtful = None
        self.samples = late.samples
        self._found.append(late)
        whole = [one for one in self._found if one.whole]
        if len(whole) >= ENOUGH:
            slopes = ((b.samples - a.samples) / (b.at - a.at) for a, b in combinations(whole, 2))
            ppm = 1e6 * median(slopes)
            self.ppm = ppm if abs(ppm) >= LEAST_PPM else 0.0


def lateness(microphone: Samples, reference: Samples, least: float = AUDIBLE) -> float | None:
    """How many samples late the reference is in the microphone's sound, both of one length.

    None when the reference is silent, or when nothing of it is heard, or next to nothing: ``least`` is what `AUDIBLE`
    says.
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
    share = there * size / (2 * (high - low))
    if share < least or there <= CLEAR * np.sqrt(np.mean(np.square(correlation))):
        return None
    curved = 2 * there - before - after
    return peak + ((after - before) / (2 * curved) if curved > 0 else 0.0)

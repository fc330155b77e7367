"""What was played, as the microphone's clock counts it. Pure.

Interpolated by a windowed sinc (J. O. Smith and P. Gossett, A flexible sampling-rate conversion method, ICASSP 1984).
Not by soxr: its variable rate is experimental, changes only between chunks, and does not say where in the sound it is.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples

HALF = 16
"""Taps on either side of a sample: flat up to 7 kHz."""

PHASES = 1024
"""Places between two samples; the rounding adds noise 60 dB below, and no canceller reaches 40."""

KEPT = 10 * RATE
"""How much of what was played stays."""


class Reference:
    """Keeps what is played, and gives it back block by block from a place on, in samples from the first one.

    What has not been put in when it is asked for is silent, and what comes too late for its place is not given later.

    Attributes:
        place: of the next sample that `take` gives.

    """

    def __init__(self) -> None:
        self.place = 0.0
        self._kept: Samples = np.zeros(0, np.float32)
        self._begins = 0

    @property
    def end(self) -> int:
        """How many samples have been put in."""
        return self._begins + len(self._kept)

    def put(self, samples: Samples) -> None:
        """Take the next samples that are played, any number (16 kHz mono)."""
        kept = np.concatenate([self._kept, samples])
        self._begins += max(0, len(kept) - KEPT)
        self._kept = kept[-KEPT:]

    def between(self, first: int, last: int) -> Samples:
        """Return the samples from one place up to another; silent where none are."""
        begins, ends = max(first, self._begins), min(last, self.end)
        if begins >= ends:
            return np.zeros(last - first, np.float32)
        there = self._kept[begins - self._begins : ends - self._begins]
        return np.pad(there, (begins - first, last - ends))

    def take(self, ppm: float = 0.0) -> Samples:
        """Give the next `BLOCK_FRAMES`, on a clock that runs ``ppm`` millionths faster than the loudspeaker's."""
        places = self.place + np.arange(BLOCK_FRAMES + 1) / (1 + ppm / 1e6)
        self.place = float(places[-1])
        whole = np.floor(places[:-1]).astype(np.intp)
        first = int(whole[0]) - HALF + 1
        sound = self.between(first, int(whole[-1]) + HALF + 1)
        if not sound.any():
            return np.zeros(BLOCK_FRAMES, np.float32)
        phase = np.rint((places[:-1] - whole) * PHASES).astype(np.intp)
        around = np.lib.stride_tricks.sliding_window_view(sound, 2 * HALF)[whole - whole[0]]
        return np.asarray(np.einsum("nt,nt->n", around, _taps()[phase]), np.float32)


@cache
def _taps() -> npt.NDArray[np.float32]:
    """For each phase what the samples from `HALF` - 1 before to `HALF` after are multiplied by."""
    away = np.arange(-HALF + 1, HALF + 1) - np.arange(PHASES + 1)[:, None] / PHASES
    window = np.cos(np.pi * away / (2 * HALF)) ** 2
    return np.asarray(np.sinc(away) * window, np.float32)

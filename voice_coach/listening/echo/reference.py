"""What was played, as the microphone's clock counts it. Pure.

Interpolated by a windowed sinc (J. O. Smith and P. Gossett, A flexible sampling-rate conversion method, ICASSP 1984).
Not by soxr: its variable rate is experimental, changes only between chunks, and does not say where in the sound it is.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from voice_coach.audio.format import BLOCK_FRAMES, Samples

HALF = 16
"""Taps on either side of a sample: flat up to 7 kHz."""

PHASES = 1024
"""Places between two samples; the rounding adds noise 60 dB below, and no canceller reaches 40."""

LAG = 80
"""Samples (5 ms) by which it comes later than it was put in, for the filter, and for clocks that drift apart before it
is known by how much: 64 samples are 300 ppm for 13 s."""


class Reference:
    """Keeps what is played until the microphone's block comes.

    What has not been put in when it is asked for is silent.
    """

    def __init__(self) -> None:
        self._kept: Samples = np.zeros(LAG + HALF, np.float32)
        self._place = float(HALF)

    def put(self, samples: Samples) -> None:
        """Take the next samples that are played, any number (16 kHz mono)."""
        self._kept = np.concatenate([self._kept, samples])

    def take(self, ppm: float = 0.0) -> Samples:
        """Give the next `BLOCK_FRAMES`, on a clock that runs ``ppm`` millionths faster than the loudspeaker's."""
        places = self._place + np.arange(BLOCK_FRAMES + 1) / (1 + ppm / 1e6)
        whole = np.floor(places).astype(np.intp)
        phase = np.rint((places - whole) * PHASES).astype(np.intp)
        missing = int(whole[-1]) + HALF + 1 - len(self._kept)
        sound = np.pad(self._kept, (0, max(0, missing)))
        around = np.lib.stride_tricks.sliding_window_view(sound, 2 * HALF)[whole[:-1] - HALF + 1]
        block = np.einsum("nt,nt->n", around, _taps()[phase[:-1]])
        done = int(whole[-1]) - HALF
        self._kept = sound[done:] if missing > 0 else self._kept[done:]
        self._place = float(places[-1]) - done
        return np.asarray(block, np.float32)


@cache
def _taps() -> npt.NDArray[np.float32]:
    """For each phase what the samples from `HALF` - 1 before to `HALF` after are multiplied by."""
    away = np.arange(-HALF + 1, HALF + 1) - np.arange(PHASES + 1)[:, None] / PHASES
    window = np.cos(np.pi * away / (2 * HALF)) ** 2
    return np.asarray(np.sinc(away) * window, np.float32)

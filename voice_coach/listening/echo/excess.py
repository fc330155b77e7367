"""How much more there is than the echo explains: it tells somebody who speaks from what the canceller left. Pure.

Measured in a simulated room on what two cancellers left: its mean tells frames with a talker from those without.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples

BANDS = 12
LOWEST_HZ, HIGHEST_HZ = 250.0, 5000.0
"""The bands are equally wide in octaves; below is what a small loudspeaker bends, above what it does not play."""

SPECTRUM = 2 * BLOCK_FRAMES
"""Samples of the padded frame: bins of 25 Hz, three in the lowest band."""

LEAK_WEIGHT, NOISE_WEIGHT = 8.0, 3.0
"""The error counts from so many times the residual and the noise on: both are low figures of what goes up and down."""

SPREAD = 0.01
"""How much of the whole echo may stand in every band: a loudspeaker that bends makes tones that were not played. Where
one clips hard the coach alone is taken for somebody in 7 % of the frames without it (and with a leak that rises by
1.2 %), in none with it; of a talker as loud as the echo 83 and 90 % of the frames are found at one false one in 200."""

MOST_DB = 15.0
DECAY = 0.55
"""What is left of the echo's energy after a frame: the reverberation behind the canceller's tail (0.45 s)."""

LEAK_FALLS, LEAK_RISES = 0.92, 1.03
"""How the leak follows, a frame: fast down, for a talker only ever makes it look larger, and slowly up. It comes to
rest where a quarter of the frames lie below."""

LEAST_LEAK, MOST_LEAK = 1e-4, 1.0
NOISE_FALLS, NOISE_RISES = 0.92, 1.005
"""The noise follows the quietest frames: it doubles in 3 s of sound without a gap."""

LEAST_NOISE = 1e-6
"""The energy of a frame's band below which nothing is heard: some -90 dB of full scale."""

Figures = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Excess:
    """Gives a figure for each frame of 20 ms: the mean over the bands of the excess, 0 to `MOST_DB` decibels."""

    def __init__(self) -> None:
        self._leak: Figures
        self.doubt()
        self._noise: Figures | None = None
        self._echo: Figures = np.zeros(BANDS)

    def doubt(self) -> None:
        """Take it that all of the echo may be left."""
        self._leak = np.full(BANDS, MOST_LEAK)

    @property
    def leak(self) -> float:
        """The part of the echo's power that is left of it, over all bands."""
        return float(self._leak.mean())

    def take(self, error: Samples, echo: Samples) -> float:
        """Take a block of what the canceller left and of the echo it took out, `BLOCK_FRAMES` samples each."""
        left, echoed = _energies(error), _energies(echo)
        self._echo = np.maximum(echoed + SPREAD * echoed.sum(), DECAY * self._echo)
        noise = np.maximum(left if self._noise is None else self._noise, LEAST_NOISE)
        explained = LEAK_WEIGHT * self._leak * self._echo + NOISE_WEIGHT * noise
        figure = np.clip(10 * np.log10(np.maximum(left, 1e-12) / explained), 0, MOST_DB).mean()
        # Where the echo is under the noise it says nothing of the leak.
        sounds = self._leak * self._echo > noise
        leak = self._leak * np.where(left < self._leak * self._echo, LEAK_FALLS, LEAK_RISES)
        self._leak = np.clip(np.where(sounds, leak, self._leak), LEAST_LEAK, MOST_LEAK)
        self._noise = noise * np.where(left < noise, NOISE_FALLS, NOISE_RISES)
        return float(figure)


OPEN_ABOVE = 3.0
"""The mean of `SMOOTHED` frames above which somebody else speaks. All figures were chosen in one simulated room, where
one mean in 200 of the coach alone is above 1.8."""

SMOOTHED = 3
BEFORE, AFTER = 8, 12
"""Frames around them that are open too (0.16 and 0.24 s): words begin and end softly."""


def somebody(excess: npt.ArrayLike, above: float = OPEN_ABOVE) -> Mask:
    """Whether somebody beside the coach speaks, for each frame, of the excess of all: where the mean is ``above``."""
    figures = np.asarray(excess, np.float64)
    sums = np.convolve(np.concatenate([np.zeros(SMOOTHED - 1), figures]), np.ones(SMOOTHED))[SMOOTHED - 1 :]
    loud = np.concatenate([[0], np.cumsum(sums[: len(figures)] > SMOOTHED * above)])
    frames = np.arange(len(figures))
    # A frame's mean ends with it.
    until, since = np.minimum(frames + BEFORE + SMOOTHED, len(figures)), np.maximum(frames - AFTER, 0)
    return np.asarray(loud[until] > loud[since])


def _energies(samples: Samples) -> Figures:
    spectrum = np.fft.rfft(samples * _window(), SPECTRUM)
    power = spectrum.real**2 + spectrum.imag**2
    return np.add.reduceat(power, _edges())[:BANDS]


@cache
def _window() -> Figures:
    return np.asarray(np.hanning(BLOCK_FRAMES))


@cache
def _edges() -> npt.NDArray[np.intp]:
    """The first bin of each band, and the first behind the last."""
    return np.rint(np.geomspace(LOWEST_HZ, HIGHEST_HZ, BANDS + 1) / RATE * SPECTRUM).astype(np.intp)

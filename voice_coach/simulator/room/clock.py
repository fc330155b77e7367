"""A clock that is wrong: a sound as a device samples it whose second is not the session's."""

from __future__ import annotations

import numpy as np

from voice_coach.simulator.room.levels import Sound

HALF = 24
"""Taps on either side: flat up to about 7 kHz."""

PHASES = 4096
"""Places between two samples; a sine of 4 kHz keeps 76 dB above what the rounding adds."""


class Clock:
    """Samples sound 1 + ``ppm`` / 1,000,000 times a sample, by windowed-sinc interpolation (Smith and Gossett, 1984).

    What does not fit under half of a slower rate is taken out. A clock that is right changes nothing at all.
    """

    def __init__(self, ppm: float) -> None:
        self._pace = 1 + ppm / 1e6
        self.reach = HALF + 1 if ppm else 0
        self._table = _table(min(1.0, self._pace)) if ppm else np.ones((1, 1))

    def sample(self, air: Sound, first: int) -> Sound:
        """What the device samples from frame ``first`` on; ``air`` has ``reach`` frames more on either side."""
        if not self.reach:
            return air
        last = first + len(air) - 2 * self.reach
        times = np.arange(np.ceil(first * self._pace), np.ceil(last * self._pace)) / self._pace
        whole = np.floor(times)
        phase = np.rint((times - whole) * PHASES).astype(np.intp)
        place = whole.astype(np.intp) - first + self.reach
        # Tap by tap, because a sum of products over all taps could round differently for blocks of other lengths.
        sound = np.zeros(len(times))
        for tap, weights in zip(range(1 - HALF, HALF + 1), self._table, strict=True):
            sound += weights[phase] * air[place + tap]
        return sound


def _table(cutoff: float) -> Sound:
    """The filter's taps, shaped (taps, phases), for a cutoff as a part of half the rate."""
    distance = np.arange(1 - HALF, HALF + 1)[:, None] - np.linspace(0, 1, PHASES + 1)
    # Kaiser's window with beta 8 keeps images 80 dB down.
    window = np.i0(8.0 * np.sqrt(np.maximum(0, 1 - (distance / HALF) ** 2)))
    taps: Sound = np.sinc(cutoff * distance) * window
    return np.asarray(taps / taps.sum(axis=0), np.float64)

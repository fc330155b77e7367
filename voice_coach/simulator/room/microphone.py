"""A microphone: its level, its noise, its bits and its own idea of how long a second is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voice_coach.simulator.room.levels import Sound, check, gain


@dataclass(frozen=True, slots=True)
class MicrophoneModel:
    """What the coach hears with.

    Attributes:
        gain_db: raises everything in the air.
        noise_db: its own noise, RMS in dBFS, after the gain.
        bits: of a sample; fewer than 16 are the upper ones.
        ppm: how much faster its clock runs than the session's, in millionths; 100,000 is a device that records at
            17.6 kHz and calls it 16.

    Raises AudioError for what no microphone is.

    """

    gain_db: float = 0.0
    noise_db: float = -66.0
    bits: int = 16
    ppm: float = 0.0

    def __post_init__(self) -> None:
        check("The microphone's gain", self.gain_db, -80.0, 80.0, "dB")
        check("The microphone's noise", self.noise_db, -200.0, 0.0, "dB")
        check("A sample's size", self.bits, 8, 16, "bits")
        check("The microphone's clock error", self.ppm, -200_000, 200_000, "ppm")


class Digitiser:
    """Turns the sound at a microphone into its samples. The noise comes from ``random``, so its seed decides it."""

    def __init__(self, microphone: MicrophoneModel, random: np.random.Generator) -> None:
        self._gain = gain(microphone.gain_db)
        self._noise = gain(microphone.noise_db)
        self._step = 2 ** (16 - microphone.bits)
        self._clock = Clock(microphone.ppm)
        self._random = random

    @property
    def reach(self) -> int:
        """How many samples of air `take` needs on either side of what it turns into samples."""
        return self._clock.reach

    def take(self, air: Sound, first: int) -> bytes:
        """The 16-bit samples that are taken from frame ``first`` of the air on.

        ``air`` begins `reach` frames before ``first``, and ends `reach` frames after the last that is taken.
        """
        sound = self._clock.sample(air, first) * self._gain
        sound += self._random.standard_normal(len(sound)) * self._noise
        steps = np.rint(sound * (32768 / self._step)) * self._step
        return bytes(np.clip(steps, -32768, 32768 - self._step).astype(np.int16).data)


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

"""A microphone: its level, its noise, its bits and its own idea of how long a second is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voice_coach.simulator.room.clock import Clock
from voice_coach.simulator.room.levels import Sound, gain
from voice_coach.simulator.room.limits import check


@dataclass(frozen=True, slots=True)
class Microphone:
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


class Recording:
    """Turns the sound at a microphone into its samples. The noise comes from ``random``, so its seed decides it."""

    def __init__(self, microphone: Microphone, random: np.random.Generator) -> None:
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

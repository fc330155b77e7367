"""A small loudspeaker: late, limited to a band, bending what is too loud for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voice_coach.audio.files import RATE
from voice_coach.audio.pcm import Samples
from voice_coach.core.routine import Seconds
from voice_coach.simulator.room.levels import Sound, gain
from voice_coach.simulator.room.limits import check

HALF = 128
"""Samples on either side of the band filter's middle: 8 ms, for an edge of about 200 Hz."""


@dataclass(frozen=True, slots=True)
class Loudspeaker:
    """What the coach speaks through.

    Attributes:
        distance_m: from the microphone.
        delay_s: from the mixer to the cone (converters, buffers); the way through the air comes on top.
        echo_return_loss_db: how much softer the direct sound is at the microphone than in the mixer, both in dBFS.
        band_hz: the edges of what it can play; there it is 6 dB down.
        clips_at_db: the peak, in dBFS, that it never exceeds; small signals keep their level.

    Raises AudioError for what no loudspeaker is.

    """

    distance_m: float = 1.0
    delay_s: Seconds = 0.03
    echo_return_loss_db: float = 20.0
    band_hz: tuple[float, float] = (150.0, 7000.0)
    clips_at_db: float = 0.0

    def __post_init__(self) -> None:
        low, high = self.band_hz
        check("The loudspeaker's distance", self.distance_m, 0.02, 50.0, "m")
        check("The loudspeaker's delay", self.delay_s, 0.0, 2.0, "s")
        check("The echo return loss", self.echo_return_loss_db, -20.0, 120.0, "dB")
        check("The loudspeaker's upper limit", high, 500.0, RATE / 2, "Hz")
        check("The loudspeaker's lower limit", low, 0.0, high / 2, "Hz")
        check("The loudspeaker's clipping level", self.clips_at_db, -60.0, 20.0, "dB")

    def bend(self, played: Samples) -> Sound:
        """Clip softly, sample by sample, as amplifiers do: Rapp's model with smoothness 2 (C. Rapp, 1991)."""
        sound = played.astype(np.float64)
        squares = (sound / gain(self.clips_at_db)) ** 2
        return sound / np.sqrt(np.sqrt(1 + squares * squares))  # a fourth power in steps: five times as fast

    def band_filter(self) -> Sound:
        """The band as a linear-phase filter of 2 `HALF` + 1 taps (a windowed sinc), with gain 1 inside the band."""
        place = np.arange(-HALF, HALF + 1)
        low, high = (2 * edge / RATE for edge in self.band_hz)
        taps: Sound = (high * np.sinc(high * place) - low * np.sinc(low * place)) * np.hamming(2 * HALF + 1)
        middle = np.pi * np.sqrt(max(low, 0.01) * high)
        return taps / float(np.sum(taps * np.cos(middle * place)))

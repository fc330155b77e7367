"""A small loudspeaker (late, limited to a band, bending what is too loud) and its echo at the microphone."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from voice_coach.audio.format import RATE, Samples
from voice_coach.core.plan.routine import Seconds
from voice_coach.errors import AudioError
from voice_coach.simulator.room.convolution import Convolver, convolved
from voice_coach.simulator.room.levels import Sound, check, gain
from voice_coach.simulator.room.response import Response, travel

HALF = 128
"""Samples on either side of the band filter's middle: 8 ms, for an edge of about 200 Hz."""


@dataclass(frozen=True, slots=True)
class LoudspeakerModel:
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


HOPS = (256, 128, 64)
"""The longest that the delay allows is taken: long hops are cheaper."""


class Echo:
    """Takes what is played and gives what arrives of it, ``ahead`` samples ahead of what was played.

    The time that the loudspeaker is late pays for the filters and the hops. Raises AudioError (``room-impossible``)
    when it is too little.
    """

    def __init__(self, loudspeaker: LoudspeakerModel, response: Response, ahead: int) -> None:
        self._loudspeaker = loudspeaker
        whole = convolved(loudspeaker.band_filter(), response.samples) * gain(-loudspeaker.echo_return_loss_db)
        delay = round(loudspeaker.delay_s * RATE) + travel(loudspeaker.distance_m)
        late = delay - HALF - response.direct
        self._hop = next((hop for hop in HOPS if hop + ahead <= late), 0)
        if not self._hop:
            needed_s = loudspeaker.delay_s + (HOPS[-1] + ahead - late) / RATE
            raise AudioError(
                "room-impossible",
                f"The loudspeaker's delay of {1000 * loudspeaker.delay_s:g} ms is too short to be simulated.",
                f"Make it {ceil(10_000 * needed_s) / 10:g} ms or more.",
            )
        self._convolver = Convolver(whole, self._hop)
        self._waiting: Sound = np.zeros(0)
        self._ready: Sound = np.zeros(ahead + late)
        self._begins = -ahead

    def play(self, played: Samples) -> None:
        """Take the next samples that the mixer gives."""
        self._waiting = np.concatenate([self._waiting, self._loudspeaker.bend(played)])
        hops = len(self._waiting) // self._hop
        arrived = [self._convolver.feed(self._waiting[hop * self._hop : (hop + 1) * self._hop]) for hop in range(hops)]
        self._waiting = self._waiting[hops * self._hop :]
        self._ready = np.concatenate([self._ready, *arrived])

    def between(self, first: int, last: int) -> Sound:
        """What arrives from frame ``first`` to ``last``; earlier frames are not asked for again."""
        self._ready = self._ready[first - self._begins :]
        self._begins = first
        return self._ready[: last - first].copy()

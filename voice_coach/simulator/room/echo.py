"""The coach's own voice on its way from the mixer to the microphone."""

from __future__ import annotations

from math import ceil

import numpy as np

from voice_coach.audio.files import RATE
from voice_coach.audio.pcm import Samples
from voice_coach.errors import AudioError
from voice_coach.simulator.room.convolution import Convolver, convolved
from voice_coach.simulator.room.levels import Sound, gain
from voice_coach.simulator.room.loudspeaker import HALF, Loudspeaker
from voice_coach.simulator.room.response import Response, travel

HOPS = (256, 128, 64)
"""The longest that the delay allows is taken: long hops are cheaper."""


class Echo:
    """Takes what is played and gives what arrives of it, ``ahead`` samples ahead of what was played.

    The time that the loudspeaker is late pays for the filters and the hops. Raises AudioError (``room-impossible``)
    when it is too little.
    """

    def __init__(self, loudspeaker: Loudspeaker, response: Response, ahead: int) -> None:
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

"""When a block of sound was recorded: counted in samples, and corrected towards when blocks arrive. Pure."""

from __future__ import annotations

from voice_coach.audio.format import RATE
from voice_coach.core.plan.routine import Seconds

DRIFT = 0.002
"""The most that a stamp is moved towards the arrival, in seconds a second of sound. Sound cards differ by a tenth of
that."""

GAP_S: Seconds = 0.1
"""Lateness from which on sound may have been lost; less is followed as drift is."""

STANDS_S: Seconds = 0.2
"""Sound for which a lateness must have stood to be a gap. In a burst of late blocks each is less late than the one
before, however long it is; behind a gap all are equally late, but for a device that gives several blocks at once."""

_LESS_S: Seconds = 0.005
"""By how much lateness must have fallen to be falling."""


class SampleClock:
    """Stamps blocks with the time on the session's clock at which their last sample was recorded.

    Not thread-safe: one thread brings the blocks.
    """

    def __init__(self) -> None:
        self._last: Seconds | None = None
        self._least: Seconds = 0.0
        self._stood: Seconds = 0.0

    def stamp(self, samples: int, arrived: Seconds) -> Seconds:
        """Return the time of the last of the next ``samples``, which arrived at this time on the session's clock.

        Stamps never run back, and never are later than the arrival.
        """
        if self._last is None:
            self._last = arrived
            return arrived
        sound_s = samples / RATE
        at = self._last + sound_s
        late = arrived - at
        if self._lost(late, sound_s):
            at += self._least
            self._calm()
        elif late < GAP_S:  # in a burst or behind a gap lateness says nothing about drift
            at += min(late, DRIFT * sound_s)
        self._last = max(self._last, at)
        return self._last

    def _lost(self, late: Seconds, sound_s: Seconds) -> bool:
        """Whether this lateness will stay, because sound is missing."""
        if late < GAP_S:
            self._calm()
            return False
        if self._stood == 0.0 or late < self._least - _LESS_S:
            self._least, self._stood = late, sound_s
            return False
        self._least = min(self._least, late)
        self._stood += sound_s
        return self._stood > STANDS_S

    def _calm(self) -> None:
        self._least = self._stood = 0.0

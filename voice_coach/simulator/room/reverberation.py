"""How long a room reverberates, measured on its response."""

from __future__ import annotations

import numpy as np

from voice_coach.audio.files import RATE
from voice_coach.core.routine import Seconds
from voice_coach.simulator.room.levels import Sound


def reverberation_s(response: Sound) -> Seconds:
    """The time in which sound falls by 60 dB: the slope from -5 to -35 dB of the energy that is still to come.

    The method is M. R. Schroeder's (JASA 37, 1965), the span T30 of ISO 3382-2. A response that does not fall gives 0.
    """
    to_come = np.cumsum(response[::-1] ** 2)[::-1]
    level = 10 * np.log10(np.maximum(to_come / to_come[0], 1e-12))
    span = np.flatnonzero((level <= -5) & (level >= -35))
    if len(span) < 2:
        return 0.0
    slope = np.polyfit(span / RATE, level[span], 1)[0]
    return float(-60 / slope)

"""A voice that makes no sound but takes as long as speech would: for text-only and simulated sessions."""

from __future__ import annotations

import numpy as np

from voice_coach.core.plan.routine import Seconds
from voice_coach.speaking.voices.voice import Clip

WORDS_A_MINUTE = 160
"""The rate that real voices are set to."""

RATE = 100
"""Samples a second of the silent clips, as few as give the length to 10 ms."""


def estimated_seconds(text: str) -> Seconds:
    """How long a text would take to say; 0 for a text without words."""
    return len(text.split()) * 60 / WORDS_A_MINUTE


class EstimatedVoice:
    """Gives silence of the length that the text would take at `WORDS_A_MINUTE`."""

    def clip(self, text: str) -> Clip:
        """Return silence; never fails."""
        return Clip(np.zeros(round(estimated_seconds(text) * RATE), np.float32), RATE)

    def close(self) -> None:
        """There is nothing to stop."""

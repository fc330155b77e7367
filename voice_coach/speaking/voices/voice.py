"""The port that every speech synthesiser stands behind, the sound that it makes, and one that makes none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from voice_coach.audio.format import Samples
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.speech.wording import words_s


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Sound ready to play: mono ``samples`` at ``rate`` samples a second, without silence at either end."""

    samples: Samples
    rate: int

    @property
    def seconds(self) -> Seconds:
        """How long it sounds."""
        return len(self.samples) / self.rate


class Voice(Protocol):
    """Speaks a text into a clip."""

    def clip(self, text: str) -> Clip:
        """Return the text as sound; quick when it was asked for before.

        Raises SpeakingError when the synthesiser fails or does not answer in time.
        """
        ...

    def close(self) -> None:
        """Stop the synthesiser; calling it twice is harmless."""
        ...


SILENT_RATE = 100
"""Samples a second of the silent clips, as few as give the length to 10 ms."""


class EstimatedVoice:
    """Gives silence of the length that the text would take at `WORDS_A_MINUTE`."""

    def clip(self, text: str) -> Clip:
        """Return silence; never fails."""
        return Clip(np.zeros(round(words_s(len(text.split())) * SILENT_RATE), np.float32), SILENT_RATE)

    def close(self) -> None:
        """There is nothing to stop."""

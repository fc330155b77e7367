"""The port that every speech synthesiser stands behind, and the sound that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from voice_coach.core.plan.routine import Seconds

Samples = npt.NDArray[np.float32]
"""Mono samples in -1..1."""


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

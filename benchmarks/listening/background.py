"""What sounds behind the commands, as long as needed and at one level. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.listening.level import active_level, scaled
from voice_coach.audio.format import RATE, Samples

if TYPE_CHECKING:
    from collections.abc import Sequence

TALKERS = 6
"""Voices at once that make babble: so many that no word of one can be made out."""

FADE = RATE // 100


def faded(samples: Samples) -> Samples:
    """Return the clip with 10 ms of fading at both ends, so that a cut is no click."""
    ramp = np.linspace(0.0, 1.0, min(FADE, len(samples)), dtype=np.float32)
    result = samples.copy()
    result[: len(ramp)] *= ramp
    result[len(result) - len(ramp) :] *= ramp[::-1]
    return result


def track(clips: Sequence[Samples], length: int, dbfs: float, rng: np.random.Generator) -> Samples:
    """Return ``length`` samples of the clips one after the other, each at ``dbfs``, in an order drawn anew each time.

    Raises ValueError when there is no clip.
    """
    if not clips:
        raise ValueError("a background needs a clip")
    parts: list[Samples] = []
    have = 0
    while have < length:
        for place in rng.permutation(len(clips)):
            parts.append(faded(scaled(clips[place], dbfs)))
            have += len(parts[-1])
            if have >= length:
                break
    return np.concatenate(parts)[:length]


def babble(clips: Sequence[Samples], length: int, dbfs: float, rng: np.random.Generator) -> Samples:
    """Return `TALKERS` tracks of speech at once, together at ``dbfs``."""
    voices = np.zeros(length, np.float32)
    for _ in range(TALKERS):
        voices += track(clips, length, dbfs, rng)
    return np.asarray(voices * (10 ** (dbfs / 20) / active_level(voices)), np.float32)

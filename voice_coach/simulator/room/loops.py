"""Loops without a seam."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from voice_coach.audio.files import RATE
from voice_coach.simulator.room.levels import Sound

FRAMES = 24 * RATE
"""One turn of what is made here."""


def shaped(random: np.random.Generator, frames: int, height: Callable[[Sound], Sound]) -> Sound:
    """Noise whose amplitude at each frequency in Hz is ``height``; its end joins its beginning."""
    spectrum = np.fft.rfft(random.standard_normal(frames)) * height(
        np.asarray(np.fft.rfftfreq(frames, 1 / RATE), np.float64)
    )
    return np.asarray(np.fft.irfft(spectrum, frames), np.float64)


def place(loop: Sound, begins: int, sound: Sound) -> None:
    """Add a sound to a loop, around its end where it must; the sound is shorter than the loop."""
    loop[np.arange(begins, begins + len(sound)) % len(loop)] += sound

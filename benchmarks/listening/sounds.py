"""Noise and music made on the spot, for where there are no recordings. Pure.

The simulator's room has noise and music of its own, but no brown noise, and in loops of 24 s. The published figures
were measured with these; those would be other sound.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from voice_coach.audio.format import RATE, Samples

SLOPES = {"white": 0.0, "pink": 0.5, "brown": 1.0}
"""How the amplitude falls: by frequency to the power of minus this."""

CHORDS = ((220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (261.6, 329.6, 392.0), (196.0, 246.9, 293.7))
BEAT_S = 0.5
PEAK = 0.5


def noise(slope: float, seconds: float, rng: np.random.Generator) -> Samples:
    """Return steady noise whose amplitude falls with the frequency to the power of ``-slope``."""
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(rng.normal(size=count))
    spectrum[1:] /= np.fft.rfftfreq(count, 1 / RATE)[1:] ** slope
    spectrum[0] = 0.0
    return _at_peak(np.fft.irfft(spectrum, count))


def music(seconds: float, rng: np.random.Generator) -> Samples:
    """Return plucked chords with a melody over them, without a voice."""
    beats = [
        np.sum([_tone(pitch) for pitch in (*chord, 2 * rng.choice(chord))], axis=0)
        for place in range(round(seconds / BEAT_S))
        for chord in (CHORDS[place // 4 % len(CHORDS)],)
    ]
    return _at_peak(np.concatenate(beats))


def _tone(pitch: float) -> npt.NDArray[np.float64]:
    """One beat of a string: eight harmonics that fade, the higher ones faster."""
    time = np.arange(round(BEAT_S * RATE)) / RATE
    harmonics = np.arange(1, 9)[:, None]
    return np.asarray(
        np.sum(np.sin(2 * np.pi * pitch * harmonics * time) * np.exp(-3 * harmonics * time) / harmonics, axis=0)
    )


def _at_peak(samples: npt.NDArray[np.float64]) -> Samples:
    return np.asarray(PEAK * samples / np.max(np.abs(samples)), np.float32)

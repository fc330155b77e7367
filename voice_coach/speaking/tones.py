"""The coach's tones: short, low enough for old ears, complex rather than pure.

Frequencies and lengths: main partials between 500 and 1,000 Hz and
nothing needed above 2.5 kHz, after the Japanese standard for signals of household goods (JIS S 0013); complex tones
are noticed better than pure ones, so harmonics 2 and 3 are added; ramps of 10 ms keep them free of clicks.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt

import numpy as np

from voice_coach.audio.format import Samples
from voice_coach.core.effects import Tone
from voice_coach.core.plan.routine import Seconds
from voice_coach.speaking.voices.voice import Clip

LEVEL_DB = -22.0
"""Root mean square of a tone at 0 dB of the table, its ramps left out, in dB of full scale: that of the words, which
have their peaks at 0.5 and lie between -20 and -24 (espeak-ng, eight sentences of the coach, pauses left out)."""

RAMP_S = 0.01

HARMONICS = ((1, 1.0), (2, 0.5), (3, 0.25))
"""Multiples of the frequency, and their strength."""

_STRENGTH = sqrt(sum(strength**2 for _, strength in HARMONICS) / 2)
"""Root mean square of a note as `_note` makes it, whatever its frequency."""

PAUSE_S = 0.08
"""Between the two pips of half way."""

# (Hz at the start, Hz at the end, seconds); Hz of 0 is a pause. Two notes in a row are a call, one that glides a fall.
_NOTES: dict[Tone, tuple[tuple[float, float, Seconds], ...]] = {
    Tone.PIP: ((660, 660, 0.12),),
    Tone.START: ((880, 880, 0.3),),
    Tone.END: ((880, 880, 0.5),),
    Tone.HALF: ((660, 660, 0.08), (0, 0, PAUSE_S), (660, 660, 0.08)),
    Tone.TOP: ((784, 784, 0.12),),
    Tone.LET_GO: ((784, 523, 0.25),),
    Tone.HEARD: ((523, 523, 0.08), (659, 659, 0.08)),
    Tone.REFUSED: ((523, 523, 0.08), (392, 392, 0.08)),
    Tone.TICK: ((523, 523, 0.1),),
}
_DECIBELS = {Tone.TICK: -12.0}


def tone_seconds(tone: Tone) -> Seconds:
    """How long a tone sounds."""
    return sum(seconds for _, _, seconds in _NOTES[tone])


@lru_cache(maxsize=64)
def tone_clip(tone: Tone, rate: int) -> Clip:
    """Make a tone at ``rate`` samples a second; the same object comes back for the same question."""
    samples = np.concatenate([_note(*note, rate) for note in _NOTES[tone]])
    samples *= np.float32(10 ** ((LEVEL_DB + _DECIBELS.get(tone, 0.0)) / 20) / _STRENGTH)
    return Clip(samples, rate)


def _note(begins_hz: float, ends_hz: float, seconds: Seconds, rate: int) -> Samples:
    count = round(seconds * rate)
    hertz = np.linspace(begins_hz, ends_hz, count)
    phase = 2 * np.pi * np.cumsum(hertz) / rate
    wave = sum(strength * np.sin(multiple * phase) for multiple, strength in HARMONICS)
    ramp = np.minimum(1.0, np.arange(count) / (RAMP_S * rate))
    return np.asarray(wave * ramp * ramp[::-1], np.float32)

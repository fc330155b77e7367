"""What sounds in the room beside the two who talk: kinds that are made, and loops of recordings.

Each source gives one turn of a loop without a seam, some 24 s long: long enough for no rhythm to be heard in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import TypeAlias

import numpy as np

from voice_coach.audio.files import RATE
from voice_coach.audio.pcm import Samples
from voice_coach.core.routine import Seconds
from voice_coach.simulator.room.hold_music import music
from voice_coach.simulator.room.levels import Sound
from voice_coach.simulator.room.limits import check
from voice_coach.simulator.room.loops import FRAMES, place, shaped

Source: TypeAlias = Callable[[np.random.Generator], Sound]


@dataclass(frozen=True, slots=True)
class Noise:
    """Something that sounds from ``starts`` to ``ends``, in session time.

    ``level_db`` is its active level at the microphone beside `Acoustics.voice_db`: -10 for a television that is 10 dB
    softer than a user at 1 m. Raises AudioError for a level that is none.
    """

    source: Source
    level_db: float = 0.0
    starts: Seconds = 0.0
    ends: Seconds = inf

    def __post_init__(self) -> None:
        check("The level of a noise", self.level_db, -80.0, 80.0, "dB")


def looped(samples: Samples) -> Source:
    """A recording, over and over: 16 kHz mono."""
    return lambda _: samples.astype(np.float64)


def white(random: np.random.Generator) -> Sound:
    """Hiss: all frequencies alike."""
    return random.standard_normal(FRAMES)


def pink(random: np.random.Generator) -> Sound:
    """Rain, traffic: all octaves alike, from 20 Hz up."""
    return shaped(random, FRAMES, lambda hz: 1 / np.sqrt(np.maximum(hz, 20.0)))


def breath(random: np.random.Generator) -> Sound:
    """Somebody who breathes hard, 17.5 times a minute: in, higher and shorter; out, lower and longer."""
    loop, turn = np.zeros(FRAMES), FRAMES // 7
    for number in range(7):
        begins = number * turn + round(random.uniform(0, 0.1) * turn)
        for after_s, seconds, middle_hz, height in ((0.0, 1.1, 1400.0, 0.6), (1.4, 1.5, 700.0, 1.0)):
            frames = round(seconds * random.uniform(0.9, 1.1) * RATE)
            air = shaped(random, frames, partial(_bell, middle_hz=middle_hz, octaves=0.8))
            place(loop, begins + round(after_s * RATE), air * np.hanning(frames) * height)
    return loop


def grunts(random: np.random.Generator) -> Sound:
    """Short low sounds of effort, ten a minute: a falling voice through a half-open mouth."""
    loop = np.zeros(FRAMES)
    for number in range(4):
        frames = round(random.uniform(0.25, 0.5) * RATE)
        pitch_hz = random.uniform(90, 140) * np.linspace(1.1, 0.8, frames)
        phase = 2 * np.pi * np.cumsum(pitch_hz) / RATE
        harmonics = np.arange(1, 20)[:, None]
        # Formants of a neutral vowel: 500 and 1500 Hz (G. Fant, Acoustic theory of speech production, 1960).
        heights = (_bell(harmonics * pitch_hz, 500, 0.5) + 0.3 * _bell(harmonics * pitch_hz, 1500, 0.3)) / harmonics
        voice = np.sum(heights * np.sin(harmonics * phase), axis=0)
        place(loop, round((number + random.uniform(0, 0.8)) * FRAMES / 4), voice * np.hanning(frames))
    return loop


KINDS: Mapping[str, Source] = {"white": white, "pink": pink, "breath": breath, "grunts": grunts, "music": music}
"""The sources that have a name."""


def _bell(hz: Sound, middle_hz: float, octaves: float) -> Sound:
    """A band around a frequency, on the scale of octaves."""
    bell: Sound = np.exp(-0.5 * (np.log2(np.maximum(hz, 1.0) / middle_hz) / octaves) ** 2)
    return bell

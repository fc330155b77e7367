"""What sounds in the room beside the two who talk: kinds that are made, and loops of recordings.

Each source gives one turn of a loop without a seam, some 24 s long: long enough for no rhythm to be heard in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from math import inf
from typing import TypeAlias

import numpy as np

from voice_coach.audio.format import RATE, Samples
from voice_coach.core.plan.routine import Seconds
from voice_coach.simulator.room.levels import Sound, check

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


BEAT = RATE // 2
"""120 beats a minute."""

CHORDS = ((60, 64, 67), (57, 60, 64), (53, 57, 60), (55, 59, 62))
"""C, A minor, F, G, as MIDI notes; four beats each."""


def music(random: np.random.Generator) -> Sound:
    """Twelve bars."""
    loop = np.zeros(FRAMES)
    for beat in range(FRAMES // BEAT):
        chord = CHORDS[beat // 4 % len(CHORDS)]
        place(loop, beat * BEAT, 0.5 * _plucked(chord[0] - 12))
        for late, note in enumerate(random.permutation(chord)):
            place(loop, beat * BEAT + late * BEAT // 4, 0.3 * _plucked(int(note) + 12 * (beat % 2)))
        place(loop, beat * BEAT, 0.15 * random.standard_normal(BEAT // 4) * np.exp(-np.arange(BEAT // 4) / 300))
    return loop


@lru_cache(maxsize=32)
def _plucked(note: int) -> Sound:
    time = np.arange(2 * BEAT) / RATE
    harmonics = np.arange(1, 7)[:, None]
    hz = 440 * 2 ** ((note - 69) / 12)
    tone = np.sum(np.sin(2 * np.pi * hz * harmonics * time) * np.exp(-3 * harmonics * time) / harmonics, axis=0)
    # 5 ms in, 10 ms out: no click at either end.
    ends = np.minimum(1, np.minimum(time / 0.005, time[::-1] / 0.01))
    return np.asarray(tone * ends, np.float64)


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

"""Music as it sounds while one waits on the telephone: four chords, plucked, and a beat. It is all our own."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from voice_coach.audio.files import RATE
from voice_coach.simulator.room.levels import Sound
from voice_coach.simulator.room.loops import FRAMES, place

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

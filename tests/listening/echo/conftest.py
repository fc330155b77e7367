"""Speech that comes back from a small room: made here, so that it needs no simulator."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples, from_bytes

DELAY = 400
SAID = (
    "lie on your back with your knees bent and your feet flat on the floor",
    "breathe in and as you breathe out lift your hips slowly",
    "hold it there and keep your shoulders relaxed",
)


class Scene(NamedTuple):
    """``spoken`` is what the coach says for 9 s, ``echo`` what comes back of it with a little noise."""

    spoken: Samples
    echo: Samples
    talker: Samples

    def blocks(self, microphone: Samples) -> list[tuple[Samples, Samples]]:
        firsts = range(0, len(microphone) - BLOCK_FRAMES + 1, BLOCK_FRAMES)
        return [(microphone[n : n + BLOCK_FRAMES], self.spoken[n : n + BLOCK_FRAMES]) for n in firsts]


@pytest.fixture(scope="session")
def scene(flite_says: Callable[[str, str], bytes]) -> Scene:
    """The talker says two words at 7 s, a second long at the most, as loud as the echo."""
    random = np.random.default_rng(5)
    spoken = np.resize(np.concatenate([from_bytes(flite_says("rms", text)) for text in SAID]), 9 * RATE)
    fading = 10 ** (-3 * np.arange(4000) / (0.4 * RATE))
    way = np.concatenate([np.zeros(DELAY), [1.0], 0.03 * random.standard_normal(4000) * fading])
    size = 1 << 18
    echo = 0.3 * np.fft.irfft(np.fft.rfft(spoken, size) * np.fft.rfft(way, size))[: len(spoken)]
    echo += random.normal(0, 3e-4, len(echo))
    words = from_bytes(flite_says("slt", "stop now"))
    words = words[np.flatnonzero(np.abs(words) > 0.01)[0] :][:RATE]
    talker = np.zeros_like(spoken)
    talker[7 * RATE : 7 * RATE + len(words)] = words * float(np.std(echo) / np.std(words))
    return Scene(spoken, echo.astype(np.float32), talker)

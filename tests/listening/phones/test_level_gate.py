import numpy as np
import pytest

from voice_coach.audio.format import RATE, Samples
from voice_coach.listening.phones.activity import LevelGate


def noise(seconds: float, rms: float, seed: int = 1) -> Samples:
    return np.asarray(np.random.default_rng(seed).normal(0, rms, round(seconds * RATE)), np.float32)


def opened(gate: LevelGate, *sounds: Samples) -> list[bool]:
    """Whether it is open after each."""
    after = []
    for sound in sounds:
        gate.take(sound)
        after.append(gate.open)
    return after


@pytest.mark.parametrize("rms", [0.0, 1e-3, 0.02])
def test_a_steady_room_leaves_it_closed_and_a_word_opens_it(rms: float) -> None:
    word = noise(0.2, max(4 * rms, 2e-3))
    sounds = (noise(6.0, rms), word, noise(0.5, rms), noise(1.0, rms))
    assert opened(LevelGate(), *sounds) == [False, True, True, False]


def test_digital_silence_never_opens_it() -> None:
    assert opened(LevelGate(), noise(3.0, 1e-5), np.zeros(RATE, np.float32)) == [False, False]

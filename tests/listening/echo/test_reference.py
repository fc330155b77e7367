"""The reference on the microphone's clock."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples
from voice_coach.listening.echo.reference import LAG, Reference


def sine(samples: int, ppm: float = 0.0, first: int = 0) -> Samples:
    places = (np.arange(samples) + first) / (1 + ppm / 1e6)
    return np.sin(2 * np.pi * 1000 * places / RATE).astype(np.float32)


def test_on_one_clock_it_is_what_was_put_in_a_little_later() -> None:
    reference, sound = Reference(), sine(10 * BLOCK_FRAMES)
    blocks = []
    for first in range(0, len(sound), BLOCK_FRAMES):
        reference.put(sound[first : first + BLOCK_FRAMES])
        blocks.append(reference.take())
    np.testing.assert_allclose(np.concatenate(blocks)[LAG:], sound[:-LAG], atol=1e-6)


@pytest.mark.parametrize("ppm", [50.0, -50.0, 3000.0])
def test_on_another_clock_it_is_sampled_as_the_microphone_samples(ppm: float) -> None:
    reference, blocks = Reference(), []
    sound = sine(4 * RATE)
    reference.put(sound)
    blocks = [reference.take(ppm) for _ in range(3 * RATE // BLOCK_FRAMES)]
    taken = np.concatenate(blocks)[2 * LAG :]
    places = (np.arange(3 * RATE) / (1 + ppm / 1e6) - LAG)[2 * LAG :]
    np.testing.assert_allclose(taken, np.sin(2 * np.pi * 1000 * places / RATE), atol=3e-3)


def test_what_was_not_put_in_is_silent() -> None:
    reference = Reference()
    assert not reference.take().any()
    reference.put(np.ones(BLOCK_FRAMES, np.float32))
    assert reference.take().any()

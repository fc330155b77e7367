"""The reference on the microphone's clock."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples
from voice_coach.listening.echo.reference import HALF, Reference


def sine(samples: int, ppm: float = 0.0, first: int = 0) -> Samples:
    places = (np.arange(samples) + first) / (1 + ppm / 1e6)
    return np.sin(2 * np.pi * 1000 * places / RATE).astype(np.float32)


def test_on_one_clock_it_is_what_was_put_in_from_its_place_on() -> None:
    reference, sound = Reference(), sine(10 * BLOCK_FRAMES)
    reference.place = -70.0
    blocks = []
    for first in range(0, len(sound), BLOCK_FRAMES):
        reference.put(sound[first : first + BLOCK_FRAMES])
        blocks.append(reference.take())
    np.testing.assert_allclose(np.concatenate(blocks)[70:], sound[:-70], atol=1e-6)


@pytest.mark.parametrize("ppm", [50.0, -50.0, 3000.0])
def test_on_another_clock_it_is_sampled_as_the_microphone_samples(ppm: float) -> None:
    reference = Reference()
    reference.put(sine(4 * RATE))
    taken = np.concatenate([reference.take(ppm) for _ in range(3 * RATE // BLOCK_FRAMES)])[HALF:]
    places = (np.arange(3 * RATE) / (1 + ppm / 1e6))[HALF:]
    np.testing.assert_allclose(taken, np.sin(2 * np.pi * 1000 * places / RATE), atol=3e-3)


def test_what_was_not_put_in_is_silent() -> None:
    reference = Reference()
    assert not reference.take().any()
    reference.put(np.ones(2 * BLOCK_FRAMES, np.float32))
    assert reference.take().any()


def test_what_comes_too_late_is_not_given_in_the_place_of_what_follows() -> None:
    reference, sound = Reference(), sine(4 * BLOCK_FRAMES)
    reference.take()
    reference.put(sound[: 2 * BLOCK_FRAMES])
    reference.put(sound[2 * BLOCK_FRAMES :])
    np.testing.assert_allclose(reference.take(), sound[BLOCK_FRAMES : 2 * BLOCK_FRAMES], atol=1e-6)


@pytest.mark.parametrize("first", [0, 5 * RATE, 15 * RATE])
def test_what_was_played_long_ago_is_forgotten(first: int) -> None:
    reference = Reference()
    for _ in range(4):
        reference.put(np.ones(5 * RATE, np.float32))
    assert reference.end == 20 * RATE
    assert reference.between(first, first + 10).all() == (first >= 10 * RATE)
    assert not reference.between(20 * RATE, 20 * RATE + 10).any()

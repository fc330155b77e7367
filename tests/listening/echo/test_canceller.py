"""The canceller on speech that comes back from a room."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt
import pytest

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples
from voice_coach.listening.echo.canceller import Canceller

SILENCE = np.zeros(BLOCK_FRAMES, np.float32)


class Heard(Protocol):
    spoken: Samples
    echo: Samples
    talker: Samples

    def blocks(self, microphone: Samples) -> list[tuple[Samples, Samples]]: ...


def left(canceller: Canceller, scene: Heard, microphone: Samples) -> Samples:
    return np.concatenate([canceller.take(*both).error for both in scene.blocks(microphone)])


def decibels(sound: Samples, of: Samples, first: float, last: float) -> float:
    """How much softer one sound is than the other from ``first`` to ``last`` seconds."""
    span = slice(round(first * RATE), round(last * RATE))
    return float(10 * np.log10(np.sum(of[span] ** 2) / np.sum(sound[span] ** 2)))


def test_an_echo_is_learned_within_seconds(scene: Heard) -> None:
    error = left(Canceller(delay=300), scene, scene.echo)
    assert decibels(error, scene.echo, 0.5, 1.5) > 3
    assert decibels(error, scene.echo, 3, 5) > 14
    assert decibels(error, scene.echo, 7, 9) > 20


def test_the_first_seconds_heard_four_times_are_worth_many_more(scene: Heard) -> None:
    canceller = Canceller(delay=300)
    canceller.prime(scene.echo[: 3 * RATE], scene.spoken[: 3 * RATE], 4)
    error = left(canceller, scene, scene.echo)
    assert decibels(error, scene.echo, 3, 5) > 18


def test_who_speaks_over_the_echo_is_left_and_unlearns_nothing(scene: Heard) -> None:
    alone = left(Canceller(delay=300), scene, scene.echo)
    both = left(Canceller(delay=300), scene, scene.echo + scene.talker)
    assert decibels(both - scene.talker, scene.talker, 7, 8) > 10
    assert decibels(both, alone, 8.2, 9) > -6


def test_error_and_echo_are_the_microphone(scene: Heard) -> None:
    canceller = Canceller(delay=300)
    for microphone, reference in scene.blocks(scene.echo)[:100]:
        error, echo = canceller.take(microphone, reference)
        np.testing.assert_allclose(error + echo, microphone, atol=1e-6)
        assert error.dtype == echo.dtype == np.float32


def test_without_a_reference_the_microphone_passes(scene: Heard) -> None:
    canceller = Canceller()
    assert all(canceller.take(one, SILENCE).error is one for one, _ in scene.blocks(scene.talker))


def test_what_was_learned_lives_on_in_another_session(scene: Heard) -> None:
    before, after = Canceller(delay=300), Canceller(delay=300)
    before.prime(scene.echo, scene.spoken, 1)
    after.restore(before.saved())
    assert after.saved() == before.saved()
    assert decibels(left(after, scene, scene.echo), scene.echo, 0.5, 1.5) > 20


@pytest.mark.parametrize("damage", [lambda saved: saved[:-1], lambda saved: b"\xff" * len(saved)])
def test_what_is_damaged_is_not_restored(damage: object) -> None:
    canceller = Canceller()
    whole = canceller.saved()
    assert callable(damage)
    with pytest.raises(ValueError, match="way"):
        canceller.restore(damage(whole))
    assert canceller.saved() == whole


def test_blocks_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="320"):
        Canceller().take(SILENCE, SILENCE[1:])
    with pytest.raises(ValueError, match="recorded"):
        Canceller().prime(SILENCE, SILENCE[1:], 1)
    with pytest.raises(ValueError, match="early"):
        Canceller(delay=-1)


def test_sound_that_is_loud_or_gone_leaves_numbers(scene: Heard) -> None:
    canceller = Canceller()
    sounds: list[npt.NDArray[np.float32]] = [np.ones_like(SILENCE), -np.ones_like(SILENCE), SILENCE]
    for number in range(300):
        error, _ = canceller.take(sounds[number % 3], sounds[number // 3 % 3])
        assert np.isfinite(error).all()
    assert np.isfinite(left(canceller, scene, scene.echo)).all()

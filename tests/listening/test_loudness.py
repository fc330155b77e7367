import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_BYTES, to_bytes
from voice_coach.listening.loudness import NEAR_RMS, Loudness


def slices(loudness: Loudness, rms: float, count: int) -> Loudness:
    for _ in range(count):
        loudness.take(to_bytes(np.full(BLOCK_BYTES // 2, rms, np.float32)))
    return loudness


def test_at_first_nothing_is_quiet_or_near() -> None:
    loudness = Loudness()
    assert not loudness.quiet
    assert not loudness.near


def test_a_steady_sound_is_not_quiet_however_faint() -> None:
    assert not slices(Loudness(), 0.001, 200).quiet
    assert not slices(Loudness(), 0.0, 200).quiet


@pytest.mark.parametrize(("count", "quiet"), [(14, False), (15, True)])
def test_it_is_quiet_after_three_tenths_of_a_second(count: int, quiet: bool) -> None:
    assert slices(slices(Loudness(), 0.1, 20), 0.01, count).quiet is quiet


def test_one_loud_slice_ends_the_quiet() -> None:
    loudness = slices(slices(Loudness(), 0.1, 20), 0.01, 30)
    assert not slices(loudness, 0.1, 1).quiet


@pytest.mark.parametrize(("after", "quiet"), [(0.019, True), (0.021, False)])
def test_quiet_is_a_fifth_of_the_loudest(after: float, quiet: bool) -> None:
    assert slices(slices(Loudness(), 0.1, 20), after, 15).quiet is quiet


@pytest.mark.parametrize(("count", "remembered"), [(99, True), (100, False)])
def test_what_was_loud_is_forgotten_after_two_seconds(count: int, remembered: bool) -> None:
    loudness = slices(slices(Loudness(), 0.1, 20), 0.001, count)
    assert (loudness.near, loudness.quiet) == (remembered, remembered)


@pytest.mark.parametrize("rms", [0.0, 0.001, 0.1])
def test_a_steady_sound_is_calm_however_loud(rms: float) -> None:
    assert not slices(Loudness(), rms, 14).calm
    assert slices(Loudness(), rms, 15).calm


def test_speech_is_not_calm_until_it_has_been_quiet_for_a_while() -> None:
    loudness = slices(Loudness(), 0.001, 100)
    for _ in range(5):  # syllables
        assert not slices(slices(loudness, 0.05, 8), 0.004, 3).calm
    assert not slices(loudness, 0.001, 14).calm
    assert slices(loudness, 0.001, 1).calm


def test_a_soft_beginning_ends_the_calm() -> None:
    assert not slices(slices(Loudness(), 0.001, 100), 0.004, 1).calm


@pytest.mark.parametrize(("rms", "near"), [(1.1 * NEAR_RMS, True), (0.9 * NEAR_RMS, False)])
def test_near_is_loud(rms: float, near: bool) -> None:
    assert slices(Loudness(), rms, 1).near is near

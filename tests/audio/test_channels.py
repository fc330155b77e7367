"""One channel out of several."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.audio.channels import Downmix
from voice_coach.audio.format import RATE, Samples, mono
from voice_coach.errors import AudioError

VOICE = (0.3 * np.sin(2 * np.pi * 300 * np.arange(RATE) / RATE)).astype(np.float32)
NOISE = np.random.default_rng(1).normal(0, 0.1, (2, RATE)).astype(np.float32)


def power(samples: Samples) -> float:
    return float(np.mean(samples.astype(float) ** 2))


def stereo(left: Samples, right: Samples) -> Samples:
    return np.stack([left, right], axis=1)


@pytest.mark.parametrize("channels", [3, 4, 6, 8])
def test_of_more_than_two_the_first_is_taken(channels: int) -> None:
    frames = np.zeros((RATE, channels), np.float32)
    frames[:, 0] = VOICE
    assert np.array_equal(mono(frames), VOICE)
    assert np.array_equal(Downmix(RATE).take(frames), VOICE)


@pytest.mark.parametrize(("left", "right"), [(1.0, -1.0), (-1.0, 1.0), (1.0, -0.7), (-0.7, 1.0)])
def test_two_that_cancel_each_other_are_one_of_them(left: float, right: float) -> None:
    frames = stereo(np.float32(left) * VOICE, np.float32(right) * VOICE)
    assert power(mono(frames)) == pytest.approx(power(VOICE))
    mixed = Downmix(RATE).take(frames)
    assert power(mixed[800:]) == pytest.approx(power(VOICE), rel=0.01)  # after 50 ms


def test_two_that_agree_or_have_nothing_in_common_are_averaged() -> None:
    for frames in (stereo(VOICE, VOICE), NOISE.T.copy(), stereo(VOICE, np.zeros_like(VOICE))):
        assert np.allclose(mono(frames), frames.mean(axis=1), atol=1e-6)
        assert np.allclose(Downmix(RATE).take(frames), frames.mean(axis=1), atol=1e-6)


def test_a_change_of_mind_does_not_click() -> None:
    frames = np.concatenate([stereo(VOICE, VOICE), stereo(VOICE, -VOICE), stereo(VOICE, VOICE)])
    mixed = Downmix(RATE).take(frames)
    steepest = np.abs(np.diff(VOICE)).max()
    assert np.abs(np.diff(mixed)).max() < 1.2 * steepest
    assert power(mixed[2 * RATE - 4_000 : 2 * RATE]) > 0.9 * power(VOICE)
    assert np.allclose(mixed[-4_000:], VOICE[-4_000:], atol=1e-5)


@pytest.mark.parametrize("block", [1, 7, 320, 441, 5_000])
def test_the_result_does_not_depend_on_how_the_sound_is_cut(block: int) -> None:
    frames = np.concatenate([stereo(VOICE, VOICE), stereo(VOICE, -VOICE)])[RATE // 2 : RATE * 3 // 2]
    cut, whole = Downmix(RATE), Downmix(RATE).take(frames)
    parts = [cut.take(frames[start : start + block]) for start in range(0, len(frames), block)]
    assert np.allclose(np.concatenate(parts), whole, atol=1e-6)


def test_silence_changes_nothing() -> None:
    assert not Downmix(RATE).take(np.zeros((RATE, 2), np.float32)).any()


def test_the_channel_asked_for_is_counted_from_one() -> None:
    frames = np.array([[0.1, 0.2, 0.3]], np.float32)
    assert [float(Downmix(RATE, one).take(frames)[0]) for one in (1, 2, 3)] == pytest.approx([0.1, 0.2, 0.3])


@pytest.mark.parametrize("channel", [0, 4])
def test_a_channel_that_is_not_there_is_a_clear_error(channel: int) -> None:
    with pytest.raises(AudioError, match=f"no channel {channel}") as caught:
        Downmix(RATE, channel).take(np.zeros((1, 3), np.float32))
    assert caught.value.hint == "Its channels are 1 to 3."

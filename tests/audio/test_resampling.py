from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_coach.audio.format import Samples
from voice_coach.audio.resampling import Resampler, resample


def tone(rate: int, seconds: float = 0.5) -> Samples:
    return np.sin(2 * np.pi * 440 * np.arange(round(rate * seconds)) / rate).astype(np.float32)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_a_tone_keeps_its_pitch_its_length_and_its_level(rate: int) -> None:
    converted = resample(tone(rate), rate, 16_000)
    assert len(converted) == 8_000
    middle = converted[1_000:7_000]
    assert np.allclose(middle, tone(16_000)[1_000:7_000], atol=0.01)


def test_the_same_rate_changes_nothing() -> None:
    samples = tone(16_000)
    assert resample(samples, 16_000, 16_000) is samples


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 3_000), min_size=1, max_size=12))
def test_the_cut_into_blocks_changes_nothing(cuts: list[int]) -> None:
    samples = tone(44_100, 0.3)
    stream = Resampler(44_100, 16_000)
    blocks = np.split(samples, np.unique(np.cumsum(cuts)[np.cumsum(cuts) < len(samples)]))
    streamed = np.concatenate([*map(stream.feed, blocks), stream.finish()])
    whole = Resampler(44_100, 16_000)
    assert np.array_equal(streamed, np.concatenate([whole.feed(samples), whole.finish()]))


def test_a_rate_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="rate"):
        resample(tone(16_000), 0, 16_000)

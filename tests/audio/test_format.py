from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_coach.audio.format import from_bytes, mono, to_bytes


@settings(deadline=None)
@given(st.lists(st.integers(-32768, 32767)))
def test_bytes_come_back_as_they_were(values: list[int]) -> None:
    sound = np.array(values, np.int16).tobytes()
    assert to_bytes(from_bytes(sound)) == sound


def test_what_is_too_loud_is_clipped_and_does_not_wrap_round() -> None:
    loud = np.array([1.5, -1.5, 1.0], np.float32)
    assert np.frombuffer(to_bytes(loud), np.int16).tolist() == [32767, -32768, 32767]


def test_half_a_sample_is_refused() -> None:
    with pytest.raises(ValueError, match="3"):
        from_bytes(b"abc")


def test_channels_are_averaged() -> None:
    frames = np.array([[0.5, 0.0], [1.0, -1.0]], np.float32)
    assert mono(frames).tolist() == [0.25, 0.0]


def test_mono_stays_as_it_is() -> None:
    samples = np.array([0.5, 0.25], np.float32)
    assert mono(samples) is samples

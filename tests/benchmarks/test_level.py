import numpy as np
import pytest

from benchmarks.listening.level import active_level, is_steady, scaled, speech_span
from voice_coach.audio.format import RATE, Samples


def quiet(seconds: float, rms: float = 0.0001) -> Samples:
    return np.random.default_rng(5).normal(0.0, rms, round(seconds * RATE)).astype(np.float32)


def tone(seconds: float, amplitude: float = 0.2) -> Samples:
    return np.asarray(amplitude * np.sin(2 * np.pi * 300 * np.arange(round(seconds * RATE)) / RATE), np.float32)


def joined(*parts: Samples) -> Samples:
    return np.concatenate(parts)


def span_s(samples: Samples) -> tuple[float, float]:
    begins, ends = speech_span(samples)
    return begins / RATE, ends / RATE


def test_a_word_is_found_to_ten_milliseconds() -> None:
    assert span_s(joined(quiet(0.333), tone(0.41), quiet(0.6))) == pytest.approx((0.333, 0.743), abs=0.0101)


def test_a_word_ends_with_its_soft_last_sound_and_not_at_a_gap_inside() -> None:
    word = joined(quiet(0.3), tone(0.2), quiet(0.1), tone(0.1, amplitude=0.02), quiet(0.5))
    assert span_s(word) == pytest.approx((0.3, 0.7), abs=0.0101)


def test_a_click_after_a_word_is_not_its_end() -> None:
    assert span_s(joined(quiet(0.3), tone(0.3), quiet(0.3), tone(0.01), quiet(0.2))) == pytest.approx(
        (0.3, 0.6), abs=0.0101
    )


def test_a_noisy_recording_is_not_all_word() -> None:
    noisy = joined(quiet(0.4, 0.01), tone(0.3), quiet(0.4, 0.01))
    assert span_s(noisy) == pytest.approx((0.4, 0.7), abs=0.0101)


def test_a_clip_without_a_quiet_place_is_all_word() -> None:
    assert span_s(tone(0.5)) == pytest.approx((0.0, 0.5), abs=0.0101)


def test_the_level_is_that_of_the_word_and_not_of_the_pauses() -> None:
    level = 0.2 / np.sqrt(2)
    assert active_level(joined(quiet(1.0), tone(0.5), quiet(2.0))) == pytest.approx(level, rel=0.02)
    assert active_level(tone(0.5)) == pytest.approx(level, rel=0.01)


def test_scaling_sets_the_level_whatever_it_was() -> None:
    for amplitude in (0.01, 0.5):
        assert active_level(scaled(tone(0.5, amplitude), -26.0)) == pytest.approx(10 ** (-26 / 20), rel=1e-3)


def test_silence_has_no_word_and_no_level() -> None:
    silence = np.zeros(RATE, np.float32)
    assert (speech_span(silence), active_level(silence), is_steady(silence)) == ((0, 0), 0.0, True)
    with pytest.raises(ValueError, match="silence"):
        scaled(silence, -26.0)


def test_less_than_a_frame_is_silence() -> None:
    assert active_level(np.ones(10, np.float32)) == 0.0


def test_rain_is_steady_and_barking_is_not() -> None:
    assert is_steady(quiet(2.0, 0.1))
    assert not is_steady(joined(quiet(0.5), tone(0.5), quiet(0.5), tone(0.5)))

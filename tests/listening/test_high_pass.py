"""What is low is taken out, and nothing else."""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
import pytest
from scipy.signal import butter, sosfilt

from voice_coach.audio.format import BLOCK_BYTES, RATE, from_bytes, to_bytes
from voice_coach.listening.high_pass import CORNER_HZ, HighPass

SECOND = np.arange(RATE) / RATE


def filtered(sound: npt.ArrayLike) -> npt.NDArray[np.float32]:
    high_pass, pcm = HighPass(), to_bytes(np.asarray(sound, np.float32))
    parts = [high_pass.take(pcm[start : start + BLOCK_BYTES]) for start in range(0, len(pcm), BLOCK_BYTES)]
    return from_bytes(b"".join(parts))


def level_db(hz: float) -> float:
    tone = 0.5 * np.sin(2 * np.pi * hz * SECOND)
    return float(20 * np.log10(filtered(tone)[RATE // 2 :].std() / tone.std()))


def test_it_is_a_butterworth_filter_of_the_fourth_order_over_all_slices() -> None:
    noise = np.concatenate([[0.0], np.random.default_rng(2).normal(0, 0.1, RATE - 1)])
    expected = sosfilt(butter(4, CORNER_HZ, "highpass", fs=RATE, output="sos"), from_bytes(to_bytes(noise)))
    assert np.abs(filtered(noise) - expected).max() < 1e-4


@pytest.mark.parametrize("offset", [0.05, -0.05, 0.9])
def test_an_offset_is_gone_from_the_first_sample(offset: float) -> None:
    assert np.abs(filtered(np.full(RATE, offset))).max() < 1e-4


def test_an_offset_that_comes_later_is_soon_gone() -> None:
    sound = np.concatenate([np.zeros(RATE), np.full(RATE, 0.05)])
    assert np.abs(filtered(sound)[RATE + RATE // 20 :]).max() < 1e-3


def test_silence_stays_exact_zeros() -> None:
    assert not filtered(np.zeros(RATE)).any()


@pytest.mark.parametrize(
    ("hz", "least", "most"), [(20, -99, -40), (50, -99, -15), (60, -99, -9), (100, -1, 0.1), (200, -0.1, 0.1)]
)
def test_hum_is_taken_out_and_voices_are_kept(hz: float, least: float, most: float) -> None:
    assert least < level_db(hz) < most


def test_what_was_clipped_is_not_clipped_once_more() -> None:
    """It is made smaller while it is so loud, and comes back to its own size."""
    square = np.where(SECOND % 0.02 < 0.01, 1.0, -1.0)
    tone = 0.3 * np.sin(2 * np.pi * 400 * np.arange(2 * RATE) / RATE)
    once, expected = (
        filtered([*square, *tone]),
        sosfilt(butter(4, CORNER_HZ, "highpass", fs=RATE, output="sos"), square),
    )
    assert np.corrcoef(once[RATE // 2 : RATE], expected[RATE // 2 :])[0, 1] > 0.9999
    assert np.abs(once).max() <= 1.0
    assert np.abs(once[-RATE // 2 :]).max() == pytest.approx(0.3, rel=0.01)


def test_a_slice_costs_next_to_nothing() -> None:
    high_pass, pcm = HighPass(), bytes(BLOCK_BYTES)
    high_pass.take(pcm)
    began = time.process_time()
    for _ in range(100):
        high_pass.take(pcm)
    assert time.process_time() - began < 0.2  # of 2 s of sound


def test_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="640"):
        HighPass().take(bytes(100))

"""Stretches in which somebody may have spoken, by level alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_BYTES, RATE, Samples, to_bytes
from voice_coach.standby.stretches import BEFORE, QUIET, Stretches


def noise(seconds: float, db: float) -> Samples:
    drawn = np.random.default_rng(7).standard_normal(round(seconds * RATE))
    return (drawn * 10 ** (db / 20)).astype(np.float32)


def cut(*parts: Samples, step: int = BLOCK_BYTES) -> list[float]:
    """The lengths in seconds of the stretches in a sound that comes in steps of so many bytes."""
    pcm, stretches = to_bytes(np.concatenate(parts)), Stretches()
    places = [*range(0, len(pcm), step), len(pcm)]
    return [len(one) / RATE for begin, end in pairwise(places) for one in stretches.take(pcm[begin:end])]


def test_a_silent_room_has_none() -> None:
    assert cut(noise(10, -65)) == []
    assert cut(np.zeros(5 * RATE, np.float32)) == []


@pytest.mark.parametrize("step", [BLOCK_BYTES, 1000, 64_000])
def test_a_word_comes_with_what_was_before_and_the_quiet_behind_it(step: int) -> None:
    found = cut(noise(2, -65), noise(1, -30), noise(2, -65), step=step)
    assert found == pytest.approx([1.0 + 0.02 * (BEFORE + QUIET)], abs=0.05)


def test_two_phrases_are_two_stretches() -> None:
    assert len(cut(noise(1, -65), noise(1, -30), noise(1, -65), noise(1, -30), noise(1, -65))) == 2


def test_a_knock_is_none() -> None:
    assert cut(noise(2, -65), noise(0.1, -20), noise(2, -65)) == []


def test_what_goes_on_for_longer_than_a_phrase_is_none_and_the_next_phrase_is_one() -> None:
    assert len(cut(noise(2, -65), noise(4.5, -30), noise(1, -65), noise(1, -30), noise(1, -65))) == 1


def test_a_room_that_is_loud_by_itself_has_none_once_it_is_known() -> None:
    assert cut(noise(3, -30), noise(20, -30)) == []


def test_an_offset_and_a_hum_are_no_sound() -> None:
    at = np.arange(6 * RATE, dtype=np.float32) / RATE
    hum = (0.05 + 0.01 * np.sin(2 * np.pi * 50 * at)).astype(np.float32)
    hum[2 * RATE : 3 * RATE] += noise(1, -35)
    assert len(cut(hum + noise(6, -65))) == 1

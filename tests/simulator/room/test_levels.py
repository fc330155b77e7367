from __future__ import annotations

import numpy as np
import pytest

from tests.simulator.room.measuring import rms, tone
from voice_coach.audio.format import RATE
from voice_coach.errors import AudioError
from voice_coach.simulator.room.levels import active_rms, at_level, decibels, gain


def test_decibels_and_gain_are_each_others_inverse() -> None:
    assert gain(-20) == pytest.approx(0.1)
    assert decibels(0.1) == pytest.approx(-20)
    assert decibels(gain(3.7)) == pytest.approx(3.7)


def test_silence_has_no_level() -> None:
    assert decibels(0.0) == -np.inf
    assert active_rms(np.zeros(RATE)) == 0.0
    assert active_rms(np.zeros(0)) == 0.0


def test_pauses_do_not_count() -> None:
    word = tone(1000, 0.4)
    pause = np.zeros(RATE)
    assert active_rms(np.concatenate([pause, word, pause, word])) == pytest.approx(rms(word), rel=1e-6)


@pytest.mark.parametrize(("softer_db", "counts"), [(-25, True), (-35, False)])
def test_a_soft_part_counts_down_to_30_db_under_the_loudest(softer_db: float, *, counts: bool) -> None:
    loud, quiet = tone(1000, 0.5), np.zeros(RATE)
    both = np.concatenate([loud, loud * gain(softer_db)])
    expected = rms(both) if counts else rms(loud)
    assert active_rms(np.concatenate([quiet, both])) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("noise_db", [-25, -40])
def test_a_noisy_room_around_a_word_does_not_make_it_softer(noise_db: float) -> None:
    word = tone(1000, 0.5)
    noise = np.random.default_rng(0).normal(0.0, rms(word) * gain(noise_db), 3 * len(word))
    assert active_rms(np.concatenate([noise, word])) == pytest.approx(rms(word), rel=0.01)


def test_a_sound_gets_the_level_that_is_asked_for() -> None:
    assert decibels(active_rms(at_level(tone(440, 0.5), -26))) == pytest.approx(-26)


@pytest.mark.parametrize("sound", [np.zeros(0), np.zeros(500), np.array([0.1, np.nan]), np.array([0.1, np.inf])])
def test_silence_and_what_is_no_number_have_no_level_to_set(
    sound: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    with pytest.raises(AudioError) as caught:
        at_level(sound, -26)
    assert caught.value.code == "sound-silent"

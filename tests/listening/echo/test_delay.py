"""Delay and skew of speech that comes back."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pytest

from voice_coach.audio.format import RATE, Samples
from voice_coach.listening.echo.delay import WINDOW, Delay, lateness

DELAY = 400


class Heard(Protocol):
    spoken: Samples
    echo: Samples
    talker: Samples


def on_another_clock(sound: Samples, ppm: float) -> Samples:
    places = np.arange(0, len(sound) - 1, 1 / (1 + ppm / 1e6))
    return np.asarray(np.interp(places, np.arange(len(sound)), sound), np.float32)


def fed(microphone: Samples, reference: Samples, block: int) -> Delay:
    delay = Delay()
    for n in range(0, len(reference), block):
        delay.take(microphone[n : n + block], reference[n : n + block])
    return delay


def test_the_delay_is_told_to_the_sample(scene: Heard) -> None:
    assert lateness(scene.echo[:WINDOW], scene.spoken[:WINDOW]) == pytest.approx(DELAY, abs=0.3)


def test_somebody_who_speaks_over_it_changes_nothing(scene: Heard) -> None:
    last = slice(5 * RATE, 9 * RATE)
    assert lateness((scene.echo + scene.talker)[last], scene.spoken[last]) == pytest.approx(DELAY, abs=0.3)


def test_nothing_is_told_of_silence_or_of_something_else(scene: Heard) -> None:
    noise = np.random.default_rng(3).normal(0, 0.1, WINDOW).astype(np.float32)
    assert lateness(scene.echo[:WINDOW], np.zeros(WINDOW, np.float32)) is None
    assert lateness(noise, scene.spoken[:WINDOW]) is None
    assert lateness(np.zeros(WINDOW, np.float32), scene.spoken[:WINDOW]) is None


@pytest.mark.parametrize("ppm", [50, -80])
def test_the_skew_is_known_after_twelve_seconds(scene: Heard, ppm: float) -> None:
    spoken, echo = np.tile(scene.spoken, 2), np.tile(scene.echo, 2)
    microphone = on_another_clock(echo, ppm)
    assert fed(microphone[: 4 * RATE], spoken[: 4 * RATE], 320).ppm == 0
    found = fed(microphone[: 13 * RATE], spoken[: 13 * RATE], 320)
    assert found.ppm == pytest.approx(ppm, abs=5)


def test_one_clock_has_no_skew_and_blocks_do_not_matter(scene: Heard) -> None:
    spoken, echo = np.tile(scene.spoken, 2)[: 14 * RATE], np.tile(scene.echo, 2)[: 14 * RATE]
    small, large = fed(echo, spoken, 320), fed(echo, spoken, 4 * RATE)
    assert small.ppm == large.ppm == 0
    assert small.samples == large.samples
    assert small.samples is not None


def test_the_delay_is_told_within_a_second_or_two_of_speech(scene: Heard) -> None:
    assert fed(scene.echo[: 2 * RATE], scene.spoken[: 2 * RATE], 320).samples == pytest.approx(DELAY, abs=0.3)


def test_sound_that_was_lost_is_a_jump_and_no_skew(scene: Heard) -> None:
    spoken, echo = np.tile(scene.spoken, 3), np.tile(scene.echo, 3)
    gap = 12 * RATE
    delay = fed(np.concatenate([echo[:gap], echo[gap - 700 :]])[: len(spoken)], spoken, 320)
    assert delay.jumps == 1
    assert delay.samples == pytest.approx(DELAY + 700, abs=0.3)
    assert delay.ppm == 0


def test_where_nothing_comes_back_it_is_absent_after_ten_seconds_of_speech(scene: Heard) -> None:
    spoken = np.tile(scene.spoken, 2)
    noise = np.random.default_rng(3).normal(0, 0.001, len(spoken)).astype(np.float32)
    assert not fed(noise[: 8 * RATE], spoken[: 8 * RATE], 320).absent
    assert fed(noise[: 12 * RATE], spoken[: 12 * RATE], 320).absent


@pytest.mark.parametrize(("softer_db", "found"), [(20, True), (60, False)])
def test_what_is_softer_than_the_microphones_noise_is_no_echo(scene: Heard, softer_db: float, *, found: bool) -> None:
    noise = np.random.default_rng(3).normal(0, 5e-4, WINDOW).astype(np.float32)
    heard = scene.echo[:WINDOW] * np.float32(10 ** (-softer_db / 20)) + noise
    assert (lateness(heard, scene.spoken[:WINDOW]) is not None) == found


def test_a_microphone_alone_is_not_kept_for_ever() -> None:
    delay, second = Delay(), np.zeros(RATE, np.float32)
    for _ in range(100):
        delay.take(second, second[:0])
    assert delay.samples is None

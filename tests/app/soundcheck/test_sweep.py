"""The sweep against rooms whose delay, loss and reverberation are known."""

from collections.abc import Callable

import numpy as np
import pytest

from voice_coach.app.soundcheck.sweep import QUIETEST_DB, measure
from voice_coach.audio.format import RATE, Samples, from_bytes
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.microphone import MicrophoneModel
from voice_coach.simulator.room.room import Room

SPEED = 343.0


def room(
    delay_s: float = 0.06, loss_db: float = 12.0, reverberation_s: float = 0.3, *, noise_db: float = -66.0
) -> Callable[[Samples], Samples]:
    loudspeaker = LoudspeakerModel(0.5, delay_s, loss_db)
    microphone = MicrophoneModel(noise_db=noise_db)
    inside = Room(Acoustics(reverberation_s=reverberation_s, loudspeaker=loudspeaker, microphone=microphone))
    return lambda played: from_bytes(inside.exchange(played))


@pytest.mark.parametrize("reverberation_s", [0.0, 0.3, 0.6])
@pytest.mark.parametrize(("delay_s", "loss_db"), [(0.03, 0.0), (0.06, 12.0), (0.2, 30.0), (0.45, 20.0)])
def test_delay_and_loss_are_those_of_the_room(delay_s: float, loss_db: float, reverberation_s: float) -> None:
    found = measure(room(delay_s, loss_db, reverberation_s))

    assert found.delay_s == pytest.approx(delay_s + 0.5 / SPEED, abs=0.001)
    assert found.loss_db == pytest.approx(loss_db, abs=2.0)
    assert not found.clipped


@pytest.mark.parametrize("noise_db", [-66.0, -45.0, -30.0])
def test_noise_is_told_and_hides_no_delay(noise_db: float) -> None:
    found = measure(room(noise_db=noise_db))

    assert found.noise_db == pytest.approx(noise_db, abs=1.0)
    assert found.delay_s == pytest.approx(0.06 + 0.5 / SPEED, abs=0.001)
    assert found.loss_db == pytest.approx(12.0, abs=2.0)


@pytest.mark.parametrize("reverberation_s", [0.3, 0.6])
def test_the_reverberation_is_that_of_the_room(reverberation_s: float) -> None:
    found = measure(room(reverberation_s=reverberation_s)).reverberation_s

    assert found == pytest.approx(reverberation_s, rel=0.25)


def test_there_is_no_reverberation_to_tell_of_in_the_open_and_in_much_noise() -> None:
    assert measure(room(reverberation_s=0.0)).reverberation_s is None
    assert measure(room(loss_db=30.0, noise_db=-30.0)).reverberation_s is None


def test_a_loudspeaker_that_distorts_changes_no_delay() -> None:
    straight = room(loss_db=0.0)
    found = measure(lambda played: straight(np.tanh(8 * played).astype(np.float32)))

    assert found.delay_s == pytest.approx(0.06 + 0.5 / SPEED, abs=0.001)


def test_silence_and_noise_are_no_echo() -> None:
    silent = measure(np.zeros_like)
    assert (silent.delay_s, silent.loss_db, silent.reverberation_s) == (None, None, None)
    assert silent.noise_db == QUIETEST_DB

    sound = np.random.default_rng(0)
    for _ in range(5):
        noisy = measure(lambda played: sound.normal(0, 0.05, len(played)).astype(np.float32))
        assert (noisy.delay_s, noisy.loss_db, noisy.reverberation_s) == (None, None, None)
        assert noisy.noise_db == pytest.approx(-26.0, abs=0.5)


def test_a_hum_is_no_echo() -> None:
    found = measure(lambda played: (0.2 * np.sin(np.arange(len(played)) * 2 * np.pi * 440 / RATE)).astype(np.float32))

    assert found.delay_s is None


def test_a_recording_that_is_cut_off_at_full_scale_has_clipped() -> None:
    assert measure(lambda played: np.clip(8 * played, -1, 1)).clipped
    assert not measure(lambda played: played).clipped


def test_a_recording_that_ends_early_is_silent_from_there_on() -> None:
    assert measure(lambda played: played[:0]).delay_s is None
    assert measure(lambda played: played[: 2 * RATE]).delay_s == 0.0

"""Levels and times of the mix, measured on what the microphone gives."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulator.room.measuring import NOISELESS, db, hiss, play, response, rms, tone, wait
from voice_coach.audio.format import RATE, from_bytes
from voice_coach.errors import AudioError
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.levels import active_rms
from voice_coach.simulator.room.noise import Noise, looped
from voice_coach.simulator.room.room import Room

SPEED = 343.0


@pytest.mark.parametrize("reverberation_s", [0.0, 0.3])
@pytest.mark.parametrize(("distance_m", "level_db"), [(0.1, 0.0), (0.5, -6.0), (1.0, 0.0), (2.0, 0.0), (3.3, 6.0)])
def test_a_voice_arrives_when_and_as_loud_as_it_must(
    reverberation_s: float, distance_m: float, level_db: float
) -> None:
    room = Room(Acoustics(voice_db=-40, reverberation_s=reverberation_s, microphone=NOISELESS))
    clip = hiss(4)
    room.speak(clip, 0.25, level_db=level_db, distance_m=distance_m)
    wait(room, 5)

    arrived = response(clip, room.heard)
    direct = int(np.argmax(arrived))

    assert abs(direct - (0.25 + distance_m / SPEED) * RATE) <= 1
    expected_db = -40 + level_db - db(distance_m) - db(active_rms(clip))
    assert db(arrived[direct]) == pytest.approx(expected_db, abs=0.5)


def test_in_the_open_air_the_voice_has_its_level_whatever_the_clip_had() -> None:
    for peak in (0.9, 0.001):
        room = Room(Acoustics(reverberation_s=0, microphone=NOISELESS))
        room.speak(tone(300, 0.5, peak), 0.1)
        wait(room, 1)
        assert db(active_rms(room.heard)) == pytest.approx(-26, abs=0.5)


def test_walls_add_to_a_voice() -> None:
    def loudness(reverberation_s: float) -> float:
        room = Room(Acoustics(reverberation_s=reverberation_s, microphone=NOISELESS))
        room.speak(hiss(1), 0.0, distance_m=2.0)
        wait(room, 1)
        return rms(room.heard)

    assert loudness(0.0) < loudness(0.2) < loudness(0.5)


@pytest.mark.parametrize("reverberation_s", [0.0, 0.3])
def test_a_noise_has_its_level_at_the_microphone_from_its_start_to_its_end(reverberation_s: float) -> None:
    room = Room(Acoustics(reverberation_s=reverberation_s, microphone=NOISELESS))
    room.add(Noise(looped(hiss(1.7)), -10.0, starts=0.5, ends=4.0))
    wait(room, 5)

    heard = room.heard
    assert not heard[: RATE // 2].any()
    assert db(rms(heard[RATE // 2 : 4 * RATE])) == pytest.approx(-36, abs=0.5)
    assert heard[RATE // 2] != 0
    assert heard[4 * RATE - 1] != 0
    assert not heard[4 * RATE :].any()


def test_a_loop_goes_on_where_it_began() -> None:
    room = Room(Acoustics(reverberation_s=0.2, microphone=NOISELESS))
    room.add(Noise(looped(hiss(0.5))))
    wait(room, 3)
    assert np.array_equal(room.heard[: RATE // 2], room.heard[2 * RATE : 5 * RATE // 2])


def test_everything_adds_up() -> None:
    def heard(*, voice: bool, noise: bool, coach: bool) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        room = Room(Acoustics(microphone=NOISELESS))
        if voice:
            room.speak(tone(500, 0.5), 0.1)
        if noise:
            room.add(Noise(looped(hiss(1))))
        play(room, tone(900, 1.0) * np.float32(coach))
        return room.heard

    parts = heard(voice=True, noise=False, coach=False) + heard(voice=False, noise=True, coach=False)
    parts += heard(voice=False, noise=False, coach=True)
    assert np.allclose(parts, heard(voice=True, noise=True, coach=True), atol=3 / 32768)


def test_two_voices_may_sound_at_once() -> None:
    room = Room(Acoustics(microphone=NOISELESS))
    room.speak(tone(500, 0.5), 0.0)
    alone = Room(Acoustics(microphone=NOISELESS))
    alone.speak(tone(500, 0.5), 0.0)
    room.speak(tone(500, 0.5), 0.0)
    wait(room, 1)
    wait(alone, 1)
    assert rms(room.heard) == pytest.approx(2 * rms(alone.heard), rel=0.01)


def test_what_was_played_and_heard_is_kept() -> None:
    room = Room(Acoustics(), seed=1)
    assert room.now == 0.0
    assert (len(room.played), len(room.heard)) == (0, 0)
    sound = hiss(0.5)
    blocks = play(room, sound)
    assert room.now == 0.5
    assert np.array_equal(room.played, sound)
    assert np.array_equal(room.heard, from_bytes(blocks))


def test_nobody_speaks_in_the_past() -> None:
    room = Room(Acoustics())
    wait(room, 1)
    room.speak(tone(500, 0.1), 1.0)
    with pytest.raises(ValueError, match="when it is"):
        room.speak(tone(500, 0.1), 0.98)


@pytest.mark.parametrize("distance_m", [0.0, -1.0, float("nan"), 51.0])
def test_a_distance_that_is_none_is_refused(distance_m: float) -> None:
    with pytest.raises(AudioError, match="A user's distance cannot be"):
        Room(Acoustics()).speak(tone(500, 0.1), 0.0, distance_m=distance_m)


def test_a_user_outside_is_refused_but_in_the_open_air() -> None:
    with pytest.raises(AudioError, match="the user cannot be 5 m from the microphone") as caught:
        Room(Acoustics()).speak(tone(500, 0.1), 0.0, distance_m=5.0)
    assert caught.value.hint == "There is place for 3.3 m."
    Room(Acoustics(reverberation_s=0)).speak(tone(500, 0.1), 0.0, distance_m=5.0)


def test_a_silent_clip_and_a_silent_noise_are_refused() -> None:
    room = Room(Acoustics())
    with pytest.raises(AudioError, match="silent"):
        room.speak(np.zeros(RATE, np.float32), 0.0)
    with pytest.raises(AudioError, match="silent"):
        room.add(Noise(looped(np.zeros(0, np.float32))))

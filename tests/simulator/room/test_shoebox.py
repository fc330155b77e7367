from __future__ import annotations

from dataclasses import replace
from math import dist

import numpy as np
import pytest

from tests.simulator.room.measuring import Sound
from voice_coach.audio.format import RATE
from voice_coach.errors import AudioError
from voice_coach.simulator.room import shoebox as module
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.response import SPEED
from voice_coach.simulator.room.shoebox import TOWARDS, reverberation_s, shoebox

USUAL = (4.0, 3.0, 2.5)
TIMES_S = [0.2, 0.3, 0.5, 0.8]


def falls_by_30_db_in(response: Sound) -> float:
    """Time the fall of the energy still to come from -5 to -35 dB, read off at its two ends, without any fit."""
    to_come = np.cumsum(response[::-1] ** 2)[::-1]
    return float(np.argmax(to_come < to_come[0] * 10**-3.5) - np.argmax(to_come < to_come[0] * 10**-0.5)) / RATE


@pytest.mark.parametrize("wanted_s", TIMES_S)
@pytest.mark.parametrize(
    ("size_m", "distance_m", "who"),
    [
        (USUAL, 1.0, "user"),
        (USUAL, 3.0, "user"),
        (USUAL, 0.5, "loudspeaker"),
        (USUAL, 2.0, "noise"),
        ((7.0, 5.0, 2.7), 2.0, "user"),
    ],
)
def test_it_reverberates_as_long_as_it_should(
    wanted_s: float, size_m: tuple[float, float, float], distance_m: float, who: str
) -> None:
    response = shoebox(size_m, wanted_s, distance_m, who).samples
    assert 2 * falls_by_30_db_in(response) == pytest.approx(wanted_s, rel=0.15)
    assert reverberation_s(response) == pytest.approx(wanted_s, rel=0.15)


@pytest.mark.parametrize("wanted_s", TIMES_S)
def test_a_library_measures_the_same(wanted_s: float) -> None:
    pra = pytest.importorskip("pyroomacoustics", reason="pyroomacoustics is not installed")
    measured = pra.experimental.measure_rt60(shoebox(USUAL, wanted_s, 1.0, "user").samples, fs=RATE, decay_db=30)
    assert measured == pytest.approx(wanted_s, rel=0.15)


def test_the_direct_sound_is_one_sample_of_height_one() -> None:
    for who in TOWARDS:
        response = shoebox(USUAL, 0.3, 1.0, who)
        assert response.direct == 0
        assert response.samples[0] == pytest.approx(1.0, abs=0.01)
        assert np.abs(response.samples[1:]).max() < 0.9


def test_the_first_reflection_comes_when_the_nearest_wall_sends_it() -> None:
    response = shoebox(USUAL, 0.3, 1.0, "user").samples
    source, microphone = module._place(USUAL, 1.0, "user"), np.array(USUAL) * module.MICROPHONE
    mirrored = [tuple(-part if axis == one else part for one, part in enumerate(source)) for axis in range(3)]
    first = min(dist(image, microphone) for image in mirrored) - dist(source, microphone)
    frames = first / SPEED * RATE
    assert abs(int(np.flatnonzero(response[1:] > 0.1)[0]) + 1 - frames) <= 1


def test_the_farther_the_less_direct() -> None:
    near, far = (shoebox(USUAL, 0.3, distance_m, "user").samples for distance_m in (0.5, 3.0))
    assert np.sum(far[1:] ** 2) > 10 * np.sum(near[1:] ** 2)


@pytest.mark.parametrize(("size_m", "wanted_s"), [(USUAL, 0.01), ((30.0, 30.0, 30.0), 0.05)])
def test_a_room_that_cannot_be_so_dry_is_refused(size_m: tuple[float, float, float], wanted_s: float) -> None:
    with pytest.raises(AudioError, match="does not reverberate for") as caught:
        shoebox(size_m, wanted_s, 1.0, "user")
    assert "smaller one for a shorter" in caught.value.hint


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"size_m": (4.0, 0.5, 2.5)}, "A side of the room cannot be 0.5 m."),
        ({"reverberation_s": 1.5}, "The reverberation cannot be 1.5 s."),
        ({"reverberation_s": -0.1}, "The reverberation cannot be -0.1 s."),
        ({"voice_db": 6.0}, "The level of a voice cannot be 6 dB."),
    ],
)
def test_what_no_room_is_is_refused(change: dict[str, float], message: str) -> None:
    with pytest.raises(AudioError) as caught:
        replace(Acoustics(), **change)  # type: ignore[arg-type]  # one table for figures of several types
    assert caught.value.message == message

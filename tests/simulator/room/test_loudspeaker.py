from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.simulator.room.measuring import NOISELESS, db, hiss, play, response, rms, tone, wait
from voice_coach.audio.format import RATE
from voice_coach.errors import AudioError
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.loudspeaker import HALF, LoudspeakerModel
from voice_coach.simulator.room.microphone import MicrophoneModel
from voice_coach.simulator.room.room import Room

OPEN_AIR = Acoustics(reverberation_s=0, microphone=NOISELESS)


def heard(loudspeaker: LoudspeakerModel, hz: float, peak: float = 0.1) -> float:
    """Return how loud a tone that is played arrives, beside what is played, in dB."""
    room = Room(replace(OPEN_AIR, loudspeaker=loudspeaker))
    sound = tone(hz, 1.0, peak)
    play(room, sound)
    return db(rms(room.heard[RATE // 2 :]) / rms(sound))


@pytest.mark.parametrize("reverberation_s", [0.0, 0.2, 0.5])
@pytest.mark.parametrize(
    ("distance_m", "delay_s", "loss_db"), [(1.0, 0.03, 20.0), (0.2, 0.018, 6.0), (2.5, 0.25, 35.0)]
)
def test_the_coach_arrives_when_and_as_loud_as_it_must(
    reverberation_s: float, distance_m: float, delay_s: float, loss_db: float
) -> None:
    loudspeaker = LoudspeakerModel(distance_m, delay_s, loss_db)
    room = Room(replace(OPEN_AIR, reverberation_s=reverberation_s, loudspeaker=loudspeaker))
    played = hiss(4)
    play(room, played)
    wait(room, 1)

    arrived = response(played, room.heard)
    direct = int(np.argmax(arrived))

    assert abs(direct - (delay_s + distance_m / 343) * RATE) <= 1
    # White sound loses what lies outside the band; inside it the level is the one that was asked for.
    lost_db = db(loudspeaker.band_filter()[HALF])
    assert db(arrived[direct]) == pytest.approx(lost_db - loss_db, abs=0.5)


@pytest.mark.parametrize("hz", [300, 1000, 4000, 6500])
def test_inside_the_band_the_echo_has_its_level(hz: float) -> None:
    assert heard(LoudspeakerModel(), hz) == pytest.approx(-20, abs=0.5)


@pytest.mark.parametrize("band_hz", [(150, 7000), (300, 3400), (800, 5000)])
def test_the_edges_of_the_band_are_6_db_down_and_beyond_them_is_nothing(band_hz: tuple[float, float]) -> None:
    loudspeaker = LoudspeakerModel(band_hz=band_hz)
    assert heard(loudspeaker, band_hz[0]) == pytest.approx(-26, abs=1)
    assert heard(loudspeaker, band_hz[1]) == pytest.approx(-26, abs=1)
    assert heard(loudspeaker, band_hz[0] - 140) < -55
    assert heard(loudspeaker, band_hz[1] + 300) < -55


def test_a_loudspeaker_without_limits_plays_everything() -> None:
    loudspeaker = LoudspeakerModel(band_hz=(0, RATE / 2))
    assert heard(loudspeaker, 50) == pytest.approx(-20, abs=0.5)
    assert heard(loudspeaker, 7800) == pytest.approx(-20, abs=0.5)


def test_soft_sounds_keep_their_level_and_loud_ones_bend() -> None:
    soft = LoudspeakerModel(clips_at_db=-12)
    assert heard(soft, 1000, 0.02) == pytest.approx(-20, abs=0.05)
    assert heard(soft, 1000, 0.125) == pytest.approx(-20.1, abs=0.1)
    assert heard(soft, 1000, 0.9) < -28


def test_what_bends_never_exceeds_its_limit_and_gets_overtones() -> None:
    bent = LoudspeakerModel(clips_at_db=-12).bend(tone(1000, 1.0, 1.0))
    assert 0.24 < np.abs(bent).max() < 10 ** (-12 / 20)
    spectrum = np.abs(np.fft.rfft(bent))
    assert db(spectrum[3000] / spectrum[1000]) == pytest.approx(-11, abs=2)
    assert spectrum[2000] < 1e-6 * spectrum[1000]


def test_the_clocks_filter_needs_a_little_more_delay() -> None:
    right, wrong = OPEN_AIR, replace(OPEN_AIR, microphone=MicrophoneModel(ppm=50))
    near = LoudspeakerModel(distance_m=0.05, delay_s=0.0125)
    Room(replace(right, loudspeaker=near))
    with pytest.raises(AudioError, match=r"delay of 12\.5 ms is too short") as caught:
        Room(replace(wrong, loudspeaker=near))
    assert caught.value.hint == "Make it 13.5 ms or more."
    Room(replace(wrong, loudspeaker=replace(near, delay_s=0.0135)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"distance_m": 0.0}, "The loudspeaker's distance cannot be 0 m."),
        ({"delay_s": -0.01}, "The loudspeaker's delay cannot be -0.01 s."),
        ({"delay_s": float("nan")}, "The loudspeaker's delay cannot be nan s."),
        ({"echo_return_loss_db": 200.0}, "The echo return loss cannot be 200 dB."),
        ({"band_hz": (100.0, 9000.0)}, "The loudspeaker's upper limit cannot be 9000 Hz."),
        ({"band_hz": (4000.0, 5000.0)}, "The loudspeaker's lower limit cannot be 4000 Hz."),
        ({"clips_at_db": 30.0}, "The loudspeaker's clipping level cannot be 30 dB."),
    ],
)
def test_what_no_loudspeaker_is_is_refused(change: dict[str, float], message: str) -> None:
    with pytest.raises(AudioError) as caught:
        replace(LoudspeakerModel(), **change)  # type: ignore[arg-type]  # one table for figures of two types
    assert caught.value.message == message
    assert caught.value.hint.startswith("Choose between ")


def test_a_loudspeaker_outside_the_room_is_refused() -> None:
    with pytest.raises(AudioError, match="the loudspeaker cannot be 4 m from the microphone"):
        Room(Acoustics(loudspeaker=LoudspeakerModel(distance_m=4.0)))

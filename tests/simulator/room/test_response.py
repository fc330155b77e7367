from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.simulator.room.measuring import NOISELESS, db, hiss, play, response, wait
from voice_coach.audio.format import RATE
from voice_coach.errors import AudioError
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.levels import active_rms
from voice_coach.simulator.room.response import recorded
from voice_coach.simulator.room.room import Room

REPEAT_S, REPEAT = 0.05, 0.5


def echo(rate: int, channels: int = 1, silence_s: float = 0.1) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Record a room with one reflection, half as loud, 50 ms after the direct sound."""
    sound = np.zeros(round(0.4 * rate))
    sound[round(silence_s * rate)] = 0.25
    sound[round((silence_s + REPEAT_S) * rate)] = 0.25 * REPEAT
    return np.repeat(sound[:, None], channels, axis=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "response.wav"


@pytest.mark.parametrize(
    ("rate", "channels", "subtype"),
    [(16_000, 1, "PCM_16"), (16_000, 1, "PCM_U8"), (44_100, 1, "PCM_16"), (48_000, 2, "FLOAT"), (8_000, 2, "PCM_24")],
)
def test_a_recorded_room_is_used_for_the_user(path: Path, rate: int, channels: int, subtype: str) -> None:
    soundfile.write(path, echo(rate, channels), rate, subtype=subtype)
    room = Room(Acoustics(voice_db=-40, response=path, microphone=NOISELESS))
    clip = hiss(4)
    room.speak(clip, 0.25, distance_m=2.0)
    wait(room, 5)

    arrived = response(clip, room.heard)
    if rate < RATE:  # the half of the spectrum that the recording has not must not be divided by
        arrived = np.fft.irfft(np.fft.rfft(arrived)[: RATE // 4]) / 2
    direct = int(np.argmax(arrived))
    level = db(active_rms(clip))
    factor = len(arrived) / RATE

    assert abs(direct / factor - (0.25 + 2 / 343) * RATE) <= 1 / factor
    if rate == RATE:
        assert db(arrived[direct]) + level == pytest.approx(-40 - db(2.0), abs=0.5)
    later = direct + round(REPEAT_S * RATE * factor)
    assert arrived[later - 1 : later + 2].max() / arrived[direct] == pytest.approx(REPEAT, rel=0.06)


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_resampling_keeps_the_level(path: Path, rate: int) -> None:
    soundfile.write(path, echo(rate), rate, subtype="FLOAT")
    hz = 2 * np.pi * 1000 * np.arange(RATE) / RATE
    made = recorded(path).samples[:600]  # without the reflection
    assert db(abs(np.sum(made * np.exp(-1j * hz[: len(made)])))) == pytest.approx(0.0, abs=0.5)


def test_it_is_used_for_the_loudspeaker_too(path: Path) -> None:
    soundfile.write(path, echo(RATE), RATE)
    room = Room(Acoustics(response=path, microphone=NOISELESS))
    played = hiss(4)
    play(room, played)
    arrived = response(played, room.heard)
    direct = int(np.argmax(arrived))
    assert abs(direct - (0.03 + 1 / 343) * RATE) <= 1
    assert arrived[direct + round(REPEAT_S * RATE)] / arrived[direct] == pytest.approx(REPEAT, rel=0.05)


@pytest.mark.parametrize(
    ("sound", "message"),
    [
        (np.zeros(0), "is empty"),
        (np.zeros(800), "is silent"),
        (np.array([0.1, np.nan, 0.1]), "has samples that are no numbers"),
        (np.ones(10 * RATE + 1), "is longer than 10 s"),
    ],
)
def test_a_response_that_is_none_is_refused(
    path: Path, sound: np.ndarray[tuple[int], np.dtype[np.float64]], message: str
) -> None:
    soundfile.write(path, sound, RATE, subtype="FLOAT")
    with pytest.raises(AudioError) as caught:
        Room(Acoustics(response=path))
    assert caught.value.code == "response-unusable"
    assert caught.value.message == f"The response {path} {message}."
    assert caught.value.hint


def test_a_missing_response_and_one_that_is_no_sound_are_refused(path: Path) -> None:
    with pytest.raises(AudioError, match="There is no sound file"):
        Room(Acoustics(response=path))
    path.write_text("no sound")
    with pytest.raises(AudioError, match="Cannot read"):
        Room(Acoustics(response=path))

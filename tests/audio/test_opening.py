"""What a device takes is found out by trying, and a message blames nobody who is innocent."""

from __future__ import annotations

import numpy as np
import pytest

from tests.audio.fake_portaudio import BAD_RATE, UNAVAILABLE, FakePortAudio, described, install
from voice_coach.audio.devices import Device, devices
from voice_coach.audio.format import RATE, from_bytes
from voice_coach.audio.loudspeaker import Loudspeaker
from voice_coach.audio.microphone import Microphone
from voice_coach.errors import AudioError


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> FakePortAudio:
    return install(monkeypatch, FakePortAudio(described("Array", inputs=6, outputs=2)))


def array() -> Device:
    [device] = devices()
    return device


@pytest.mark.parametrize("rate", [48_000, 44_100, 16_000])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_every_usual_rate_is_tried_with_every_number_of_channels(
    library: FakePortAudio, rate: int, channels: int
) -> None:
    library.checks = lambda *pair: "" if pair == (rate, channels) else BAD_RATE
    Microphone(array(), lambda _: None)
    assert library.opened == [(rate, channels)]


def test_when_opening_fails_after_a_check_the_next_pair_is_tried(library: FakePortAudio) -> None:
    library.opens = lambda rate, _: "" if rate == 48_000 else BAD_RATE
    Microphone(array(), lambda _: None)
    assert library.opened == [(16_000, 1), (44_100, 1), (48_000, 1)]


def test_a_loudspeaker_that_says_44100_and_takes_48000_only_plays(library: FakePortAudio) -> None:
    library.opens = lambda rate, channels: "" if (rate, channels) == (48_000, 2) else BAD_RATE
    assert Loudspeaker(array()).rate == 48_000


def test_what_was_tried_is_told_and_nobody_is_blamed(library: FakePortAudio) -> None:
    library.checks = lambda *_: BAD_RATE
    with pytest.raises(AudioError) as caught:
        Microphone(array(), lambda _: None)
    assert caught.value.code == "device-refused"
    assert "16000 Hz with 1 channel, 44100 Hz with 1 channel, 48000 Hz with 1 channel" in caught.value.hint
    assert "48000 Hz with 6 channels" in caught.value.hint
    assert "program" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize("when", ["checks", "opens"])
def test_a_busy_device_is_blamed_on_who_uses_it(library: FakePortAudio, when: str) -> None:
    setattr(library, when, lambda rate, _: UNAVAILABLE if rate == 48_000 else BAD_RATE)
    with pytest.raises(AudioError) as caught:
        Microphone(array(), lambda _: None)
    assert "Device unavailable" in caught.value.message
    assert "other programs" in caught.value.hint


def test_the_channel_that_was_asked_for_is_opened_and_heard(library: FakePortAudio) -> None:
    heard = list[bytes]()
    Microphone(array(), heard.append, channel=3)
    assert library.opened == [(RATE, 3)]
    library.record(np.tile([0.1, 0.2, 0.3], (320, 1)))
    assert np.allclose(from_bytes(heard[0]), 0.3, atol=1e-4)


def test_of_six_channels_the_first_is_heard(library: FakePortAudio) -> None:
    library.checks = lambda _, channels: "" if channels == 6 else BAD_RATE
    heard = list[bytes]()
    Microphone(array(), heard.append)
    library.record(np.tile([0.5, 0, 0, 0, 0, 0], (320, 1)))
    assert np.allclose(from_bytes(heard[0]), 0.5, atol=1e-4)

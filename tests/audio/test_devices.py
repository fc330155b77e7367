from __future__ import annotations

import sys

import pytest

from voice_coach.audio.devices import Device, Direction, choose, portaudio
from voice_coach.errors import AudioError

HEADSET = Device(0, "USB Headset", inputs=1, outputs=2, rate=44_100)
SCREEN = Device(1, "HDMI", inputs=0, outputs=8, rate=48_000, is_default_output=True)
USB = Device(2, "USB", inputs=2, outputs=0, rate=16_000)
LISTED = (HEADSET, SCREEN, USB)


@pytest.mark.parametrize(
    ("direction", "wanted", "chosen"),
    [
        (Direction.OUTPUT, "", SCREEN),
        (Direction.INPUT, "", HEADSET),
        (Direction.INPUT, "head", HEADSET),
        (Direction.INPUT, "usb", USB),
        (Direction.OUTPUT, "usb", HEADSET),
        (Direction.OUTPUT, "1", SCREEN),
    ],
)
def test_a_device_is_chosen_by_default_name_part_of_name_or_index(
    direction: Direction, wanted: str, chosen: Device
) -> None:
    assert choose(LISTED, direction, wanted) is chosen


def test_a_wrong_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(AudioError) as caught:
        choose(LISTED, Direction.INPUT, "HDMI")
    assert caught.value.code == "no-device"
    assert "0 USB Headset, 2 USB" in caught.value.hint
    assert "HDMI" not in caught.value.hint


def test_a_machine_without_a_card_is_told_so() -> None:
    with pytest.raises(AudioError, match="no sound output"):
        choose((), Direction.OUTPUT)


def test_a_missing_library_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(AudioError) as caught:
        portaudio()
    assert caught.value.code == "no-portaudio"
    assert "libportaudio2" in caught.value.hint

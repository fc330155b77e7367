from __future__ import annotations

import sys
from typing import Literal, TypeAlias
from unicodedata import normalize

import pytest

from tests.audio.fake_portaudio import FakePortAudio, described, install
from voice_coach.audio.devices import Device, Direction, choose, choose_microphone, devices, portaudio
from voice_coach.audio.microphone import Microphone
from voice_coach.cli import main
from voice_coach.errors import AudioError

Form: TypeAlias = Literal["NFC", "NFD"]
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


@pytest.mark.parametrize("listed", ["NFC", "NFD"])
@pytest.mark.parametrize("wanted", ["NFC", "NFD"])
def test_a_name_is_the_same_composed_and_decomposed(listed: Form, wanted: Form) -> None:
    device = Device(0, normalize(listed, "Ecouteurs de Zoé"), inputs=1, outputs=0, rate=16_000)
    assert choose((device,), Direction.INPUT, normalize(wanted, "ZOÉ")) is device


LATIN = "Micro de Zoé".encode("latin-1")


def test_a_name_that_is_not_utf_8_spoils_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, FakePortAudio(described("A"), LATIN, described("B"), default=(1, -1)))
    found = devices()
    assert [device.name for device in found] == ["A", "Micro de Zo\ufffd", "B"]
    assert [device.index for device in found] == [0, 1, 2]
    assert choose(found, Direction.INPUT).name == "A"  # the system's choice cannot be opened
    with pytest.raises(AudioError, match="its name is not UTF-8"):
        Microphone(choose(found, Direction.INPUT, "Zo"), lambda _: None)


def test_devices_are_listed_when_a_name_is_not_utf_8(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install(monkeypatch, FakePortAudio(described("A"), LATIN))
    assert main(("devices",)) == 0
    assert "Micro de Zo\ufffd" in capsys.readouterr().out


MONITOR = Device(0, "Monitor of Built-in Audio", inputs=2, outputs=0, rate=48_000, is_default_input=True)
SOURCE = Device(1, "alsa_output.usb.monitor", inputs=2, outputs=0, rate=48_000)
REAL = Device(2, "Built-in Audio", inputs=2, outputs=0, rate=48_000)


def test_a_monitor_is_taken_only_when_it_is_asked_for() -> None:
    listed = (MONITOR, SOURCE, REAL)
    assert choose(listed, Direction.INPUT) is REAL
    assert choose(listed, Direction.INPUT, "audio") is REAL
    assert choose(listed, Direction.INPUT, "monitor of") is MONITOR
    assert choose(listed, Direction.INPUT, "0") is MONITOR


def test_a_machine_with_monitors_only_has_no_microphone() -> None:
    with pytest.raises(AudioError, match="no microphone") as caught:
        choose((MONITOR, SOURCE), Direction.INPUT)
    assert caught.value.code == "no-device"
    assert "Monitor of Built-in Audio" in caught.value.hint


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("array:6", (1, 6)),
        ("array", (1, None)),
        ("hw:1", (1, None)),
        ("hw:1,0):2", (1, 2)),
        ("1:2", (1, 2)),
        (":1", (0, 1)),
        ("", (0, None)),
    ],
)
def test_a_channel_may_follow_a_microphones_name(wanted: str, expected: tuple[int, int | None]) -> None:
    listed = (
        Device(0, "Headset", inputs=1, outputs=0, rate=48_000),
        Device(1, "Array (hw:1,0)", inputs=6, outputs=0, rate=16_000),
    )
    device, channel = choose_microphone(listed, wanted)
    assert (device.index, channel) == expected


@pytest.mark.parametrize("channel", ["0", "7"])
def test_a_channel_that_a_microphone_does_not_have_is_a_clear_error(channel: str) -> None:
    listed = (Device(0, "Array", inputs=6, outputs=0, rate=16_000),)
    with pytest.raises(AudioError, match=f"'Array' has no channel {channel}") as caught:
        choose_microphone(listed, f"array:{channel}")
    assert caught.value.hint == "Its channels are 1 to 6."

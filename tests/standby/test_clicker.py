"""A clicker: real through the kernel where that can be, else through the same contract."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NamedTuple

import pytest

from voice_coach.errors import UsageError
from voice_coach.standby.clicker import Clicker

PAGE_DOWN, PAGE_UP = 109, 104


class Event(NamedTuple):
    type: int
    code: int
    value: int


class FakeDevice:
    """A device whose events come through a pipe, three bytes each."""

    def __init__(self, name: str, *, taken: bool = False) -> None:
        self.name = name
        self.taken, self.grabbed, self.closed = taken, False, False
        self._out, self._in = os.pipe()

    def fileno(self) -> int:
        return self._out

    def grab(self) -> None:
        if self.taken:
            raise OSError(16, "Device or resource busy")
        self.grabbed = True

    def read(self) -> Iterator[Event]:
        came = os.read(self._out, 30)
        if not came:
            raise OSError(19, "No such device")
        return iter([Event(*came[at : at + 3]) for at in range(0, len(came), 3)])

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            os.close(self._out)
            self.unplug()

    def press(self, code: int, value: int = 1) -> None:
        os.write(self._in, bytes((1, code, value)))

    def unplug(self) -> None:
        if self._in >= 0:
            os.close(self._in)
            self._in = -1


def pressed_within(presses: SimpleQueue[None]) -> bool:
    try:
        presses.get(timeout=5)
    except Empty:
        return False
    return True


def test_a_starting_key_counts_when_it_goes_down_and_no_other(presses: SimpleQueue[None]) -> None:
    device, other = FakeDevice("Logitech Presenter"), FakeDevice("Keyboard")
    clicker = Clicker("logitech", lambda: presses.put(None), lambda: [device, other])
    try:
        assert (device.grabbed, other.closed) == (True, True)
        for value in (0, 2):
            device.press(PAGE_DOWN, value)
        device.press(PAGE_UP)
        device.press(PAGE_DOWN)
        assert pressed_within(presses)
    finally:
        clicker.close()
    assert device.closed
    assert presses.empty()
    clicker.close()


def test_one_that_is_unplugged_is_lost(presses: SimpleQueue[None]) -> None:
    device = FakeDevice("Clicker")
    clicker = Clicker("clicker", lambda: presses.put(None), lambda: [device])
    device.unplug()
    clicker._thread.join(timeout=5)
    assert clicker.lost
    clicker.close()


def test_a_name_that_nothing_has_is_told_with_the_names_there_are() -> None:
    with pytest.raises(UsageError, match="No clicker is called 'x'") as raised:
        Clicker("x", print, lambda: [FakeDevice("Remote")])
    assert "Remote" in raised.value.hint


def test_one_that_another_program_has_grabbed_is_told() -> None:
    device = FakeDevice("Clicker", taken=True)
    with pytest.raises(UsageError, match="used by another program"):
        Clicker("clicker", print, lambda: [device])
    assert device.closed


@pytest.fixture
def presses() -> SimpleQueue[None]:
    return SimpleQueue()


def test_a_real_one_is_found_and_grabbed(presses: SimpleQueue[None]) -> None:
    evdev = pytest.importorskip("evdev", reason="evdev is not installed (extra keys)")
    if not Path("/dev/uinput").exists():
        pytest.skip("no /dev/uinput to make an input device with")
    with evdev.UInput({1: [PAGE_DOWN]}, name="coach test clicker") as made:
        clicker = Clicker("coach test", lambda: presses.put(None))
        try:
            made.write(1, PAGE_DOWN, 1)
            made.syn()
            assert pressed_within(presses)
        finally:
            clicker.close()

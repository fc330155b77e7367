"""A button, a lamp and a buzzer on gpiozero's own mock pins."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Protocol

import pytest

from voice_coach.errors import UsageError
from voice_coach.standby.pins import Pins


class Pin(Protocol):
    """What is used of a mock pin."""

    state: bool
    states: list[object]

    def drive_low(self) -> None: ...
    def drive_high(self) -> None: ...


class Board(Protocol):
    """What is used of `gpiozero.pins.mock.MockFactory`."""

    def pin(self, name: int) -> Pin: ...


@pytest.fixture
def board() -> Iterator[Board]:
    gpiozero = pytest.importorskip("gpiozero", reason="gpiozero is not installed (extra gpio)")
    mock = pytest.importorskip("gpiozero.pins.mock")
    before, gpiozero.Device.pin_factory = gpiozero.Device.pin_factory, mock.MockFactory()
    yield gpiozero.Device.pin_factory
    gpiozero.Device.pin_factory.reset()
    gpiozero.Device.pin_factory = before


def test_the_button_is_told_when_it_goes_down(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice_coach.standby.pins.BOUNCE_S", None)
    presses: list[int] = []
    pins = Pins(17, None, None, lambda: presses.append(1))
    board.pin(17).drive_low()
    board.pin(17).drive_high()
    assert presses == [1]
    pins.close()
    pins.close()


def test_the_lamp_is_on_while_the_coach_waits(board: Board) -> None:
    pins = Pins(None, 22, None, lambda: None)
    pins.waiting(now=True)
    assert board.pin(22).state
    pins.waiting(now=False)
    assert not board.pin(22).state
    pins.close()


def test_the_buzzer_sounds_at_once(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice_coach.standby.pins.BEEP_S", 0.001)
    pins = Pins(None, None, 23, lambda: None)
    pins.beep()
    assert len(board.pin(23).states) > 1
    pins.close()


@pytest.mark.usefixtures("board")
def test_a_pin_that_is_given_twice_is_told_and_all_are_let_go() -> None:
    with pytest.raises(UsageError, match="The pins cannot be used"):
        Pins(17, 17, None, lambda: None)
    Pins(17, None, None, lambda: None).close()


def test_without_gpiozero_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gpiozero", None)
    with pytest.raises(UsageError, match="needs gpiozero") as raised:
        Pins(17, None, None, lambda: None)
    assert "voice-coach[gpio]" in raised.value.hint


def test_with_nothing_wired_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gpiozero", None)
    pins = Pins(None, None, None, lambda: None)
    pins.waiting(now=True)
    pins.beep()
    pins.close()

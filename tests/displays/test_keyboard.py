"""Real keys on a real pseudo-terminal, which is always given back as it was."""

import os
import queue
import sys
import time
from collections.abc import Iterator
from typing import TextIO

import pytest

from voice_coach.core.commands.table import Command
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.displays.keyboard import Keyboard

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

import pty
import termios

LIMIT_S = 10.0


Press = tuple[Command, int | None]


def asked() -> Status:
    return Status(State.ASKING, State.HOLD, "Desk break", question="How strong?", answers=(Command.NUMBER,))


class Presses(queue.Queue[Press]):
    """The keys in their order."""

    def __call__(self, command: Command, number: int | None) -> None:
        self.put((command, number))


def holding() -> Status:
    return Status(State.HOLD, State.HOLD, "Desk break")


@pytest.fixture
def terminal() -> Iterator[tuple[int, TextIO]]:
    user, ours = pty.openpty()
    with os.fdopen(ours, "r") as file:
        yield user, file
    os.close(user)


def test_keys_arrive_as_commands_without_the_return_key(terminal: tuple[int, TextIO]) -> None:
    user, file = terminal
    pressed = Presses()

    os.write(user, b"n")
    with Keyboard(pressed, holding, file):
        assert pressed.get(timeout=LIMIT_S) == (Command.NEXT, None)
        os.write(user, b"x\x1b[5~ ")
        assert pressed.get(timeout=LIMIT_S) == (Command.BACK, None)
        assert pressed.get(timeout=LIMIT_S) == (Command.PAUSE, None)


def test_a_number_is_typed_and_ten_is_not_one(terminal: tuple[int, TextIO]) -> None:
    user, file = terminal
    pressed = Presses()

    with Keyboard(pressed, asked, file):
        os.write(user, b"7")
        assert pressed.get(timeout=LIMIT_S) == (Command.NUMBER, 7)
        os.write(user, b"1")
        time.sleep(0.3)
        os.write(user, b"0")
        assert pressed.get(timeout=LIMIT_S) == (Command.NUMBER, 10)
        os.write(user, b"1")
        assert pressed.get(timeout=LIMIT_S) == (Command.NUMBER, 1)

    assert pressed.empty()


def test_the_terminal_is_given_back_as_it_was(terminal: tuple[int, TextIO]) -> None:
    user, file = terminal
    pressed = Presses()
    before = termios.tcgetattr(file.fileno())

    with Keyboard(pressed, holding, file) as keyboard:
        os.write(user, b"s")
        pressed.get(timeout=LIMIT_S)
        assert termios.tcgetattr(file.fileno()) != before
    keyboard.close()

    assert termios.tcgetattr(file.fileno()) == before


def test_a_pipe_is_not_read() -> None:
    ours, theirs = os.pipe()
    os.write(theirs, b"nnn")
    pressed = Presses()

    with os.fdopen(ours, "r") as file, Keyboard(pressed, holding, file):
        pass
    os.close(theirs)

    assert pressed.empty()

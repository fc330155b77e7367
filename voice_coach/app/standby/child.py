"""A session in a process of its own, begun by a coach that waits meanwhile."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

from voice_coach.supervision.signals import give_back, handled_by

LOOK_S = 2.0
"""How often what must go on meanwhile is done."""


class ChildSession:
    """Runs `voice-coach run`; that has a supervisor of its own, and holds the lock of one session at a time."""

    def __init__(self, options: Sequence[str]) -> None:
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, routine: str, meanwhile: Callable[[], None]) -> int:
        """Do a routine, and return the exit code; below zero it is the signal that has ended it."""
        command = [sys.executable, "-m", "voice_coach", "run", routine, "--no-wait", "--no-stay", *self._options]
        with subprocess.Popen(command) as process:  # noqa: S603 - our own program
            self._process = process
            while True:
                try:
                    code = process.wait(LOOK_S)
                except subprocess.TimeoutExpired:
                    meanwhile()
                else:
                    self._process = None
                    return code

    def pass_on(self, number: int) -> None:
        """Give a signal to the session under way. A terminal sends Ctrl-C to it itself."""
        if self._process and not (number == signal.SIGINT and sys.stdin.isatty()):
            with suppress(OSError):
                self._process.send_signal(number)


class Asked:
    """Whether somebody has asked for the end, by signal; the first is remembered, each is passed on."""

    def __init__(self, pass_on: Callable[[int], None]) -> None:
        self.number = 0
        self._pass_on = pass_on
        self._before = handled_by(self._take)

    def close(self) -> None:
        """Let the signals do again what they did."""
        give_back(self._before)

    def _take(self, number: int, _frame: FrameType | None) -> None:
        self.number = self.number or number
        self._pass_on(number)

"""What systemd is told of a real session: that it has begun, lives and ends; and that it has hung."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.home import Home
from voice_coach.supervision.supervisor import LOOK_S, SILENT_S

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux has systemd")

BEGINS_S = 30.0
"""A session begins within a second; a machine that tests on all cores is given more."""

SIGN_S = 1.0
RESTARTED_S = 5.0
"""Two seconds without a sign of life are a dead process; the next one begins at once."""


class Watcher:
    """Stands where systemd does, and a session that tells it how it is."""

    def __init__(self, received: socket.socket, session: subprocess.Popen[bytes]) -> None:
        self._received, self.session = received, session

    def next_sign(self, within_s: float) -> str:
        """What is told next, "" for nothing in that time."""
        self._received.settimeout(within_s)
        try:
            return self._received.recv(4096).decode()
        except TimeoutError:
            return ""

    @property
    def child(self) -> int:
        """The process of the session itself; 0 while there is none."""
        number = self.session.pid
        children = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
        return int(children[0]) if children else 0


@contextmanager
def watched(folder: Path) -> Iterator[Watcher]:
    """A session of the desk break without sound and microphone, as systemd would start it."""
    place = folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as received:
        received.bind(str(place))
        command = [sys.executable, "-m", "voice_coach", "run", "desk-break", "--no-sound", "--no-mic"]
        environment = Home(folder).environment | {"NOTIFY_SOCKET": str(place)}
        with subprocess.Popen(  # noqa: S603 - our own program
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        ) as session:
            try:
                yield Watcher(received, session)
            finally:
                session.kill()


def test_it_is_ready_then_alive_every_second_and_says_that_it_ends(tmp_path: Path) -> None:
    with watched(tmp_path) as watcher:
        assert watcher.next_sign(BEGINS_S).splitlines()[0] == "READY=1"
        until = time.monotonic() + 2.0
        while time.monotonic() < until:
            assert "WATCHDOG=1" in watcher.next_sign(SIGN_S)
        watcher.session.send_signal(signal.SIGTERM)
        signs = []
        while sign := watcher.next_sign(SIGN_S):
            signs.append(sign)
        assert signs[-1] == "STOPPING=1"
        assert watcher.session.wait(SIGN_S) == 128 + signal.SIGTERM


def test_a_session_that_hangs_is_no_longer_alive_and_another_one_goes_on(tmp_path: Path) -> None:
    with watched(tmp_path) as watcher:
        assert "READY=1" in watcher.next_sign(BEGINS_S)
        hung = watcher.child
        os.kill(hung, signal.SIGSTOP)
        stopped = alive = time.monotonic()
        while watcher.child == hung:
            if watcher.next_sign(LOOK_S):
                alive = time.monotonic()
            assert time.monotonic() - stopped < RESTARTED_S, "a hung session was not ended"
        # Its last sign of life counts until it is too old.
        assert alive - stopped < SILENT_S + SIGN_S
        assert "READY=1" in watcher.next_sign(RESTARTED_S)
        assert time.monotonic() - stopped < RESTARTED_S
        assert watcher.child not in {0, hung}
        assert watcher.session.poll() is None

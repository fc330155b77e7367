"""What systemd is told of a service of ``Type=notify``: it has begun, it lives, it ends (sd_notify(3))."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from math import inf

EVERY_S = 0.5


class Notifier:
    """Sends lines such as ``WATCHDOG=1`` to the socket that NOTIFY_SOCKET names; without one it sends nothing."""

    def __init__(self) -> None:
        # Programs that the coach starts must not speak for it.
        name = os.environ.pop("NOTIFY_SOCKET", "")
        # A name that begins with @ is one of Linux's abstract ones, which begin with a zero byte.
        self._told = -inf
        self._address = f"\0{name[1:]}" if name.startswith("@") else name

    def alive(self) -> None:
        """Tell that all is well, at most twice a second; the first time it also says that the service has begun."""
        now = time.monotonic()
        if now - self._told >= EVERY_S:
            self._told = now
            self.send("READY=1\nWATCHDOG=1")

    def send(self, line: str) -> None:
        """Tell it. What cannot be told is not worth a session."""
        if not self._address or not hasattr(socket, "AF_UNIX"):
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.setblocking(False)  # a systemd that does not read must not stop anybody
            out.connect(self._address)
            out.send(line.encode())

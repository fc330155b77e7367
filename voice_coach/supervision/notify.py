"""What systemd is told of a service of ``Type=notify``: it has begun, it lives, it ends (sd_notify(3))."""

from __future__ import annotations

import os
import socket
from contextlib import suppress


class Notifier:
    """Sends lines such as ``WATCHDOG=1`` to the socket that NOTIFY_SOCKET names; without one it sends nothing."""

    def __init__(self) -> None:
        # Programs that the coach starts must not speak for it.
        name = os.environ.pop("NOTIFY_SOCKET", "")
        # A name that begins with @ is one of Linux's abstract ones, which begin with a zero byte.
        self._address = f"\0{name[1:]}" if name.startswith("@") else name

    def send(self, line: str) -> None:
        """Tell it. What cannot be told is not worth a session."""
        if not self._address or not hasattr(socket, "AF_UNIX"):
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.connect(self._address)
            out.send(line.encode())

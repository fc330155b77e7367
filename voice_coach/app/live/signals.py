"""Ends a session in order when the system asks it to go: files are completed and the terminal is given back."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

NAMES = ("SIGTERM", "SIGHUP", "SIGINT")
"""Sent by a service manager or a shutdown, when the terminal goes away, and by Ctrl-C; Windows has no SIGHUP."""


@contextmanager
def unwinding() -> Iterator[None]:
    """Turn these signals into SystemExit with the shell's code for them, 128 and the number, while this lasts.

    SIGINT stays KeyboardInterrupt. After the first of them no other is taken notice of: what is being ended in order is
    to be ended whole.
    """
    if threading.current_thread() is not threading.main_thread():  # only there can signals be handled
        yield
        return
    numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    before = {number: signal.signal(number, _leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> None:
    for name in NAMES:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)

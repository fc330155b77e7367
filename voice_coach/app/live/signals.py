"""Ends a session in order when the system asks it to go: files are completed and the terminal is given back."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from voice_coach.supervision.signals import give_back, handled_by


@contextmanager
def unwinding() -> Iterator[None]:
    """Turn what asks for an end into SystemExit with the shell's code for it, 128 and the signal, while this lasts.

    SIGINT stays KeyboardInterrupt. After the first of them no other is taken notice of: what is being ended in order is
    to be ended whole.
    """
    if threading.current_thread() is not threading.main_thread():  # only there can signals be handled
        yield
        return
    before = handled_by(_leave)
    try:
        yield
    finally:
        give_back(before)


def _leave(number: int, _frame: FrameType | None) -> None:
    handled_by(signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)

"""The signals that ask a program to end, and who deals with them for a while."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any, TypeAlias

ENDING = ("SIGTERM", "SIGHUP", "SIGINT")
"""Sent by a service manager or a shutdown, when the terminal goes away, and by Ctrl-C; Windows has no SIGHUP."""

Handler: TypeAlias = Callable[[int, FrameType | None], Any] | int | signal.Handlers | None
Handlers: TypeAlias = Mapping[int, Handler]
"""What dealt with each signal before."""


def handled_by(handler: Handler) -> Handlers:
    """Have ``handler`` deal with each of `ENDING` from now on; return what dealt with it before.

    Raises ValueError in any thread but the main one.
    """
    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    return {number: signal.signal(number, handler) for number in numbers}


def give_back(before: Handlers) -> None:
    """Have each signal dealt with as before."""
    for number, handler in before.items():
        signal.signal(number, handler)

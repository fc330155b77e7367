"""Signs of life of a session's process, written into memory that its parent reads."""

from __future__ import annotations

import mmap
import os
import struct
import time
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

_SIGN = struct.Struct("ddii")
_PLACES = (8, 8 + _SIGN.size)
"""Where a sign is written, in turn: the last one stays whole while the next is written. Byte 0 counts the signs."""

_JOURNAL = _PLACES[1] + _SIGN.size
_LONGEST_JOURNAL = 1024
"""Bytes of the journal's path, ended by a zero."""


class Doing(IntEnum):
    """What a session's process is in the middle of.

    BEGINNING until its loop turns; TURNING for what is none of the others; DEVICES while they are opened, which may
    take long; ENDING when the session has come to its end, or is being ended in order.
    """

    BEGINNING = 0
    TURNING = 1
    LISTENING = 2
    SPEAKING = 3
    DEVICES = 4
    ENDING = 5


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign of life.

    ``given`` is its time (`time.monotonic`), ``at`` the session clock's time then and ``step`` the step of the plan, -1
    for none yet; ``journal`` is None as long as there is none.
    """

    given: float
    at: float
    doing: Doing
    step: int
    journal: Path | None


class Heartbeat:
    """Memory that a process and those that it forks share; neither who writes a sign nor who reads it waits."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _JOURNAL + _LONGEST_JOURNAL)
        self.begin()

    def begin(self) -> None:
        """Take it that a process begins now, and has given no other sign; the journal stays."""
        self._at, self._step = 0.0, -1
        self.doing(Doing.BEGINNING)

    def beat(self, at: float, step: int) -> None:
        """Give a sign of life at this time of the session's clock, at this step of the plan."""
        self._at, self._step = at, step
        self.doing(Doing.TURNING)

    def doing(self, what: Doing) -> None:
        """Say what is being done from here on; also a sign of life."""
        turn = (self._memory[0] + 1) % 256
        _SIGN.pack_into(self._memory, _PLACES[turn % 2], time.monotonic(), self._at, what, self._step)
        self._memory[0] = turn

    def journal(self, path: Path) -> None:
        """Say where the session's journal is; one whose path is too long is not told."""
        told = os.fsencode(path) + b"\0"
        if len(told) <= _LONGEST_JOURNAL:
            self._memory[_JOURNAL : _JOURNAL + len(told)] = told

    @property
    def last(self) -> Sign:
        """The last sign that was given, and nothing of one that is being written."""
        turn = -1
        while turn != self._memory[0]:
            turn = self._memory[0]
            given, at, doing, step = _SIGN.unpack_from(self._memory, _PLACES[turn % 2])
        path = os.fsdecode(self._memory[_JOURNAL:].split(b"\0", 1)[0])
        return Sign(given, at, Doing(doing), step, Path(path) if path else None)

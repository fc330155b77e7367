"""Cuts a room's sound into stretches in which somebody may have spoken, by its level alone. Pure.

Nobody is listened to while it is no louder than the room is by itself: that is what makes waiting cheap.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np

from voice_coach.audio.format import BLOCK_BYTES, Samples, from_bytes
from voice_coach.listening.high_pass import HighPass
from voice_coach.listening.phones.activity import ABOVE, FLOOR, REMEMBERED, SILENT

BEFORE = 25
"""Blocks (0.5 s) that are kept of what was before: the first sound of a word is often soft, and the network knows
phones by what stands around them."""

QUIET = 20
"""Blocks (0.4 s) no louder than the room that end a stretch; "coach" and the rest may be that far apart."""

LOUD = 12
"""Blocks (0.24 s) that must be louder than the room: a knock is none, and no phrase is shorter."""

LONGEST = 200
"""Blocks (4 s) after which a stretch is other speech; nothing of it counts until it is quiet again."""

FLOOR_EVERY = 10
"""Blocks after which the room's own level is looked at anew: five times a second will do."""


class Stretches:
    """Takes blocks of 20 ms and gives stretches: from some sound before the first louder block to the quiet behind."""

    def __init__(self) -> None:
        self._high_pass = HighPass()
        self._rest = b""
        self._levels: deque[float] = deque(maxlen=REMEMBERED)
        self._floor, self._count = 0.0, 0
        self._kept: deque[bytes] = deque(maxlen=BEFORE)
        self._stretch: list[bytes] = []
        self._loud = self._quiet = 0

    def take(self, pcm: bytes) -> Iterator[Samples]:
        """Take 16-bit mono sound at 16 kHz of any length; yield the stretches that end in it."""
        self._rest += pcm
        while len(self._rest) >= BLOCK_BYTES:
            block, self._rest = self._rest[:BLOCK_BYTES], self._rest[BLOCK_BYTES:]
            block = self._high_pass.take(block)
            if self._step(block, self._is_loud(block)):
                stretch, loud = self._stretch, self._loud
                self._stretch, self._loud = [], 0
                if loud >= LOUD and len(stretch) <= LONGEST + BEFORE + QUIET:
                    yield from_bytes(b"".join(stretch))

    def _is_loud(self, block: bytes) -> bool:
        samples = np.frombuffer(block, np.int16).astype(np.float32)
        level = float(np.sqrt(np.dot(samples, samples) / len(samples))) / 32768
        self._levels.append(level)
        if self._count % FLOOR_EVERY == 0:
            self._floor = float(np.percentile(self._levels, FLOOR))
        self._count += 1
        return level > SILENT and level > ABOVE * self._floor

    def _step(self, block: bytes, loud: bool) -> bool:
        """Put a block where it belongs; return whether a stretch has ended with it."""
        self._quiet = 0 if loud else self._quiet + 1
        if not self._stretch:
            if not loud:
                self._kept.append(block)
                return False
            self._stretch = [*self._kept]
            self._kept.clear()
        if len(self._stretch) <= LONGEST + BEFORE + QUIET:  # of what is too long no more is kept
            self._stretch.append(block)
        self._loud += loud
        return self._quiet >= QUIET

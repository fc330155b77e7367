"""One time that somebody is asked to say a phrase: when it is over, and what came of it. Pure; time is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voice_coach.audio.format import BLOCK_BYTES, BLOCK_S
from voice_coach.core.events import Heard
from voice_coach.rehearsal.cut import CutUtterance, Fault, cut, find, level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voice_coach.core.plan.routine import Seconds
    from voice_coach.recording.ear_log import Decision

PATIENCE_S: Seconds = 4.0
"""How long nothing at all may be said."""

LONGEST_S: Seconds = 8.0

ENDED_S: Seconds = 0.6
"""An utterance that was decided is over after so much quiet: longer than `cut.PAUSE_SLICES`."""

UNDECIDED_S: Seconds = 1.6
"""The slowest recogniser has decided by then, if it decides at all: Vosk takes 1 s for what is no phrase."""


class Endpoint:
    """Takes blocks with what the ear decided on them, until it is ``over``."""

    def __init__(self) -> None:
        self._pcm = bytearray()
        self._levels: list[float] = []
        self._decided: list[Decision] = []

    def add(self, pcm: bytes, decided: Iterable[Decision]) -> None:
        """Take the next block, 16 kHz, 16-bit mono."""
        self._pcm += pcm
        self._decided += decided
        for start in range(len(self._levels) * BLOCK_BYTES, len(self._pcm) - BLOCK_BYTES + 1, BLOCK_BYTES):
            self._levels.append(level(bytes(self._pcm[start : start + BLOCK_BYTES])))

    @property
    def over(self) -> bool:
        """Whether nothing more is to be waited for."""
        elapsed_s, span = len(self._levels) * BLOCK_S, find(self._levels)
        if elapsed_s >= LONGEST_S or (span is None and elapsed_s >= PATIENCE_S):
            return True
        if span is None:
            return False
        quiet_s = (len(self._levels) - span.ends) * BLOCK_S
        return quiet_s >= (ENDED_S if self._decided else UNDECIDED_S)

    @property
    def decided(self) -> Decision | None:
        """The first command that the ear heard, else the last thing that it rejected, else None."""
        heard = (one for one in self._decided if isinstance(one, Heard))
        return next(heard, self._decided[-1] if self._decided else None)

    def utterance(self) -> CutUtterance | Fault:
        """What was said, or why there is nothing: `Fault.NOTHING`, or `Fault.MUTED` when the sound is all zeros."""
        found = cut(bytes(self._pcm), self._levels)
        if found is not None:
            return found
        return Fault.NOTHING if any(self._levels) or not self._levels else Fault.MUTED

"""What becomes of a session whose process has died: when the next one begins, and what it does without. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from voice_coach.supervision.heartbeat import Doing

QUICK_S = 10.0
"""A process that lived for less died quickly."""

ENOUGH = 3
"""So many quick deaths at the same place, and the next process does without the part that dies."""

FIRST_WAIT_S, LONGEST_WAIT_S = 0.25, 30.0
"""The wait before the third process of a row of quick deaths; it doubles with every other one. The second begins at
once: somebody lies on the floor and waits."""

GIVES_UP = 8
"""So many quick deaths in a row without anything more to leave out, and the session ends."""


class Part(StrEnum):
    """A part that a session can do without."""

    LISTENING = "listening"
    SOUND = "sound"


_PART = {Doing.LISTENING: Part.LISTENING, Doing.SPEAKING: Part.SOUND, Doing.DEVICES: Part.SOUND}


@dataclass(frozen=True, slots=True)
class Next:
    """What to do after a death: wait, then begin again ``without`` these parts; ``gives_up`` says not to."""

    wait_s: float = 0.0
    without: frozenset[Part] = frozenset()
    gives_up: bool = False


class Policy:
    """Remembers the deaths of a session's processes."""

    def __init__(self) -> None:
        self._without: frozenset[Part] = frozenset()
        self._row = 0
        self._here = 0
        self._place = (-1, Doing.BEGINNING)

    def died(self, lived_s: float, step: int, doing: Doing) -> Next:
        """A process has died after so many seconds, at this step, in the middle of this."""
        quick = lived_s < QUICK_S
        self._row = self._row + 1 if quick else 0
        self._here = self._here + 1 if quick and (step, doing) == self._place else int(quick)
        self._place = (step, doing)
        if self._here >= ENOUGH and self._leave_out(doing):
            self._row = self._here = 0
        if self._row >= GIVES_UP:
            return Next(gives_up=True)
        wait_s = 0.0 if self._row < 2 else min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (self._row - 2))
        return Next(wait_s, self._without)

    def _leave_out(self, doing: Doing) -> bool:
        """Do without the part that dies; where none is to blame, without the one that is the likelier to."""
        for part in (_PART.get(doing), *Part):
            if part and part not in self._without:
                self._without |= {part}
                return True
        return False

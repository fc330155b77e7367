"""What to start on what happens. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from voice_coach.standby.hearing import DEFAULT, SURE, StartHeard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from voice_coach.standby.phrases import Startable


class Pushed(StrEnum):
    """What starts the default routine, as it is told."""

    KEY = "a key"
    BUTTON = "the button"
    CLICKER = "the clicker"


class Digit(NamedTuple):
    """A key that names the n-th routine, counted from 1."""

    number: int


Happening: TypeAlias = "Pushed | Digit | StartHeard | time"
"""What may start a routine; a time is a time of day that has come."""


class Choice(NamedTuple):
    """The routine to start, None for none, and the line that tells why; no line where nothing is worth telling."""

    routine: str | None
    line: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """The routines that can be started, in their order, and the default, None for none."""

    routines: Sequence[Startable]
    default: str | None = None

    def choose(self, happening: Happening) -> Choice:
        """Decide what to start."""
        if isinstance(happening, StartHeard):
            return self._spoken(happening)
        if isinstance(happening, Digit):
            if 1 <= happening.number <= len(self.routines):
                return self._start(self.routines[happening.number - 1].routine, f"key {happening.number}")
            return Choice(None, f"key {happening.number}: there are {len(self.routines)} routines")
        return self._start(self.default, happening.value if isinstance(happening, Pushed) else f"{happening:%H:%M}")

    def _spoken(self, verdict: StartHeard) -> Choice:
        if not verdict.phrase:
            return Choice(None)
        heard = f'heard "{verdict.phrase}" ({verdict.probability:.0%})'
        if verdict.place is None:
            return Choice(None, f"{heard}: starts nothing" if verdict.probability >= SURE else "")
        if not verdict.starts:
            doubt = "clear" if verdict.probability >= SURE else "sure"
            return Choice(None, f"{heard}: not {doubt} enough" if verdict.probability >= SURE / 2 else "")
        return self._start(self.default if verdict.place == DEFAULT else self.routines[verdict.place].routine, heard)

    @staticmethod
    def _start(routine: str | None, why: str) -> Choice:
        return Choice(routine, f"{why}: start {routine}" if routine else f"{why}: there is no default routine")

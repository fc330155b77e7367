"""What a check has found, and what it is given to find it with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from voice_coach.session.options import RunOptions


class Grade(StrEnum):
    """How a check went. Only FAILED makes the doctor's exit code 1."""

    GOOD = "good"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """``found`` is a sentence about what there is, ``advice`` one about what to do, "" for nothing."""

    grade: Grade
    found: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class MachineVisit:
    """What the checks know.

    ``running_since`` is when the session began that runs beside the doctor, None for none. ``tell`` shows a line to
    somebody who is there and may be asked to speak; None when nobody is. ``broken_settings`` is what is wrong with the
    settings. ``diagnoses`` are those of the checks before, by name; ``hung`` has
    the names of those that did not come to an end.
    """

    options: RunOptions
    running_since: datetime | None = None
    tell: Callable[[str], None] | None = None
    broken_settings: str = ""
    diagnoses: dict[str, Diagnosis] = field(default_factory=dict)
    hung: set[str] = field(default_factory=set)

    def has(self, *names: str) -> bool:
        """Whether these checks have found what they looked for, be it with a warning."""
        return all(self.diagnoses[name].grade in (Grade.GOOD, Grade.WARNING) for name in names)


Check: TypeAlias = Callable[[MachineVisit], Diagnosis]
"""Raises a VoiceCoachError where that says already what is wrong and what to do."""


def good(found: str) -> Diagnosis:
    """There is nothing to do."""
    return Diagnosis(Grade.GOOD, found)


def warning(found: str, advice: str) -> Diagnosis:
    """A session will do, and would do better."""
    return Diagnosis(Grade.WARNING, found, advice)


def failed(found: str, advice: str) -> Diagnosis:
    """A session lacks this."""
    return Diagnosis(Grade.FAILED, found, advice)


def skipped(why: str, advice: str = "") -> Diagnosis:
    """Nobody could look at it, or it does not matter here."""
    return Diagnosis(Grade.SKIPPED, why, advice)

"""The look over a routine file: what keeps it from working, and what would sound wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voice_coach.authoring.form import ROUTINE
from voice_coach.authoring.lint import lint
from voice_coach.authoring.load import examine
from voice_coach.authoring.problem import Problem
from voice_coach.authoring.rules import Phrases
from voice_coach.authoring.source import read


@dataclass(frozen=True, slots=True)
class Report:
    """``problems`` keep the file from being a routine; ``warnings`` do not. Each is printed with ``str``."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


def check(path: Path, phrasebook: Phrases) -> Report:
    """Everything there is to say about a file, in its order. Raises `RoutineError` when it cannot be read at all."""
    reading = examine(read(path, ROUTINE), str(path))
    if reading.document is None or reading.routine is None:
        return Report(reading.problems)
    document = reading.document
    warnings = [
        document.problem(document.nearest(finding.place), f"{finding.message} [rule {finding.rule}]")
        for finding in lint(reading.routine, phrasebook)
    ]
    return Report((), tuple(sorted(warnings, key=lambda one: (one.span.line, one.span.column))))

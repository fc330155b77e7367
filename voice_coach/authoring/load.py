"""From a routine file to a `Routine`, or to all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from voice_coach.authoring import faults
from voice_coach.authoring.build import routine_of
from voice_coach.authoring.document import BrokenYamlError, Document
from voice_coach.authoring.form import ROUTINE, RoutineFile
from voice_coach.authoring.meaning import contradictions, empty_values
from voice_coach.authoring.problem import Problem
from voice_coach.authoring.source import read
from voice_coach.core.routine import Routine
from voice_coach.errors import RoutineError

MOST_SHOWN = 20
"""After these many problems the rest is only counted: the first ones usually cause them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a text: a routine, or the problems that keep it from being one."""

    document: Document | None
    routine: Routine | None
    problems: tuple[Problem, ...]


def load(path: Path) -> Routine:
    """The routine in a file. Raises `RoutineError`, whose message shows every place that is wrong."""
    return loads(read(path, ROUTINE), str(path))


def loads(text: str, name: str) -> Routine:
    """The routine in a text; ``name`` is its file's name, for messages and the routine's id. Raises `RoutineError`."""
    reading = examine(text, name)
    if reading.routine is None:
        shown = [str(problem) for problem in reading.problems[:MOST_SHOWN]]
        if more := len(reading.problems) - len(shown):
            shown.append(f"and {more} more")
        raise RoutineError(
            "routine-invalid", "\n".join(shown), "Mend what the carets (^) point at, then check it again."
        )
    return reading.routine


def examine(text: str, name: str) -> Reading:
    """Read a text as far as it can be read. Raises nothing."""
    try:
        document = Document.parse(text.removeprefix("\ufeff"), name, ROUTINE)
    except BrokenYamlError as error:
        return Reading(None, None, (error.problem,))
    problems = tuple(empty_values(document))
    try:
        form = RoutineFile.model_validate(document.value)
    except ValidationError as error:
        problems = (*problems, *faults.problems(document, error, ROUTINE))
    else:
        problems = (*problems, *contradictions(document, form))
        if not problems:
            return Reading(document, routine_of(form, Path(name).stem), ())
    return Reading(document, None, tuple(sorted(problems, key=lambda one: (one.span.line, one.span.column))))

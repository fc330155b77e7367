"""The files beside a routine from which it takes exercises and parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from voice_coach.authoring.contradictions import contradictions, exercises_in, in_library
from voice_coach.authoring.form.routine import (
    LIBRARY,
    ROUTINE,
    ChoiceForm,
    CircuitForm,
    ExerciseForm,
    Item,
    PartForm,
    RoutineForm,
)
from voice_coach.authoring.library import ENDINGS, folders
from voice_coach.errors import RoutineError
from voice_coach.forms.document import Document, Value
from voice_coach.forms.kind import AuthorForm, F, FileKind
from voice_coach.forms.problem import Problem, closest
from voice_coach.forms.reading import Reading, examine
from voice_coach.forms.source import read


class NotThereError(LookupError):
    """What is named is not there, or is broken; the message says which in a sentence."""


class Known(NamedTuple):
    """An exercise that can be used: as a form, and as it stands in its file."""

    form: ExerciseForm
    written: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands beside the routine in this file; ``chain`` are the files through which it was come to."""

    path: Path
    chain: tuple[Path, ...] = ()
    _read: dict[Path, Reading[Any]] = field(default_factory=dict)

    def exercises(self, library: str) -> Mapping[str, Known]:
        """The exercises of a library by their names. Raises `NotThereError`."""
        document, form = self._form(self.find(library, "library"), LIBRARY, in_library)
        written = (one for _, one in exercises_in(document.value))
        return {one.name: Known(one, as_written) for one, as_written in zip(form.exercises, written, strict=True)}

    def part(self, name: str, of: str) -> tuple[RoutineForm, tuple[Item, ...], Neighbours]:
        """A part of another routine: that routine, what the part has, and what stands beside it.

        Raises `NotThereError`.
        """
        path = self.find(of, "routine")
        chain = (*self.chain, self.path.resolve())
        if path.resolve() in chain:
            raise NotThereError(f"{of!r} takes a part from this routine itself; write it out in one of them")
        others = Neighbours(path, chain)
        _, form = self._form(path, ROUTINE, partial(contradictions, neighbours=others))
        parts = {one.part: one for one in parts_in(form.exercises)}
        if name not in parts:
            raise NotThereError(f"{path.name} has no part {name!r}; {_or_else(name, parts)}")
        return form, tuple(parts[name].exercises), others

    def find(self, name: str, what: str) -> Path:
        """The file that is meant by a name in this one; ``what`` is told to be missing. Raises `NotThereError`."""
        names = [name] if name.endswith(ENDINGS) else [name + ending for ending in ENDINGS]
        beside = (self.path.parent, *folders())
        try:
            found = next((folder / one for folder in beside for one in names if (folder / one).is_file()), None)
        except (OSError, ValueError):  # a name that no file can have
            found = None
        if found is None:
            raise NotThereError(f"there is no {what} {name!r} beside this file, nor among the routines")
        return found

    def _form(
        self, path: Path, kind: FileKind[F], contradict: Callable[[Document, Any], Iterable[Problem]]
    ) -> tuple[Document, F]:
        """What stands in a file, read once. Raises `NotThereError` for one that is broken itself."""
        if path not in self._read:
            try:
                self._read[path] = examine(read(path, kind), str(path), kind, contradict)
            except RoutineError as error:
                raise NotThereError(error.message) from error
        reading = self._read[path]
        if reading.document is None or reading.form is None:
            first = reading.problems[0]
            raise NotThereError(f"{path.name} is broken itself, in line {first.span.line}: {first.message}")
        return reading.document, reading.form


def parts_in(items: list[Item]) -> Iterator[PartForm]:
    """The parts of a routine that stand in it, at whatever depth."""
    for item in items:
        match item:
            case PartForm():
                yield from () if item.of else (item,)
                yield from parts_in(item.exercises)
            case CircuitForm():
                yield from parts_in(item.exercises)
            case ChoiceForm():
                yield from parts_in(item.choose)


def _or_else(name: str, known: Mapping[str, AuthorForm]) -> str:
    meant = closest(name, known)
    if meant:
        return f"did you mean {meant!r}?"
    return f"there are {', '.join(map(repr, known))}" if known else "it has none"

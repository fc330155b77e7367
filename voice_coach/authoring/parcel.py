"""A routine that is passed on: one file with all that it needs, packed here and unpacked somewhere else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from voice_coach.authoring.archive import LARGEST, LARGEST_WHOLE, alike, made, opened, refused
from voice_coach.authoring.form.routine import (
    LIBRARY,
    ROUTINE,
    ChoiceForm,
    CircuitForm,
    Item,
    LibraryForm,
    PartForm,
    RoutineForm,
)
from voice_coach.authoring.library import ENDINGS
from voice_coach.authoring.load import load
from voice_coach.authoring.neighbours import Neighbours
from voice_coach.errors import ParcelError, RoutineError
from voice_coach.forms.reading import examine, filled, invalid
from voice_coach.forms.source import decode

Form: TypeAlias = RoutineForm | LibraryForm


@dataclass(frozen=True, slots=True)
class Packed:
    """A parcel: its bytes, the names of the files in it, and sentences about what it leaves open."""

    data: bytes
    names: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was in a parcel: the names of its files, the routine's first; and what that says of itself."""

    names: tuple[str, ...]
    title: str
    source: str
    licence: str


def pack(path: Path) -> Packed:
    """Pack a routine with its library and the routines that it takes parts from, and what these need in turn.

    Raises `RoutineError` for a broken routine, and `ParcelError` for one of which no parcel can be made.
    """
    load(path)
    files = _with_neighbours(path)
    data = made(files)
    first = _Parcel.of(opened(data)).first  # what is packed here is taken there
    names = _first_in_front(first, files)
    notes = (note for name in names for note in _notes("It" if name == first else name, _form(name, files[name])))
    return Packed(data, names, tuple(notes))


def unpack(path: Path, folder: Path) -> Unpacked:
    """Unpack a parcel into a folder, which is made when it is not there; all of it, or nothing.

    Raises `ParcelError` for a parcel that may do harm, or whose files the folder has with other content;
    `RoutineError` for a routine that is broken; and OSError when a file cannot be written.
    """
    files = opened(_read(path))
    parcel = _Parcel.of(files)
    _load(parcel.first, files)
    new = {name: data for name, data in files.items() if not _is_there(name, data, folder)}
    _write(new, folder)
    routine = parcel.forms[parcel.first]
    title = routine.title if isinstance(routine, RoutineForm) else ""
    return Unpacked(_first_in_front(parcel.first, files), title, routine.source, routine.licence)


@dataclass(frozen=True, slots=True)
class _Parcel:
    """The files of a parcel as forms, and which of the others each one names."""

    forms: Mapping[str, Form]
    needs: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> _Parcel:
        """Files that are good each by itself and name only each other. Raises `ParcelError` and `RoutineError`."""
        forms = {name: _form(name, data) for name, data in files.items()}
        needs = {name: tuple(_among(files, name, one) for one, _ in _named(form)) for name, form in forms.items()}
        parcel = cls(forms, needs)
        sizes: dict[str, int] = {}
        for name in forms:
            if parcel._size(name, files, sizes) > LARGEST_WHOLE:
                raise refused(f"{name!r} takes more than 5 MB from the others, as often as it names them")
        return parcel

    @property
    def first(self) -> str:
        """The one routine that no other file needs. Raises `ParcelError` unless there is exactly one."""
        if not any(isinstance(form, RoutineForm) for form in self.forms.values()):
            raise refused("there is no routine in it")
        needed = {other for others in self.needs.values() for other in others}
        first, *more = sorted(self.forms.keys() - needed)
        if more:
            raise refused(
                f"no other file needs {first!r}, nor {', '.join(map(repr, more))}; only one routine can be so"
            )
        return first

    def _size(self, name: str, files: Mapping[str, bytes], known: dict[str, int], chain: tuple[str, ...] = ()) -> int:
        """The bytes that are read for a file, with the others as often as they are named.

        Fifty small files that name one another twice would never come to an end.
        """
        if name in chain:
            raise refused(f"{name!r} takes something from itself")
        if name not in known:
            others = (self._size(other, files, known, (*chain, name)) for other in self.needs[name])
            known[name] = len(files[name]) + sum(others)
        return known[name]


def _with_neighbours(path: Path) -> dict[str, bytes]:
    """The bytes of a routine's file, and of all that it needs, by their plain names. Raises `ParcelError`."""
    files: dict[str, bytes] = {}
    found = {path}
    waiting = [path]
    while waiting:
        file = waiting.pop()
        data = file.read_bytes()
        if files.setdefault(file.name, data) != data:
            raise ParcelError("parcel-clash", f"two files of different folders are called {file.name!r}", "Rename one.")
        for name, what in _named(_form(file.name, data)):
            other = Neighbours(file).find(name, what)
            if other not in found:
                found.add(other)
                waiting.append(other)
    return files


def _form(name: str, data: bytes) -> Form:
    """The file as what it is: a routine, or a library, which alone has no title. Raises `RoutineError`."""
    text = decode(data, name, ROUTINE)
    reading = examine(text, name, ROUTINE)
    if reading.form is not None:
        return reading.form
    value = reading.document.value if reading.document else None
    if isinstance(value, dict) and "library" in value and "title" not in value:
        return filled(text, name, LIBRARY)
    raise invalid(reading.problems, ROUTINE)


def _named(form: Form) -> Iterator[tuple[str, str]]:
    """What a file takes from others: the name that it writes, and whether that is a library or a routine."""
    if isinstance(form, RoutineForm):
        if form.library:
            yield form.library, LIBRARY.called
        yield from ((name, ROUTINE.called) for name in _parts_of(form.exercises))


def _parts_of(items: Iterable[Item]) -> Iterator[str]:
    """The routines from which entries take parts, as often as they do."""
    for item in items:
        match item:
            case PartForm():
                yield from (item.of,) if item.of else ()
                yield from _parts_of(item.exercises)
            case CircuitForm():
                yield from _parts_of(item.exercises)
            case ChoiceForm():
                yield from _parts_of(item.choose)


def _among(files: Mapping[str, bytes], name: str, other: str) -> str:
    """The file of the parcel that is meant by what another one names. Raises `ParcelError`."""
    if "/" in other or "\\" in other:
        raise refused(f"{name!r} names {other!r}, in another folder; a parcel has none")
    names = (other,) if other.endswith(ENDINGS) else (other + ending for ending in ENDINGS)
    found = next((one for one in names if one in files), None)
    if found is None:
        raise refused(f"{name!r} needs {other!r}, which is not in it")
    return found


def _first_in_front(first: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (name != first, name)))


def _notes(name: str, form: Form) -> Iterator[str]:
    """What somebody who gets the file may ask in vain."""
    if not form.source:
        yield f"{name} does not say where it comes from (source)."
    if not form.licence:
        yield f"{name} does not say under which licence it may be passed on (licence)."


def _read(path: Path) -> bytes:
    """The bytes of a parcel. Raises `ParcelError` when there are too many, or none to be had."""
    try:
        if not path.is_file():
            raise ParcelError("parcel-missing", f"{path} is no file", "Give the path of a parcel.")
        if path.stat().st_size > LARGEST:
            raise refused(f"{path} is larger than 10 MB, which no parcel is")
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        reason = getattr(error, "strerror", None) or str(error)
        raise ParcelError("parcel-missing", f"{path}: {reason}", "Give the path of a parcel.") from error


def _load(first: str, files: Mapping[str, bytes]) -> None:
    """Load the routine as it will be, in a place of its own. Raises `RoutineError`, with the names of the parcel."""
    with TemporaryDirectory() as place:
        _write(files, Path(place))
        try:
            load(Path(place, first))
        except RoutineError as error:
            message = error.message.replace(f"{place}{os.sep}", "")
            raise RoutineError(error.code, message, error.hint) from error


def _is_there(name: str, data: bytes, folder: Path) -> bool:
    """Whether the folder has the file already; raises `ParcelError` when something else has its name."""
    for one in folder.iterdir() if folder.is_dir() else ():
        if one.suffix.lower() not in ENDINGS or alike(one.stem) != alike(name.rpartition(".")[0]):
            continue
        if one.is_symlink():
            raise refused(f"{one} is a link, in the place of {name!r}")
        if one.name != name:
            raise refused(f"{one} has the name of {name!r}, spelt otherwise")
        if not one.is_file() or one.stat().st_size != len(data) or one.read_bytes() != data:
            raise refused(f"{one} is there already, with other content")
        return True
    return False


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files that are not there yet, all or none; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    try:
        for name, data in files.items():
            with (folder / name).open("xb") as file:  # it goes through no link, and over no file that came meanwhile
                written.append(folder / name)
                file.write(data)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise

"""A language: what the user can say, what the coach says, and what its screen shows; read from a file, and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from string import Formatter
from typing import Any, cast

from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command
from voice_coach.core.speech.wording import Sentences, Wording
from voice_coach.errors import LanguageError
from voice_coach.forms.document import Document, Way
from voice_coach.forms.kind import AuthorForm, FileKind
from voice_coach.forms.problem import Problem
from voice_coach.forms.reading import filled
from voice_coach.forms.source import read
from voice_coach.language.form import SECTIONS, LanguageForm, Texts, kind_like, said_for

_BUILT_IN = Path(str(resources.files("voice_coach.language")))
REFERENCE = _BUILT_IN / "en.yaml"
"""The English file; the others have its sections, with the same keys and the same words in braces."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language. What the user says is in lower case and without punctuation.

    ``phrases`` has the phrase that the coach teaches first; a number's place in ``numbers`` is its value, ``no_pain``
    says zero, and ``around_numbers`` is dropped around a number. ``fillers`` are dropped around a command, ``lead_ins``
    before a safe order only; ``decoys`` are words that are no command. The other texts are as they
    stand in the file: ``sentences`` and ``refusals`` are what the coach says, ``screen`` what is shown of a state or
    of a command that was not obeyed, ``lint`` the words that `check` looks for.
    """

    code: str
    name: str
    phrases: Mapping[Command, tuple[str, ...]]
    numbers: tuple[str, ...]
    no_pain: tuple[str, ...]
    around_numbers: tuple[str, ...]
    lead_ins: tuple[str, ...]
    fillers: tuple[str, ...]
    decoys: tuple[str, ...]
    sentences: Sentences
    refusals: Mapping[Refusal, str]
    screen: Mapping[str, Mapping[str, str]]
    lint: Mapping[str, tuple[str, ...]]

    @property
    def wording(self) -> Wording:
        """The coach's sentences, with what it teaches people to say."""
        taught = {command: self.phrases.get(command, (command.value,))[0] for command in Command}
        return Wording(self.sentences, taught, self.refusals)


def load_language(source: str | Path = "en") -> Language:
    """Read a language: the code of one that is built in, or the path of a language file.

    Raises LanguageError when there is no such file (``language-unreadable``) or with every place in it that is wrong
    (``language-invalid``).
    """
    built_in = _built_in()
    file = built_in.get(str(source), Path(source))
    if str(source) not in built_in and not file.exists():
        message = f"There is no language {source}, and no file of that name."
        raise LanguageError("language-unreadable", message, f"Built in: {', '.join(built_in)}.")
    kind = _kind()
    form = filled(read(file, kind), str(source), kind, _contradictions)
    sections = {section: _texts(getattr(form, section), section) for section in SECTIONS}
    return Language(
        code=form.code,
        name=form.name,
        phrases=said_for(form),
        numbers=tuple(form.numbers),
        no_pain=tuple(form.no_pain),
        around_numbers=tuple(form.around_numbers),
        lead_ins=tuple(form.lead_ins),
        fillers=tuple(form.fillers),
        decoys=tuple(form.decoys),
        sentences=cast("Sentences", sections["sentences"]),
        refusals={Refusal(key): str(text) for key, text in sections["refusals"].items()},
        screen=cast("Mapping[str, Mapping[str, str]]", sections["screen"]),
        lint={key: tuple(words) for key, words in sections["lint"].items()},
    )


def _built_in() -> dict[str, Path]:
    return {path.stem: path for path in sorted(_BUILT_IN.glob("*.yaml"))}


@cache
def _kind() -> FileKind[LanguageForm]:
    return kind_like(_reference(), tuple(_built_in()))


@cache
def _reference() -> dict[str, Texts]:
    """The English file as it stands."""
    kind: FileKind[Any] = FileKind("language", "", AuthorForm, {}, LanguageError, texts_only=True)
    return cast("dict[str, Texts]", Document.parse(read(REFERENCE, kind), "en", kind).value)


def _texts(section: str | AuthorForm, name: str) -> dict[str, Texts]:
    """The texts of a section, or those of the built-in language whose code stands in its place."""
    if isinstance(section, str):
        kind = _kind()
        return _texts(getattr(filled(read(_built_in()[section], kind), section, kind), name), name)
    return section.model_dump(by_alias=True)


def _contradictions(document: Document, form: LanguageForm | None) -> Iterator[Problem]:
    """Every phrase must lead to one command and outlast the fillers; a sentence fills in only what the coach has."""
    if form is not None:
        yield from _phrases(document, form)
    reference = _reference()
    for place, text in document.texts():
        if place[0] in SECTIONS and len(place) > 1 and isinstance(model := _at(reference, place), str):
            known = _fields(model)
            try:
                unknown = _fields(text) - known
                if not unknown:
                    text.format(**dict.fromkeys(known, "one"))
            except (ValueError, LookupError, AttributeError) as error:
                yield document.problem(place, f"this cannot be filled in ({error}); write words in braces as they are")
            else:
                there_is = ", ".join(f"{{{name}}}" for name in sorted(known)) or "nothing"
                for name in sorted(unknown):
                    yield document.problem(place, f"there is no value for {{{name}}} here; there is {there_is}")


def _phrases(document: Document, form: LanguageForm) -> Iterator[Problem]:
    fillers = {*form.fillers}
    owners: dict[str, str] = dict.fromkeys((*form.numbers, *form.no_pain), "the numbers")
    for command, said in said_for(form).items():
        for number, phrase in enumerate(said):
            place: Way = ("phrases", command.value, number)
            if phrase in owners:
                yield document.problem(place, f"{phrase!r} belongs to {owners[phrase]} and to {command}")
            elif not command.row.answers and (fillers.issuperset(phrase.split()) or phrase in fillers):
                yield document.problem(place, f"{phrase!r} is nothing but fillers")
            owners[phrase] = command


def _at(texts: Texts, place: Way) -> Texts | None:
    for step in place:
        try:
            texts = texts[step]  # type: ignore[index]  # what does not fit is the next line's
        except (KeyError, IndexError, TypeError):
            return None
    return texts


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}

"""The form of a language file: the commands' phrases, and every text of the English file, which is the reference."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, ClassVar, TypeAlias, cast

from pydantic import BeforeValidator, Discriminator, Field, Tag, create_model

from voice_coach.core.commands.table import Command
from voice_coach.errors import LanguageError
from voice_coach.forms.fields import OneLine, expected
from voice_coach.forms.kind import AuthorForm, FileKind
from voice_coach.language.phrasebook import normalise

SECTIONS = ("sentences", "refusals", "screen", "lint")
"""What may also be the code of a built-in language, whose texts are then taken."""


Texts: TypeAlias = "str | list[str] | dict[str, Texts]"
"""A section as it stands in a file."""


def _phrase(value: object) -> str:
    """A phrase in the form in which a recogniser gives it."""
    if not isinstance(value, str):
        raise expected("text")
    phrase = normalise(value)
    if not phrase:
        raise expected("text with at least one word")
    return phrase


Phrase: TypeAlias = Annotated[str, BeforeValidator(_phrase)]
Phrases: TypeAlias = Annotated[list[Phrase], Field(max_length=1000)]


class LanguageForm(AuthorForm):
    """What every language file has; `kind_like` adds the sections of the reference."""

    called: ClassVar[str] = "the language"
    code: OneLine = Field(max_length=20, description="Its code.", examples=["fr"])
    name: OneLine = Field(max_length=60, description="Its name, in English.", examples=["French"])
    numbers: Phrases = Field([], description="Said alone they are numbers, from zero on.", examples=[["zero", "one"]])
    no_pain: Phrases = Field([], description="As an answer, zero.", examples=[["none", "not at all"]])
    around_numbers: Phrases = Field([], description="Dropped around a number.", examples=[["about", "out of ten"]])
    lead_ins: Phrases = Field([], description="Dropped around stop, pause and pain only.", examples=[["oh", "no"]])
    fillers: Phrases = Field([], description="Dropped around a command.", examples=[["please"]])
    decoys: Phrases = Field([], description="Words that are no command.", examples=[["neck"]])
    phrases: AuthorForm
    sentences: Any = None
    refusals: Any = None
    screen: Any = None
    lint: Any = None


def said_for(form: LanguageForm) -> dict[Command, tuple[str, ...]]:
    """The phrases of each command that has any."""
    said = {command: getattr(form.phrases, command.value, ()) for command in Command}
    return {command: tuple(phrases) for command, phrases in said.items() if phrases}


def kind_like(reference: dict[str, Texts], codes: tuple[str, ...]) -> FileKind[LanguageForm]:
    """The kind of a language file whose sections have the keys of ``reference``; ``codes`` are built in."""
    parts: dict[str, type[AuthorForm]] = {"phrases": _phrases_form()}
    fields: dict[str, Any] = {"phrases": (_phrases_form(), Field(examples=[{"stop": ["stop now", "stop"]}]))}
    for section in SECTIONS:
        form = _section_form(section, f"the section {section!r}", cast("dict[str, Texts]", reference[section]), parts)
        choice = (
            Annotated[str, BeforeValidator(_one_of(codes)), Tag("<code>")] | Annotated[form, Tag(f"<{section}>")]  # type: ignore[valid-type]  # made here
        )
        parts[section] = parts[f"<{section}>"] = form
        fields[section] = (Annotated[choice, Discriminator(_chooser(section))], Field(examples=[codes[0]]))
    whole = create_model("LanguageFile", __base__=LanguageForm, **fields)
    return FileKind("language", "code: fr", whole, parts, LanguageError, texts_only=True)


@cache
def _phrases_form() -> type[AuthorForm]:
    fields: dict[str, Any] = {
        command.value: (Phrases, Field([], examples=[["stop now", "stop"]]))
        for command in Command
        if command is not Command.NUMBER
    }
    form = create_model("PhrasesForm", __base__=AuthorForm, **fields)
    form.called = "phrases"
    return form


def _section_form(
    name: str, called: str, like: dict[str, Texts], parts: dict[str, type[AuthorForm]]
) -> type[AuthorForm]:
    """A form that needs the keys of ``like``, each a value of the same sort."""
    fields: dict[str, Any] = {}
    for number, (key, value) in enumerate(like.items()):
        sort: Any = OneLine
        if isinstance(value, list):
            sort = Annotated[list[str], Field(min_length=len(value) if name == "sentences" else 0)]
        elif isinstance(value, dict):
            sort = parts[key] = _section_form(key, f"{called}, {key!r},", value, parts)
        # A key is a name of a person's, with hyphens and all; a field's name is Python's.
        fields[f"text_{number}"] = (sort, Field(alias=key))
    form = create_model(f"{name.title()}Form", __base__=AuthorForm, **fields)
    form.called = called
    return form


def _one_of(codes: tuple[str, ...]) -> Any:  # noqa: ANN401 - a validator of pydantic's
    def check(value: object) -> object:
        if value not in codes:
            raise expected(f"a group of keys, or the code of a built-in language ({', '.join(codes)})")
        return value

    return check


def _chooser(section: str) -> Any:  # noqa: ANN401 - as above
    return lambda value: f"<{section}>" if isinstance(value, dict) else "<code>"

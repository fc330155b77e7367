"""A language file: what the user can say and what the coach says, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import yaml

from voice_coach.core.commands import Command
from voice_coach.errors import ListeningError
from voice_coach.language.text import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"

MANDATORY = ("code", "name", "phrases")

_BUILT_IN = resources.files("voice_coach.language")
REFERENCE = _BUILT_IN / "en.yaml"
"""The English file, which the others are compared with."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language. What the user says is in lower case and without punctuation.

    ``phrases`` has the phrase that the coach teaches first; a number's place in ``numbers`` is its value;
    ``fillers`` are dropped around a command; ``decoys`` are words that are no command. ``sentences`` are the
    coach's own, as they stand in the file; a file may name a built-in language for them, whose coach then speaks.
    """

    code: str
    name: str
    phrases: Mapping[Command, tuple[str, ...]]
    numbers: tuple[str, ...]
    fillers: tuple[str, ...]
    decoys: tuple[str, ...]
    sentences: Mapping[str, str | list[str]]


def load_language(source: str | Path = "en") -> Language:
    """Read a language: the code of one that is built in, or the path of a language file.

    Raises ListeningError (code ``language-invalid``) when there is no such file or it describes no language.
    """
    file = _BUILT_IN / f"{source}.yaml" if source in _built_in() else Path(source)
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except FileNotFoundError as error:
        message = f"There is no language {source}, and no file of that name."
        raise ListeningError("language-invalid", message, f"Built in: {', '.join(_built_in())}.") from error
    except (OSError, ValueError, OverflowError, yaml.YAMLError) as error:  # PyYAML lets the middle two through
        raise _bad(source, f"it cannot be read ({_reason(error)})") from error
    return _Reader(source).language(root)


def _built_in() -> list[str]:
    return sorted(file.name.removesuffix(".yaml") for file in _BUILT_IN.iterdir() if file.name.endswith(".yaml"))


def _reason(error: Exception) -> str:
    """One line of what Python or PyYAML has to say."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return getattr(error, "strerror", None) or str(error).partition("\n")[0]


def _bad(source: str | Path, what: str) -> ListeningError:
    return ListeningError(
        "language-invalid", f"The language file {source} cannot be used: {what}.", f"Compare it with {REFERENCE}."
    )


class _Reader:
    """Turns the nodes of one file into a language. The nodes, not YAML's values: there "yes" and "no" are words."""

    def __init__(self, source: str | Path) -> None:
        self._source = source

    def language(self, root: yaml.Node | None) -> Language:
        top = self._plain(root) if root is not None else None
        if not isinstance(top, dict) or any(key not in top for key in MANDATORY):
            raise _bad(self._source, f"it must have the keys {', '.join(MANDATORY)}")
        language = Language(
            code=self._text(top["code"], "code"),
            name=self._text(top["name"], "name"),
            phrases=self._phrases(top["phrases"]),
            numbers=self._texts(top.get("numbers", []), "numbers"),
            fillers=self._texts(top.get("fillers", []), "fillers"),
            decoys=self._texts(top.get("decoys", []), "decoys"),
            sentences=self._sentences(top.get("sentences", {})),
        )
        self._check(language)
        return language

    def _plain(self, node: yaml.Node) -> Plain:
        """The node's value with every scalar as the text that stands in the file."""
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            plain: dict[str, Plain] = {}
            for key, value in node.value:
                if key.value in plain:
                    raise _bad(self._source, f"line {key.start_mark.line + 1} repeats the key {key.value}")
                plain[key.value] = self._plain(value)
            return plain
        return str(node.value)

    def _text(self, plain: Plain, where: str) -> str:
        if not isinstance(plain, str):
            raise _bad(self._source, f"{where} must be a text")
        return plain

    def _texts(self, plain: Plain, where: str) -> tuple[str, ...]:
        if not isinstance(plain, list):
            raise _bad(self._source, f"{where} must be a list of texts")
        texts = tuple(normalise(self._text(item, f"every entry of {where}")) for item in plain)
        if not all(texts):
            raise _bad(self._source, f"{where} has an empty entry")
        return texts

    def _phrases(self, plain: Plain) -> dict[Command, tuple[str, ...]]:
        if not isinstance(plain, dict):
            raise _bad(self._source, "phrases must have a list of phrases for every command")
        unknown = [key for key in plain if key not in {*Command} - {Command.NUMBER}]
        if unknown:
            raise _bad(self._source, f"there is no command {', '.join(unknown)}")
        return {Command(key): self._texts(said, f"phrases: {key}") for key, said in plain.items()}

    def _sentences(self, plain: Plain) -> Mapping[str, str | list[str]]:
        """The coach's sentences, or those of the built-in language whose code stands there instead."""
        if isinstance(plain, str) and plain in _built_in():
            return load_language(plain).sentences
        if not isinstance(plain, dict):
            what = "sentences must have a text or a list of texts for every key, or be a code such as en"
            raise _bad(self._source, what)
        return {
            key: [self._text(one, f"sentences: {key}") for one in said]
            if isinstance(said, list)
            else self._text(said, f"sentences: {key}")
            for key, said in plain.items()
        }

    def _check(self, language: Language) -> None:
        """Every phrase must lead to one command, and must not vanish when fillers are dropped."""
        fillers = {*language.fillers}
        owners: dict[str, str] = dict.fromkeys(language.numbers, "the numbers")
        for command, said in language.phrases.items():
            for phrase in said:
                if phrase in owners:
                    raise _bad(self._source, f'"{phrase}" belongs to {owners[phrase]} and to {command}')
                if fillers.issuperset(phrase.split()) or phrase in fillers:
                    raise _bad(self._source, f'"{phrase}" ({command}) is nothing but fillers')
                owners[phrase] = command

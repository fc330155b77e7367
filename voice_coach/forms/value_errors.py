"""What pydantic found wrong with a file, in an author's words and with the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from voice_coach.forms.document import Document, Value, Way
from voice_coach.forms.kind import AuthorForm, FileKind, keys_of
from voice_coach.forms.problem import Problem, closest


def problems(document: Document, error: ValidationError, kind: FileKind[Any]) -> tuple[Problem, ...]:
    """Every fault once, except for values that are not there at all: `reading` names those."""
    faults = [
        fault for fault in error.errors(include_url=False) if document.at(document.nearest(fault["loc"])) is not None
    ]
    misspelt = set(_misspelt(faults, kind))
    told = (fault for fault in faults if not (fault["type"] == "missing" and fault["loc"] in misspelt))
    return tuple(dict.fromkeys(_problem(document, fault, kind) for fault in told))


def _misspelt(faults: list[ErrorDetails], kind: FileKind[Any]) -> Iterator[Way]:
    """The ways to keys that are there, only misspelt: they are not missing as well."""
    for fault in faults:
        if fault["type"] == "extra_forbidden":
            *way, key = fault["loc"]
            part = kind.part_at(tuple(way))
            if meant := _own_key(str(key), part):
                yield (*way, meant)
            elif meant := _key_elsewhere(str(key), part):
                yield (*way, part.elsewhere[meant].key)


def _own_key(key: str, part: type[AuthorForm]) -> str | None:
    """The key of a part that an unknown one is meant to be; none for what belongs elsewhere as it is."""
    return None if key in part.elsewhere else closest(key, keys_of(part))


def _key_elsewhere(key: str, part: type[AuthorForm]) -> str | None:
    """The key of another part that an unknown one is, or is meant to be."""
    return key if key in part.elsewhere else closest(key, part.elsewhere)


def _problem(document: Document, fault: ErrorDetails, kind: FileKind[Any]) -> Problem:
    """The fault as a problem at the value, or at the key when the key is what is wrong."""
    place = document.nearest(fault["loc"])
    message = WORDS.get(fault["type"], _expected)(fault, document.at(place), kind)
    return document.problem(place, message, at_key=fault["type"] in ("extra_forbidden", "missing"))


def _unknown(fault: ErrorDetails, _value: Value, kind: FileKind[Any]) -> str:
    part, key = kind.part_at(fault["loc"][:-1]), str(fault["loc"][-1])
    if meant := _own_key(key, part):
        return f"unknown key {key!r}, did you mean {meant!r}?"
    if meant := _key_elsewhere(key, part):
        where = part.elsewhere[meant].where
        if meant == key:
            return f"unknown key {key!r} here; put it {where}"
        return f"unknown key {key!r} here, did you mean {meant!r}? Put it {where}"
    return f"unknown key {key!r}; {part.called} knows: {', '.join(keys_of(part))}"


def _missing(fault: ErrorDetails, _value: Value, kind: FileKind[Any]) -> str:
    way = fault["loc"]
    return f"{kind.part_at(way[:-1]).called} needs the key {str(way[-1])!r}{_example(way, kind)}"


def _rule(fault: ErrorDetails, _value: Value, _kind: FileKind[Any]) -> str:
    return fault["msg"]


def _expected(fault: ErrorDetails, value: Value, kind: FileKind[Any]) -> str:
    """What the key takes, what was found, and an example."""
    way = fault["loc"]
    steps = [step for step in way if not str(step).startswith("<")]
    subject = next((repr(step) for step in reversed(steps) if isinstance(step, str)), f"a {kind.called} file")
    if steps and isinstance(steps[-1], int):
        subject = f"each entry of {subject}"
    what = KIND[fault["type"]](fault) if fault["type"] in KIND else fault["msg"]
    if fault["type"] in ("too_short", "string_too_long", "too_long"):
        return f"{subject} must have {what}{_example(way, kind)}"
    if what == "text" and isinstance(value, bool | int | float):
        return f"{subject} must be text, not {described(value)}; put it in quotes"
    if what == "text" and isinstance(value, dict):
        return f"{subject} must be text, not a group of keys; put text that has a colon in quotes"
    return f"{subject} must be {what}, not {described(value)}{_example(way, kind)}"


def _example(way: Way, kind: FileKind[Any]) -> str:
    """An example of the last key on the way, from its field; the empty text when there is none."""
    for end in range(len(way), 0, -1):
        field = keys_of(kind.part_at(way[: end - 1])).get(str(way[end - 1]))
        if field is not None and field.examples:
            example = {way[end - 1]: field.examples[0]}
            flow = yaml.safe_dump(example, default_flow_style=True, sort_keys=False, width=1000).strip()
            return f"; for example: {flow[1:-1]}"
    return ""


def described(value: Value) -> str:
    """A value as an author would call it, short enough for a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:39] + "…")
    return "nothing" if value is None else f"the number {value:g}"


def _at_least(entries: int) -> str:
    words = {1: "one entry", 2: "two entries"}
    return f"at least {words.get(entries, f'{entries} entries')}"


KIND: dict[str, Callable[[ErrorDetails], str]] = {
    "model_type": lambda _: "a group of keys with values",
    "list_type": lambda _: "a list",
    "bool_type": lambda _: "true or false",
    "literal_error": lambda fault: str(fault["ctx"]["expected"]).replace("'", ""),
    "too_short": lambda fault: _at_least(fault["ctx"]["min_length"]),
    "too_long": lambda fault: f"at most {fault['ctx']['max_length']} entries",
    "string_too_long": lambda fault: f"at most {fault['ctx']['max_length']} characters",
}
"""What was expected, by pydantic's name of the error."""

WORDS: dict[str, Callable[[ErrorDetails, Value, FileKind[Any]], str]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "rule": _rule,
}
"""Who finds the words for an error; all others are a value that is not what was expected."""

"""The kinds of value an author writes: lines of text, times, whole numbers. Each says plainly what it expects."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LONGEST_LINE = 300
"""Characters; about 20 s of speech, and more than anyone can follow at once."""

HOUR_S = 3600.0

DURATION = re.compile(r"(?:([0-9]{1,4}(?:\.[0-9]{1,3})?) *m(?:in)?)? *(?:([0-9]{1,4}(?:\.[0-9]{1,3})?) *s(?:ec)?)?")
"""Minutes, seconds or both: 2m, 30s, 1m30s, 1.5s."""


def expected(what: str) -> PydanticCustomError:
    """The error of a value that is not ``what`` (a noun phrase)."""
    return PydanticCustomError("expected", what)


def _line(value: object) -> str:
    """The text on one line with its spaces tidied. Raises for what cannot be spoken or shown."""
    if not isinstance(value, str):
        raise expected("text")
    line = " ".join(value.split())
    if not any(ch.isalnum() for ch in line):
        raise expected("text with at least one word")
    if len(line) > LONGEST_LINE:
        raise expected(f"text of at most {LONGEST_LINE} characters")
    if any(unicodedata.category(ch) in ("Cc", "Cs") for ch in line):
        raise expected("text without control characters")
    return line


OneLine: TypeAlias = Annotated[str, BeforeValidator(_line)]


def one_or_many(value: object) -> str:
    """The tag of a value that may stand alone or in a list."""
    return "<many>" if isinstance(value, list) else "<one>"


Text: TypeAlias = Annotated[
    Annotated[OneLine, Tag("<one>")] | Annotated[list[OneLine], Field(max_length=20), Tag("<many>")],
    Discriminator(one_or_many),
]
"""One text, which is split into its sentences, or a list with one spoken line in each entry."""

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z]|[{\"'(])")


# A form is filled in before anybody knows its language, so these are of every language that people write in here.
ABBREVIATIONS = (
    "abd approx appr bzw ca cf dr excl ext fig hr incl inkl lb lbs max min mr mrs ms nr prof resp rot sec vgl vs"
)
ABBREVIATED = re.compile(rf"\b(?:{ABBREVIATIONS.replace(' ', '|')}|[^\W\d_](?:\.[^\W\d_])+)\.$", re.IGNORECASE)
"""A full stop at the end of this text shortens a word: "Dr.", "approx.", "i.e." """


def sentences(text: str | list[str]) -> tuple[str, ...]:
    """The spoken lines of a `Text`: a list as it is; one text is cut where a sentence ends and another begins."""
    if not isinstance(text, str):
        return tuple(text)
    lines, start = [], 0
    for end in SENTENCE_END.finditer(text):
        before = text[start : end.start()]
        if not ABBREVIATED.search(before):
            lines.append(before)
            start = end.end()
    return (*lines, text[start:])


RANGE = re.compile(r" *([0-9]{1,4}) *[-\u2013] *([0-9]{1,4}) *")
"""From how many to how many: 8-12, with a hyphen or a dash."""


@dataclass(frozen=True, slots=True)
class Count:
    """The mark of a number from 1 to ``high``, or of a range; it becomes the least (0 for none) and the most."""

    high: int

    def check(self, value: object) -> tuple[int, int]:
        """The least and the most, when they fit."""
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= self.high:
            return 0, value
        if isinstance(value, str) and (match := RANGE.fullmatch(value)):
            least, most = (int(group) for group in match.groups())
            if 1 <= least < most <= self.high:
                return least, most
        raise expected(f"a whole number from 1 to {self.high}, or a range such as 8-12")

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        number = {"type": "integer", "minimum": 1, "maximum": self.high}
        return {"anyOf": [number, {"type": "string", "pattern": f"^{RANGE.pattern}$"}]}


@dataclass(frozen=True, slots=True)
class Whole:
    """The mark of a whole number from ``low`` to ``high``."""

    low: int
    high: int

    def check(self, value: object) -> int:
        """The value, when it fits."""
        if isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high:
            return value
        raise expected(f"a whole number from {self.low} to {self.high}")

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


def seconds(value: object) -> float | None:
    """A number as it is, "1m30s" as 90.0, anything else as None."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    match = DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or not any(match.groups()):
        return None
    minutes, rest = (float(group or 0) for group in match.groups())
    return 60 * minutes + rest


@dataclass(frozen=True, slots=True)
class Time:
    """The mark of a time from ``low`` to ``high`` seconds; ``words`` names the limits for the author."""

    low: float
    high: float
    words: str
    such_as: str = "30s, 1m30s or 1.5s"

    def check(self, value: object) -> float:
        """The time in seconds, when it fits."""
        time = seconds(value)
        if time is None or not self.low <= time <= self.high:
            raise expected(f"a time {self.words}, such as {self.such_as}")
        return time

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        number = {"type": "number", "minimum": self.low, "maximum": self.high}
        return {"anyOf": [number, {"type": "string", "pattern": rf"^\s*(?=\S)({DURATION.pattern})\s*$"}]}


Duration: TypeAlias = Annotated[float, Time(0.5, HOUR_S, "from half a second to one hour")]
Rest: TypeAlias = Annotated[float, Time(0.0, HOUR_S, "of at most one hour")]
Beat: TypeAlias = Annotated[float, Time(0.5, 60.0, "from half a second to one minute")]


def _dose(value: object) -> float:
    """Reps or seconds; which of them, only the work beside it tells."""
    dose = seconds(value)
    if dose is None or not 0.5 <= dose <= HOUR_S:
        raise expected("a number of reps, or a time such as 30s")
    return dose


Dose: TypeAlias = Annotated[
    float,
    BeforeValidator(_dose),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "[0-9] *[ms]"}]}),
]


def _wait(value: object) -> float | None:
    """None for "ready", else seconds."""
    time = seconds(value)
    if value == "ready":
        return None
    if time is None or not 0.0 <= time <= HOUR_S:
        raise expected("the word ready, or a time of at most one hour such as 15s")
    return time


Wait: TypeAlias = Annotated[
    float | None,
    BeforeValidator(_wait),
    WithJsonSchema({"anyOf": [{"const": "ready"}, {"type": "number"}, {"type": "string", "pattern": "[0-9] *[ms]"}]}),
]


def _distinct(sides: list[str]) -> list[str]:
    if len(set(sides)) < len(sides):
        raise PydanticCustomError("rule", "a side stands here twice; for example: sides: [left, right]")
    return sides


Sides: TypeAlias = Annotated[
    list[Literal["left", "right"]], Field(min_length=1, max_length=2), AfterValidator(_distinct)
]

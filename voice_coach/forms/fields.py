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

SHORTEST_S = 0.5
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

MOST_OF = re.compile(r" *max(?: +(\S.*?))? *")
"""As many or as long as one can: max, or max 60s with a limit."""

PART = r"(?:[0-9]{1,4}(?:\.[0-9]{1,3})? *m(?:in)? *)?(?:[0-9]{1,4}(?:\.[0-9]{1,3})? *(?:m(?:in)?|s(?:ec)?)?)?"
TIME_RANGE = re.compile(rf" *({PART}) *[-\u2013] *({PART}) *")
"""From how long to how long: 30-60s, 1-2m, 45s-1m."""

UNIT_AT_END = re.compile(r"(m(?:in)?|s(?:ec)?) *$")


@dataclass(frozen=True, slots=True)
class Amount:
    """How many or how long: ``most``; from ``least`` on, 0 for no range; or ``to_failure``, ``most`` at the most."""

    most: float
    least: float = 0.0
    to_failure: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """The mark of a number from 1 to ``high``, of a range, or of max: as many as one can, at the most ``limit``."""

    high: int
    limit: int

    def check(self, value: object) -> Amount:
        """The amount, when it fits."""
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= self.high:
            return Amount(value)
        if isinstance(value, str) and (match := RANGE.fullmatch(value)):
            least, most = (int(group) for group in match.groups())
            if 1 <= least < most <= self.high:
                return Amount(most, least)
        if isinstance(value, str) and (match := MOST_OF.fullmatch(value)):
            limit = match.group(1)
            if limit is None:
                return Amount(self.limit, to_failure=True)
            if limit.isdecimal() and 1 <= int(limit) <= self.high:
                return Amount(int(limit), to_failure=True)
            raise expected(f"max, or max with a limit from 1 to {self.high} such as max 20")
        raise expected(f"a whole number from 1 to {self.high}, a range such as 8-12, or max")

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        number = {"type": "integer", "minimum": 1, "maximum": self.high}
        return {"anyOf": [number, {"type": "string", "pattern": f"^({RANGE.pattern}| *max( +[0-9]+)? *)$"}]}


@dataclass(frozen=True, slots=True)
class Length:
    """The mark of a time up to an hour, of a range, or of max: as long as one can, at the most ``limit`` seconds."""

    limit: float

    def check(self, value: object) -> Amount:
        """The amount in seconds, when it fits."""
        time = seconds(value)
        if time is not None and SHORTEST_S <= time <= HOUR_S:
            return Amount(time)
        if isinstance(value, str) and (both := time_range(value)):
            least, most = both
            if SHORTEST_S <= least < most <= HOUR_S:
                return Amount(most, least)
        if isinstance(value, str) and (match := MOST_OF.fullmatch(value)):
            limit = self.limit if match.group(1) is None else seconds(match.group(1))
            if limit is not None and SHORTEST_S <= limit <= HOUR_S:
                return Amount(limit, to_failure=True)
            raise expected("max, or max with a limit of at most one hour such as max 60s")
        raise expected(
            "a time from half a second to one hour, such as 30s, 1m30s or 1.5s; a range such as 20-40s; or max"
        )

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        number = {"type": "number", "minimum": SHORTEST_S, "maximum": HOUR_S}
        time = rf"\s*(?=\S)({DURATION.pattern})\s*"
        return {"anyOf": [number, {"type": "string", "pattern": f"^({time}|{TIME_RANGE.pattern}| *max( +\\S.*)?)$"}]}


def time_range(value: str) -> tuple[float, float] | None:
    """From how many seconds to how many; the unit of the second time counts for the first, if that has none."""
    match = TIME_RANGE.fullmatch(value)
    low, high = match.groups() if match else ("", "")
    if not low or not high:
        return None
    unit = UNIT_AT_END.search(high) if low[-1].isdecimal() else None
    least, most = seconds(low + (unit[1] if unit else "")), seconds(high)
    return None if least is None or most is None else (least, most)


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


Duration: TypeAlias = Annotated[float, Time(SHORTEST_S, HOUR_S, "from half a second to one hour")]
Rest: TypeAlias = Annotated[float, Time(0.0, HOUR_S, "of at most one hour")]
Beat: TypeAlias = Annotated[float, Time(0.3, 60.0, "from 0.3 seconds to one minute", "4s or 1.5s")]


@dataclass(frozen=True, slots=True)
class Pause:
    """How long a rest is; None waits for "ready". ``then_ready``: when it is over, wait for "ready" as well."""

    for_s: float | None
    then_ready: bool = False


THEN_READY = re.compile(r"(.*\S) *,? +then +ready *", re.DOTALL)


def _pause(value: object) -> Pause:
    """The word ready, a time, or a time and then ready."""
    if value == "ready":
        return Pause(None)
    then_ready = THEN_READY.fullmatch(value) if isinstance(value, str) else None
    written = then_ready.group(1).rstrip(", ") if then_ready else value
    both = time_range(written) if isinstance(written, str) else None
    time = seconds(written) if both is None else both[1]
    if time is None or not 0.0 <= time <= HOUR_S or (then_ready and not time):
        raise expected("a time of at most one hour such as 15s, the word ready, or both as in '15s, then ready'")
    return Pause(time, then_ready is not None)


Resting: TypeAlias = Annotated[
    Pause,
    BeforeValidator(_pause),
    WithJsonSchema({"anyOf": [{"const": "ready"}, {"type": "number"}, {"type": "string", "pattern": "[0-9] *[ms]"}]}),
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

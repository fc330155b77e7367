"""The part of the form that says when something is done: with which pain of today, on which days."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from voice_coach.forms.fields import RANGE, expected
from voice_coach.forms.kind import AuthorForm
from voice_coach.forms.problem import closest

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _days(value: object) -> list[str]:
    given = value if isinstance(value, list) else [value]
    days = [_day(one) for one in given if one is not None]  # an entry without a value is told anyhow
    if not given:
        raise expected("days of the week, such as [monday, thursday]")
    return days


def _day(value: object) -> str:
    """The name of a day, of which three letters are enough."""
    word = value.lower() if isinstance(value, str) else ""
    found = next((day for day in DAYS if len(word) >= 3 and day.startswith(word)), None)
    if found is None:
        meant = closest(word, DAYS)
        hint = f"did you mean {meant}?" if meant else "such as monday"
        raise PydanticCustomError("rule", f"{value!r} is no day of the week, {hint}")
    return found


def _score(value: object) -> tuple[int, int]:
    """A score from 0 to 10, or a range of them."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10:
        return value, value
    match = RANGE.fullmatch(value) if isinstance(value, str) else None
    low, high = (int(group) for group in match.groups()) if match else (1, 0)
    if not low <= high <= 10:
        raise expected("a number from 0 to 10, or a range such as 0-3")
    return low, high


Score: TypeAlias = Annotated[Any, BeforeValidator(_score), WithJsonSchema({"type": ["integer", "string"]})]
"""From which number to which, of 0 to 10."""

DaysOfWeek: TypeAlias = Annotated[
    Any, BeforeValidator(_days), WithJsonSchema({"type": ["array", "string"], "items": {"enum": list(DAYS)}})
]
"""The names of days, or of one."""


class WhenForm(AuthorForm):
    """When something is done."""

    called = "a condition"
    pain: Score = Field(None, description="With a pain of today from 0 to 10; the coach asks.", examples=["0-3"])
    days: DaysOfWeek = Field([], description="On which days of the week.", examples=[["monday", "thursday"]])

    @model_validator(mode="after")
    def _something(self) -> WhenForm:
        if self.pain is None and not self.days:
            raise PydanticCustomError("rule", "a condition needs 'pain' or 'days', for example: when: {pain: 0-3}")
        return self

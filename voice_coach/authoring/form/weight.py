"""The part of the form that says what is lifted or pulled: a weight, words, or steps from one to the next."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from voice_coach.authoring.form.work import MOST_SETS
from voice_coach.core.plan.load import Unit
from voice_coach.forms.fields import OneLine, expected
from voice_coach.forms.kind import AuthorForm

WEIGHT = re.compile(r" *([0-9]{1,4}(?:[.,][0-9]{1,2})?) *(kg|kgs|lb|lbs) *", re.IGNORECASE)
"""A weight: 5 kg, 2.5 kg, 10 lb."""


def weight(value: object) -> tuple[float, Unit] | None:
    """A weight above nothing, with its unit; None for anything else."""
    match = WEIGHT.fullmatch(value) if isinstance(value, str) else None
    amount = float(match.group(1).replace(",", ".")) if match else 0.0
    return (amount, Unit(match.group(2).lower().rstrip("s"))) if match and amount else None


def _weight(value: object) -> tuple[float, Unit]:
    found = weight(value)
    if found is None:
        raise expected("a weight such as 5 kg or 10 lb")
    return found


HeavyThing: TypeAlias = Annotated[
    Any, BeforeValidator(_weight), WithJsonSchema({"type": "string", "pattern": WEIGHT.pattern})
]


class LoadForm(AuthorForm):
    """A load that "heavier" and "lighter" move."""

    called = "a load"
    start: OneLine = Field(max_length=60, description="What it begins with.", examples=["20 kg"])
    step: HeavyThing = Field(None, description="How much heavier or lighter.", examples=["2.5 kg"])
    steps: list[OneLine] = Field(
        [], max_length=20, description="From the lightest to the heaviest.", examples=[["a yellow band", "a red band"]]
    )

    @model_validator(mode="after")
    def _one_way(self) -> LoadForm:
        if self.step is not None and self.steps:
            raise PydanticCustomError("rule", "a load moves by a 'step' or along 'steps'; take one of them out")
        if self.step is None and not self.steps:
            raise PydanticCustomError("rule", "a load that moves needs 'step' or 'steps', for example: step: 1 kg")
        if self.step is not None and weight(self.start) is None:
            raise PydanticCustomError("rule", "with a 'step', 'start' is a weight such as 20 kg; else write 'steps'")
        if self.step is not None and weight(self.start)[1] != self.step[1]:  # type: ignore[index]  # it is a weight
            raise PydanticCustomError("rule", "'start' and 'step' are weights of two units; write the same in both")
        if len(set(self.steps)) < len(self.steps) or len(self.steps) == 1:
            raise PydanticCustomError("rule", "'steps' are two or more loads, each of them once")
        if self.steps and self.start not in self.steps:
            raise PydanticCustomError("rule", "'start' must be one of the 'steps', written alike")
        return self


def _some_load(value: object) -> object:
    """A load that is no bare number: of what, nobody would know."""
    if isinstance(value, int | float) or (isinstance(value, str) and not any(one.isalpha() for one in value)):
        raise expected("a weight such as 5 kg, or words such as a red band")
    return value


def _load(value: object) -> str:
    return "<steps>" if isinstance(value, dict) else "<many>" if isinstance(value, list) else "<one>"


AnyLoad: TypeAlias = Annotated[
    Annotated[Annotated[OneLine, Field(max_length=60), BeforeValidator(_some_load)], Tag("<one>")]
    | Annotated[
        list[Annotated[OneLine, Field(max_length=60), BeforeValidator(_some_load)]],
        Field(min_length=2, max_length=MOST_SETS),
        Tag("<many>"),
    ]
    | Annotated[LoadForm, Tag("<steps>")],
    Discriminator(_load),
]

"""The part of the form that says what is done: reps, a hold, a timed movement or breaths, and how much in each set."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from voice_coach.forms.fields import (
    Amount,
    Beat,
    Count,
    Duration,
    Length,
    OneLine,
    Text,
    Whole,
    expected,
    one_or_many,
)
from voice_coach.forms.kind import AuthorForm, Belongs
from voice_coach.forms.problem import closest

MOST_REPS = 200
REPS_TO_FAILURE = 50
"""Reps as many as one can are counted to here where the author gives no limit."""

TO_FAILURE_S = 180.0
"""A hold as long as one can ends here where the author gives no limit."""

COUNT, LENGTH = Count(MOST_REPS, REPS_TO_FAILURE), Length(TO_FAILURE_S)


class MovementForm(AuthorForm):
    """One movement of a rep, with its spoken cue and its time."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["for"]}, {"required": ["hold"]}]})
    called = "a movement of a tempo"
    say: OneLine = Field(description="The cue, at most three words.", examples=["Press down"])
    for_: Beat | None = Field(None, alias="for", description="How long it takes.", examples=["3s"])
    hold: Beat | None = Field(None, description="How long the body stays still in it.", examples=["3s"])

    @model_validator(mode="after")
    def _one_time(self) -> MovementForm:
        if (self.for_ is None) == (self.hold is None):
            raise PydanticCustomError("rule", "a movement needs either 'for' or 'hold', for example: for: 3s")
        return self

    @property
    def seconds(self) -> float:
        """Its time, whichever key gave it."""
        return self.hold or self.for_ or 0.0


BESIDE_NAME = dict.fromkeys(
    (
        "sets", "sides", "switch", "changeover", "positions", "release", "rest", "every", "explain", "easier", "harder",
        "setup", "load", "ask", "when",
    ),
    Belongs("beside 'name', not inside 'do'"),
)  # fmt: skip
"""Keys of an exercise that stand inside its work by mistake."""


class WorkForm(AuthorForm):
    """What every kind of work can say."""

    elsewhere = BESIDE_NAME

    say: Text = Field([], description="Said before this work when it is not the first.", examples=["Now backwards."])
    tips: Text = Field([], description="Said while it goes on, one at a time.", examples=["Shoulders stay low."])
    optional: bool = Field(False, description="Whether it is asked for first.", examples=[True])


class RepsForm(WorkForm):
    """Counted repetitions."""

    called = "work in reps"
    elsewhere = BESIDE_NAME | {"times": Belongs("as a number of 'sets' beside 'name'")}
    reps: Annotated[Amount, COUNT] = Field(
        description="How many; a range; or max, as many as you can.", examples=[8, "8-12", "max"]
    )
    tempo: list[MovementForm] = Field(
        [],
        max_length=40,
        description="The movements of one rep; without them everyone goes at their own pace.",
        examples=[[{"say": "Press down", "for": "3s"}, {"say": "Release", "for": "2s"}]],
    )
    within: Duration | None = Field(None, description="The time that there is for them.", examples=["30s"])

    @model_validator(mode="after")
    def _one_end(self) -> RepsForm:
        if self.tempo and self.within is not None:
            raise PydanticCustomError("rule", "reps with a 'tempo' have their time already; take 'within' out")
        return self


class HoldForm(WorkForm):
    """A position that is held."""

    called = "a hold"
    elsewhere = BESIDE_NAME | {"within": Belongs("into the time itself: hold: max 30s")}
    hold: Annotated[Amount, LENGTH] = Field(
        description="How long; a range; or max, as long as you can.", examples=["30s", "20-40s", "max 60s"]
    )


class MoveForm(WorkForm):
    """A movement that goes on for a time, without a count."""

    called = "a timed movement"
    elsewhere = BESIDE_NAME | {"within": Belongs("into the time itself: move: max 30s")}
    move: Annotated[Amount, LENGTH] = Field(
        description="How long; a range; or max, as long as you can.", examples=["1m", "max"]
    )


class BreatheForm(WorkForm):
    """Breaths in a pattern."""

    called = "breathing"
    breathe: list[Beat] = Field(
        min_length=2,
        max_length=4,
        description="The times to breathe in, stay, out and stay; of two they are in and out.",
        examples=[["4s", "7s", "8s"]],
    )
    for_: Duration | None = Field(None, alias="for", description="How long it goes on.", examples=["5m"])
    times: Annotated[int, Whole(1, MOST_REPS)] | None = Field(None, description="How many breaths.", examples=[4])

    @model_validator(mode="after")
    def _one_end(self) -> BreatheForm:
        if self.for_ is not None and self.times is not None:
            raise PydanticCustomError("rule", "breathing ends by 'for' or by 'times'; take one of them out")
        if self.for_ is None and self.times is None:
            raise PydanticCustomError("rule", "breathing needs either 'for' or 'times', for example: for: 5m")
        return self

    @property
    def beats(self) -> tuple[tuple[float, bool], ...]:
        """The parts of a breath: how long each takes, and whether nothing moves in it."""
        stays = (False, False) if len(self.breathe) == 2 else (False, True, False, True)
        return tuple(zip(self.breathe, stays, strict=False))

    @property
    def count(self) -> int:
        """How many breaths: the number that comes nearest to the time."""
        return self.times or max(1, round((self.for_ or 0.0) / sum(self.breathe)))


KINDS: dict[str, type[WorkForm]] = {"reps": RepsForm, "hold": HoldForm, "move": MoveForm, "breathe": BreatheForm}


def _kind(value: object) -> str | None:
    """The tag of the work that these keys describe; None when they describe none or two."""
    if not isinstance(value, dict):
        return None
    named = [key for key in KINDS if key in value]
    if not named:
        named = [meant for key in value if (meant := closest(str(key), KINDS))]
    return f"<{named[0]}>" if len(named) == 1 else None


def _one_kind(value: object) -> object:
    """The keys of a work, when they describe one and no more."""
    if _kind(value) is not None:
        return value
    named = [repr(key) for key in KINDS if isinstance(value, dict) and key in value]
    kinds = "reps, hold, move and breathe"
    if len(named) > 1:
        message = f"a work is one of {kinds}, and this has {' and '.join(named)}; write a list of works"
        raise PydanticCustomError("rule", message)
    raise PydanticCustomError("rule", f"work needs one of the keys {kinds}, for example: do: {{hold: 30s}}")


Work: TypeAlias = Annotated[
    Annotated[RepsForm, Tag("<reps>")]
    | Annotated[HoldForm, Tag("<hold>")]
    | Annotated[MoveForm, Tag("<move>")]
    | Annotated[BreatheForm, Tag("<breathe>")],
    Discriminator(_kind),
    BeforeValidator(_one_kind),
]
Works: TypeAlias = Annotated[
    Annotated[Work, Tag("<one>")] | Annotated[list[Work], Field(min_length=1, max_length=10), Tag("<many>")],
    Discriminator(one_or_many),
]


def has_sides(value: object) -> bool:
    """Whether a value is one for each side."""
    return isinstance(value, dict) and not {"left", "right"}.isdisjoint(value)


class EachSideForm(AuthorForm):
    """What each side does."""

    called = "work for each side"
    left: Works = Field(description="What the left side does.", examples=[{"hold": "2m"}])
    right: Works = Field(description="What the right side does.", examples=[{"hold": "1m"}])


Do: TypeAlias = Annotated[
    Annotated[Works, Tag("<both>")] | Annotated[EachSideForm, Tag("<sides>")],
    Discriminator(lambda value: "<sides>" if has_sides(value) else "<both>"),
]
"""What is done, by both sides alike or by each its own."""


def _dose(value: object) -> object:
    """Reps or a time; which of them, only the work beside it tells."""
    for kind in (COUNT, LENGTH):
        try:
            kind.check(value)
        except PydanticCustomError:
            continue
        return value
    raise expected("a number of reps, a time such as 30s, a range of either, or max")


SetDose: TypeAlias = Annotated[
    Any,
    BeforeValidator(_dose),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^ *(max|[0-9])"}]}),
]
"""The dose of one set, as it is written."""

MOST_SETS = 60
SETS = Count(MOST_SETS, MOST_SETS)


def _sets(value: object) -> Amount:
    """A number of sets, or a range."""
    try:
        amount = SETS.check(value)
    except PydanticCustomError:
        amount = None
    if amount is None or amount.to_failure:
        raise expected(
            f"a whole number from 1 to {MOST_SETS}, a range such as 3-5, or a list with the dose of each set"
        )
    return amount


SomeSets: TypeAlias = Annotated[
    Annotated[
        Annotated[Any, BeforeValidator(_sets), WithJsonSchema({"type": ["integer", "string"], "minimum": 1})],
        Tag("<one>"),
    ]
    | Annotated[list[SetDose], Field(min_length=2, max_length=MOST_SETS), Tag("<many>")],
    Discriminator(one_or_many),
]


class SetsForm(AuthorForm):
    """How many sets each side does."""

    called = "a number of sets for each side"
    left: SomeSets = Field(description="Those of the left side.", examples=[3])
    right: SomeSets = Field(description="Those of the right side.", examples=[1])


Sets: TypeAlias = Annotated[
    Annotated[SomeSets, Tag("<both>")] | Annotated[SetsForm, Tag("<sets of sides>")],
    Discriminator(lambda value: "<sets of sides>" if has_sides(value) else "<both>"),
]
"""How many sets there are, or the dose of each; for both sides alike or for each its own."""

PARTS: dict[str, type[AuthorForm]] = {
    "<reps>": RepsForm, "<hold>": HoldForm, "<move>": MoveForm, "<breathe>": BreatheForm, "tempo": MovementForm,
    "<sides>": EachSideForm, "<sets of sides>": SetsForm,
}  # fmt: skip
"""Which form is meant by a step on the way to a value."""

"""The form that an author fills in: every key of a routine file, what it takes, and what it means by default.

The docstrings and descriptions are what an editor shows; `schema` publishes them.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from voice_coach.errors import RoutineError
from voice_coach.forms.fields import Beat, Count, Dose, Duration, OneLine, Rest, Sides, Text, Wait, Whole, one_or_many
from voice_coach.forms.kind import AuthorForm, Belongs, FileKind
from voice_coach.forms.problem import closest


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
    ("sets", "sides", "changeover", "positions", "release", "rest", "explain", "easier", "harder", "setup"),
    Belongs("beside 'name', not inside 'do'"),
)
"""Keys of an exercise that stand inside its work by mistake."""


MOST_REPS = 200


class WorkForm(AuthorForm):
    """What every kind of work can say."""

    elsewhere = BESIDE_NAME

    say: Text = Field([], description="Said before this work when it is not the first.", examples=["Now backwards."])
    tips: Text = Field([], description="Said while it goes on, one at a time.", examples=["Shoulders stay low."])


class RepsForm(WorkForm):
    """Counted repetitions."""

    called = "work in reps"
    reps: Annotated[tuple[int, int], Count(MOST_REPS)] = Field(
        description="How many, or a range.", examples=[8, "8-12"]
    )
    tempo: list[MovementForm] = Field(
        [],
        max_length=12,
        description="The movements of one rep; without them everyone goes at their own pace.",
        examples=[[{"say": "Press down", "for": "3s"}, {"say": "Release", "for": "2s"}]],
    )


class HoldForm(WorkForm):
    """A position that is held."""

    called = "a hold"
    hold: Duration = Field(description="How long.", examples=["30s"])


class MoveForm(WorkForm):
    """A movement that goes on for a time, without a count."""

    called = "a timed movement"
    move: Duration = Field(description="How long.", examples=["1m"])


KINDS: dict[str, type[WorkForm]] = {"reps": RepsForm, "hold": HoldForm, "move": MoveForm}


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
    if len(named) > 1:
        message = f"a work is one of reps, hold and move, and this has {' and '.join(named)}; write a list of works"
        raise PydanticCustomError("rule", message)
    raise PydanticCustomError("rule", "work needs one of the keys reps, hold and move, for example: do: {hold: 30s}")


Work: TypeAlias = Annotated[
    Annotated[RepsForm, Tag("<reps>")] | Annotated[HoldForm, Tag("<hold>")] | Annotated[MoveForm, Tag("<move>")],
    Discriminator(_kind),
    BeforeValidator(_one_kind),
]
Works: TypeAlias = Annotated[
    Annotated[Work, Tag("<one>")] | Annotated[list[Work], Field(min_length=1, max_length=10), Tag("<many>")],
    Discriminator(one_or_many),
]


class SetupForm(AuthorForm):
    """How to get there, in the order in which it is said."""

    called = "a setup"
    position: Text = Field(
        [], description="Takes the body there.", examples=["To get into position, lie on your back."]
    )
    move: Text = Field([], description="Starts the movement.", examples=["To start, press your back down."])
    feel: Text = Field([], description="What to feel, where the limit is.", examples=["You should feel a stretch."])
    short: Text = Field([], description="The reminder for the second side and later.", examples=["On your back."])
    wait: Wait = Field(10.0, description="How long the coach waits then, or: ready.", examples=["15s"])


class AlternativeForm(AuthorForm):
    """An easier or harder form."""

    called = "an easier or harder form"
    say: Text = Field(description="What changes.", examples=["Rest your forehead on your fists."])
    do: Works | None = Field(None, description="The work, when its dose differs.", examples=[{"hold": "15s"}])


class PositionsForm(AuthorForm):
    """The same work at several places of the body."""

    called = "a change of positions"
    count: Annotated[int, Whole(1, 20)] = Field(description="How many places.", examples=[4])
    say: Text = Field(description="Said between them.", examples=["Move the roller one vertebra up."])
    for_: Duration = Field(8.0, alias="for", description="The time for the change.", examples=["8s"])


IN_DO = {
    "reps": Belongs("inside do: {reps: 8}", "do"),
    "hold": Belongs("inside do: {hold: 30s}", "do"),
    "move": Belongs("inside do: {move: 1m}", "do"),
    "tempo": Belongs("inside do: {reps: 8, tempo: [{say: Press down, for: 3s}]}", "do"),
    "tips": Belongs("inside do: {hold: 30s, tips: Shoulders stay low.}", "do"),
}
IN_SETUP = {
    "position": Belongs("inside setup: {position: Kneel on the floor.}", "setup"),
    "feel": Belongs("inside setup: {feel: You should feel a stretch.}", "setup"),
    "short": Belongs("inside setup: {short: On your back.}", "setup"),
    "wait": Belongs("inside setup: {wait: 15s}", "setup"),
}
"""Keys of the work and of the setup that stand beside the name of an exercise by mistake."""


Sets: TypeAlias = Annotated[
    Annotated[Annotated[int, Whole(1, 20)], Tag("<one>")]
    | Annotated[list[Dose], Field(min_length=2, max_length=20), Tag("<many>")],
    Discriminator(one_or_many),
]
"""How many sets there are, or the dose of each."""


class ExerciseForm(AuthorForm):
    """One exercise."""

    called = "an exercise"
    elsewhere = IN_DO | IN_SETUP
    name: OneLine = Field(max_length=60, description="Its name.", examples=["Child's pose"])
    say: OneLine = Field(
        "", max_length=60, description="How the name is said, when not as written.", examples=["Straight leg raise"]
    )
    setup: SetupForm = Field(
        default_factory=dict,
        validate_default=True,
        description="How to get there.",
        examples=[{"position": "Kneel on the floor."}],
    )
    do: Works = Field(description="What is done: reps, hold or move; or a list.", examples=[{"hold": "30s"}])
    sets: Sets = Field(1, description="How many times, or the dose of each.", examples=[2, [10, 8, 6]])
    load: OneLine = Field(
        "", max_length=60, description="What is lifted or pulled; said with the dose.", examples=["5 kilograms"]
    )
    sides: Sides = Field([], description="The sides that work, in their order.", examples=[["left", "right"]])
    changeover: Duration = Field(8.0, description="The time to change sides.", examples=["12s"])
    positions: PositionsForm | None = Field(
        None, description="Several places.", examples=[{"count": 4, "say": "Move up."}]
    )
    release: Text = Field([], description="Said after the work of a side.", examples=["Slowly come up."])
    rest: Wait = Field(
        0.0, description="The pause after each set, or: ready; without it the routine's.", examples=["15s"]
    )
    explain: Text = Field([], description="The long instruction, on demand.", examples=["This loosens the spine."])
    easier: AlternativeForm | None = Field(None, description="An easier form.", examples=[{"say": "Bend your knees."}])
    harder: AlternativeForm | None = Field(
        None, description="A harder form.", examples=[{"say": "Straighten your legs."}]
    )


def _no_circuit(value: object) -> object:
    """Whatever is no circuit: one has exercises only."""
    if isinstance(value, dict) and "circuit" in value:
        raise PydanticCustomError("rule", "a circuit cannot hold another circuit; write it as an entry of its own")
    return value


class CircuitForm(AuthorForm):
    """Several exercises in turn, in rounds."""

    called = "a circuit"
    elsewhere = dict.fromkeys(
        ("do", "setup", "sides", "sets", *IN_DO, *IN_SETUP),
        Belongs("in each of its exercises; the circuit itself has rounds"),
    )
    circuit: OneLine = Field(max_length=60, description="Its name, as it is said.", examples=["At the wall"])
    rounds: Annotated[int, Whole(1, 20)] = Field(2, description="How many.", examples=[2])
    rest: Rest = Field(0.0, description="The pause between rounds.", examples=["20s"])
    exercises: list[Annotated[ExerciseForm, BeforeValidator(_no_circuit)]] = Field(
        min_length=1,
        max_length=50,
        description="What one round has.",
        examples=[[{"name": "Plank", "do": {"hold": "30s"}}]],
    )


def _item(value: object) -> str:
    """The tag of an entry of a routine: a circuit has a name of its own kind, or rounds."""
    keys = value.keys() if isinstance(value, dict) else ()
    return "<circuit>" if "circuit" in keys or ("name" not in keys and "rounds" in keys) else "<exercise>"


Item: TypeAlias = Annotated[
    Annotated[ExerciseForm, Tag("<exercise>")] | Annotated[CircuitForm, Tag("<circuit>")], Discriminator(_item)
]


class RoutineForm(AuthorForm):
    """A routine for the voice coach."""

    called = "the routine"
    title: OneLine = Field(max_length=80, description="What it is called.", examples=["Thoracic mini-routine"])
    source: OneLine = Field("", description="Where it comes from.", examples=["My physio"])
    equipment: list[OneLine] = Field(
        [], max_length=20, description="What must lie at hand.", examples=[["foam roller", "chair"]]
    )
    difficulty: Literal["easy", "moderate", "hard"] = Field("easy", description="How hard.", examples=["easy"])
    language: OneLine = Field(
        "", max_length=200, description="The language it is written in: a code, or a language file.", examples=["en"]
    )
    safety: OneLine | None = Field(
        None, description="Said once at the start; the language has one.", examples=["Move gently."]
    )
    rest: Wait = Field(
        0.0, description="The pause after each set, or: ready; where an exercise says none.", examples=["15s"]
    )
    exercises: list[Item] = Field(
        min_length=1, max_length=100, description="What is done.", examples=[[{"name": "Plank", "do": {"hold": "30s"}}]]
    )


PARTS: dict[str, type[AuthorForm]] = {
    "<exercise>": ExerciseForm, "<circuit>": CircuitForm, "<reps>": RepsForm, "<hold>": HoldForm, "<move>": MoveForm,
    "tempo": MovementForm, "exercises": ExerciseForm, "setup": SetupForm, "easier": AlternativeForm,
    "harder": AlternativeForm, "positions": PositionsForm,
}  # fmt: skip
"""Which form is meant by a step on the way to a value."""

ROUTINE = FileKind("routine", "title: My routine", RoutineForm, PARTS, RoutineError)

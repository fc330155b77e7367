"""The form that an author fills in: every key of a routine file, what it takes, and what it means by default.

The docstrings and descriptions are what an editor shows; `schema` publishes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from voice_coach.authoring.form import work
from voice_coach.authoring.form.weight import AnyLoad, LoadForm
from voice_coach.authoring.form.when import WhenForm
from voice_coach.authoring.form.work import Do, Sets, Works
from voice_coach.errors import RoutineError
from voice_coach.forms.fields import (
    Duration,
    OneLine,
    Resting,
    Sides,
    Text,
    Wait,
    Whole,
)
from voice_coach.forms.kind import AuthorForm, Belongs, FileKind
from voice_coach.forms.problem import closest


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
    "breathe": Belongs("inside do: {breathe: [4s, 4s], for: 2m}", "do"),
    "tempo": Belongs("inside do: {reps: 8, tempo: [{say: Press down, for: 3s}]}", "do"),
    "tips": Belongs("inside do: {hold: 30s, tips: Shoulders stay low.}", "do"),
    "within": Belongs("inside do: {reps: max, within: 30s}"),
    "pain": Belongs("inside when: {pain: 0-3}"),
    "days": Belongs("inside when: {days: [monday, thursday]}"),
    "rounds": Belongs("into a circuit, which has 'circuit' in place of 'name'"),
    "exercises": Belongs("into a circuit, which has 'circuit' in place of 'name'"),
}
IN_SETUP = {
    "position": Belongs("inside setup: {position: Kneel on the floor.}", "setup"),
    "feel": Belongs("inside setup: {feel: You should feel a stretch.}", "setup"),
    "short": Belongs("inside setup: {short: On your back.}", "setup"),
    "wait": Belongs("inside setup: {wait: 15s}", "setup"),
}
"""Keys of the work and of the setup that stand beside the name of an exercise by mistake."""


OPTIONAL = Field(False, description="Whether it is asked for first.", examples=[True])
WHEN = Field(None, description="Whether it is done today.", examples=[{"pain": "0-3"}])


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
    do: Do = Field(description="What is done: reps, hold, move or breathe; or a list.", examples=[{"hold": "30s"}])
    sets: Sets = Field(
        1, validate_default=True, description="How many times, or the dose of each.", examples=[2, [10, 8, 6]]
    )
    load: AnyLoad = Field("", description="What is lifted or pulled; said with the dose.", examples=["5 kg"])
    ask: Literal["effort"] | None = Field(
        None, description="What is asked after each set: effort.", examples=["effort"]
    )
    sides: Sides = Field([], description="The sides that work, in their order.", examples=[["left", "right"]])
    switch: Literal["each set", "each rep", "after all sets"] = Field(
        "each set", description="When the sides change.", examples=["each rep"]
    )
    changeover: Duration = Field(8.0, description="The time to change sides.", examples=["12s"])
    positions: PositionsForm | None = Field(
        None, description="Several places.", examples=[{"count": 4, "say": "Move up."}]
    )
    release: Text = Field([], description="Said after the work of a side.", examples=["Slowly come up."])
    rest: Resting = Field(
        0.0,
        validate_default=True,
        description="The pause after each set; ready; or both. Without it the routine's.",
        examples=["15s", "60s, then ready"],
    )
    every: Duration | None = Field(None, description="A set begins so often, whatever it takes.", examples=["1m"])
    explain: Text = Field([], description="The long instruction, on demand.", examples=["This loosens the spine."])
    easier: AlternativeForm | None = Field(None, description="An easier form.", examples=[{"say": "Bend your knees."}])
    harder: AlternativeForm | None = Field(
        None, description="A harder form.", examples=[{"say": "Straighten your legs."}]
    )
    optional: bool = OPTIONAL
    when: WhenForm | None = WHEN


class UsesForm(ExerciseForm):
    """An exercise that is written elsewhere; what is written here too counts in its place."""

    called = "an exercise that uses another"
    uses: OneLine = Field(max_length=60, description="Its name there.", examples=["Plank"])
    name: OneLine = Field("", max_length=60, description="Its name here.", examples=["Long plank"])
    do: Do | None = Field(  # type: ignore[assignment]  # what is not written here is taken from there
        None, description="What is done, where that is not the same.", examples=[{"hold": "60s"}]
    )


OF_EXERCISE = (
    "do", "setup", "sides", "sets", "switch", "changeover", "load", "ask", "positions", "release", "explain", "easier",
    "harder", "reps", "hold", "move", "breathe", "tempo", "tips", *IN_SETUP,
)  # fmt: skip
IN_MEMBERS = dict.fromkeys(OF_EXERCISE, Belongs("in each of its exercises; the circuit itself has rounds"))


class CircuitForm(AuthorForm):
    """Several exercises in turn, in rounds."""

    called = "a circuit"
    elsewhere = IN_MEMBERS
    circuit: OneLine = Field(max_length=60, description="Its name, as it is said.", examples=["At the wall"])
    rounds: Annotated[int, Whole(1, 60)] = Field(2, description="How many.", examples=[2])
    rest: Resting = Field(
        0.0, validate_default=True, description="The pause between rounds; ready; or both.", examples=["20s"]
    )
    every: Duration | None = Field(None, description="A round begins so often, whatever it takes.", examples=["2m"])
    within: Duration | None = Field(
        None, description="As many rounds as you can in this time, at your own pace.", examples=["7m"]
    )
    exercises: list[Item] = Field(
        min_length=1,
        max_length=50,
        description="What one round has.",
        examples=[[{"name": "Plank", "do": {"hold": "30s"}}]],
    )
    optional: bool = OPTIONAL
    when: WhenForm | None = WHEN


class PartForm(AuthorForm):
    """A part of a routine, such as its warm-up; or that of another."""

    called = "a part"
    elsewhere = dict.fromkeys((*OF_EXERCISE, "rest", "every"), Belongs("in each of its exercises"))
    part: OneLine = Field(max_length=60, description="Its name.", examples=["Warm-up"])
    of: OneLine = Field(
        "", max_length=200, description="The routine that has it, when that is another.", examples=["my-hips"]
    )
    exercises: list[Item] = Field(
        [], max_length=50, description="What it has.", examples=[[{"name": "Plank", "do": {"hold": "30s"}}]]
    )
    optional: bool = OPTIONAL
    when: WhenForm | None = WHEN

    @model_validator(mode="after")
    def _one_place(self) -> PartForm:
        if self.of and self.exercises:
            raise PydanticCustomError("rule", "a part has its own 'exercises' or is 'of' another routine; take one out")
        if not self.of and not self.exercises:
            raise PydanticCustomError("rule", "a part needs either its 'exercises', or 'of': the routine that has it")
        return self


class ChoiceForm(AuthorForm):
    """Several, of which one is done."""

    called = "a choice"
    elsewhere = dict.fromkeys((*OF_EXERCISE, "rest", "every"), Belongs("in each of its entries"))
    choose: list[Item] = Field(
        min_length=2,
        max_length=6,
        description="What one can choose from.",
        examples=[[{"name": "Stairs", "do": {"move": "2m"}}, {"name": "Step-ups", "do": {"reps": 40}}]],
    )
    optional: bool = OPTIONAL
    when: WhenForm | None = WHEN


def _item(value: object) -> str:
    """The tag of an entry: what it is shows by the key that names it, misspelt perhaps, or by one that only it has."""
    keys = [str(key) for key in value] if isinstance(value, dict) else []
    named = {"uses": "<uses>", "circuit": "<circuit>", "part": "<part>", "choose": "<choice>", "name": "<exercise>"}
    for name, tag in named.items():
        if name in keys:
            return tag
    if "of" in keys:
        return "<part>"
    for only in ("rounds", "within", "exercises"):
        if only in keys:
            meant = closest(keys[0], ("circuit", "part"))
            return "<part>" if meant == "part" else "<circuit>"
    meant = next(
        (found for key in keys if key not in ExerciseForm.model_fields and (found := closest(key, named))), "name"
    )
    return named[meant]


Item: TypeAlias = Annotated[
    Annotated[ExerciseForm, Tag("<exercise>")]
    | Annotated[UsesForm, Tag("<uses>")]
    | Annotated[CircuitForm, Tag("<circuit>")]
    | Annotated[PartForm, Tag("<part>")]
    | Annotated[ChoiceForm, Tag("<choice>")],
    Discriminator(_item),
]

for _form in (CircuitForm, PartForm, ChoiceForm):
    _form.model_rebuild()  # each may hold the others


class RoutineForm(AuthorForm):
    """A routine for the voice coach."""

    called = "the routine"
    elsewhere = dict.fromkeys((*OF_EXERCISE, "every", "optional", "when"), Belongs("in each of its exercises"))
    title: OneLine = Field(max_length=80, description="What it is called.", examples=["Thoracic mini-routine"])
    source: OneLine = Field("", description="Where it comes from.", examples=["My physio"])
    licence: OneLine = Field(
        "", max_length=200, description="Under which licence it may be passed on.", examples=["CC BY 4.0"]
    )
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
    often: OneLine = Field(
        "", max_length=80, description="How often it is to be done; said at the end.", examples=["twice a day"]
    )
    rest: Resting = Field(
        0.0,
        validate_default=True,
        description="The pause after each set where an exercise says none; or: ready.",
        examples=["15s"],
    )
    library: OneLine = Field(
        "", max_length=200, description="A file beside this one with exercises to use.", examples=["my-exercises"]
    )
    exercises: list[Item] = Field(
        min_length=1, max_length=100, description="What is done.", examples=[[{"name": "Plank", "do": {"hold": "30s"}}]]
    )


def exercises_of(items: list[Item]) -> Iterator[ExerciseForm]:
    """The exercises that stand in a list of entries, at whatever depth; without those that use another."""
    for item in items:
        if isinstance(item, ExerciseForm):
            if not isinstance(item, UsesForm):
                yield item
        else:
            yield from exercises_of(item.choose if isinstance(item, ChoiceForm) else item.exercises)


class LibraryForm(AuthorForm):
    """Exercises that routines use by their names."""

    called = "the library"
    library: OneLine = Field(max_length=80, description="What it is called.", examples=["For the knees"])
    source: OneLine = Field("", description="Where it comes from.", examples=["My physio"])
    licence: OneLine = Field(
        "", max_length=200, description="Under which licence it may be passed on.", examples=["CC BY 4.0"]
    )
    exercises: list[ExerciseForm] = Field(
        min_length=1, max_length=500, description="They.", examples=[[{"name": "Plank", "do": {"hold": "30s"}}]]
    )


PARTS: dict[str, type[AuthorForm]] = work.PARTS | {
    "<exercise>": ExerciseForm, "<circuit>": CircuitForm, "<uses>": UsesForm, "<part>": PartForm,
    "<choice>": ChoiceForm, "exercises": ExerciseForm, "choose": ExerciseForm, "setup": SetupForm,
    "easier": AlternativeForm, "harder": AlternativeForm, "positions": PositionsForm, "<steps>": LoadForm,
    "when": WhenForm,
}  # fmt: skip
"""Which form is meant by a step on the way to a value."""

ROUTINE = FileKind("routine", "title: My routine", RoutineForm, PARTS, RoutineError)
LIBRARY = FileKind("library", "library: My exercises", LibraryForm, PARTS, RoutineError)

"""The form of a programme file: every key, what it takes, and what it means by default."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated, Any, NamedTuple, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from voice_coach.authoring.form.weight import weight
from voice_coach.authoring.form.when import DaysOfWeek
from voice_coach.authoring.form.work import COUNT, LENGTH, SomeSets
from voice_coach.core.plan.load import Unit
from voice_coach.errors import ProgrammeError
from voice_coach.forms.fields import RANGE, Amount, OneLine, Whole, expected, seconds
from voice_coach.forms.kind import AuthorForm, Belongs, FileKind
from voice_coach.programme.programme import Back, Measure

TEXT = WithJsonSchema({"type": "string"})

DAYS = re.compile(r" *(?:([0-9]{1,3}) +)?days? *")
GOOD_SESSIONS = re.compile(r" *(?:([0-9]{1,2}) +)?good +sessions? *")
BACK = re.compile(
    r" *(?:one +step|([0-9]{1,2}) *%) +after +(?:([0-9]{1,2}) +)?(?:bad|failed) +sessions?(?: +in +a +row)? *"
)
PERCENT = re.compile(r" *([0-9]{1,2}) *% *")


def _days(value: object) -> int:
    """Every so many days."""
    match = DAYS.fullmatch(value) if isinstance(value, str) else None
    count = int(match[1] or 1) if match else 0
    if not 1 <= count <= 365:
        raise expected("a number of days from 1 to 365, such as: 2 days")
    return count


def _days_or_none(value: object) -> int | None:
    return None if value == "none" else _days(value)


def _good_sessions(value: object) -> int:
    match = GOOD_SESSIONS.fullmatch(value) if isinstance(value, str) else None
    count = int(match[1] or 1) if match else 0
    if not count:
        raise expected("a number of good sessions, such as: 3 good sessions")
    return count


def _back(value: object) -> Back:
    match = BACK.fullmatch(value) if isinstance(value, str) else None
    share, after = (int(match[1] or 0), int(match[2] or 1)) if match else (0, 0)
    if not after or (match and match[1] and not share):
        raise expected("how much less, and when, such as: one step after 2 bad sessions; 10% after 3 bad sessions")
    return Back(after, share / 100)


def _percent(value: object) -> float:
    match = PERCENT.fullmatch(value) if isinstance(value, str) else None
    share = int(match[1]) if match else 0
    if share < 10:
        raise expected("a part of the dose from 10% to 99%, such as: 60%")
    return share / 100


def _date(value: object) -> date:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-05-04") else _no_date()
    except ValueError:
        return _no_date()


def _no_date() -> date:
    raise expected("a day such as 2026-05-04")


def _hours(value: object) -> tuple[time, ...]:
    """Times of day, the earliest first."""
    given = value if isinstance(value, list) else [value]
    try:
        found = sorted(datetime.strptime(str(one).strip(), "%H:%M").time() for one in given)  # noqa: DTZ007 - a time of day, in no zone
    except ValueError:
        found = []
    if not 1 <= len(found) <= MOST_TIMES or len(set(found)) < len(found):
        raise expected("a time of day such as 07:30, or a list of different ones")
    return tuple(found)


MOST_TIMES = 24


class Growth(NamedTuple):
    """By how much something grows, in the unit of its measure; a weight has its ``unit``."""

    by: float
    unit: Unit | None = None


def _more(value: object) -> object:
    """A value without its plus."""
    return value.strip().removeprefix("+").strip() if isinstance(value, str) else value


def _time_step(value: object) -> Growth:
    time_s = seconds(_more(value))
    if time_s is None or not 0 < time_s <= 600:
        raise expected("how much longer, such as +5s")
    return Growth(time_s)


def _count_step(value: object) -> Growth:
    more = _more(value)
    count = int(more) if isinstance(more, int | str) and not isinstance(more, bool) and str(more).isdecimal() else 0
    if not 1 <= count <= 50:
        raise expected("how many more, such as +1")
    return Growth(count)


def _load_step(value: object) -> Growth:
    if value == "next":
        return Growth(1)
    found = weight(_more(value))
    if found is None:
        raise expected("how much heavier, such as +2.5 kg; or: next")
    return Growth(*found)


EveryDays: TypeAlias = Annotated[Any, BeforeValidator(_days), TEXT]
Hours: TypeAlias = Annotated[Any, BeforeValidator(_hours), TEXT]
Part: TypeAlias = Annotated[Any, BeforeValidator(_percent), TEXT]
Longer: TypeAlias = Annotated[Any, BeforeValidator(_time_step), TEXT]
MoreOf: TypeAlias = Annotated[Any, BeforeValidator(_count_step), TEXT]
Heavier: TypeAlias = Annotated[Any, BeforeValidator(_load_step), TEXT]
GoodSessions: TypeAlias = Annotated[Any, BeforeValidator(_good_sessions), TEXT]
Less: TypeAlias = Annotated[Any, BeforeValidator(_back), TEXT]
Day: TypeAlias = Annotated[Any, BeforeValidator(_date), TEXT]
DaysOrNone: TypeAlias = Annotated[Any, BeforeValidator(_days_or_none), TEXT]


def _up_to(value: object) -> int:
    """The highest of a score from 0 on: 3, or 0-3."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_SCORE:
        return value
    match = RANGE.fullmatch(value) if isinstance(value, str) else None
    low, high = (int(group) for group in match.groups()) if match else (1, 0)
    if low or high > MOST_SCORE:
        raise expected("a range from 0, such as 0-3")
    return high


MOST_SCORE = 10

UpTo: TypeAlias = Annotated[Any, BeforeValidator(_up_to), WithJsonSchema({"type": ["integer", "string"]})]


class GoodForm(AuthorForm):
    """What a good session is."""

    called = "what is good"
    pain: UpTo = Field(3, description="With which pain, from 0 to 10.", examples=["0-3"])
    effort: UpTo = Field(10, description="With which effort, from 0 to 10.", examples=["0-7"])


class DoseForm(AuthorForm):
    """The dose of an exercise in a block."""

    called = "a dose"
    exercise: OneLine = Field(max_length=60, description="Whose.", examples=["Plank"])
    sets: SomeSets | None = Field(None, description="How many, or the reps of each.", examples=[3, [12, 10, 8]])
    reps: Annotated[Amount, COUNT] | None = Field(None, description="How many, or from how many.", examples=[5, "6-8"])
    hold: Annotated[Amount, LENGTH] | None = Field(None, description="How long.", examples=["20s"])
    move: Annotated[Amount, LENGTH] | None = Field(None, description="How long.", examples=["1m"])

    @model_validator(mode="after")
    def _something(self) -> DoseForm:
        given = [one for one in (self.reps, self.hold, self.move) if one]
        if len(given) > 1:
            raise PydanticCustomError("rule", "a dose is one of reps, hold and move")
        if not given and self.sets is None:
            raise PydanticCustomError("rule", "a dose needs sets, reps, hold or move, for example: reps: 6-8")
        if given and isinstance(self.sets, list):
            raise PydanticCustomError("rule", "'sets' has the reps of each set already; take the other dose out")
        return self


ON_DAYS = {"when": Belongs("as 'days' or 'every'"), "weeks": Belongs("beside the 'block' it is in")}


class PlannedForm(AuthorForm):
    """A routine on its days."""

    called = "a session"
    elsewhere = ON_DAYS | {"progress": Belongs("at the top of the programme")}
    routine: OneLine = Field(max_length=200, description="Its name or its file.", examples=["thoracic-mini"])
    days: DaysOfWeek = Field([], description="On which days of the week.", examples=[["monday", "thursday"]])
    every: EveryDays = Field(None, description="Or every so many days.", examples=["2 days"])
    times: Annotated[int, Whole(1, MOST_TIMES)] | None = Field(None, description="How often a day.", examples=[2])
    at: Hours = Field((), description="At which times of day.", examples=["07:30", ["08:00", "18:00"]])
    doses: list[DoseForm] = Field(
        [], description="Doses that are not as in the routine.", examples=[[{"exercise": "Plank", "sets": 2}]]
    )

    @model_validator(mode="after")
    def _one_rhythm(self) -> PlannedForm:
        if self.days and self.every is not None:
            raise PydanticCustomError("rule", "a session is on 'days' or 'every' so many days; take one of them out")
        if not self.days and self.every is None:
            raise PydanticCustomError("rule", "a session needs 'days' or 'every', for example: every: 2 days")
        if self.at and self.times is not None and self.times != len(self.at):
            raise PydanticCustomError("rule", "'times' is another number than there are times of day in 'at'")
        return self


class BlockForm(AuthorForm):
    """Some weeks."""

    called = "a block"
    block: OneLine = Field(max_length=60, description="Its name.", examples=["Build"])
    weeks: Annotated[int, Whole(1, 52)] | None = Field(
        None, description="How many; without it, from then on.", examples=[4]
    )
    deload: Part = Field(None, description="Only this part of each dose.", examples=["60%"])
    sessions: list[PlannedForm] = Field(
        min_length=1,
        max_length=20,
        description="What is done in it.",
        examples=[[{"routine": "thoracic-mini", "every": "2 days"}]],
    )


class ProgressForm(AuthorForm):
    """How the dose of an exercise grows."""

    called = "a progression"
    exercise: OneLine = Field(max_length=60, description="Whose.", examples=["Plank"])
    of: OneLine = Field(
        "", max_length=200, description="The routine, when several have it.", examples=["thoracic-mini"]
    )
    hold: Longer = Field(None, description="How much longer.", examples=["+5s"])
    move: Longer = Field(None, description="How much longer.", examples=["+10s"])
    reps: MoreOf = Field(None, description="How many more.", examples=["+1"])
    sets: MoreOf = Field(None, description="How many more.", examples=["+1"])
    load: Heavier = Field(None, description="How much heavier, or: next.", examples=["+2.5 kg"])
    every: GoodSessions = Field(1, description="After how many good sessions.", examples=["3 good sessions"])
    until: str | int | float | None = Field(None, description="Where it ends.", examples=["60s"])
    reaching: Annotated[int, Whole(1, 3600)] | None = Field(
        None, description="A good session has so many reps or seconds in each set.", examples=[15]
    )
    back: Less = Field(None, description="When it is less again.", examples=["one step after 2 bad sessions"])

    @model_validator(mode="after")
    def _one_measure(self) -> ProgressForm:
        if len([key for key in GROWS if getattr(self, key) is not None]) != 1:
            raise PydanticCustomError("rule", f"a progression has one of {', '.join(GROWS)}, for example: hold: +5s")
        return self

    @property
    def measure(self) -> Measure:
        """What grows."""
        key = next(key for key in GROWS if getattr(self, key) is not None)
        return Measure.NOTCH if key == "load" and self.load.unit is None else Measure(key)

    @property
    def step(self) -> Growth:
        """By how much."""
        step: Growth = getattr(self, "load" if self.measure is Measure.NOTCH else self.measure)
        return step


GROWS = ("hold", "move", "reps", "sets", "load")

IN_SESSION = dict.fromkeys(("routine", "days", "at", "times", "doses"), Belongs("in one of its 'sessions'"))


class ProgrammeForm(AuthorForm):
    """A programme for the voice coach."""

    called = "the programme"
    elsewhere = IN_SESSION | {
        "weeks": Belongs("in one of its 'blocks'"), "deload": Belongs("in one of its 'blocks'"),
        "pain": Belongs("inside good: {pain: 0-3}"), "effort": Belongs("inside good: {effort: 0-7}"),
    }  # fmt: skip
    programme: OneLine = Field(max_length=80, description="What it is called.", examples=["A strong back"])
    start: Day = Field(None, description="Its first day; else that of its first session.", examples=["2026-05-04"])
    good: GoodForm = Field(
        default_factory=dict,
        validate_default=True,
        description="What a good session is.",
        examples=[{"pain": "0-3", "effort": "0-7"}],
    )
    pause: DaysOrNone = Field(
        14,
        description="After each so many days without an exercise it is one step less; or: none.",
        examples=["14 days"],
    )
    sessions: list[PlannedForm] = Field(
        [],
        max_length=20,
        description="What is done, where that is the same in all weeks.",
        examples=[[{"routine": "thoracic-mini", "every": "2 days"}]],
    )
    blocks: list[BlockForm] = Field(
        [], max_length=52, description="What is done in which weeks.",
        examples=[[{"block": "Build", "weeks": 4, "sessions": [{"routine": "thoracic-mini", "every": "2 days"}]}]],
    )  # fmt: skip
    progress: list[ProgressForm] = Field(
        [],
        max_length=100,
        description="How doses grow.",
        examples=[[{"exercise": "Plank", "hold": "+5s", "every": "3 good sessions"}]],
    )

    @model_validator(mode="after")
    def _one_way(self) -> ProgrammeForm:
        if bool(self.sessions) == bool(self.blocks):
            what = (
                "has 'sessions' or 'blocks'; take one of them out" if self.sessions else "needs 'sessions' or 'blocks'"
            )
            raise PydanticCustomError("rule", f"a programme {what}")
        if any(block.weeks is None for block in self.blocks[:-1]):
            raise PydanticCustomError("rule", "only the last block may be without 'weeks': nothing comes after it")
        return self


PARTS: dict[str, type[AuthorForm]] = {
    "sessions": PlannedForm, "blocks": BlockForm, "progress": ProgressForm, "good": GoodForm, "doses": DoseForm,
}  # fmt: skip
PROGRAMME: FileKind[ProgrammeForm] = FileKind(
    "programme", "programme: A strong back", ProgrammeForm, PARTS, ProgrammeError
)

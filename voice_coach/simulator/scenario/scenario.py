"""A scenario is the filled-in form of its file: every key, what it takes, and what it means by default.

Nothing is copied out of the form: who plays a scenario and who tells of it read the keys that its author wrote. Only
a room's form becomes something else, `Acoustics`, because a room is also built where no file is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Tone
from voice_coach.core.states import State
from voice_coach.errors import ScenarioError
from voice_coach.forms.fields import OneLine, Rest, Time, Whole, expected
from voice_coach.forms.kind import AuthorForm, FileKind
from voice_coach.listening.gate import Reason
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.microphone import MicrophoneModel
from voice_coach.simulator.room.noise import KINDS
from voice_coach.simulator.scenario import ENDING, timing
from voice_coach.simulator.scenario.expectation import Expectation, Happens, HappensAt, InOrder, Never
from voice_coach.simulator.scenario.observations import ANYTHING, ObservationKind, Pattern

DECIBEL = re.compile(r"([-+]?[0-9]{1,3}(?:\.[0-9]{1,2})?) *dB")
LENGTH = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?) *m")

ROOM = Acoustics()
"""What a room is without being asked."""

FORMER = {"pocketsphinx": "phones"}
"""What files of before name, and what has taken its place."""

RecogniserName: TypeAlias = Annotated[
    Literal["scripted", "auto", "vosk", "phones"],
    BeforeValidator(lambda name: FORMER.get(name, name) if isinstance(name, str) else name),
]


class FaultKind(StrEnum):
    """What can fail."""

    MICROPHONE_GONE = "microphone gone"
    MICROPHONE_MUTED = "microphone muted"
    RECOGNISER_FAILS = "recogniser fails"
    VOICE_FAILS = "voice fails"


def one_of(names: Sequence[str]) -> BeforeValidator:
    """The mark of a word that must be one of these; it becomes the one that it is, such as a `Command`."""

    def check(value: object) -> str:
        name = next((name for name in names if name == value), None)
        if name is None:
            raise expected(f"one of: {', '.join(names)}")
        return name

    return BeforeValidator(check)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit from ``low`` to ``high``; ``words`` name them for the author."""

    form: re.Pattern[str]
    low: float
    high: float
    words: str

    def check(self, value: object) -> float:
        """The number, when it fits."""
        match = self.form.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None or not self.low <= float(match[1]) <= self.high:
            raise expected(self.words)
        return float(match[1])


def _moment(value: object) -> timing.Moment:
    text = f"{value}s" if isinstance(value, int | float) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        raise expected(timing.EXPECTED)
    try:
        return timing.parse(text)
    except ValueError as error:
        raise expected(str(error)) from error


def _size(value: object) -> tuple[float, float, float]:
    sides = value if isinstance(value, list) else []
    if len(sides) != 3 or not all(type(side) in (int, float) and 1 <= side <= 30 for side in sides):
        raise expected("three lengths from 1 to 30 metres, such as [4, 3, 2.5]")
    length, width, height = map(float, sides)
    return length, width, height


def _quantity(form: re.Pattern[str], low: float, high: float, words: str) -> BeforeValidator:
    return BeforeValidator(Quantity(form, low, high, words).check)


Level: TypeAlias = Annotated[float, _quantity(DECIBEL, -90, 30, "a level from -90 dB to 30 dB, such as -10 dB")]
Loss: TypeAlias = Annotated[float, _quantity(DECIBEL, -20, 90, "a loss from -20 dB to 90 dB, such as 20 dB")]
Metres: TypeAlias = Annotated[float, _quantity(LENGTH, 0.05, 30, "a distance from 0.05 m to 30 m, such as 1.5 m")]
When: TypeAlias = Annotated[timing.Moment, BeforeValidator(_moment)]
Instant: TypeAlias = Annotated[float, Time(0.0, 1.0, "of at most one second", "0.3s")]
SessionLength: TypeAlias = Annotated[float, Time(1.0, 7200.0, "from one second to two hours")]


class LoudspeakerForm(AuthorForm):
    """The coach's loudspeaker."""

    called = "a loudspeaker"
    distance: Metres = Field(ROOM.loudspeaker.distance_m, description="From the microphone.", examples=["1 m"])
    delay: Instant = Field(ROOM.loudspeaker.delay_s, description="From the mixer to the cone.", examples=["0.03s"])
    echo_return_loss: Loss = Field(
        ROOM.loudspeaker.echo_return_loss_db, description="Softer at the microphone by.", examples=["20 dB"]
    )
    clips_at: Level = Field(
        ROOM.loudspeaker.clips_at_db, description="The level towards which it bends.", examples=["-6 dB"]
    )

    def built(self) -> LoudspeakerModel:
        """The loudspeaker itself. Raises AudioError for what none is."""
        return LoudspeakerModel(
            distance_m=self.distance,
            delay_s=self.delay,
            echo_return_loss_db=self.echo_return_loss,
            clips_at_db=self.clips_at,
        )


class MicrophoneForm(AuthorForm):
    """The microphone."""

    called = "a microphone"
    gain: Level = Field(ROOM.microphone.gain_db, description="Amplification; too much of it clips.", examples=["20 dB"])
    noise: Level = Field(ROOM.microphone.noise_db, description="Its own noise, of full scale.", examples=["-66 dB"])
    bits: Annotated[int, Whole(8, 16)] = Field(ROOM.microphone.bits, description="Quantisation.", examples=[16])
    ppm: Annotated[int, Whole(-200_000, 200_000)] = Field(
        int(ROOM.microphone.ppm), description="How much faster its clock runs than the loudspeaker's.", examples=[100]
    )

    def built(self) -> MicrophoneModel:
        """The microphone itself. Raises AudioError for what none is."""
        return MicrophoneModel(gain_db=self.gain, noise_db=self.noise, bits=self.bits, ppm=self.ppm)


class RoomForm(AuthorForm):
    """The room."""

    called = "the room"
    size: Annotated[tuple[float, float, float], BeforeValidator(_size)] = Field(
        ROOM.size_m, description="Length, width, height in metres.", examples=[[4, 3, 2.5]]
    )
    reverberation: Instant = Field(
        ROOM.reverberation_s,
        description="The time in which sound falls by 60 dB; 0s is a room without walls.",
        examples=["0.4s"],
    )
    response: OneLine | None = Field(None, description="A measured impulse response.", examples=["bathroom.wav"])
    voice: Level = Field(ROOM.voice_db, description="The user at 1 m, of full scale.", examples=["-26 dB"])
    loudspeaker: LoudspeakerForm = Field(
        default_factory=dict, validate_default=True, description="How the coach sounds.", examples=[{"delay": "0.1s"}]
    )
    microphone: MicrophoneForm = Field(
        default_factory=dict, validate_default=True, description="What takes it in.", examples=[{"gain": "6 dB"}]
    )

    def built(self, folder: Path) -> Acoustics:
        """The room itself; a measured response lies in the folder. Raises AudioError for what no room is."""
        return Acoustics(
            size_m=self.size,
            reverberation_s=self.reverberation,
            response=folder / self.response if self.response else None,
            voice_db=self.voice,
            loudspeaker=self.loudspeaker.built(),
            microphone=self.microphone.built(),
        )


def _exactly_one(form: AuthorForm, names: tuple[str, ...], what: str) -> None:
    given = [name for name in names if getattr(form, name) is not None]
    if len(given) != 1:
        found = f"this has {' and '.join(given)}" if given else "this has none"
        raise PydanticCustomError("rule", f"{what} needs exactly one of {', '.join(names)}; {found}")


class NoiseForm(AuthorForm):
    """Something else that sounds in the room."""

    called = "a noise"
    kind: Annotated[str, one_of([*KINDS])] | None = Field(None, description="A generated one.", examples=["pink"])
    play: OneLine | None = Field(None, description="A sound file, over and over.", examples=["television.wav"])
    say: list[OneLine] | None = Field(
        None, min_length=1, max_length=50, description="What somebody else says, over and over.", examples=[["Hello."]]
    )
    voice: OneLine = Field("", description="The synthetic voice for say.", examples=["flite rms"])
    level: Level = Field(-20.0, description="Beside the user's voice at 1 m.", examples=["-10 dB"])
    from_: Rest = Field(0.0, alias="from", description="When it begins.", examples=["10s"])
    to: SessionLength | None = Field(None, description="When it ends.", examples=["60s"])

    @model_validator(mode="after")
    def _source(self) -> NoiseForm:
        _exactly_one(self, ("kind", "play", "say"), "a noise")
        return self


class LineForm(AuthorForm):
    """Something that the user says or does."""

    called = "a line of the user"
    at: When = Field(description="When.", examples=["2s into hold 2"])
    say: OneLine | None = Field(None, description="What a synthetic voice says.", examples=["pause now"])
    play: OneLine | None = Field(None, description="A recording.", examples=["me-pause.wav"])
    press: Annotated[Command, one_of([*Command])] | None = Field(None, description="A key.", examples=["pause"])
    voice: OneLine = Field("", description="The synthetic voice for say.", examples=["flite slt"])
    level: Level = Field(0.0, description="Beside the room's voice level.", examples=["6 dB"])
    distance: Metres = Field(1.0, description="From the microphone.", examples=["3 m"])
    only: Annotated[float, Time(0.02, 60.0, "from 0.02 s to a minute")] | None = Field(
        None, description="So much of it sounds; the rest is cut off.", examples=["0.3s"]
    )

    @model_validator(mode="after")
    def _act(self) -> LineForm:
        _exactly_one(self, ("say", "play", "press"), "a line of the user")
        return self


class FaultForm(AuthorForm):
    """Something that fails."""

    called = "a fault"
    at: When = Field(description="When.", examples=["10s"])
    fault: Annotated[FaultKind, one_of([*FaultKind])] = Field(description="What fails.", examples=["microphone gone"])


class PatternForm(AuthorForm):
    """A fact."""

    called = "a fact"
    heard: Annotated[str, one_of([*Command, ANYTHING])] | None = Field(
        None, description="The ear was sure.", examples=["pause"]
    )
    obeyed: Annotated[str, one_of([*Command, ANYTHING])] | None = Field(
        None, description="The coach did it.", examples=["next"]
    )
    rejected: Annotated[str, one_of([*Reason, ANYTHING])] | None = Field(
        None, description="An utterance was no command.", examples=["speaking"]
    )
    state: Annotated[str, one_of([*State])] | None = Field(None, description="It came there.", examples=["paused"])
    spoken: OneLine | None = Field(None, description="The coach began to say it.", examples=["Paused"])
    cut: OneLine | None = Field(None, description="A sentence that ended early.", examples=["Lie on your back"])
    sound: Annotated[str, one_of([*Tone])] | None = Field(None, description="A tone began.", examples=["end"])
    notice: OneLine | None = Field(None, description="The session told of itself.", examples=["The microphone"])

    @model_validator(mode="after")
    def _fact(self) -> PatternForm:
        _exactly_one(self, tuple(ObservationKind), "a fact")
        return self

    @property
    def pattern(self) -> Pattern:
        """What a fact must be like to be this one; of `never` and `order` each part has its own."""
        return next(Pattern(kind, value) for kind in ObservationKind if (value := getattr(self, kind)) is not None)


class ExpectationForm(PatternForm):
    """Something that must come of it."""

    called = "an expectation"
    never: PatternForm | None = Field(None, description="What must not happen.", examples=[{"heard": "next"}])
    order: list[PatternForm] | None = Field(
        None,
        min_length=2,
        max_length=100,
        description="One after the other.",
        examples=[[{"heard": "pause"}, {"state": "paused"}]],
    )
    within: When | None = Field(None, description="Up to this moment.", examples=["0.5s after line 1"])
    at: When | None = Field(None, description="At this moment.", examples=["3s after line 1"])
    times: Annotated[int, Whole(1, 1000)] | None = Field(None, description="So many times.", examples=[1])

    @model_validator(mode="after")
    def _fact(self) -> ExpectationForm:
        _exactly_one(self, (*ObservationKind, "never", "order"), "an expectation")
        if self.at is not None and (self.never or self.order or self.within or self.times):
            raise PydanticCustomError("rule", "'at' stands with a single fact, without within, times, never or order")
        if (self.order and self.within) or (self.times and (self.never or self.order)):
            raise PydanticCustomError("rule", "'order' takes no within, and 'times' goes with a single fact")
        return self

    @property
    def meant(self) -> Expectation:
        """What a session is held against."""
        if self.order:
            return InOrder(tuple(each.pattern for each in self.order))
        if self.never:
            return Never(self.never.pattern, self.within)
        if self.at:
            return HappensAt(self.pattern, self.at)
        return Happens(self.pattern, self.within, self.times)


class Scenario(AuthorForm):
    """A scenario for the voice coach. docs/testing.md says what each key means.

    ``path`` is the file in which it stands; `in_file` says so, for no key does.
    """

    called = "the scenario"
    routine: OneLine = Field(description="A routine's name, or its file beside this one.", examples=["desk-break"])
    about: OneLine = Field("", description="What it shows.", examples=["A pause in the middle of a hold."])
    language: OneLine = Field("en", description="A code, or a language file beside this one.", examples=["en"])
    recogniser: RecogniserName = Field(
        "scripted", description="scripted understands every word; the others are real.", examples=["auto"]
    )
    voice: OneLine = Field("system", description="The user's synthetic voice.", examples=["flite slt"])
    verbosity: Literal["full", "short", "sounds"] = Field("full", description="How much is said.", examples=["full"])
    wait: bool = Field(False, description="Begin with the word start.", examples=[True])
    cautious: bool = Field(False, description="A scripted ear that the coach doubts.", examples=[True])
    lasts: SessionLength | None = Field(None, description="The session is left after this time.", examples=["60s"])
    seed: Annotated[int, Whole(0, 2**31)] = Field(0, description="What chance is made of.", examples=[1])
    room: RoomForm = Field(
        default_factory=dict, validate_default=True, description="The room; needs a real recogniser.", examples=[{}]
    )
    noise: list[NoiseForm] = Field([], max_length=20, description="What else sounds.", examples=[[{"kind": "pink"}]])
    user: list[LineForm] = Field(
        [], max_length=500, description="What the user says and does.", examples=[[{"at": "12s", "say": "next"}]]
    )
    faults: list[FaultForm] = Field(
        [], max_length=50, description="What fails.", examples=[[{"at": "10s", "fault": "microphone gone"}]]
    )
    expect: list[ExpectationForm] = Field(
        [], max_length=500, description="What must come of it.", examples=[[{"heard": "next"}]]
    )
    golden: OneLine | None = Field(None, description="The file that holds how it went.", examples=["pause.journal"])
    known_failure: OneLine = Field("", description="Why it must fail today.", examples=["Grunts are taken for words."])
    _path: Path = Path()

    def in_file(self, path: Path) -> Scenario:
        """The same scenario in this file; files that it names stand beside it."""
        placed = self.model_copy()
        placed._path = path  # noqa: SLF001 - of its own class
        return placed

    @property
    def path(self) -> Path:
        """The file in which it stands."""
        return self._path

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.name.removesuffix(ENDING)

    @property
    def scripted(self) -> bool:
        """Whether it runs without sound: every word is understood, and takes no time."""
        return self.recogniser == "scripted"

    @property
    def golden_path(self) -> Path | None:
        """The file that holds how the session went."""
        return self.beside(self.golden) if self.golden else None

    def beside(self, name: str) -> Path:
        """The file that it calls so."""
        return self.path.parent / name

    def known_or_beside(self, name: str) -> str:
        """A routine's or a language's name as it is; the path of one that has a file here."""
        return str(self.beside(name)) if Path(name).suffix in (".yaml", ".yml") else name

    def acoustics(self) -> Acoustics:
        """The room in which it is heard. Raises AudioError for what no room is."""
        return self.room.built(self.path.parent)


PARTS: dict[str, type[AuthorForm]] = {
    "room": RoomForm, "loudspeaker": LoudspeakerForm, "microphone": MicrophoneForm, "noise": NoiseForm,
    "user": LineForm, "faults": FaultForm, "expect": ExpectationForm, "never": PatternForm, "order": PatternForm,
}  # fmt: skip
"""Which form is meant by a step on the way to a value."""

SCENARIO = FileKind("scenario", "routine: desk-break", Scenario, PARTS, ScenarioError, then="run it again")
EXPECTATION = FileKind("expectation", "heard: pause", ExpectationForm, PARTS, ScenarioError, then="run it again")
"""A single one, as Python tests write it."""

"""From a scenario file to a `Scenario`, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from voice_coach.core.commands.table import Command
from voice_coach.errors import AudioError, ScenarioError
from voice_coach.forms.reading import examine, filled, invalid
from voice_coach.forms.source import read
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.microphone import MicrophoneModel
from voice_coach.simulator.scenario import ENDING, form
from voice_coach.simulator.scenario.contradictions import contradictions
from voice_coach.simulator.scenario.expectation import Expectation, Happens, HappensAt, InOrder, Never
from voice_coach.simulator.scenario.observations import ObservationKind, Pattern
from voice_coach.simulator.scenario.scenario import (
    SCRIPTED,
    Act,
    FailAct,
    FaultKind,
    NoiseSource,
    PlayAct,
    PressAct,
    SayAct,
    Scenario,
    ScriptLine,
)


def load(path: Path) -> Scenario:
    """The scenario in a file. Raises `ScenarioError`, whose message shows every place that is wrong."""
    return loads(read(path, form.SCENARIO), path)


def loads(text: str, path: Path) -> Scenario:
    """The scenario in a text; files that it names stand beside ``path``. Raises `ScenarioError`."""
    reading = examine(text, str(path), form.SCENARIO, contradictions)
    if reading.form is None or reading.document is None:
        raise invalid(reading.problems, form.SCENARIO)
    try:
        return scenario_of(reading.form, path)
    except AudioError as error:  # a room that cannot be
        problem = reading.document.problem(("room",), f"{error.message} {error.hint}", at_key=True)
        raise invalid((problem,), form.SCENARIO) from error


def scenario_of(sheet: form.ScenarioForm, path: Path) -> Scenario:
    """The scenario of a filled-in form; files that it names stand beside ``path``."""
    folder = path.parent
    real = sheet.recogniser != SCRIPTED
    return Scenario(
        name=path.name.removesuffix(ENDING),
        path=path,
        routine=_beside(folder, sheet.routine),
        about=sheet.about,
        language=_beside(folder, sheet.language),
        recogniser=sheet.recogniser,
        voice=sheet.voice,
        verbosity=sheet.verbosity,
        wait=sheet.wait,
        cautious=sheet.cautious,
        lasts_s=sheet.lasts,
        seed=sheet.seed,
        acoustics=_acoustics(sheet.room or form.RoomForm.model_validate({}), folder) if real else None,
        noises=tuple(_noise(each, folder) for each in sheet.noise),
        user=tuple(ScriptLine(each.at, _act(each, folder)) for each in sheet.user),
        faults=tuple(ScriptLine(each.at, FailAct(FaultKind(each.fault))) for each in sheet.faults),
        expectations=tuple(map(_expectation, sheet.expect)),
        golden=folder / sheet.golden if sheet.golden else None,
        known_failure=sheet.known_failure,
    )


def expectation_of(keys: Mapping[str, object]) -> Expectation:
    """The expectation that these keys describe. Raises `ScenarioError`."""
    return _expectation(filled(written(keys), "expectation", form.EXPECTATION))


def written(keys: Mapping[str, object]) -> str:
    """Keys and values as a file would have them. Raises `ScenarioError` for a value that no file can have."""
    try:
        return yaml.safe_dump(dict(keys), sort_keys=False, allow_unicode=True)
    except yaml.representer.RepresenterError as error:
        message = f"{error.args[-1]!r} is no value of a scenario."
        raise ScenarioError("scenario-invalid", message, "Write texts, numbers, lists and dictionaries.") from error


def _beside(folder: Path, name: str) -> str:
    """A name as it is, a file's path as seen from the folder."""
    return str(folder / name) if Path(name).suffix in (".yaml", ".yml") else name


def _acoustics(sheet: form.RoomForm, folder: Path) -> Acoustics:
    speaker, microphone = sheet.loudspeaker, sheet.microphone
    length, width, height = sheet.size
    return Acoustics(
        size_m=(length, width, height),
        reverberation_s=sheet.reverberation,
        response=folder / sheet.response if sheet.response else None,
        voice_db=sheet.voice,
        loudspeaker=LoudspeakerModel(
            distance_m=speaker.distance,
            delay_s=speaker.delay,
            echo_return_loss_db=speaker.echo_return_loss,
            clips_at_db=speaker.clips_at,
        ),
        microphone=MicrophoneModel(
            gain_db=microphone.gain, noise_db=microphone.noise, bits=microphone.bits, ppm=microphone.ppm
        ),
    )


def _noise(sheet: form.NoiseForm, folder: Path) -> NoiseSource:
    return NoiseSource(
        kind=sheet.kind or "",
        path=folder / sheet.play if sheet.play else None,
        texts=tuple(sheet.say or ()),
        voice=sheet.voice,
        level_db=sheet.level,
        starts=sheet.from_,
        ends=sheet.to,
    )


def _act(sheet: form.LineForm, folder: Path) -> Act:
    if sheet.press:
        return PressAct(Command(sheet.press))
    if sheet.play:
        return PlayAct(folder / sheet.play, sheet.level, sheet.distance, sheet.only)
    return SayAct(sheet.say or "", sheet.voice, sheet.level, sheet.distance, sheet.only)


def _expectation(sheet: form.ExpectationForm) -> Expectation:
    if sheet.order:
        return InOrder(tuple(map(_pattern, sheet.order)))
    if sheet.never:
        return Never(_pattern(sheet.never), sheet.within)
    if sheet.at:
        return HappensAt(_pattern(sheet), sheet.at)
    return Happens(_pattern(sheet), sheet.within, sheet.times)


def _pattern(sheet: form.PatternForm) -> Pattern:
    return next(Pattern(kind, value) for kind in ObservationKind if (value := getattr(sheet, kind)) is not None)

"""From a scenario file to a `Scenario`, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import yaml
from pydantic import ValidationError

from voice_coach.authoring import faults
from voice_coach.authoring.document import BrokenYamlError, Document
from voice_coach.authoring.load import MOST_SHOWN
from voice_coach.authoring.meaning import empty_values
from voice_coach.authoring.problem import Problem
from voice_coach.authoring.source import read
from voice_coach.core.commands import Command
from voice_coach.errors import AudioError, ScenarioError
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.loudspeaker import Loudspeaker
from voice_coach.simulator.room.microphone import Microphone
from voice_coach.simulator.scenario import ENDING, form
from voice_coach.simulator.scenario.contradictions import contradictions
from voice_coach.simulator.scenario.expectation import Expectation, Happens, HappensAt, InOrder, Never
from voice_coach.simulator.scenario.facts import Kind, Pattern
from voice_coach.simulator.scenario.scenario import (
    SCRIPTED,
    Act,
    Fail,
    FaultKind,
    Line,
    NoiseSource,
    Play,
    Press,
    Say,
    Scenario,
)


def load(path: Path) -> Scenario:
    """The scenario in a file. Raises `ScenarioError`, whose message shows every place that is wrong."""
    return loads(read(path, form.SCENARIO), path)


def loads(text: str, path: Path) -> Scenario:
    """The scenario in a text; files that it names stand beside ``path``. Raises `ScenarioError`."""
    try:
        document = Document.parse(text.removeprefix("\ufeff"), str(path), form.SCENARIO)
    except BrokenYamlError as error:
        raise _invalid((error.problem,)) from error
    problems = tuple(empty_values(document))
    try:
        sheet = form.ScenarioFile.model_validate(document.value)
    except ValidationError as error:
        raise _invalid((*problems, *faults.problems(document, error, form.SCENARIO))) from error
    if problems := (*problems, *contradictions(document, sheet)):
        raise _invalid(problems)
    try:
        return scenario_of(sheet, path)
    except AudioError as error:  # a room that cannot be
        raise _invalid((document.problem(("room",), f"{error.message} {error.hint}", at_key=True),)) from error


def scenario_of(sheet: form.ScenarioFile, path: Path) -> Scenario:
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
        user=tuple(Line(each.at, _act(each, folder)) for each in sheet.user),
        faults=tuple(Line(each.at, Fail(FaultKind(each.fault))) for each in sheet.faults),
        expectations=tuple(map(_expectation, sheet.expect)),
        golden=folder / sheet.golden if sheet.golden else None,
        known_failure=sheet.known_failure,
    )


def expectation_of(keys: Mapping[str, object]) -> Expectation:
    """The expectation that these keys describe. Raises `ScenarioError`."""
    sheet = replace(form.SCENARIO, called="expectation", whole=form.ExpectationForm)
    try:
        document = Document.parse(written(keys), "expectation", sheet)
        if problems := tuple(empty_values(document)):
            raise _invalid(problems)
        return _expectation(form.ExpectationForm.model_validate(document.value))
    except BrokenYamlError as error:
        raise _invalid((error.problem,)) from error
    except ValidationError as error:
        raise _invalid(faults.problems(document, error, sheet)) from error


def written(keys: Mapping[str, object]) -> str:
    """Keys and values as a file would have them. Raises `ScenarioError` for a value that no file can have."""
    try:
        return yaml.safe_dump(dict(keys), sort_keys=False, allow_unicode=True)
    except yaml.representer.RepresenterError as error:
        message = f"{error.args[-1]!r} is no value of a scenario."
        raise ScenarioError("scenario-invalid", message, "Write texts, numbers, lists and dictionaries.") from error


def _invalid(problems: tuple[Problem, ...]) -> ScenarioError:
    ordered = sorted(problems, key=lambda one: (one.span.line, one.span.column))
    shown = [str(problem) for problem in ordered[:MOST_SHOWN]]
    if more := len(ordered) - len(shown):
        shown.append(f"and {more} more")
    return ScenarioError("scenario-invalid", "\n".join(shown), "Mend what the carets (^) point at, then run it again.")


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
        loudspeaker=Loudspeaker(
            distance_m=speaker.distance,
            delay_s=speaker.delay,
            echo_return_loss_db=speaker.echo_return_loss,
            clips_at_db=speaker.clips_at,
        ),
        microphone=Microphone(
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
        return Press(Command(sheet.press))
    if sheet.play:
        return Play(folder / sheet.play, sheet.level, sheet.distance, sheet.only)
    return Say(sheet.say or "", sheet.voice, sheet.level, sheet.distance, sheet.only)


def _expectation(sheet: form.ExpectationForm) -> Expectation:
    if sheet.order:
        return InOrder(tuple(map(_pattern, sheet.order)))
    if sheet.never:
        return Never(_pattern(sheet.never), sheet.within)
    if sheet.at:
        return HappensAt(_pattern(sheet), sheet.at)
    return Happens(_pattern(sheet), sheet.within, sheet.times)


def _pattern(sheet: form.PatternForm) -> Pattern:
    return next(Pattern(kind, value) for kind in Kind if (value := getattr(sheet, kind)) is not None)

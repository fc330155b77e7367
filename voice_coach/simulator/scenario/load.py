"""From a scenario file to a `Scenario`, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from voice_coach.errors import AudioError, ScenarioError
from voice_coach.forms.reading import examine, filled, invalid
from voice_coach.forms.source import read
from voice_coach.simulator.scenario.contradictions import contradictions
from voice_coach.simulator.scenario.expectation import Expectation
from voice_coach.simulator.scenario.scenario import EXPECTATION, SCENARIO, Scenario


def load(path: Path) -> Scenario:
    """The scenario in a file. Raises `ScenarioError`, whose message shows every place that is wrong."""
    return loads(read(path, SCENARIO), path)


def loads(text: str, path: Path) -> Scenario:
    """The scenario in a text; files that it names stand beside ``path``. Raises `ScenarioError`."""
    reading = examine(text, str(path), SCENARIO, contradictions)
    if reading.form is None or reading.document is None:
        raise invalid(reading.problems, SCENARIO)
    scenario = reading.form.in_file(path)
    try:
        scenario.acoustics()
    except AudioError as error:  # a room that cannot be
        problem = reading.document.problem(("room",), f"{error.message} {error.hint}", at_key=True)
        raise invalid((problem,), SCENARIO) from error
    return scenario


def expectation_of(keys: Mapping[str, object]) -> Expectation:
    """The expectation that these keys describe. Raises `ScenarioError`."""
    return filled(written(keys), "expectation", EXPECTATION).meant


def written(keys: Mapping[str, object]) -> str:
    """Keys and values as a file would have them. Raises `ScenarioError` for a value that no file can have."""
    try:
        return yaml.safe_dump(dict(keys), sort_keys=False, allow_unicode=True)
    except yaml.representer.RepresenterError as error:
        message = f"{error.args[-1]!r} is no value of a scenario."
        raise ScenarioError("scenario-invalid", message, "Write texts, numbers, lists and dictionaries.") from error

"""From the settings file and the environment to what is settled, and where each value came from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice_coach.errors import SettingsError
from voice_coach.storage import config_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voice_coach.forms.document import Document
    from voice_coach.forms.problem import Problem
    from voice_coach.settings.form import SettingsForm

PREFIX = "VOICE_COACH_"
"""How the variables begin; what follows is the name of a setting in capitals."""

DEFAULT, FILE = "default", "file"

TRUTH = {"1": "true", "yes": "true", "on": "true", "0": "false", "no": "false", "off": "false"}
"""How else people write true and false in the environment."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting's value and its ``source``: "default", "file", or the name of an environment variable."""

    name: str
    value: Any
    source: str


def settings_path() -> Path:
    """Where the settings file is, or would be."""
    return config_folder("settings.yaml")


def settled(environment: Mapping[str, str] = os.environ) -> dict[str, Setting]:
    """What the file and the environment say, by name; the environment goes before the file.

    Raises SettingsError with all that is wrong in the file, or with the variables that have a wrong value.
    """
    if not settings_path().exists() and not any(name.startswith(PREFIX) for name in environment):
        return {}  # without a reason to, nobody waits for the forms
    return {one.name: one for one in (*_in_file(), *_in_environment(environment))}


def every_setting(environment: Mapping[str, str] = os.environ) -> tuple[Setting, ...]:
    """Every setting with the value that a session would have; raises as `settled`."""
    from voice_coach.settings.form import SettingsForm  # noqa: PLC0415 - pydantic, which --help need not wait for

    found = settled(environment)
    return tuple(
        found.get(name, Setting(name, field.default, DEFAULT)) for name, field in SettingsForm.model_fields.items()
    )


def _in_file() -> Iterator[Setting]:
    path = settings_path()
    if not path.exists():
        return
    from voice_coach.forms.reading import filled  # noqa: PLC0415 - pydantic and yaml, only where there is a file
    from voice_coach.forms.source import read  # noqa: PLC0415
    from voice_coach.settings.form import SETTINGS  # noqa: PLC0415

    text = read(path, SETTINGS)
    if all(line.lstrip().startswith("#") for line in text.splitlines() if line.strip()):
        return  # as `settings init` writes it; for YAML that is an empty file
    form = filled(text, str(path), SETTINGS, _contradictions)
    for name in sorted(form.model_fields_set):
        yield Setting(name, getattr(form, name), FILE)


def _contradictions(document: Document, form: SettingsForm | None) -> Iterable[Problem]:
    if form and form.model and form.recogniser == "phones":
        yield document.problem(("model",), "a model is for vosk; the recogniser phones has its own", at_key=True)


def _in_environment(environment: Mapping[str, str]) -> Iterator[Setting]:
    """Raises SettingsError for all variables at once."""
    from voice_coach.settings.form import SettingsForm  # noqa: PLC0415 - as above

    wrong = []
    for name in SettingsForm.model_fields:
        variable = PREFIX + name.upper()
        if not environment.get(variable):
            continue
        # Whoever names a model there learns of a wrong one from the catalogue, which asks the variable itself.
        found = environment[variable] if name == "model" else _value(name, environment[variable])
        if isinstance(found, Complaint):
            wrong.append(f"the environment variable {variable} {found.text}")
        else:
            yield Setting(name, found, variable)
    if wrong:
        raise SettingsError("environment-invalid", "\n".join(wrong), "Set it to another value, or unset it.")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a value, such as "must be true or false, not 'maybe'"."""

    text: str


def _value(name: str, text: str) -> Any:  # noqa: ANN401 - as the form has it
    """The value of a setting that is written so, or a `Complaint`: it is judged as a file of one line would be."""
    from voice_coach.forms.document import resolve  # noqa: PLC0415 - as above
    from voice_coach.forms.reading import examine  # noqa: PLC0415
    from voice_coach.settings.form import SETTINGS, SettingsForm  # noqa: PLC0415

    written = json.dumps(text, ensure_ascii=False)
    if SettingsForm.model_fields[name].annotation is bool:
        plain = TRUTH.get(text.lower(), text)
        written = plain if isinstance(resolve(plain), bool) else written
    reading = examine(f"{name}: {written}", name, SETTINGS)
    if reading.form is not None:
        return getattr(reading.form, name)
    told = reading.problems[0].message
    return Complaint(told.removeprefix(f"{name!r} ").partition("; for example")[0])

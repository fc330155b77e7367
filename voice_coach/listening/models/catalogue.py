"""Which recognition models there are, and where one is on this machine."""

from __future__ import annotations

import os
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import Field

from voice_coach.errors import ModelError, UsageError
from voice_coach.forms.kind import AuthorForm, FileKind
from voice_coach.forms.reading import filled
from voice_coach.forms.source import read
from voice_coach.listening.vosk.model_settings import check_model
from voice_coach.storage import data_folder

ENVIRONMENT = "VOICE_COACH_MODEL"
"""The variable that names a model's folder."""


class CatalogueEntry(AuthorForm):
    """A model that can be fetched: an archive of ``bytes`` bytes, the same at every address in ``urls``."""

    called = "a model"
    name: str = Field(pattern=r"^[\w.-]+$", examples=["vosk-model-small-en-us-0.15"])
    language: str = Field(examples=["en"])
    bytes: int = Field(examples=[41205931])
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", examples=["30f2..."])
    licence: str = Field(examples=["Apache-2.0"])
    urls: list[str] = Field(min_length=1, examples=[["https://example.org/model.zip"]])


class CatalogueForm(AuthorForm):
    """The whole catalogue."""

    called = "the catalogue"
    models: list[CatalogueEntry] = Field(examples=[[{"name": "vosk-model-small-en-us-0.15"}]])


CATALOGUE = FileKind("catalogue", "models:", CatalogueForm, {"models": CatalogueEntry}, ModelError)


@cache
def list_models() -> tuple[CatalogueEntry, ...]:
    """Return the catalogue in its order. Raises ModelError with every place of the file that is wrong."""
    path = _catalogue()
    return tuple(filled(read(path, CATALOGUE), str(path), CATALOGUE).models)


def entry(name: str) -> CatalogueEntry:
    """Return one entry of the catalogue; raises UsageError when there is none of that name."""
    known = {model.name: model for model in list_models()}
    if name not in known:
        raise UsageError("model-unknown", f"There is no model {name!r}.", f"The catalogue has: {', '.join(known)}.")
    return known[name]


def default_entry(language: str) -> CatalogueEntry | None:
    """Return the model that is taken for a language, or None when the catalogue has none."""
    return next((model for model in list_models() if model.language == language), None)


def models_folder() -> Path:
    """Return where fetched models are kept."""
    return data_folder("models")


def path(name: str) -> Path | None:
    """Return the folder of a fetched model, or None when it has not been fetched."""
    folder = models_folder() / name
    return folder if folder.is_dir() else None


def find(given: Path | None, language: str = "en") -> Path | None:
    """Return the model to use: the given folder, else the one `ENVIRONMENT` names, else the fetched default.

    Returns None when there is none. Raises ModelError when a folder was named that is no model.
    """
    named = given or _from_environment()
    if named is not None:
        if not named.is_dir():
            raise ModelError(
                "model-missing", f"There is no folder {named}.", "Name the folder of an unpacked Vosk model."
            )
        check_model(named)
        return named
    default = default_entry(language)
    return path(default.name) if default is not None else None


def _from_environment() -> Path | None:
    value = os.environ.get(ENVIRONMENT)
    return Path(value) if value else None


def _catalogue() -> Path:
    """The catalogue inside the installed package, or at the top of a checkout."""
    package = Path(str(resources.files("voice_coach")))
    installed = package / "data" / "models" / "catalogue.yaml"
    return installed if installed.is_file() else package.parent / "models" / "catalogue.yaml"

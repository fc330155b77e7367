"""Which recognition models there are, and where one is on this machine."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel, ConfigDict, Field

from voice_coach.errors import ModelError, UsageError
from voice_coach.listening.vosk.model_settings import check_model
from voice_coach.storage import data_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENVIRONMENT = "VOICE_COACH_MODEL"
"""The variable that names a model's folder."""


class CatalogueEntry(BaseModel):
    """A model that can be fetched: an archive of ``bytes`` bytes, the same at every address in ``urls``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[\w.-]+$")
    language: str
    bytes: int
    sha256: str
    licence: str
    urls: tuple[str, ...]


def list_models() -> tuple[CatalogueEntry, ...]:
    """Return the catalogue in its order."""
    entries = yaml.load(_catalogue().read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return tuple(CatalogueEntry.model_validate(entry) for entry in entries)


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


def _catalogue() -> Traversable:
    """The catalogue inside the installed package, or at the top of a checkout."""
    package = resources.files("voice_coach")
    installed = package / "data" / "models" / "catalogue.yaml"
    return installed if installed.is_file() else Path(str(package)).parent / "models" / "catalogue.yaml"

"""The form of the settings file: what somebody would choose once for a machine, and not for every session anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from voice_coach.errors import SettingsError
from voice_coach.forms.fields import OneLine, expected
from voice_coach.forms.kind import AuthorForm, FileKind


def _device(value: object) -> str:
    """A name as it is written, "" for the system's choice."""
    if not isinstance(value, str):
        raise expected("text")
    if not value.isprintable():
        raise expected("text without control characters")
    return value


def _model(value: object) -> Path | None:
    """The folder, None for "". It is named in full: nobody knows from where a session will be started."""
    if not isinstance(value, str):
        raise expected("text")
    if not value:
        return None
    try:
        folder = Path(value).expanduser()
        found = folder.is_absolute() and folder.is_dir()
    except (RuntimeError, ValueError):  # ~somebody who is not there; a zero byte
        found = False
    if not found:
        raise expected("the whole path of a folder that is there")
    return folder


DeviceName: TypeAlias = Annotated[str, BeforeValidator(_device)]
ModelFolder: TypeAlias = Annotated[Path | None, BeforeValidator(_model)]


class SettingsForm(AuthorForm):
    """Every setting with its default. The names are those of `RunOptions`, the descriptions the file's comments."""

    called: ClassVar[str] = "the settings"
    microphone: DeviceName = Field(
        "",
        description="The microphone: a part of its name, with :CHANNEL of it where it has several. Empty: the system's"
        " choice.",
        examples=["Jabra"],
    )
    speaker: DeviceName = Field(
        "", description="The loudspeaker: a part of its name. Empty: the system's choice.", examples=["Jabra"]
    )
    recogniser: Literal["auto", "vosk", "phones"] = Field(
        "auto",
        description="What turns your words into commands: auto (the best there is), vosk or phones.",
        examples=["auto"],
    )
    model: ModelFolder = Field(
        None,
        description="The folder of an unpacked Vosk model, with its whole path. Empty: the one that was fetched.",
        examples=["/opt/models/vosk-model-en-us"],
    )
    language: OneLine = Field(
        "en", description="The language that is spoken: a code, or the whole path of a language file.", examples=["en"]
    )
    verbosity: Literal["full", "short", "sounds"] = Field(
        "full", description="How much the coach says: full, short or sounds.", examples=["full"]
    )
    echo: Literal["auto", "absent", "off"] = Field(
        "auto",
        description="The coach's own voice in the microphone: auto takes it out; absent says that there is none"
        " (headphones); off goes by its words alone.",
        examples=["absent"],
    )
    captions: bool = Field(True, description="Show what the coach says while it sounds.", examples=[True])
    stay: bool = Field(False, description='Do not end with the routine: "start" begins it again.', examples=[True])
    wait: bool = Field(False, description='Begin when you say "start" instead of at once.', examples=[True])
    resume: Literal["ask", "go-on", "start-over"] = Field(
        "ask",
        description="An unfinished session, when nobody answers: ask, go-on or start-over.",
        examples=["go-on"],
    )


SETTINGS = FileKind("settings", "echo: absent", SettingsForm, {}, SettingsError, then="run the command again")

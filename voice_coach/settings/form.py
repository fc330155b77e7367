"""The form of the settings file: what somebody would choose once for a machine, and not for every session anew."""

from __future__ import annotations

import re
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


def _times(value: object) -> tuple[str, ...]:
    """Times of day; in the environment they stand in one text, with commas between them."""
    if isinstance(value, str):
        value = [one for one in value.replace(",", " ").split() if one]
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and CLOCK.fullmatch(one) for one in value):
        raise expected("times of day such as 07:30")
    return tuple(value)


def _pin(value: object) -> int | None:
    """The number of a pin, None for ""."""
    if value in ("", None):
        return None
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise expected("the number of a pin")
    return int(text)


CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")

TimesOfDay: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_times)]
Pin: TypeAlias = Annotated[int | None, BeforeValidator(_pin)]
DeviceName: TypeAlias = Annotated[str, BeforeValidator(_device)]
ModelFolder: TypeAlias = Annotated[Path | None, BeforeValidator(_model)]


class SettingsForm(AuthorForm):
    """Every setting with its default, and its description, the file's comment.

    The names are those of `RunOptions`, and behind them those of `voice-coach standby`'s options.
    """

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
    routine: DeviceName = Field(
        "",
        description="standby: the routine that a key, a button, a clicker or a time of day starts; a name, or the whole"
        " path of a file.",
        examples=["desk-break"],
    )
    start_at: TimesOfDay = Field(
        (), description="standby: the times of day at which it starts.", examples=[["07:30", "12:15"]]
    )
    button: Pin = Field(None, description="standby: the pin (BCM) of a button.", examples=[17])
    clicker: DeviceName = Field(
        "", description="standby: a presenter's clicker or media keys; a part of its name.", examples=["Logitech"]
    )
    led: Pin = Field(None, description="standby: the pin (BCM) of an LED, on while it waits.", examples=[22])
    buzzer: Pin = Field(
        None, description="standby: the pin (BCM) of a buzzer, which beeps when a start is understood.", examples=[23]
    )


SETTINGS = FileKind("settings", "echo: absent", SettingsForm, {}, SettingsError, then="run the command again")

"""What a recording is of: the file session.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice_coach.errors import RecordingError
from voice_coach.journal.codec import decode, encode
from voice_coach.listening.engines import RecogniserKind

if TYPE_CHECKING:
    from pathlib import Path

FILE = "session.json"
VERSION = 4


@dataclass(frozen=True, slots=True)
class Header:
    """``version`` is the format's, ``program`` the program's; ``language`` is a code or the path of a language file.

    ``began`` is when, in ISO 8601 with the offset from UTC; ``recogniser`` is the one that listened;
    ``model`` is the whole path of its folder, "" for a recogniser that brings its own;
    ``echo`` is what was done about the coach's own voice: see `listening.echo.memory.EchoChoice`.
    """

    version: int
    program: str
    language: str
    recogniser: RecogniserKind
    model: str
    routine: str
    began: str
    echo: str = "auto"


def save(header: Header, folder: Path) -> None:
    """Write the header into a recording's folder; raises OSError."""
    text = json.dumps(encode(header), ensure_ascii=False, indent=1)
    with (folder / FILE).open("x", encoding="utf-8") as file:
        file.write(f"{text}\n")


def load(folder: Path) -> Header:
    """Read the header of a recording.

    Raises RecordingError when there is none (``recording-missing``), when it is damaged (``recording-damaged``), or
    of a version that this program does not know (``recording-version``).
    """
    path = folder / FILE
    try:
        data = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        hint = "A recording is a folder that `run --record` has made."
        raise RecordingError("recording-missing", f"There is no recording in {folder}.", hint) from error
    except OSError as error:
        raise RecordingError("recording-missing", f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:  # also what UTF-8 and JSON raise
        raise RecordingError("recording-damaged", f"{path} is damaged: {error}") from error
    version = data.get("version") if isinstance(data, dict) else None
    if isinstance(version, int) and version != VERSION:
        message = f"{path} is of version {version}; this program knows version {VERSION}."
        raise RecordingError("recording-version", message, "Use the program that has recorded it.")
    try:
        return decode(Header, data)
    except ValueError as error:
        raise RecordingError("recording-damaged", f"{path} is damaged: {error}") from error

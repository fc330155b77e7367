"""Sound files: reading whatever libsndfile knows (WAV, FLAC, AIFF, Ogg), writing 16-bit WAV."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import soundfile

from voice_coach.audio.format import mono
from voice_coach.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from voice_coach.audio.format import Samples

LONGEST_S = 3600
"""A whole file of more than an hour is not read into memory (one hour of 48 kHz mono takes 0.7 GB)."""


@contextmanager
def translated(path: Path, code: str, doing: str) -> Iterator[None]:
    """Turn what the file system and libsndfile raise inside into AudioError."""
    try:
        yield
    except FileNotFoundError as error:
        raise AudioError(code, f"There is no sound file {path}.", "Check the path.") from error
    except (OSError, soundfile.SoundFileError) as error:
        reason = getattr(error, "error_string", None) or getattr(error, "strerror", None) or str(error)
        hint = (
            "A plain 16-bit WAV file always works." if doing == "read" else "Check the path, and the room on the disk."
        )
        raise AudioError(code, f"Cannot {doing} {path}: {reason}", hint) from error


def open_sound(path: Path) -> Any:  # noqa: ANN401 - soundfile ships no types
    """Open a sound file for reading block by block.

    Raises AudioError (``sound-unreadable``) when it is missing, a folder, or no sound file.
    """
    with translated(path, "sound-unreadable", "read"):
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        if not path.exists():
            raise FileNotFoundError(path)
        return soundfile.SoundFile(path)


def read(path: Path) -> tuple[Samples, int]:
    """Read a whole file as mono samples and its rate in samples a second, one channel as `format.mono` makes it.

    A file that was cut short gives the samples that are there. Raises AudioError (``sound-unreadable``) when it is
    missing, no sound file, or longer than `LONGEST_S`.
    """
    with open_sound(path) as sound, translated(path, "sound-unreadable", "read"):
        if sound.frames > LONGEST_S * sound.samplerate:
            raise AudioError("sound-unreadable", f"{path} is longer than an hour.", "Cut it into parts.")
        frames = sound.read(dtype="float32", always_2d=True)
        return mono(np.asarray(frames, np.float32)), int(sound.samplerate)


def check_target(path: Path) -> None:
    """Raise AudioError (``sound-unwritable``) for a path at which no WAV file can be made."""
    with translated(path, "sound-unwritable", "write"):
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        if path.suffix.lower() != ".wav":
            raise AudioError("sound-unwritable", f"{path} is no name of a WAV file.", "Let it end in .wav.")
        if not path.parent.is_dir():
            raise AudioError("sound-unwritable", f"There is no folder {path.parent}.", "Make it, or check the path.")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise PermissionError(13, "it is write-protected")


class WavWriter:
    """Writes mono samples to a 16-bit WAV file as they come; the file is valid once it is closed.

    Raises AudioError (``sound-unwritable``) as `check_target` does, or when the disk is full.
    """

    def __init__(self, path: Path, rate: int) -> None:
        self.path = path
        self.rate = rate
        check_target(path)
        with translated(path, "sound-unwritable", "write"):
            self._file = soundfile.SoundFile(path, "w", samplerate=rate, channels=1, subtype="PCM_16", format="WAV")

    def write(self, samples: Samples) -> None:
        """Append samples; what lies outside -1..1 is clipped."""
        with translated(self.path, "sound-unwritable", "write"):
            self._file.write(samples)

    def close(self) -> None:
        """Complete the file; calling it twice is harmless."""
        with translated(self.path, "sound-unwritable", "write"):
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

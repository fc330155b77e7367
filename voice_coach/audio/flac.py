"""FLAC files of 16 kHz, 16-bit mono, written block by block and read again bit by bit, also after a crash.

The places in the header are those of RFC 9639, section 8.2 (STREAMINFO).
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import soundfile

from voice_coach.audio.format import RATE
from voice_coach.audio.wav import translated
from voice_coach.errors import AudioError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOTAL = 21
"""Where the number of samples stands in a file: the lower half of this byte and the four after it."""


class FlacWriter:
    """Writes blocks to a new file; what is written reaches the system a quarter of a second of sound at a time.

    Raises AudioError (``sound-unwritable``) when the file is there already, cannot be made, or the disk is full.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with translated(path, "sound-unwritable", "write"):
            self._disk = _Disk(path.open("xb+", buffering=0))
            self._sound = soundfile.SoundFile(
                self._disk, "w", samplerate=RATE, channels=1, subtype="PCM_16", format="FLAC"
            )

    def write(self, pcm: bytes) -> None:
        """Append a block: 16-bit mono in the machine's order."""
        with self._checked():
            self._sound.write(np.frombuffer(pcm, np.int16))

    def close(self) -> None:
        """Complete the file, or raise once more what a write has raised; calling it twice is harmless."""
        try:
            with self._checked():
                self._sound.close()
        finally:
            self._disk.close()

    @contextmanager
    def _checked(self) -> Iterator[None]:
        with translated(self._path, "sound-unwritable", "write"):
            yield
            if self._disk.error:
                raise self._disk.error


class FlacReader:
    """Reads a file that a `FlacWriter` wrote. ``complete`` is False when its writer was killed before the end.

    Raises AudioError (``sound-unreadable``) when the file is missing or is no such file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with translated(path, "sound-unreadable", "read"):
            data = bytearray(path.read_bytes())
            self.complete = bool(data[_TOTAL] & 0x0F or any(data[_TOTAL + 1 : _TOTAL + 5])) if data[_TOTAL:] else True
            if not self.complete:  # libsndfile seeks nowhere in a file of unknown length: give it the greatest
                data[_TOTAL] |= 0x0F
                data[_TOTAL + 1 : _TOTAL + 5] = b"\xff" * 4
            self._sound = soundfile.SoundFile(io.BytesIO(data))
        if (self._sound.samplerate, self._sound.channels, self._sound.subtype) != (RATE, 1, "PCM_16"):
            raise AudioError("sound-unreadable", f"{path} is not of 16 kHz, 16 bit, mono.", "Do not convert it.")

    def read(self, samples: int) -> bytes:
        """Return the next block of so many samples; b"" at the end, and where an incomplete file breaks off.

        Raises AudioError (``sound-unreadable``) when the file is damaged there.
        """
        try:
            with translated(self._path, "sound-unreadable", "read"):
                return bytes(self._sound.read(samples, dtype="int16").data)
        except AudioError:
            if self.complete:
                raise
            return b""

    def close(self) -> None:
        """Close the file; calling it twice is harmless."""
        self._sound.close()


class _Disk:
    """A file for libsndfile, which goes on as if nothing had happened when a disk is full: it remembers the error."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None
        self.seek, self.tell, self.read, self.close = file.seek, file.tell, file.read, file.close

    def write(self, data: bytes) -> int:
        """Write everything, or remember why not."""
        rest = memoryview(data)
        try:
            while rest:  # an unbuffered file may take a part
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            self.error = error
        return len(data)

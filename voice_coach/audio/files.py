"""Files and streams in the place of a microphone, for tests, demonstrations and debugging."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from voice_coach.audio import wav
from voice_coach.audio.channels import Downmix
from voice_coach.audio.format import BLOCK_BYTES, RATE, to_bytes
from voice_coach.audio.resampling import Resampler

if TYPE_CHECKING:
    from collections.abc import Iterator


class FileMicrophone:
    """Gives a sound file as blocks of 20 ms: 16 kHz, 16-bit, mono; the last block is filled up with zeros.

    Raises AudioError (``sound-unreadable``) when the file is missing or no sound file.
    """

    paces_itself = False

    def __init__(self, path: Path) -> None:
        self._sound = wav.open_sound(path)
        self._path = path
        self._blocks = self._cut()

    def next_block(self) -> bytes | None:
        """Return the next `BLOCK_BYTES` bytes, or None when the file has ended."""
        return next(self._blocks, None)

    def close(self) -> None:
        """Close the file; calling it twice is harmless."""
        self._sound.close()

    def _cut(self) -> Iterator[bytes]:
        rest = bytearray()
        for converted in self._converted():
            rest += converted
            while len(rest) >= BLOCK_BYTES:
                yield bytes(rest[:BLOCK_BYTES])
                del rest[:BLOCK_BYTES]
        if rest:
            yield bytes(rest).ljust(BLOCK_BYTES, b"\0")

    def _converted(self) -> Iterator[bytes]:
        rate = int(self._sound.samplerate)
        resampler = Resampler(rate, RATE) if rate != RATE else None
        downmix = Downmix(rate)
        with wav.translated(self._path, "sound-unreadable", "read"):
            while len(frames := self._sound.read(rate, dtype="float32", always_2d=True)):
                samples = downmix.take(np.asarray(frames, np.float32))
                yield to_bytes(resampler.feed(samples) if resampler else samples)
        if resampler:
            yield to_bytes(resampler.finish())


class StreamMicrophone:
    """Gives raw little-endian 16-bit mono sound at 16 kHz from a byte stream, standard input unless told otherwise.

    Standard input is read without Python's buffer: its lock would be held by a thread that waits for a pipe, and a
    program cannot end while a lock of its standard input is held.
    """

    paces_itself = True

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self._stream = stream or os.fdopen(os.dup(0), "rb", buffering=0)

    def next_block(self) -> bytes | None:
        """Wait for the next `BLOCK_BYTES` bytes and return them; None when the stream has ended.

        A last block that is too short is filled up with zeros; half a sample at the end is dropped.
        """
        block = b""
        while len(block) < BLOCK_BYTES and (more := self._stream.read(BLOCK_BYTES - len(block))):
            block += more
        whole = block[: len(block) & ~1]
        if not whole:
            return None
        return np.frombuffer(whole, "<i2").astype(np.int16).tobytes().ljust(BLOCK_BYTES, b"\0")

    def close(self) -> None:
        """Leave the stream to its owner, or to the end of the program: a thread may still wait for it."""

"""Files and streams in the place of a microphone, for tests, demonstrations and debugging."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from voice_coach.audio import wav
from voice_coach.audio.channels import Downmix, check_channel
from voice_coach.audio.format import BLOCK_BYTES, BLOCK_S, NOT_FINITE, RATE, finite, to_bytes
from voice_coach.audio.resampling import Resampler
from voice_coach.audio.wave_header import MAGIC_BYTES, WAVE_MAGICS, WaveHeader, read_header, refuse_other_sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voice_coach.audio.format import Samples


class FileMicrophone:
    """Gives a sound file as blocks of 20 ms: 16 kHz, 16-bit, mono; the last block is filled up with zeros.

    ``channel``, counted from 1, is the one to listen to; None lets `format.shares` choose. ``notice`` is what a person
    should know of the sound, "" for nothing. Raises AudioError: ``sound-unreadable`` when the file is missing or no
    sound file, ``no-channel`` for a channel that is not there.
    """

    paces_itself = False

    def __init__(self, path: Path, channel: int | None = None) -> None:
        self._sound = wav.open_sound(path)
        self._path = path
        self._channel = channel
        self.notice = ""
        if channel is not None:
            check_channel(channel, self._sound.channels, f"The sound file {path}")
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
        downmix = Downmix(rate, self._channel)
        with wav.translated(self._path, "sound-unreadable", "read"):
            while len(read := self._sound.read(rate, dtype="float32", always_2d=True)):
                frames, ok = finite(np.asarray(read, np.float32))
                self.notice = self.notice if ok else NOT_FINITE
                samples = downmix.take(frames)
                yield to_bytes(resampler.feed(samples) if resampler else samples)
        if resampler:
            yield to_bytes(resampler.finish())


class StreamMicrophone:
    """Gives blocks of 20 ms from a byte stream, standard input unless told otherwise.

    What has no WAV header is raw: little-endian 16-bit mono at 16 kHz. ``channel``, counted from 1, is the one to
    listen to; None lets `format.shares` choose. ``notice`` is what a person should know of the sound, "" for nothing.

    Standard input is read without Python's buffer: its lock would be held by a thread that waits for a pipe, and a
    program cannot end while a lock of its standard input is held.
    """

    paces_itself = True

    def __init__(self, stream: BinaryIO | None = None, channel: int | None = None) -> None:
        self._stream = stream or os.fdopen(os.dup(0), "rb", buffering=0)
        self._channel = channel
        self._begun: bytes | None = None
        self._wave: _WaveStream | None = None
        self.notice = ""

    def next_block(self) -> bytes | None:
        """Wait for the next `BLOCK_BYTES` bytes and return them; None when the stream has ended.

        A last block that is too short is filled up with zeros; a sample that is cut is dropped. Raises AudioError:
        ``sound-unreadable`` for a header of what cannot be used, ``no-channel`` for a channel that is not there.
        """
        if self._begun is None:
            self._begin()
        if self._wave is None:
            return self._raw_block()
        block = self._wave.next_block()
        self.notice = self._wave.notice
        return block

    def close(self) -> None:
        """Leave the stream to its owner, or to the end of the program: a thread may still wait for it."""

    def _begin(self) -> None:
        """Find out what the stream brings: it is asked only when somebody waits for its sound anyway."""
        self._begun = b""
        magic = self.read(MAGIC_BYTES)
        refuse_other_sound(magic)
        header = read_header(self.read) if magic in WAVE_MAGICS else None
        if self._channel is not None:
            check_channel(self._channel, header.channels if header else 1, "The sound from the pipe")
        if header:
            self._wave = _WaveStream(header, self, self._channel)
        else:
            self._begun = magic

    def _raw_block(self) -> bytes | None:
        block = (self._begun or b"") + self.read(BLOCK_BYTES - len(self._begun or b""))
        self._begun = b""
        whole = block[: len(block) & ~1]
        if not whole:
            return None
        return np.frombuffer(whole, "<i2").astype(np.int16).tobytes().ljust(BLOCK_BYTES, b"\0")

    def read(self, size: int) -> bytes:
        """Wait for so many bytes; fewer only at the end."""
        data = b""
        while len(data) < size and (more := self._stream.read(size - len(data))):
            data += more
        return data


class _WaveStream:
    """The sound behind a header, 20 ms at a time."""

    def __init__(self, header: WaveHeader, source: StreamMicrophone, channel: int | None) -> None:
        self._header = header
        self._source = source
        self._left = header.size
        self._downmix = Downmix(header.rate, channel)
        self._resampler = Resampler(header.rate, RATE) if header.rate != RATE else None
        self._rest = b""
        self._ended = False
        self.notice = ""

    def next_block(self) -> bytes | None:
        """The next `BLOCK_BYTES`, or None at the end."""
        while len(self._rest) < BLOCK_BYTES and not self._ended:
            self._rest += to_bytes(self._converted(self._frames()))
        block, self._rest = self._rest[:BLOCK_BYTES], self._rest[BLOCK_BYTES:]
        return block.ljust(BLOCK_BYTES, b"\0") if block else None

    def _frames(self) -> Samples:
        wanted = round(BLOCK_S * self._header.rate) * self._header.frame_bytes
        if self._left is not None:
            wanted = min(wanted, self._left)
        data = self._source.read(wanted)
        self._ended = len(data) < wanted or wanted == 0
        if self._left is not None:
            self._left -= len(data)
        frames, ok = finite(self._header.decoded(data[: len(data) - len(data) % self._header.frame_bytes]))
        if not ok:
            self.notice = NOT_FINITE
        return frames

    def _converted(self, frames: Samples) -> Samples:
        samples = self._downmix.take(frames)
        if self._resampler is None:
            return samples
        samples = self._resampler.feed(samples)
        return np.concatenate([samples, self._resampler.finish()]) if self._ended else samples

"""The header of WAV sound that comes through a pipe, where nothing can be sought and the size may be unknown.

libsndfile reads files; of a pipe it wants the size. The layout is that of RFC 2361 and of Microsoft's
WAVEFORMATEXTENSIBLE.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from voice_coach.audio.format import Samples
from voice_coach.errors import AudioError

Read: TypeAlias = Callable[[int], bytes]
"""Waits for so many bytes and returns them; fewer only at the end."""

MAGIC_BYTES = 4
WAVE_MAGICS = (b"RIFF", b"RF64", b"BW64")
OTHER_SOUND = {
    b"RIFX": "big-endian WAV",
    b"fLaC": "FLAC",
    b"OggS": "Ogg",
    b"FORM": "AIFF",
    b"caff": "CAF",
    b"\x1aE\xdf\xa3": "Matroska or WebM",
}
"""How sound begins that is neither raw nor WAV; as raw sound it would be noise."""

PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE
READABLE = {(PCM, 8), (PCM, 16), (PCM, 24), (PCM, 32), (FLOAT, 32), (FLOAT, 64)}
SUBFORMAT_END = bytes.fromhex("000000001000800000aa00389b71")
"""What follows the format's number in a subformat that is one of the numbered formats."""

LEAST_RATE, MOST_RATE = 1_000, 768_000
MOST_CHANNELS = 256
LONGEST_FORMAT = 65_536

UNKNOWN_SIZE = 0x7FFF_F000
"""A size of data from which on it stands for "unknown": programs write 0xFFFFFFFF, 0x80000000 or this into a pipe."""

HINT = "Send 16-bit WAV, or raw sound: 16 kHz, 16 bit, mono."


@dataclass(frozen=True, slots=True)
class WaveHeader:
    """What the sound behind a header is. ``rate`` is in frames a second, ``size`` in bytes, None to the end."""

    kind: int
    bits: int
    channels: int
    rate: int
    size: int | None = None

    @property
    def frame_bytes(self) -> int:
        """How many bytes the samples of one moment take."""
        return self.channels * self.bits // 8

    def decoded(self, data: bytes) -> Samples:
        """Return whole frames, shaped (frames, channels), in -1..1; NaN and infinity may be among floats."""
        if self.kind == FLOAT:
            with np.errstate(over="ignore"):  # what is too large for 32 bits becomes infinite, and is told as such
                samples: Samples = np.frombuffer(data, f"<f{self.bits // 8}").astype(np.float32)
        elif self.bits == 8:
            samples = (np.frombuffer(data, np.uint8).astype(np.float32) - np.float32(128)) / np.float32(128)
        else:
            width = self.bits // 8
            wide = np.zeros((len(data) // width, 4), np.uint8)
            wide[:, 4 - width :] = np.frombuffer(data, np.uint8).reshape(-1, width)
            samples = (wide.view("<i4")[:, 0] / 2**31).astype(np.float32)
        return samples.reshape(-1, self.channels)


def refuse_other_sound(magic: bytes) -> None:
    """Raise AudioError (``sound-unreadable``) for the beginning of a sound that is neither WAV nor raw."""
    if kind := OTHER_SOUND.get(magic):
        raise _refused(f"is {kind}, which cannot be read from a pipe")


def read_header(read: Read) -> WaveHeader:
    """Read what follows the magic bytes, up to the first sample; chunks before the sound are skipped.

    Raises AudioError (``sound-unreadable``) for what is cut, damaged, or compressed.
    """
    if _exactly(read, 8)[4:] != b"WAVE":
        raise _refused("is a RIFF file without WAVE sound")
    header: WaveHeader | None = None
    while True:
        name, size = struct.unpack("<4sI", _exactly(read, 8))
        if name == b"data":
            break
        if name == b"fmt ":
            if not 16 <= size <= LONGEST_FORMAT:
                raise _refused("has a damaged WAV header")
            header = _format(_exactly(read, size))
            _skip(read, size & 1)
        else:
            _skip(read, size + (size & 1))
    if header is None:
        raise _refused("has a WAV header that does not say what its sound is")
    known = 0 < size < UNKNOWN_SIZE
    return WaveHeader(header.kind, header.bits, header.channels, header.rate, size if known else None)


def _format(chunk: bytes) -> WaveHeader:
    kind, channels, rate, _, align, bits = struct.unpack_from("<HHIIHH", chunk)
    if kind == EXTENSIBLE:
        if len(chunk) < 40:
            raise _refused("has a WAV header that is cut")
        kind = struct.unpack_from("<H", chunk, 24)[0] if chunk[26:40] == SUBFORMAT_END else EXTENSIBLE
    if kind not in (PCM, FLOAT):
        raise _refused(f"is WAV of a compressed format (number 0x{kind:04x})")
    if (kind, bits) not in READABLE:
        raise _refused(f"is WAV with samples of {bits} bit, which cannot be read")
    if not (1 <= channels <= MOST_CHANNELS and LEAST_RATE <= rate <= MOST_RATE and align == channels * bits // 8):
        raise _refused("has a damaged WAV header")
    return WaveHeader(kind, bits, channels, rate)


def _skip(read: Read, size: int) -> None:
    while size > 0:
        size -= len(_exactly(read, min(size, LONGEST_FORMAT)))


def _exactly(read: Read, size: int) -> bytes:
    data = read(size)
    if len(data) < size:
        raise _refused("ends within its WAV header")
    return data


def _refused(what: str) -> AudioError:
    return AudioError("sound-unreadable", f"The sound from the pipe {what}.", HINT)

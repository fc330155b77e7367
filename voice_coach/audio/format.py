"""The format of sound: the rate and the block of all that is listened to, and samples as numbers and as bytes.

16-bit mono bytes in the machine's order outside, mono float32 in -1..1 inside.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE = 16_000
"""Samples a second that every listening part gets; what recognition models are made for."""

BLOCK_S = 0.02
"""A block: Vosk looks for the end of an utterance once a block, so long ones make it late (measured: 0.96 s with 20 to
50 ms, 1.3 s with 500)."""

BLOCK_FRAMES = round(BLOCK_S * RATE)
BLOCK_BYTES = 2 * BLOCK_FRAMES

Samples = npt.NDArray[np.float32]
"""Mono samples in -1..1."""


def from_bytes(pcm: bytes) -> Samples:
    """Turn 16-bit mono bytes in the machine's order into samples.

    Raises ValueError for an odd number of bytes.
    """
    if len(pcm) % 2:
        raise ValueError(f"16-bit sound has an even number of bytes, not {len(pcm)}")
    return np.frombuffer(pcm, dtype=np.int16).astype(np.float32) / np.float32(32768)


def to_bytes(samples: Samples) -> bytes:
    """Turn samples into 16-bit mono bytes in the machine's order; what lies outside -1..1 is clipped."""
    scaled = np.clip(np.rint(samples * np.float32(32768)), -32768, 32767)
    return bytes(scaled.astype(np.int16).data)


NOT_FINITE = "Some of the sound was no number (NaN or infinity); silence is heard in its place."


def finite(samples: Samples) -> tuple[Samples, bool]:
    """Put 0 where a sample is NaN or infinite, and clip the others to -1..1; say whether all were numbers."""
    good = np.isfinite(samples)
    ok = bool(good.all())
    return np.clip(samples if ok else np.where(good, samples, np.float32(0)), -1, 1), ok


def mono(frames: Samples) -> Samples:
    """Make one channel of a whole sound, shaped (frames, channels), as `shares` says; mono stays as it is."""
    if frames.ndim == 1:
        return frames
    if frames.shape[1] != 2:
        return np.ascontiguousarray(frames[:, 0])
    left, right = frames[:, 0], frames[:, 1]
    both = (left + right) * np.float32(0.5)
    part = shares(*(float(np.dot(one, one)) for one in (left, right, both)))
    return both if part == AVERAGED else np.ascontiguousarray(frames[:, part.index(1.0)])


AVERAGED = (0.5, 0.5)

CANCELS = 0.04
"""The power of two channels' average, beside that of the louder one (-14 dB), under which they cancel each other.
Channels that have nothing in common lose 3 dB, a silent one beside a loud one 6 dB."""


def shares(left: float, right: float, both: float, *, before: tuple[float, float] = AVERAGED) -> tuple[float, float]:
    """How much of the left and of the right channel to take, of their powers and that of their average.

    Half of each, unless they cancel each other: then the louder one alone, until the average has twice the power that
    made them cancel (``before`` is what was taken so far). Of more than two channels the first is taken, for arrays of
    microphones have the clean one there, and the average of the others loses 15 dB.
    """
    louder = max(left, right)
    if before != AVERAGED:
        return AVERAGED if both > 2 * CANCELS * louder else before
    if both < CANCELS * louder:
        return (1.0, 0.0) if left >= right else (0.0, 1.0)
    return AVERAGED

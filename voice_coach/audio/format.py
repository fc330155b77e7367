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


def mono(frames: Samples) -> Samples:
    """Average the channels of ``frames``, shaped (frames, channels); one-dimensional sound is mono already."""
    if frames.ndim == 1:
        return frames
    return np.ascontiguousarray(frames.mean(axis=1, dtype=np.float32))

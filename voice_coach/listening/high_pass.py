"""What lies below the voice, taken out: the offset of a cheap sound card, the hum of the mains. Pure."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from voice_coach.audio.format import BLOCK_BYTES, BLOCK_FRAMES, RATE

CORNER_HZ = 80
"""Where 3 dB are lost; 50 Hz lose 16 dB, 100 Hz 0.7 dB, and no voice has anything to say below."""

SECTIONS_Q = (0.54119610, 1.30656296)
"""The quality of the two sections of a Butterworth filter of the fourth order."""

RECOVERY = 1.01
"""How fast the gain comes back, a slice: by half in 1.4 s, slower than a phrase is long."""

_STATES = 2 * len(SECTIONS_Q)

Numbers = npt.NDArray[np.float64]


class HighPass:
    """Filters 16 kHz, 16-bit mono slice by slice; it begins as if the first sample had been there for ever.

    A wave that the microphone has clipped is up to twice as high without its low part. It is made smaller, for clipped
    once more its words are no longer understood.

    A slice is one product with a matrix, some 50 microseconds: a recursive filter in a loop would take 2 ms.
    """

    def __init__(self) -> None:
        self._states: Numbers | None = None
        self._gain = 1.0

    def take(self, pcm: bytes) -> bytes:
        """Return the next slice, `BLOCK_BYTES` long, without what is low in it.

        Raises ValueError for another length.
        """
        if len(pcm) != BLOCK_BYTES:
            raise ValueError(f"a slice has {BLOCK_BYTES} bytes, not {len(pcm)}")
        samples = np.frombuffer(pcm, np.int16).astype(np.float64)
        if self._states is None:
            self._states = _at_rest() * samples[0]
        # Not "@": BLAS would wake a thread on every core, fifty times a second.
        out = np.einsum("ij,j->i", _matrix(), np.concatenate([samples, self._states]))
        self._states = out[BLOCK_FRAMES:]
        sound = out[:BLOCK_FRAMES]
        room = 32767 / max(float(np.abs(sound).max()), 32767.0)
        self._gain = min(self._gain * RECOVERY, room, 1.0)
        return bytes(np.rint(self._gain * sound).astype(np.int16).data)


@cache
def _matrix() -> Numbers:
    """What makes the samples and the states after a slice of those before it."""
    width = BLOCK_FRAMES + _STATES
    inputs = np.eye(BLOCK_FRAMES, width)
    outputs, states = np.zeros_like(inputs), np.eye(_STATES, width, BLOCK_FRAMES)
    for n, signal in enumerate(inputs):
        outputs[n], states = _step(signal, states)
    matrix = np.concatenate([outputs, states])
    matrix.flags.writeable = False
    return matrix


def _step(signal: Numbers, states: Numbers) -> tuple[Numbers, Numbers]:
    """One sample through both sections (transposed direct form II), for many inputs at once."""
    after = np.empty_like(states)
    for section, (b, a) in enumerate(_coefficients()):
        first, second = states[2 * section], states[2 * section + 1]
        out = b[0] * signal + first
        after[2 * section] = b[1] * signal - a[1] * out + second
        after[2 * section + 1] = b[2] * signal - a[2] * out
        signal = out
    return signal, after


@cache
def _coefficients() -> tuple[tuple[Numbers, Numbers], ...]:
    """Each section as the bilinear transform makes it (R. Bristow-Johnson's Audio EQ Cookbook)."""
    turn = 2 * np.pi * CORNER_HZ / RATE
    found = []
    for quality in SECTIONS_Q:
        alpha, cosine = np.sin(turn) / (2 * quality), np.cos(turn)
        b = np.array([(1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2])
        a = np.array([1 + alpha, -2 * cosine, 1 - alpha])
        found.append((b / a[0], a / a[0]))
    return tuple(found)


@cache
def _at_rest() -> Numbers:
    """The states in which a signal that is 1 for ever leaves the filter: it comes out of the first section as 0."""
    b, _ = _coefficients()[0]
    return np.array([-b[0], b[2], *[0.0] * (_STATES - 2)])

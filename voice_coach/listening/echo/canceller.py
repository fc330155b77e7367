"""A linear echo canceller: what comes back of the reference is learned, and taken out of the microphone's sound. Pure.

The filter is cut into parts of a block, each of which adapts in the frequency domain, bin by bin, as a Kalman filter:
it knows how far it may be off, so that it learns fast when it is, and hardly while somebody speaks over the echo
(G. Enzner and P. Vary, Frequency-domain adaptive Kalman filter for acoustic echo control in hands-free telephones,
Signal Processing 86, 2006; in parts: F. Kuech, E. Mabande and G. Enzner, State-space architecture of the
partitioned-block-based acoustic echo controller, ICASSP 2014).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples

TAIL_S = 0.3
"""How long the echo lasts behind the bulk delay; a room of 0.4 s has fallen by 45 dB then."""

PARTS = round(TAIL_S * RATE / BLOCK_FRAMES)
BINS = BLOCK_FRAMES + 1

STAYS = 0.999
"""The part of the echo's way that is the same after a block. More is better by 1 to 2 dB in a room where nothing moves
and on one clock; it loses up to 8 dB where the clocks are 50 ppm apart."""

UNKNOWN_WAY, LOUDER, FADES = 0.3, 0.75, 0.6
"""How uncertain the first part is at first, as power, at the most and beside the echo's own; and how much of that the
next one is: as in a room of 0.5 s. With all parts alike the first seconds are made worse, by 1 to 4 dB."""

SMOOTHED = 0.8
"""How much of the power of what is left is kept from block to block; 0 costs 3 to 6 dB after 3 s."""

SOFTEST = 1e-8
"""What is left is never taken for softer, so that no division is by zero: -105 dB of full scale."""

Spectra = npt.NDArray[np.complex64]
Powers = npt.NDArray[np.float32]


class Cancelled(NamedTuple):
    """A block of what is left of the microphone's sound, and the echo that was taken out of it."""

    error: Samples
    echo: Samples


class Canceller:
    """Cancels the echo of 16 kHz mono, block by block, without delay.

    ``delay`` samples pass at least until the reference comes back; it is better too short by some milliseconds than
    too long. A reference that has been silent for the whole tail costs nothing.
    """

    def __init__(self, delay: int = 0) -> None:
        if delay < 0:
            raise ValueError(f"an echo cannot come {-delay} samples early")
        self._delay = delay
        self._way: Spectra = np.zeros((PARTS, BINS), np.complex64)
        self._doubt: Powers
        self.doubt()
        self._left: Powers = np.zeros(BINS, np.float32)
        self._played: Samples
        self._spectra: Spectra
        self._sounding: int
        self.forget_sound()

    def take(self, microphone: Samples, reference: Samples) -> Cancelled:
        """Take the next block of both, `BLOCK_FRAMES` samples each.

        Raises ValueError for another length.
        """
        if len(microphone) != BLOCK_FRAMES or len(reference) != BLOCK_FRAMES:
            raise ValueError(f"a block has {BLOCK_FRAMES} samples, not {len(microphone)} and {len(reference)}")
        self._played = np.concatenate([self._played[BLOCK_FRAMES:], reference.astype(np.float32)])
        heard = self._played[: 2 * BLOCK_FRAMES]
        self._sounding = PARTS + 1 if heard.any() else max(0, self._sounding - 1)
        if not self._sounding:
            return Cancelled(microphone, np.zeros(BLOCK_FRAMES, np.float32))
        self._spectra = np.concatenate([np.fft.rfft(heard)[None].astype(np.complex64), self._spectra[:-1]])
        # Not "@": see `HighPass`.
        echo = np.fft.irfft(np.einsum("pf,pf->f", self._way, self._spectra))[BLOCK_FRAMES:].astype(np.float32)
        error = microphone - echo
        self._learn(error)
        return Cancelled(error, echo)

    def prime(self, microphone: Samples, reference: Samples, times: int) -> None:
        """Learn the same sound ``times`` over; it begins in silence, and what is no whole block at its end is left.

        The first seconds of a session heard several times are worth as many more. Raises ValueError for sounds of
        different lengths.
        """
        if len(microphone) != len(reference):
            raise ValueError(f"{len(microphone)} samples were not recorded while {len(reference)} were played")
        for _ in range(times):
            self.forget_sound()
            for first in range(0, len(microphone) - BLOCK_FRAMES + 1, BLOCK_FRAMES):
                self.take(microphone[first : first + BLOCK_FRAMES], reference[first : first + BLOCK_FRAMES])

    def doubt(self, loud: float = 1.0) -> None:
        """Take it that the echo may come another way now: what was learned counts for little beside what is heard.

        ``loud`` is the echo's power beside the reference's, as far as it is known: one that is learned as if it were
        louder leaves more than there was.
        """
        fades = min(UNKNOWN_WAY, LOUDER * loud) * FADES ** np.arange(PARTS, dtype=np.float32)
        self._doubt = np.tile(fades[:, None], (1, BINS))

    def saved(self) -> bytes:
        """What was learned, the same on every machine: `restore` takes it in another session."""
        return self._way.astype("<c8").tobytes() + self._doubt.astype("<f4").tobytes()

    def restore(self, saved: bytes) -> None:
        """Go on with what was learned. Raises ValueError, and changes nothing, for what `saved` did not make."""
        size = PARTS * BINS
        if len(saved) != 12 * size:
            raise ValueError(f"an echo's way has {12 * size} bytes, not {len(saved)}")
        way = np.frombuffer(saved, "<c8", size).reshape(PARTS, BINS).astype(np.complex64)
        doubt = np.frombuffer(saved, "<f4", size, 8 * size).reshape(PARTS, BINS).astype(np.float32)
        if not np.isfinite(way).all() or not np.isfinite(doubt).all() or (doubt < 0).any():
            raise ValueError("an echo's way is made of numbers")
        self._way, self._doubt = way, doubt

    def forget_sound(self) -> None:
        """Take it that silence was played until now."""
        self._played = np.zeros(self._delay + 2 * BLOCK_FRAMES, np.float32)
        self._spectra = np.zeros((PARTS, BINS), np.complex64)
        self._sounding = 0

    def _learn(self, error: Samples) -> None:
        """One step of the Kalman filter; half the power, for the error is half of its window."""
        spectrum = np.fft.rfft(np.concatenate([np.zeros(BLOCK_FRAMES, np.float32), error])).astype(np.complex64)
        power = spectrum.real**2 + spectrum.imag**2
        self._left = SMOOTHED * self._left + np.float32(1 - SMOOTHED) * power
        played = self._spectra.real**2 + self._spectra.imag**2
        expected = 0.5 * np.einsum("pf,pf->f", played, self._doubt) + self._left + np.float32(BLOCK_FRAMES * SOFTEST)
        step = self._doubt / expected
        moved = np.fft.irfft(step * np.conj(self._spectra) * spectrum, axis=1)
        moved[:, BLOCK_FRAMES:] = 0  # a part is no longer than a block
        self._way += np.fft.rfft(moved, axis=1).astype(np.complex64)
        size = self._way.real**2 + self._way.imag**2
        stays = np.float32(STAYS**2)
        self._doubt = stays * (1 - 0.5 * step * played) * self._doubt + (1 - stays) * size

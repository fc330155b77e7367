"""What was recorded of a session, and where in it a sound is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voice_coach.audio.format import Samples

RATE = 48_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sound was found: ``late_s`` seconds after it was looked for; ``alike`` runs from 0 to 1."""

    late_s: float
    alike: float


@dataclass(frozen=True, slots=True)
class Recording:
    """48 kHz, mono; the session's clock was zero at second ``begins_s``."""

    samples: Samples
    begins_s: float = 0.0

    def find(self, sound: Samples, at_s: float, within_s: float) -> Place:
        """Where around ``at_s`` of the session the recording is most like this sound, and how alike."""
        first = max(0, round((self.begins_s + at_s - within_s) * RATE))
        last = round((self.begins_s + at_s + within_s) * RATE)
        alike = likeness(self.samples[first : last + len(sound)], sound)
        best = int(np.argmax(alike))
        return Place((first + best) / RATE - self.begins_s - at_s, float(alike[best]))


def first_like(samples: Samples, sound: Samples, least: float) -> float:
    """The second at which the first thing begins that is so much like ``sound``."""
    alike = likeness(samples, sound)
    rough = int(np.argmax(alike > least))
    return (rough + int(np.argmax(alike[rough : rough + len(sound)]))) / RATE


def likeness(samples: Samples, sound: Samples) -> Samples:
    """The normalised cross-correlation for every place at which ``sound`` may begin."""
    size = 1 << (len(samples) + len(sound) - 1).bit_length()
    spectrum = np.fft.rfft(samples, size) * np.conj(np.fft.rfft(sound, size))
    products = np.fft.irfft(spectrum, size)[: len(samples) - len(sound) + 1]
    energy = np.concatenate([[0.0], np.cumsum(np.square(samples, dtype=np.float64))])
    energy = np.maximum(energy[len(sound) :] - energy[: -len(sound)], 1e-6)  # silence is like nothing
    return np.asarray(products / (np.sqrt(energy) * np.linalg.norm(sound)), np.float32)

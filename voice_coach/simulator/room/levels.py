"""Levels in decibels, and the limits of what a room can be. 0 dBFS is an RMS of 1, or a peak of 1 where it says so."""

from __future__ import annotations

from math import inf, log10

import numpy as np
import numpy.typing as npt

from voice_coach.audio.format import RATE
from voice_coach.errors import AudioError

Sound = npt.NDArray[np.float64]
"""Mono sound on its way through the air: `RATE` samples a second."""

SLICE = RATE // 50
"""20 ms, over which the level of speech is steady."""

BELOW_LOUDEST_DB, ABOVE_FLOOR_DB, STEADY_DB = 30.0, 10.0, 15.0
"""A slice is active when it lies within 30 dB of the loudest (speech spans about 30 dB: Dunn and White, 1940) and 10 dB
above the floor, the quietest tenth; in a sound without pauses, when it lies within 15 dB of the loudest. So a
sentence with more silence or more of a noisy room around it is not softer. ITU-T P.56 measures active speech in this
sense, with a search for the threshold."""


def gain(db: float) -> float:
    """The factor that raises a level by ``db``."""
    return float(10 ** (db / 20))


def decibels(amplitude: float) -> float:
    """The level of an RMS or a peak; -inf for silence."""
    return 20 * log10(amplitude) if amplitude > 0 else -inf


def active_rms(samples: npt.NDArray[np.floating]) -> float:
    """The RMS over the active slices of 20 ms (see `BELOW_LOUDEST_DB`); 0 for silence."""
    padded = np.pad(samples.astype(np.float64), (0, -len(samples) % SLICE))
    energies = np.mean(padded.reshape(-1, SLICE) ** 2, axis=1)
    loudest = float(energies.max(initial=0.0))
    if loudest == 0.0:
        return 0.0
    floor = float(np.percentile(energies, 10))
    quiet = max(loudest * gain(-BELOW_LOUDEST_DB) ** 2, floor * gain(ABOVE_FLOOR_DB) ** 2)
    active = energies >= min(quiet, loudest * gain(-STEADY_DB) ** 2)
    return float(np.sqrt(np.mean(energies[active])))


def at_level(samples: npt.NDArray[np.floating], db: float) -> Sound:
    """The same sound with its active level at ``db``.

    Raises AudioError (``sound-silent``) for silence, and for samples that are no numbers.
    """
    rms = active_rms(samples) if np.isfinite(samples).all() else 0.0
    if not rms:
        raise AudioError("sound-silent", "This sound has no level: it is silent or damaged.", "Use another recording.")
    return samples.astype(np.float64) * (gain(db) / rms)


def check(what: str, value: float, low: float, high: float, unit: str = "") -> None:
    """Raise AudioError (``room-impossible``) unless ``value`` lies between ``low`` and ``high``; NaN never does."""
    if not low <= value <= high:
        raise AudioError(
            "room-impossible",
            f"{what} cannot be {value:g}{unit and ' '}{unit}.",
            f"Choose between {low:g} and {high:g}{unit and ' '}{unit}.",
        )

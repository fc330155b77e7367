"""What becomes of a click on its way to the microphone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voice_coach.audio import wav
from voice_coach.audio.format import RATE
from voice_coach.audio.resampling import resample
from voice_coach.core.plan.routine import Seconds
from voice_coach.errors import AudioError
from voice_coach.simulator.room.levels import Sound

SPEED = 343.0
"""Of sound, in metres a second, at 20 degrees."""

LONGEST_S: Seconds = 10.0
"""No hall is recorded for longer."""

DIRECT = RATE // 400
"""2.5 ms around the loudest sample of a recorded response are its direct sound."""


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """An impulse response whose direct sound has gain 1 and stands at the sample ``direct``."""

    samples: Sound
    direct: int


def travel(distance_m: float) -> int:
    """How many samples sound takes for a distance; whole ones, so distances are true to 11 mm."""
    return round(distance_m / SPEED * RATE)


def no_reflections() -> Response:
    """The open air."""
    return Response(np.ones(1), 0)


def recorded(path: Path) -> Response:
    """An impulse response from a sound file, of any rate and number of channels.

    Its direct sound is set to gain 1 by the energy around the loudest sample; the silence before it is left out.
    Raises AudioError (``response-unusable``, ``sound-unreadable``) for a file that is none.
    """
    samples, rate = wav.read(path)
    if len(samples) > LONGEST_S * rate:
        raise _unusable(path, f"is longer than {LONGEST_S:g} s")
    if not np.isfinite(samples).all():
        raise _unusable(path, "has samples that are no numbers")
    if not samples.any():
        raise _unusable(path, "is silent" if len(samples) else "is empty")
    sound = resample(samples, rate, RATE).astype(np.float64)
    loudest = int(np.argmax(np.abs(sound)))
    begins = max(0, loudest - DIRECT)
    energy = float(np.sum(sound[begins : loudest + DIRECT + 1] ** 2))
    return Response(sound[begins:] / np.sqrt(energy), loudest - begins)


def _unusable(path: Path, what: str) -> AudioError:
    hint = "An impulse response is a recording of a click, or of a sweep that was turned back into one."
    return AudioError("response-unusable", f"The response {path} {what}.", hint)

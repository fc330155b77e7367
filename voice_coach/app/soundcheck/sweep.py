"""A short sweep that tells how loudspeaker, room and microphone hang together.

An exponential sine sweep is played and recorded, and turned back into the impulse response by its inverse filter; what
a loudspeaker distorts lies before the response then, and not in it (A. Farina, Simultaneous measurement of impulse
response and distortion with a swept-sine technique, 2000). The reverberation is read from the backward integral of the
response's energy (M. R. Schroeder, New method of measuring reverberation time, 1965).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log, log10

import numpy as np
import numpy.typing as npt

from voice_coach.audio.format import RATE, Samples
from voice_coach.core.plan.routine import Seconds

LOW_HZ, HIGH_HZ = 150.0, 7000.0
"""What a small loudspeaker can play."""

SWEEP_S: Seconds = 1.5
LEVEL_DB = -12.0
"""The sweep's peak, in dBFS: loud enough for a quiet loudspeaker, and hardly one that clips."""

FADE_S: Seconds = 0.02
LEAD_S: Seconds = 0.3
"""Silence before the sweep, in which the microphone hears the room's own noise alone."""

TAIL_S: Seconds = 1.2
"""Silence behind it: room for an echo that comes late and rings on."""

LONGEST_S: Seconds = 0.5
"""No echo comes later: Bluetooth takes 0.2 s."""

CLEAR = 10.0
"""How far above the response's noise (RMS) the direct sound must stand; 48,000 samples of noise reach 4.5."""

DIRECT = RATE // 400
"""2.5 ms on either side of its peak are the direct sound."""

FULL_SCALE, IN_A_ROW = 0.999, 3
"""So many samples one after the other at the converter's end have been cut off."""

QUIETEST_DB = -120.0

FROM_DB, TO_DB = -5.0, -25.0
"""Where the decay is read; 60 dB are three times as much."""

SMOOTH = RATE // 50
"""20 ms, over which the decay is compared with the noise."""

HEADROOM_DB = 35.0
"""How far the noise must lie below the direct sound's first 20 ms for the decay to be read down to `TO_DB`."""

Response = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MeasuredEcho:
    """What came back of the sweep.

    Attributes:
        delay_s: from giving a sample to the loudspeaker to having it from the microphone; None when nothing came back.
        loss_db: how much softer the direct sound came back than it was played; None likewise.
        noise_db: the microphone's sound before the sweep, RMS in dBFS, `QUIETEST_DB` at the least.
        clipped: whether the recording reached the end of the scale and stayed there.
        reverberation_s: the time in which the sound falls by 60 dB; None where noise hides the decay.

    """

    delay_s: Seconds | None
    loss_db: float | None
    noise_db: float
    clipped: bool
    reverberation_s: Seconds | None


def measure(exchange: Callable[[Samples], Samples]) -> MeasuredEcho:
    """Play the sweep once, some 3 s with the silence around it, and tell what came back.

    ``exchange`` plays 16 kHz mono and returns what was recorded meanwhile, from the first sample that was played on. A
    recording that ends early counts as silent from there on. Raises whatever ``exchange`` raises.
    """
    sweep = _sweep()
    lead, tail = round(LEAD_S * RATE), round(TAIL_S * RATE)
    recorded = exchange(np.pad(sweep, (lead, tail)).astype(np.float32)).astype(np.float64)
    noise = recorded[:lead]
    whole = lead + len(sweep) + tail
    response = _response(np.pad(recorded, (0, max(0, whole - len(recorded))))[lead:whole], sweep)
    floor = float(np.median(np.abs(response))) / 0.6745  # the RMS of noise, whatever stands out of it
    direct = _direct(response[len(sweep) - 1 :][: round(LONGEST_S * RATE)], floor)
    after = response[len(sweep) - 1 :]
    return MeasuredEcho(
        delay_s=None if direct is None else direct / RATE,
        loss_db=None if direct is None else -10 * log10(_energy(after, direct) / _energy_of_one(sweep)),
        noise_db=_decibels(float(np.sqrt(np.mean(noise**2))) if len(noise) else 0.0),
        clipped=_clipped(recorded),
        reverberation_s=None if direct is None else _reverberation(after[direct:], floor),
    )


def _sweep() -> Response:
    time = np.arange(round(SWEEP_S * RATE)) / RATE
    pace = SWEEP_S / log(HIGH_HZ / LOW_HZ)
    sweep = 10 ** (LEVEL_DB / 20) * np.sin(2 * np.pi * LOW_HZ * pace * np.expm1(time / pace))
    fade = np.sin(np.linspace(0.0, np.pi / 2, round(FADE_S * RATE))) ** 2
    sweep[: len(fade)] *= fade
    sweep[-len(fade) :] *= fade[::-1]
    return np.asarray(sweep)


def _response(recorded: Response, sweep: Response) -> Response:
    """The recording through the sweep's inverse; the sample that comes back at once stands at ``len(sweep) - 1``."""
    softer = np.exp(-np.arange(len(sweep)) / RATE * log(HIGH_HZ / LOW_HZ) / SWEEP_S)
    inverse = sweep[::-1] * softer  # highs come first, and a sweep has the less of them the higher they are
    size = len(recorded) + len(sweep)
    product = np.fft.rfft(recorded, size) * np.fft.rfft(inverse, size)
    return np.asarray(np.fft.irfft(product, size))[: len(recorded)]


def _direct(response: Response, floor: float) -> int | None:
    """Where the direct sound stands: the first peak that is at least half as high as the highest."""
    heights = np.abs(response)
    highest = float(heights.max(initial=0.0))
    if highest <= CLEAR * floor or not highest:
        return None
    first = int(np.argmax(heights >= highest / 2))
    return first + int(np.argmax(heights[first : first + DIRECT // 2]))


def _energy(response: Response, at: int) -> float:
    return float(np.sum(response[max(0, at - DIRECT) : at + DIRECT + 1] ** 2))


def _energy_of_one(sweep: Response) -> float:
    """The energy of the direct sound that comes back as loud as it was played."""
    return _energy(_response(np.pad(sweep, (0, 2 * DIRECT)), sweep), len(sweep) - 1)


def _reverberation(response: Response, floor: float) -> Seconds | None:
    """The decay from the direct sound on, as far as it stands out of the noise."""
    energy = response[: len(response) // SMOOTH * SMOOTH].reshape(-1, SMOOTH) ** 2
    slices, noise = energy.mean(axis=1), floor**2
    if not len(slices) or slices[0] < 10 ** (HEADROOM_DB / 10) * noise:
        return None
    drowned = np.flatnonzero(slices < 2 * noise)
    last = (int(drowned[0]) if len(drowned) else len(slices)) * SMOOTH
    left = np.cumsum((response[:last] ** 2 - noise)[::-1])[::-1]
    level = 10 * np.log10(np.maximum(left / left[0], 1e-12))
    begins, ends = (int(np.argmax(level < edge)) for edge in (FROM_DB, TO_DB))
    if ends - begins < SMOOTH:  # no decay, or none that is longer than the sweep's own pulse
        return None
    slope = float(np.polyfit(np.arange(begins, ends) / RATE, level[begins:ends], 1)[0])
    return -60.0 / slope if slope < 0 else None


def _clipped(recorded: Response) -> bool:
    full = np.abs(recorded) >= FULL_SCALE
    return bool(np.convolve(full, np.ones(IN_A_ROW), "valid").max(initial=0.0) >= IN_A_ROW) if len(full) else False


def _decibels(amplitude: float) -> float:
    return max(QUIETEST_DB, 20 * log10(max(amplitude, 1e-9)))

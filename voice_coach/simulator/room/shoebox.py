"""A room of four walls, floor and ceiling: its response by image sources, which pyroomacoustics computes.

Each reflection is the sound of a mirrored source, later by its longer way, softer by that way and by each wall it met
(J. B. Allen and D. A. Berkley, Image method for efficiently simulating small-room acoustics, JASA 65, 1979).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from math import ceil, dist, hypot, log
from typing import Any, TypeAlias

import numpy as np

from voice_coach.audio.format import RATE
from voice_coach.core.plan.routine import Seconds
from voice_coach.errors import AudioError
from voice_coach.simulator.room.levels import Sound
from voice_coach.simulator.room.response import SPEED, Response, travel

Point: TypeAlias = tuple[float, float, float]

MICROPHONE: Point = (0.213, 0.267, 0.419)
"""Where it stands, as parts of the room's length, width and height: on a table near a corner. Odd figures, so that no
two ways through the room are equally long."""

TOWARDS: dict[str, Point] = {
    "user": (0.913, 0.871, 0.537),
    "loudspeaker": (0.943, 0.341, 0.473),
    "noise": (0.487, 0.891, 0.731),
}
"""What makes a sound stands on the line from the microphone to here, at its distance."""

TRIES = 5
NEAR_ENOUGH = 0.03
"""How far from the wanted reverberation time one place of the room may measure; others differ by as much again."""


@lru_cache(maxsize=64)
def shoebox(size_m: Point, wanted_s: Seconds, distance_m: float, who: str) -> Response:
    """The response from ``who`` (a key of `TOWARDS`) in a room whose reverberation time is ``wanted_s``.

    Raises AudioError (``room-impossible``) when the distance or the reverberation does not fit into the room.
    """
    source = _place(size_m, distance_m, who)
    return Response(_response(size_m, wanted_s, source, _absorption(size_m, wanted_s)), 0)


@lru_cache(maxsize=64)
def _absorption(size_m: Point, wanted_s: Seconds) -> float:
    """The part of the energy that each wall takes, so that the room measures as it should.

    Sabine's formula begins, and is up to 20 % off.
    """
    source = _place(size_m, farthest_m(size_m, "user") / 2, "user")
    length, width, height = size_m
    surface = 2 * (length * width + width * height + height * length)
    absorption = 24 * log(10) / SPEED * length * width * height / surface / wanted_s
    for _ in range(TRIES):
        if absorption >= 1.0:
            break
        measured = reverberation_s(_response(size_m, wanted_s, source, absorption))
        if abs(measured / wanted_s - 1) < NEAR_ENOUGH:
            return absorption
        absorption = 1 - (1 - absorption) ** (measured / wanted_s)
    raise AudioError(
        "room-impossible",
        f"A room of {_written(size_m)} does not reverberate for {wanted_s:g} s.",
        "Take a larger room for a longer reverberation, and a smaller one for a shorter.",
    )


def farthest_m(size_m: Point, who: str) -> float:
    """How far from the microphone there is place for ``who``."""
    return dist(np.array(size_m) * MICROPHONE, np.array(size_m) * TOWARDS[who])


def _place(size_m: Point, distance_m: float, who: str) -> Point:
    size = np.array(size_m)
    microphone, towards = size * MICROPHONE, size * TOWARDS[who]
    farthest = farthest_m(size_m, who)
    if distance_m > farthest:
        raise AudioError(
            "room-impossible",
            f"In a room of {_written(size_m)} the {who} cannot be {distance_m:g} m from the microphone.",
            f"There is place for {farthest:.1f} m.",
        )
    # As far as a whole number of samples of travel, so that the direct sound is one sample.
    way = max(1, travel(distance_m)) * SPEED / RATE
    x, y, z = microphone + (towards - microphone) * (way / farthest)
    return float(x), float(y), float(z)


def _response(size_m: Point, lasts_s: Seconds, source: Point, absorption: float) -> Sound:
    """The direct sound as one sample of height 1, and what follows it for ``lasts_s``."""
    library = _library()
    microphone = tuple(np.array(size_m) * MICROPHONE)
    nearest = min(one * other / hypot(one, other) for one, other in combinations(size_m, 2))
    room = library.ShoeBox(
        size_m,
        fs=RATE,
        materials=library.Material(absorption),
        max_order=ceil(SPEED * lasts_s / nearest),
    )
    room.add_source(source)
    room.add_microphone(microphone)
    room.compute_rir()
    # The library lets every sound come half a filter late, so that its interpolation has a before.
    direct = library.constants.get("frac_delay_length") // 2 + travel(dist(source, microphone))
    whole = np.asarray(room.rir[0][0], np.float64)[direct : direct + round(lasts_s * RATE)]
    return np.asarray(whole / whole[0], np.float64)


def _library() -> Any:  # noqa: ANN401 - pyroomacoustics ships no types
    """Pyroomacoustics, which takes a second to import and need not be installed for a room without walls."""
    try:
        import pyroomacoustics  # noqa: PLC0415 - see above
    except ImportError as error:
        raise AudioError(
            "room-missing",
            "A room that reverberates needs pyroomacoustics, which is not installed.",
            'Install it with: pip install "voice-coach[room]", or ask for: reverberation: 0s',
        ) from error
    # The threads' sums would come in any order, and the last bits with them.
    pyroomacoustics.constants.set("num_threads", 1)
    return pyroomacoustics


def _written(size_m: Point) -> str:
    return " x ".join(f"{side:g}" for side in size_m) + " m"


def reverberation_s(response: Sound) -> Seconds:
    """The time in which sound falls by 60 dB: the slope from -5 to -35 dB of the energy that is still to come.

    The method is M. R. Schroeder's (JASA 37, 1965), the span T30 of ISO 3382-2. A response that does not fall gives 0.
    """
    to_come = np.cumsum(response[::-1] ** 2)[::-1]
    level = 10 * np.log10(np.maximum(to_come / to_come[0], 1e-12))
    span = np.flatnonzero((level <= -5) & (level >= -35))
    if len(span) < 2:
        return 0.0
    slope = np.polyfit(span / RATE, level[span], 1)[0]
    return float(-60 / slope)

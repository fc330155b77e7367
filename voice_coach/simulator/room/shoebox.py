"""A room of four walls, floor and ceiling: its response by image sources.

Each reflection is the sound of a mirrored source, later by its longer way, softer by that way and by each wall it met
(J. B. Allen and D. A. Berkley, Image method for efficiently simulating small-room acoustics, JASA 65, 1979).
"""

from __future__ import annotations

from functools import lru_cache
from math import dist, log
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from voice_coach.audio.files import RATE
from voice_coach.audio.resampling import resample
from voice_coach.core.routine import Seconds
from voice_coach.errors import AudioError
from voice_coach.simulator.room.levels import Sound
from voice_coach.simulator.room.response import SPEED, Response, travel
from voice_coach.simulator.room.reverberation import reverberation_s

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

FINER = 16
"""Reflections are placed to a sixteenth of a sample."""

LOWEST_HZ = 50.0
"""Below it nothing is reflected: image sources, all of one sign, would add up to a pressure that no room has."""


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

    Eyring's formula begins, and is some 10 % off.
    """
    source = _place(size_m, farthest_m(size_m, "user") / 2, "user")
    length, width, height = size_m
    surface = 2 * (length * width + width * height + height * length)
    decay = 24 * log(10) / SPEED * length * width * height / surface / wanted_s
    for _ in range(4):
        measured = reverberation_s(_response(size_m, wanted_s, source, 1 - np.exp(-decay)))
        decay *= measured / wanted_s
    if not 0.9 < measured / wanted_s < 1.1:
        raise AudioError(
            "room-impossible",
            f"A room of {_written(size_m)} does not reverberate for {wanted_s:g} s.",
            "Take a larger room for a longer reverberation, and a smaller one for a shorter.",
        )
    return float(1 - np.exp(-decay))


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
    microphone = tuple(np.array(size_m) * MICROPHONE)
    direct_m = dist(source, microphone)
    frames = round(lasts_s * RATE)
    farthest_m = direct_m + frames * SPEED / RATE
    axes = [_images(side, at, to, farthest_m) for side, at, to in zip(size_m, source, microphone, strict=True)]
    (along, met_x), (across, met_y), (upward, met_z) = axes
    plane, met = across[:, None] ** 2 + upward**2, met_y[:, None] + met_z
    softer = np.sqrt(1 - absorption) ** np.arange(met_x.max() + met.max() + 1)
    reflections = np.zeros(frames * FINER)
    for offset, walls in zip(along, met_x, strict=True):
        way = np.sqrt(plane + offset**2)
        place = np.rint((way - direct_m) * (FINER * RATE / SPEED)).astype(np.intp)
        fits = (place < len(reflections)) & (met + walls > 0)
        heights = softer[(met + walls)[fits]] * direct_m / way[fits]
        reflections += np.bincount(place[fits], heights, len(reflections))
    response = _without_pressure(resample(reflections.astype(np.float32), FINER * RATE, RATE)[:frames] * FINER)
    response[0] += 1.0
    return response


def _images(side: float, source: float, microphone: float, farthest_m: float) -> tuple[Sound, npt.NDArray[np.int64]]:
    """Along one axis: how far each image of the source is from the microphone, and how many walls it met."""
    most = int(farthest_m / side) + 1
    walls = np.arange(-most, most + 1, dtype=np.int64)
    places = walls * side + np.where(walls % 2, side - source, source)
    return np.asarray(places - microphone, np.float64), np.abs(walls)


def _without_pressure(sound: npt.NDArray[np.floating]) -> Sound:
    """A second-order high-pass filter (Butterworth) at `LOWEST_HZ`."""
    size = 2 * len(sound)
    tone = 1j * np.fft.rfftfreq(size, 1 / RATE) / LOWEST_HZ
    spectrum = np.fft.rfft(sound, size) * tone**2 / (tone**2 + np.sqrt(2) * tone + 1)
    return np.asarray(np.fft.irfft(spectrum, size)[: len(sound)], np.float64)


def _written(size_m: Point) -> str:
    return " x ".join(f"{side:g}" for side in size_m) + " m"

"""The room: what the microphone takes in while the loudspeaker plays, the user speaks, and other things sound."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from math import isfinite

import numpy as np

from voice_coach.audio.format import RATE, Samples, from_bytes
from voice_coach.core.plan.routine import Seconds
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.convolution import convolved, convolved_in_a_ring
from voice_coach.simulator.room.levels import Sound, at_level, check
from voice_coach.simulator.room.loudspeaker import Echo
from voice_coach.simulator.room.microphone import Digitiser
from voice_coach.simulator.room.noise import Noise
from voice_coach.simulator.room.response import Response, no_reflections, recorded, travel
from voice_coach.simulator.room.shoebox import farthest_m, shoebox

NOISE_M = 2.5
"""How far away noise is, where there is place. Its level at the microphone is given; only its echoes depend on this."""


class Room:
    """Turns what is played into what is heard, at 16 kHz, in blocks of any length, on a clock of its own.

    The same calls with the same ``seed`` give the same bytes, however the sound is cut into blocks. Raises AudioError
    for what does not fit into the room, and for a response that cannot be used. ``muted`` makes the microphone give
    exact zeros.
    """

    def __init__(self, acoustics: Acoustics, seed: int = 0) -> None:
        self.muted = False
        self._acoustics = acoustics
        self._seed = seed
        self._recorded = recorded(acoustics.response) if acoustics.response else None
        self._recording = Digitiser(acoustics.microphone, np.random.default_rng([seed, 0]))
        loudspeaker = acoustics.loudspeaker
        response = self._response(loudspeaker.distance_m, "loudspeaker")
        self._echo = Echo(loudspeaker, response, self._recording.reach)
        self._sounding: list[_Arriving] = []
        self._noises = 0
        self._frames = 0
        self._played: list[Samples] = []
        self._heard: list[bytes] = []

    @property
    def now(self) -> Seconds:
        """How much has been exchanged."""
        return self._frames / RATE

    @property
    def played(self) -> Samples:
        """All that was played so far."""
        return np.concatenate([np.zeros(0, np.float32), *self._played])

    @property
    def heard(self) -> Samples:
        """All that the microphone has taken so far, on its own clock."""
        return from_bytes(b"".join(self._heard))

    def speak(
        self,
        samples: Samples,
        at: Seconds,
        *,
        level_db: float = 0.0,
        distance_m: float = 1.0,
        last: int | None = None,
    ) -> None:
        """Let a user say ``samples`` (16 kHz mono), the first of which leaves the mouth at ``at``.

        Somebody who breaks off says only those up to ``last``, as loud as they would have been.

        Whatever the clip's own level, its active level from 1 m is `Acoustics.voice_db` plus ``level_db``; the direct
        sound falls by 6 dB for every doubling of ``distance_m``. Raises ValueError for a time that is past, AudioError
        for a silent clip or a distance that does not fit into the room.
        """
        first = _frame(at)
        if first < self._frames:
            raise ValueError(f"nobody can speak at {at} s when it is {self.now} s")
        check("A user's distance", distance_m, 0.02, 50.0, "m")
        response = self._response(distance_m, "user")
        said = at_level(samples, self._acoustics.voice_db + level_db)[:last] / distance_m
        arriving = convolved(said, response.samples)
        # What a response or a clock's filter needs before the direct sound must lie ahead of what was exchanged.
        first += max(travel(distance_m) - response.direct, self._recording.reach)
        self._sounding.append(_Arriving(arriving, first, first + len(arriving)))

    def add(self, noise: Noise) -> None:
        """Let something else sound. Raises AudioError (``sound-silent``) for a source that is silent."""
        self._noises += 1
        loop = noise.source(np.random.default_rng([self._seed, self._noises]))
        level = self._acoustics.voice_db + noise.level_db
        response = self._response(NOISE_M, "noise").samples
        at_level(loop, level)
        longer = np.tile(loop, -(-len(response) // len(loop)))
        arriving = at_level(convolved_in_a_ring(longer, response), level)
        last = _frame(noise.ends) if isfinite(noise.ends) else sys.maxsize
        self._sounding.append(_Arriving(arriving, _frame(noise.starts), last))

    def exchange(self, played: Samples) -> bytes:
        """Play a block, and return what the microphone took in meanwhile: 16-bit mono PCM.

        The microphone's block holds as many samples as were played, or now and then one more or fewer when its clock
        is wrong.
        """
        first, reach = self._frames, self._recording.reach
        self._frames += len(played)
        self._echo.play(played)
        begins = first - reach
        air = self._echo.between(begins, self._frames + reach)
        for arriving in self._sounding:
            arriving.add_to(air, begins)
        self._sounding = [arriving for arriving in self._sounding if arriving.last > self._frames - reach]
        heard = self._recording.take(air, first)
        if self.muted:
            heard = bytes(len(heard))
        self._played.append(played.copy())
        self._heard.append(heard)
        return heard

    def _response(self, distance_m: float, who: str) -> Response:
        acoustics = self._acoustics
        if self._recorded:
            return self._recorded
        if not acoustics.reverberation_s:
            return no_reflections()
        size_m = acoustics.size_m
        if who == "noise":
            distance_m = min(distance_m, farthest_m(size_m, who))
        return shoebox(size_m, acoustics.reverberation_s, distance_m, who)


@dataclass(frozen=True, slots=True, eq=False)
class _Arriving:
    """Sound at the microphone from the frame ``first`` up to ``last``; one that is shorter repeats."""

    sound: Sound
    first: int
    last: int

    def add_to(self, air: Sound, begins: int) -> None:
        """Add what of it arrives in ``air``, whose first frame is ``begins``."""
        first, last = max(self.first, begins), min(self.last, begins + len(air))
        if first < last:
            frames = np.arange(first - self.first, last - self.first)
            air[first - begins : last - begins] += self.sound.take(frames, mode="wrap")


def _frame(at: Seconds) -> int:
    return round(at * RATE)

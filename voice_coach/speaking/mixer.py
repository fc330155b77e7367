"""Turns the timeline's orders into samples, inside the sound card's callback.

Orders come from the session's thread through a deque, whose append and popleft need no lock; nothing here waits, logs
or raises. The samples do not depend on the size of the blocks that the card asks for.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from voice_coach.audio.format import Samples
from voice_coach.core.plan.routine import Seconds
from voice_coach.speaking.timeline import FADE_S

NOTCH_DB = 3.0
"""One notch of volume."""

DUCKED_DB = -18.0
DUCKING_S, DUCKED_S = 0.05, 0.7
"""How much softer everything is while somebody may be speaking over it, how fast it becomes so, and for how long."""

KNEE = 0.8
"""Level from which the limiter bends the sound, so that it never reaches full scale."""


@dataclass(slots=True)
class _Sound:
    """A clip that sounds from the frame ``first`` up to the frame ``last``; one that is ``cut`` fades out before it."""

    key: int
    samples: Samples
    first: int
    last: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Start:
    key: int
    frame: int
    samples: Samples | None


@dataclass(frozen=True, slots=True)
class _Stop:
    key: int
    frame: int


@dataclass(frozen=True, slots=True)
class _Duck:
    """Everything is softer from the frame ``first`` up to ``last``, and glides there and back within ``ramp``."""

    first: int
    last: int
    ramp: int

    def gain(self, frames: Samples) -> Samples:
        least = 10 ** (DUCKED_DB / 20)
        down, up = (frames - self.first) / self.ramp, (frames - self.last) / self.ramp
        return np.asarray(1 - (1 - least) * (np.clip(down, 0, 1) - np.clip(up, 0, 1)), np.float32)


class Mixer:
    """Mixes clips at ``rate`` samples a second. All but `fill` are called by the session's thread.

    ``reached`` is the second of output up to which sound has been rendered; nothing can start before it.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.reached: Seconds = 0.0
        self._orders: deque[_Start | _Stop] = deque()
        self._sounds: list[_Sound] = []
        self._fade = round(FADE_S * rate)
        self._gain = 1.0
        self._wanted_gain = 1.0
        self._duck: _Duck | None = None
        self._wanted_duck = False

    def start(self, key: int, at: Seconds, samples: Samples | None = None) -> None:
        """Sound ``samples`` from second ``at`` of the output on; without samples, move the sound of this key there.

        A sound whose moment has passed starts whole in the next block; one that sounds already is not moved.
        """
        self._orders.append(_Start(key, round(at * self.rate), samples))

    def stop(self, key: int, at: Seconds) -> None:
        """Be silent from second ``at`` on, after a fade of 10 ms; a sound that would begin later is dropped."""
        self._orders.append(_Stop(key, round(at * self.rate)))

    def set_volume(self, notch: int) -> None:
        """Set the volume, in notches of 3 dB around 0; it glides there within some 10 ms from the next block on."""
        self._wanted_gain = 10 ** (notch * NOTCH_DB / 20)

    def duck(self) -> None:
        """Be softer by `DUCKED_DB` from the next block on, for `DUCKED_S`; said again, for so long from then on."""
        self._wanted_duck = True

    @property
    def sounds(self) -> bool:
        """Whether anything sounds or is to sound."""
        return bool(self._sounds or self._orders)

    def forget(self) -> None:
        """Drop all that sounds or is to sound; only while nobody calls `fill`."""
        self._orders.clear()
        self._sounds.clear()

    def fill(self, out: Samples, first_frame: int) -> None:
        """Overwrite ``out`` with the sound of the output's frames from ``first_frame`` on."""
        end = first_frame + len(out)
        self.reached = end / self.rate
        while self._orders:
            self._obey(self._orders.popleft(), first_frame)
        out.fill(0.0)
        for sound in self._sounds:
            self._add(sound, out, first_frame)
        self._sounds = [sound for sound in self._sounds if sound.last > end]
        self._apply_volume(out)
        self._apply_duck(out, first_frame)
        limit(out)

    def _obey(self, order: _Start | _Stop, first_frame: int) -> None:
        sound = next((sound for sound in self._sounds if sound.key == order.key), None)
        if isinstance(order, _Start):
            frame = max(order.frame, first_frame)
            if order.samples is not None:
                self._sounds.append(_Sound(order.key, order.samples, frame, frame + len(order.samples)))
            elif sound and sound.first >= first_frame:
                sound.first, sound.last = frame, frame + len(sound.samples)
        elif sound and order.frame <= sound.first and first_frame <= sound.first:
            self._sounds.remove(sound)
        elif sound:
            frame = max(order.frame, first_frame + self._fade)
            sound.cut = sound.cut or frame < sound.last
            sound.last = min(sound.last, frame)

    def _add(self, sound: _Sound, out: Samples, first_frame: int) -> None:
        begins = max(sound.first, first_frame)
        ends = min(sound.last, first_frame + len(out))
        if begins >= ends:
            return
        samples = sound.samples[begins - sound.first : ends - sound.first]
        if sound.cut and ends > sound.last - self._fade:
            left = np.arange(sound.last - begins, sound.last - ends, -1, dtype=np.float32)
            samples = samples * np.minimum(left / np.float32(self._fade), 1)
        out[begins - first_frame : ends - first_frame] += samples

    def _apply_volume(self, out: Samples) -> None:
        if self._gain != self._wanted_gain:
            # A straight line of fixed steepness, so that the samples do not depend on the size of the block.
            step = (1 if self._wanted_gain > self._gain else -1) / self._fade
            ramp = self._gain + step * np.arange(1, len(out) + 1)
            low, high = sorted((self._gain, self._wanted_gain))
            ramp = np.clip(ramp, low, high)
            out *= ramp.astype(np.float32)
            self._gain = float(ramp[-1])
        elif self._gain != 1.0:
            out *= np.float32(self._gain)

    def _apply_duck(self, out: Samples, first_frame: int) -> None:
        ramp = round(DUCKING_S * self.rate)
        if self._wanted_duck:
            self._wanted_duck = False
            last = first_frame + round(DUCKED_S * self.rate)
            under_way = self._duck is not None and first_frame <= self._duck.last
            self._duck = _Duck(self._duck.first if self._duck and under_way else first_frame, last, ramp)
        if self._duck and first_frame <= self._duck.last + ramp:
            out *= self._duck.gain(np.arange(first_frame, first_frame + len(out), dtype=np.float32))


def limit(out: Samples) -> None:
    """Bend what is louder than `KNEE` so that it stays below 1, in place and sample by sample."""
    loud = np.abs(out) > KNEE
    if loud.any():
        over = np.abs(out[loud]) - KNEE
        out[loud] = np.sign(out[loud]) * (KNEE + (1 - KNEE) * np.tanh(over / (1 - KNEE)))

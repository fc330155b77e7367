"""One channel out of several, as sound comes in; what decides is `format.shares`."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from voice_coach.audio.format import AVERAGED, BLOCK_S, Samples, shares
from voice_coach.errors import AudioError

_KEPT = 0.9
"""How much of the power of before counts at each slice: some 0.2 s are looked at."""


class Downmix:
    """Makes mono of frames that come in blocks; the result does not depend on how they are cut.

    ``rate`` is in frames a second; ``channel``, counted from 1, is the one to take, None for `format.shares`'s choice.
    Two channels are judged anew every 20 ms, and a change of mind is faded in over the next 20 ms, so nothing clicks.
    """

    def __init__(self, rate: int, channel: int | None = None) -> None:
        self._channel = channel
        self._slice = max(1, round(BLOCK_S * rate))
        self._at = 0
        self._powers = np.zeros(3)  # of the left, the right, and both together, over the slices before
        self._sums = np.zeros(3)  # the same in the slice under way
        self._from = self._to = AVERAGED

    def take(self, frames: Samples) -> Samples:
        """Take the next frames, shaped (frames, channels), and return as many samples.

        Raises AudioError (``no-channel``) when they do not have the channel that was asked for.
        """
        count = 1 if frames.ndim == 1 else frames.shape[1]
        if self._channel is not None:
            check_channel(self._channel, count, "The sound")
        if frames.ndim == 1:
            return frames
        if self._channel is not None or count != 2:
            return np.ascontiguousarray(frames[:, (self._channel or 1) - 1])
        out = np.empty(len(frames), np.float32)
        done = 0
        while done < len(frames):
            part = frames[done : done + self._slice - self._at]
            out[done : done + len(part)] = self._mixed(part)
            done += len(part)
        return out

    def _mixed(self, part: Samples) -> Samples:
        left, right = part[:, 0], part[:, 1]
        both = (left + right) * np.float32(0.5)
        mixed = both
        if (self._from, self._to) != (AVERAGED, AVERAGED):
            new = np.arange(self._at + 1, self._at + 1 + len(part), dtype=np.float32) / np.float32(self._slice)
            mixed = sum(  # type: ignore[assignment]  # the start of a sum is a number
                side * (before + (after - before) * new)
                for side, before, after in zip((left, right), self._from, self._to, strict=True)
            )
        self._sums += [float(np.dot(one, one)) for one in (left, right, both)]
        self._at += len(part)
        if self._at == self._slice:
            self._powers = _KEPT * self._powers + self._sums
            self._from, self._to = self._to, shares(*self._powers, before=self._to)
            self._at, self._sums = 0, np.zeros(3)
        return mixed


def check_channel(channel: int, count: int, what: str) -> None:
    """Raise AudioError (``no-channel``) for a channel, counted from 1, that ``what`` does not have."""
    if not 1 <= channel <= count:
        there = "Its only channel is 1." if count == 1 else f"Its channels are 1 to {count}."
        raise AudioError("no-channel", f"{what} has no channel {channel}.", there)


SOUND_FILES = {".wav", ".flac", ".ogg", ".aiff", ".aif"}


def sound_and_channel(name: str) -> tuple[str, int | None]:
    """Part the name of a sound file, or "-" for a pipe, from a colon and a channel behind it, counted from 1.

    Any other name comes back as it is.
    """
    sound, colon, number = name.rpartition(":")
    if colon and number.isdecimal() and is_sound(sound):
        return sound, int(number)
    return name, None


def is_sound(name: str) -> bool:
    """Whether this, without a channel, means a pipe or a sound file by its name, and no device."""
    return name == "-" or is_sound_file(name)


def is_sound_file(name: str) -> bool:
    """Whether this, without a channel, means a sound file by its name."""
    return Path(name).suffix.lower() in SOUND_FILES

"""The live loudspeaker: an output stream that is always open and always playing, silence too."""

from __future__ import annotations

import time
from collections import deque
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from voice_coach.audio.devices import Device, Direction, portaudio
from voice_coach.audio.format import RATE as EARS_RATE
from voice_coach.audio.format import to_bytes
from voice_coach.audio.opening import DTYPE, opened, refusal
from voice_coach.audio.resampling import Resampler

if TYPE_CHECKING:
    from collections.abc import Callable

    from voice_coach.audio.format import Samples

RATE = 48_000
"""Samples a second asked for; the native rate of most sound cards."""

BUFFER_S = 0.1
"""How much sound the device is given ahead; half of `timeline.LEAD_S`, so timed sound stays on its sample. With two
sessions on two busy cores 50 ms ran dry three times in 230 s, by 40 ms each, and 100 ms not once in 250 s."""

LAST_SILENCE_S = 0.15
"""Closing right after the last sample loses up to 140 ms of it (measured)."""

BEHIND_S = 0.05
"""So much may the session's clock stay behind the wall's: gaps in the sound of a busy machine make it late."""

STANDS_S = 0.25
"""Lateness counts when it has stood for so long: the device asks for several blocks at once, and then waits."""

STANDSTILL_S = 1.0
"""A machine that was not there for so long was not busy but asleep, or stopped; the session goes on where it was."""

SILENT = 1e-3
"""The peak of a block in which nothing sounds: 60 dB below full scale."""

PAUSE_S = 0.2
"""Silence that must stand before any of it is left out; the closure of a consonant lasts 0.15 s at the most."""

LEFT_OUT_S = 0.1
"""The most silence that is left out of one block, which must be there in time itself."""

GIVEN = 1000
"""Blocks (10 s) of what was played that are kept for a listener; nobody need listen."""

BAD_S = 1.0
"""From so much lost time on, a person is told."""


class Lag:
    """How far the sound that a device has asked for is behind the wall's clock. Pure: times in seconds, any zero."""

    def __init__(self) -> None:
        self._least = inf
        self._last = -inf
        self._stood = 0.0
        self._lags = (0.0, 0.0)
        """The least lateness of the last whole `STANDS_S`, and of the one that has begun at ``_stood``."""

    def take(self, given_s: float, now: float) -> float:
        """Return how long the sound that has been given until now is behind; 0 for less than `BEHIND_S`."""
        late = now - given_s
        if now - self._last > STANDSTILL_S:
            self._begin(late if self._least == inf else self._least + now - self._last, now)
        before, lately = self._lags
        if now - self._stood >= STANDS_S:
            before, lately, self._stood = lately, late, now
        self._lags = (before, min(lately, late))
        self._last = now
        self._least = min(self._least, late)
        behind = min(self._lags) - self._least
        return behind if behind > BEHIND_S else 0.0

    def made_up(self, seconds: float) -> None:
        """Note that so much sound was left out."""
        before, lately = self._lags
        self._lags = (before - seconds, lately - seconds)

    def _begin(self, least: float, now: float) -> None:
        self._least, self._stood, self._lags = least, now, (least, least)


class Loudspeaker:
    """Opens an output device; after `start` it asks ``fill`` for every block and counts frames.

    Its clock is the session's: what ``fill`` puts at frame n belongs to second n / rate. Raises AudioError
    (``device-refused``).

    ``name`` is the device's, ``rate`` is in samples a second, ``latency`` the seconds from ``fill`` to the air as
    PortAudio states it, and ``underflows`` counts the blocks that came too late for the device. Where they have made
    the clock late, it leaves silence out, never a part of a word, until it is right again; ``lost_s`` is how much that
    was.
    """

    def __init__(self, device: Device) -> None:
        self.name = device.name
        self.underflows = 0
        self._device = device
        self._fill: Callable[[Samples, int], None] | None = None
        self._frames = self._began_at = 0
        self._counted = (0, time.monotonic())
        self._told = 0.0
        self._lag = Lag()
        self._given: deque[Samples] = deque(maxlen=GIVEN)
        self._silence = 0
        self.lost_s = 0.0
        self.rate = RATE
        self._library = portaudio()
        self._stream = opened(device, Direction.OUTPUT, RATE, self._open)
        self.latency = float(self._stream.latency)
        self._resampler = Resampler(self.rate, EARS_RATE)

    def _open(self, rate: int, channels: int) -> Any:  # noqa: ANN401 - a stream of sounddevice, which ships no types
        self.rate = rate
        return self._library.OutputStream(
            device=self._device.index,
            samplerate=rate,
            channels=channels,
            dtype=DTYPE,
            blocksize=rate // 100,
            latency=BUFFER_S,
            callback=self._give,
        )

    def start(self, fill: Callable[[Samples, int], None], since: float = 0.0) -> None:
        """Begin to play: ``fill(out, first_frame)`` overwrites all of ``out``, mono float32, on PortAudio's thread.

        The clock begins at ``since`` seconds. Raises AudioError (``device-refused``).
        """
        self._fill = fill
        self._frames, self._told = round(since * self.rate), since
        self._began_at = self._frames
        self._counted = (self._frames, time.monotonic())
        try:
            self._stream.start()
        except self._library.PortAudioError as error:
            raise refusal(self._device, Direction.OUTPUT, error) from error

    def now(self) -> float:
        """Seconds on the session's clock: frames handed to the device, and the time since; it never runs back.

        It stands while this process is stopped, and when the device has asked for nothing for `STANDSTILL_S`.
        """
        frames, at = self._counted
        self._told = max(self._told, frames / self.rate + min(time.monotonic() - at, STANDSTILL_S))
        return self._told

    @property
    def trouble(self) -> str:
        """What a person should know of the sound so far, "" for nothing."""
        return "This machine is too busy: the sound has gaps." if self.lost_s > BAD_S else ""

    def played(self) -> bytes:
        """What the device was given since this was last asked, as the ear hears sound; for one thread."""
        given = [self._given.popleft() for _ in range(len(self._given))]
        return to_bytes(self._resampler.feed(np.concatenate(given))) if given else b""

    @property
    def called(self) -> bool:
        """Whether the device has asked for sound yet."""
        return self._frames > self._began_at

    def silent_for(self) -> float:
        """Seconds since the device last asked for sound; one that was unplugged often just stops asking."""
        return time.monotonic() - self._counted[1]

    def close(self) -> None:
        """Play out what was handed over and `LAST_SILENCE_S` of silence, then close; twice is harmless."""
        if self._stream.active:
            self._fill = None
            last = self._frames + round(LAST_SILENCE_S * self.rate)
            give_up = time.monotonic() + 1.0
            while self._frames < last and time.monotonic() < give_up:
                time.sleep(0.01)
        self._stream.close(ignore_errors=True)

    def _give(self, out: np.ndarray[Any, np.dtype[np.float32]], count: int, _time: object, status: Any) -> None:  # noqa: ANN401 - a flag set of sounddevice, which ships no types
        if status.output_underflow:
            self.underflows += 1
        if self._fill is None:
            out.fill(0.0)
        else:
            self._fill(out[:, 0], self._frames)
            self._make_up(out[:, 0], self._fill)
            self._given.append(out[:, 0].copy())
            out[:, 1:] = out[:, :1]
        self._frames += count
        self._counted = (self._frames, time.monotonic())

    def _make_up(self, out: Samples, fill: Callable[[Samples, int], None]) -> None:
        """Leave out silent blocks while the clock is late: the next one is put into the place of this one."""
        behind = min(self._lag.take(self._frames / self.rate, time.monotonic()), LEFT_OUT_S)
        self._silence = self._silence + len(out) if _silent(out) else 0
        left_out, block_s = 0, len(out) / self.rate
        while self._silence >= PAUSE_S * self.rate and (left_out + 1) * block_s <= behind:
            left_out += 1
            self._frames += len(out)
            fill(out, self._frames)
            self._silence = self._silence if _silent(out) else 0
        self._lag.made_up(left_out * block_s)
        self.lost_s += left_out * block_s


def _silent(samples: Samples) -> bool:
    return bool(np.max(np.abs(samples), initial=0.0) < SILENT)

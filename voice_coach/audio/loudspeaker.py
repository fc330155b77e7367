"""The live loudspeaker: an output stream that is always open and always playing, silence too."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from voice_coach.audio.devices import Device, Direction, portaudio
from voice_coach.audio.opening import DTYPE, opened, refusal

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


class Loudspeaker:
    """Opens an output device; after `start` it asks ``fill`` for every block and counts frames.

    Its clock is the session's: what ``fill`` puts at frame n belongs to second n / rate. Raises AudioError
    (``device-refused``).

    ``rate`` is in samples a second, ``latency`` the seconds from ``fill`` to the air as PortAudio states it, and
    ``underflows`` counts the blocks that came too late for the device.
    """

    def __init__(self, device: Device) -> None:
        self.underflows = 0
        self._device = device
        self._fill: Callable[[Samples, int], None] | None = None
        self._frames = 0
        self._counted = (0, time.monotonic())
        self._told = 0.0
        self.rate = RATE
        self._library = portaudio()
        self._stream = opened(device, Direction.OUTPUT, RATE, self._open)
        self.latency = float(self._stream.latency)

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

    def start(self, fill: Callable[[Samples, int], None]) -> None:
        """Begin to play: ``fill(out, first_frame)`` overwrites all of ``out``, mono float32, on PortAudio's thread."""
        self._fill = fill
        self._counted = (0, time.monotonic())
        try:
            self._stream.start()
        except self._library.PortAudioError as error:
            raise refusal(self._device, Direction.OUTPUT, error) from error

    def now(self) -> float:
        """Seconds on the session's clock: frames handed to the device, and the time since; it never runs back."""
        frames, at = self._counted
        self._told = max(self._told, frames / self.rate + time.monotonic() - at)
        return self._told

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
            out[:, 1:] = out[:, :1]
        self._frames += count
        self._counted = (self._frames, time.monotonic())

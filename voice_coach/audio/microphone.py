"""The live microphone: blocks of 16 kHz mono sound, handed over as they come."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from voice_coach.audio.channels import Downmix
from voice_coach.audio.devices import Device, Direction, portaudio
from voice_coach.audio.format import BLOCK_S, RATE, finite, to_bytes
from voice_coach.audio.opening import DTYPE, opened
from voice_coach.audio.resampling import Resampler

if TYPE_CHECKING:
    from collections.abc import Callable


class Microphone:
    """Opens an input device and hands every block (16 kHz, 16-bit, mono bytes) to ``on_block``.

    ``name`` is the device's. ``channel``, counted from 1, is the one to listen to; None lets `format.shares` choose.
    ``on_block`` runs on PortAudio's thread and must return at once. ``latency`` is the seconds from the air to
    ``on_block`` as PortAudio states it; ``overflows`` counts the blocks that had sound lost before them, ``called``
    says whether there was any block yet. Raises AudioError (``device-refused``).
    """

    def __init__(self, device: Device, on_block: Callable[[bytes], None], channel: int | None = None) -> None:
        self._on_block = on_block
        self._channel = channel
        self._device = device
        self.name = device.name
        self.overflows = 0
        self.called = False
        self._called_at = time.monotonic()
        self._stream = opened(device, Direction.INPUT, RATE, self._open, channel or 1)
        self.latency = float(self._stream.latency)

    def _open(self, rate: int, channels: int) -> Any:  # noqa: ANN401 - a stream of sounddevice, which ships no types
        self._resampler = None if rate == RATE else Resampler(rate, RATE)
        self._downmix = Downmix(rate, self._channel)
        stream = portaudio().InputStream(
            device=self._device.index,
            samplerate=rate,
            channels=channels,
            dtype=DTYPE,
            blocksize=round(BLOCK_S * rate),
            latency="low",
            callback=self._take,
        )
        try:
            stream.start()
        except BaseException:
            stream.close(ignore_errors=True)
            raise
        self._called_at = time.monotonic()
        return stream

    def silent_for(self) -> float:
        """Seconds since the last block; a device that was unplugged often just stops calling."""
        return time.monotonic() - self._called_at

    def close(self) -> None:
        """Close the device; calling it twice is harmless."""
        self._stream.close(ignore_errors=True)

    def _take(self, frames: np.ndarray[Any, np.dtype[np.float32]], _count: int, _time: object, status: Any) -> None:  # noqa: ANN401 - a flag set of sounddevice, which ships no types
        self._called_at = time.monotonic()
        self.called = True
        if status.input_overflow:
            self.overflows += 1
        samples = self._downmix.take(finite(frames)[0])
        # Conversion of 20 ms takes some 50 microseconds; without it every listener would need the device's rate.
        if self._resampler:
            samples = self._resampler.feed(samples)
        if len(samples):
            self._on_block(to_bytes(samples))

"""Sample rate conversion by libsoxr at its quality HQ (https://soxr.sourceforge.net)."""

from __future__ import annotations

import numpy as np
import soxr

from voice_coach.audio.format import Samples


def resample(samples: Samples, rate: int, wanted: int) -> Samples:
    """Convert a whole sound from ``rate`` to ``wanted`` samples a second.

    Raises ValueError for a rate that is not positive.
    """
    if rate == wanted:
        return samples
    return np.asarray(soxr.resample(samples, rate, wanted), dtype=np.float32)


class Resampler:
    """Converts sound that comes in blocks; the result does not depend on how it is cut.

    The filter holds some sound back (about 10 ms at 44.1 kHz); `finish` gives the rest.
    """

    def __init__(self, rate: int, wanted: int) -> None:
        self._stream = soxr.ResampleStream(rate, wanted, 1, dtype="float32")

    def feed(self, samples: Samples) -> Samples:
        """Take the next samples and return what is ready of the converted sound, perhaps nothing."""
        return self._converted(samples, last=False)

    def finish(self) -> Samples:
        """Return what the filter still held; nothing may be fed afterwards."""
        return self._converted(np.zeros(0, np.float32), last=True)

    def _converted(self, samples: Samples, *, last: bool) -> Samples:
        return np.asarray(self._stream.resample_chunk(samples, last=last), dtype=np.float32)

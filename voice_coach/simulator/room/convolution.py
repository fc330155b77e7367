"""Convolution: of whole sounds, and of one that comes in hops."""

from __future__ import annotations

import numpy as np

from voice_coach.simulator.room.levels import Sound


def convolved(one: Sound, other: Sound) -> Sound:
    """Two whole sounds convolved; as long as both together, less one sample."""
    length = len(one) + len(other) - 1
    size = 1 << (length - 1).bit_length()
    whole: Sound = np.fft.irfft(np.fft.rfft(one, size) * np.fft.rfft(other, size), size)
    return whole[:length]


def convolved_in_a_ring(loop: Sound, response: Sound) -> Sound:
    """A sound that repeats for ever, convolved: one turn of it. The response is no longer than the loop."""
    spectrum = np.fft.rfft(loop) * np.fft.rfft(response, len(loop))
    return np.asarray(np.fft.irfft(spectrum, len(loop)), np.float64)


class Convolver:
    """Convolves a sound that comes in hops of one length with a long response.

    The response is cut into parts of a hop each, whose products add up in the frequency domain (uniformly partitioned
    overlap-save; F. Wefers, Partitioned convolution algorithms, 2015). Silence costs nothing once its echo is over.
    """

    def __init__(self, response: Sound, hop: int) -> None:
        parts = -(-len(response) // hop)
        cut = np.pad(response, (0, parts * hop - len(response))).reshape(parts, hop)
        spectra = np.fft.rfft(cut, 2 * hop, axis=1)[::-1]
        self._hop = hop
        self._parts = parts
        # Twice in a row, so that for every place of the newest hop in the ring its partners lie in one piece.
        self._response = np.concatenate([spectra, spectra])
        self._heard = np.zeros_like(spectra)
        self._before: Sound = np.zeros(hop)
        self._newest = 0
        self._sounding = 0

    def feed(self, sound: Sound) -> Sound:
        """Take the next hop, and return the hop of the convolution that it completes."""
        self._sounding = self._parts + 1 if sound.any() else max(0, self._sounding - 1)
        if not self._sounding:
            return np.zeros(self._hop)
        self._newest = (self._newest + 1) % self._parts
        self._heard[self._newest] = np.fft.rfft(np.concatenate([self._before, sound]))
        self._before = sound
        begins = self._parts - 1 - self._newest
        product = np.einsum("pf,pf->f", self._heard, self._response[begins : begins + self._parts])
        whole: Sound = np.fft.irfft(product)
        return whole[self._hop :]

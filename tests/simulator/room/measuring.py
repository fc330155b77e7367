"""Measuring a room from outside: by what goes in and what comes out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from voice_coach.audio.format import RATE, Samples
from voice_coach.simulator.room.microphone import MicrophoneModel
from voice_coach.simulator.room.room import Room

Sound = npt.NDArray[np.float64]

NOISELESS = MicrophoneModel(noise_db=-200.0)
BLOCK = 320


def hiss(seconds: float, rms: float = 0.05) -> Samples:
    """All frequencies alike, so that a response can be told from it."""
    return (np.random.default_rng(7).standard_normal(round(seconds * RATE)) * rms).astype(np.float32)


def tone(hz: float, seconds: float, peak: float = 0.1) -> Samples:
    return (peak * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def play(room: Room, sound: Samples, size: int = BLOCK) -> bytes:
    """Play a sound block by block; return all that is heard meanwhile."""
    return b"".join(room.exchange(sound[start : start + size]) for start in range(0, len(sound), size))


def wait(room: Room, seconds: float) -> bytes:
    return play(room, np.zeros(round(seconds * RATE), np.float32))


def response(sent: Samples, heard: Samples) -> Sound:
    """What the way from the one to the other makes of a click: the first second of it."""
    size = len(sent) + len(heard)
    across = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sent, size))
    return np.asarray(np.fft.irfft(across / np.abs(np.fft.rfft(sent, size)) ** 2, size)[:RATE], np.float64)


def db(amplitude: float) -> float:
    return float(20 * np.log10(max(amplitude, 1e-12)))


def rms(sound: npt.NDArray[np.floating]) -> float:
    return float(np.sqrt(np.mean(sound.astype(np.float64) ** 2)))

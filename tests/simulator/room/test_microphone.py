from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.simulator.room.measuring import NOISELESS, db, rms, tone, wait
from voice_coach.audio.format import RATE, Samples
from voice_coach.errors import AudioError
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.microphone import MicrophoneModel
from voice_coach.simulator.room.room import Room

CLICK: Samples = np.ones(1, np.float32)


def heard(microphone: MicrophoneModel, clip: Samples | None = None, voice_db: float = -26.0) -> Samples:
    """Return what a microphone gives in one second of the open air."""
    room = Room(Acoustics(reverberation_s=0, voice_db=voice_db, microphone=microphone))
    if clip is not None:
        room.speak(clip, 0.0)
    wait(room, 1)
    return room.heard


@pytest.mark.parametrize("noise_db", [-66, -40])
def test_the_noise_of_its_own_has_its_level(noise_db: float) -> None:
    samples = heard(MicrophoneModel(noise_db=noise_db))
    assert db(rms(samples)) == pytest.approx(noise_db, abs=0.1)


def test_its_gain_raises_what_is_in_the_air_but_not_its_noise() -> None:
    voice = tone(500, 1.0)
    assert rms(heard(replace(NOISELESS, gain_db=12), voice)) == pytest.approx(
        10**0.6 * rms(heard(NOISELESS, voice)), rel=1e-3
    )
    assert np.array_equal(heard(MicrophoneModel(gain_db=20)), heard(MicrophoneModel()))


def test_what_is_too_loud_is_cut_at_full_scale() -> None:
    samples = heard(NOISELESS, tone(500, 1.0), voice_db=0.0)
    assert (samples.min(), samples.max()) == (-1.0, 32767 / 32768)
    assert np.mean(samples == samples.max()) > 0.1


@pytest.mark.parametrize("bits", [8, 12, 16])
def test_a_sample_has_its_bits(bits: int) -> None:
    # Loud enough to reach full scale, so that the ends are seen too.
    steps = heard(MicrophoneModel(noise_db=-200, bits=bits), tone(37, 1.0), voice_db=-2.0) * 2 ** (bits - 1)
    assert np.array_equal(steps, np.rint(steps))
    assert (steps.min(), steps.max()) == (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    assert len(np.unique(steps)) > min(2**bits * 0.9, 5000)


@pytest.mark.parametrize("ppm", [100.0, -100.0, 31.4, 0.0])
def test_after_a_minute_a_click_stands_where_a_wrong_clock_puts_it(ppm: float) -> None:
    room = Room(Acoustics(reverberation_s=0, voice_db=0, microphone=replace(NOISELESS, ppm=ppm)))
    room.speak(CLICK, 60.0)
    wait(room, 60.5)
    peak = int(np.argmax(np.abs(room.heard)))
    assert abs(peak - (60 + 1 / 343) * RATE * (1 + ppm / 1e6)) <= 1
    assert abs(len(room.heard) - 60.5 * RATE * (1 + ppm / 1e6)) <= 1


@pytest.mark.parametrize(("ppm", "hz"), [(100_000, 909), (-200_000, 1250)])
def test_a_wrong_sample_rate_shifts_every_tone(ppm: float, hz: float) -> None:
    samples = heard(replace(NOISELESS, ppm=ppm), tone(1000, 1.0))[1000:11_000]
    strongest = np.argmax(np.abs(np.fft.rfft(samples * np.hanning(len(samples)))))
    assert strongest * RATE / len(samples) == pytest.approx(hz, abs=RATE / len(samples))


@pytest.mark.parametrize("hz", [200, 2000, 6000])
def test_a_wrong_clock_adds_nothing_that_is_heard(hz: float) -> None:
    """All that is not the tone lies 70 dB below it, 16 bits and the interpolation together."""
    samples = heard(replace(NOISELESS, ppm=250), tone(hz, 1.0), voice_db=-10.0)[2000:14_000]
    angle = 2 * np.pi * hz / RATE / 1.00025 * np.arange(len(samples))
    basis = np.stack([np.sin(angle), np.cos(angle)], axis=1)
    heights, *_ = np.linalg.lstsq(basis, samples.astype(np.float64))
    assert db(rms(samples - basis @ heights) / rms(samples)) < -70


def test_a_slow_clock_lets_nothing_fold_back() -> None:
    """A rate of 12.8 kHz cannot hold 7.2 kHz; unfiltered it would come back as 5.6."""
    quiet = heard(replace(NOISELESS, ppm=-200_000), tone(7200, 1.0))
    assert db(rms(quiet[1000:11_000])) < -26 - 40


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bits": 7}, "A sample's size cannot be 7 bits."),
        ({"bits": 17}, "A sample's size cannot be 17 bits."),
        ({"ppm": 300_000.0}, "The microphone's clock error cannot be 300000 ppm."),
        ({"gain_db": float("inf")}, "The microphone's gain cannot be inf dB."),
        ({"noise_db": 3.0}, "The microphone's noise cannot be 3 dB."),
    ],
)
def test_what_no_microphone_is_is_refused(change: dict[str, float], message: str) -> None:
    with pytest.raises(AudioError) as caught:
        replace(MicrophoneModel(), **change)  # type: ignore[arg-type]  # one table for figures of two types
    assert caught.value.message == message

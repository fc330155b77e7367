from __future__ import annotations

import numpy as np
import pytest

from tests.simulator.room.measuring import NOISELESS, Sound, db, rms, wait
from voice_coach.audio.format import RATE
from voice_coach.errors import AudioError
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.levels import active_rms
from voice_coach.simulator.room.noise import FRAMES, KINDS, Noise, white
from voice_coach.simulator.room.room import Room


def made(kind: str, seed: int = 0) -> Sound:
    return KINDS[kind](np.random.default_rng(seed))


def power(sound: Sound, low_hz: float, high_hz: float) -> float:
    spectrum = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return float(np.sum(spectrum[(hz >= low_hz) & (hz < high_hz)]) / np.sum(spectrum))


def high(sound: Sound) -> float:
    """The energy of steps, which lies high."""
    return float(np.sum(np.diff(sound, 3) ** 2))


def bursts(sound: Sound, part: float) -> int:
    """Count how often the sound rises over a part of its loudest 100 ms, going round the loop."""
    loud = np.sqrt(np.mean(sound.reshape(-1, RATE // 10) ** 2, axis=1))
    over = loud > part * loud.max()
    return int(np.sum(over & ~np.roll(over, 1)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reverberation_s", [0.0, 0.3])
def test_every_kind_has_its_level_at_the_microphone(kind: str, reverberation_s: float) -> None:
    room = Room(Acoustics(reverberation_s=reverberation_s, microphone=NOISELESS))
    room.add(Noise(KINDS[kind], -10.0))
    wait(room, FRAMES / RATE)
    assert db(active_rms(room.heard)) == pytest.approx(-36, abs=0.5)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_the_same_for_the_same_seed_and_another_for_another(kind: str) -> None:
    assert np.array_equal(made(kind), made(kind))
    assert not np.array_equal(made(kind, 1), made(kind, 2))


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_jumps_where_its_loop_ends(kind: str) -> None:
    sound = made(kind)
    steps = np.abs(np.diff(sound))
    assert abs(sound[0] - sound[-1]) <= steps.max()
    at_the_seam = np.concatenate([sound[-RATE // 2 :], sound[: RATE // 2]])
    anywhere = [high(sound[at : at + RATE]) for at in range(0, FRAMES, RATE)]
    assert high(at_the_seam) <= 1.5 * max(anywhere)


def test_white_has_all_frequencies_alike_and_pink_all_octaves() -> None:
    assert power(made("white"), 1000, 2000) == pytest.approx(power(made("white"), 5000, 6000), rel=0.05)
    assert power(made("pink"), 200, 400) == pytest.approx(power(made("pink"), 3200, 6400), rel=0.1)


def test_breath_is_a_band_that_comes_and_goes_15_to_20_times_a_minute() -> None:
    sound = made("breath")
    assert power(sound, 300, 4000) > 0.8
    in_and_out = bursts(sound, 0.3)
    assert 15 <= in_and_out / 2 / (FRAMES / RATE / 60) <= 20


def test_grunts_are_short_low_and_rare() -> None:
    sound = made("grunts")
    assert power(sound, 60, 1000) > 0.8
    assert bursts(sound, 0.3) == 4
    assert np.mean(np.abs(sound) > 0) < 0.1


def test_music_never_stops_and_keeps_to_its_notes() -> None:
    sound = made("music")
    assert (np.sqrt(np.mean(sound.reshape(-1, RATE // 2) ** 2, axis=1)) > 0.1 * rms(sound)).all()
    c, c_sharp = 261.63, 277.18
    assert power(sound, c - 3, c + 3) > 10 * power(sound, c_sharp - 3, c_sharp + 3)


@pytest.mark.parametrize("level_db", [float("nan"), 100.0, -200.0])
def test_a_level_that_is_none_is_refused(level_db: float) -> None:
    with pytest.raises(AudioError, match="The level of a noise cannot be"):
        Noise(white, level_db)

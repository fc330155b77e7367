"""How sound is cut into blocks changes nothing, and the seed decides the rest."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulator.room.measuring import hiss, play, tone
from voice_coach.audio.format import RATE
from voice_coach.simulator.room.acoustics import Acoustics
from voice_coach.simulator.room.loudspeaker import LoudspeakerModel
from voice_coach.simulator.room.microphone import MicrophoneModel
from voice_coach.simulator.room.noise import Noise, breath, looped, white
from voice_coach.simulator.room.room import Room

SOUND = np.concatenate([np.zeros(700, np.float32), hiss(0.2), np.zeros(5000, np.float32), tone(600, 0.1)])
"""With a pause that is longer than the room's echo."""


def room(ppm: float, delay_s: float = 0.03, seed: int = 5) -> Room:
    acoustics = Acoustics(
        (3, 2.5, 2.4), 0.2, loudspeaker=LoudspeakerModel(delay_s=delay_s), microphone=MicrophoneModel(ppm=ppm)
    )
    made = Room(acoustics, seed)
    made.speak(tone(400, 0.2), 0.05, distance_m=0.4)
    made.add(Noise(looped(hiss(0.3)), -10, starts=0.1, ends=0.3))
    return made


@pytest.mark.parametrize("ppm", [0, 100, -37.5, 100_000, -200_000])
@pytest.mark.parametrize("delay_s", [0.03, 0.011])
def test_blocks_of_any_size_give_the_same_bytes(ppm: float, delay_s: float) -> None:
    whole = room(ppm, delay_s).exchange(SOUND)
    assert len(whole) == pytest.approx(2 * len(SOUND) * (1 + ppm / 1e6), abs=2)
    for size in (100, 320, 333, 1600):
        assert play(room(ppm, delay_s), SOUND, size) == whole


@pytest.mark.parametrize("ppm", [0, 100])
def test_even_single_samples_do(ppm: float) -> None:
    short = SOUND[:2500]
    assert play(room(ppm), short, 1) == room(ppm).exchange(short)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, len(SOUND)), max_size=8), st.sampled_from([0, 200, -150_000]))
def test_so_do_blocks_of_changing_size(cuts: list[int], ppm: float) -> None:
    edges = [0, *sorted(cuts), len(SOUND)]
    cut = room(ppm)
    heard = b"".join(cut.exchange(SOUND[a:b]) for a, b in pairwise(edges))
    assert heard == room(ppm).exchange(SOUND)


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    def heard(seed: int) -> bytes:
        made = room(0, seed=seed)
        made.add(Noise(white))
        made.add(Noise(breath))
        return made.exchange(SOUND)

    assert heard(1) == heard(1)
    assert heard(1) != heard(2)


def test_two_noises_of_one_kind_are_not_the_same() -> None:
    """Or they would only be louder, and exactly 6 dB."""
    quiet = Acoustics(reverberation_s=0, microphone=MicrophoneModel(noise_db=-200))
    one, two = Room(quiet), Room(quiet)
    one.add(Noise(white))
    two.add(Noise(white))
    two.add(Noise(white))
    silence = np.zeros(RATE, np.float32)
    one.exchange(silence)
    two.exchange(silence)
    assert float(np.std(two.heard) / np.std(one.heard)) == pytest.approx(np.sqrt(2), rel=0.02)

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.simulator.room.convolution import Convolver, convolved, convolved_in_a_ring

RANDOM = np.random.default_rng(3)


@pytest.mark.parametrize("length", [1, 63, 64, 65, 700])
def test_hops_give_what_the_whole_gives(length: int) -> None:
    response = RANDOM.standard_normal(length)
    # Sound, a pause shorter than the response, sound, a pause longer than any response here, sound.
    spans = [(0, 640), (1000, 1100), (2560, 3200)]
    sound = np.zeros(6400)
    for begins, ends in spans:
        sound[begins:ends] = RANDOM.standard_normal(ends - begins)

    convolver = Convolver(response, 64)
    came = np.concatenate([convolver.feed(sound[at : at + 64]) for at in range(0, len(sound), 64)])

    assert np.allclose(came, np.convolve(sound, response)[: len(sound)], atol=1e-10)


def test_when_the_echo_is_over_there_is_silence() -> None:
    convolver = Convolver(np.ones(100), 64)
    convolver.feed(np.ones(64))
    assert convolver.feed(np.zeros(64)).any()
    convolver.feed(np.zeros(64))
    assert not convolver.feed(np.zeros(64)).any()


@pytest.mark.parametrize(("one", "other"), [(1, 1), (5, 300), (1000, 24)])
def test_whole_sounds_are_convolved(one: int, other: int) -> None:
    a, b = RANDOM.standard_normal(one), RANDOM.standard_normal(other)
    assert np.allclose(convolved(a, b), np.convolve(a, b))


def test_a_ring_is_what_a_repeated_sound_settles_to() -> None:
    loop, response = RANDOM.standard_normal(500), RANDOM.standard_normal(200)
    assert np.allclose(convolved_in_a_ring(loop, response), np.convolve(np.tile(loop, 2), response)[500:1000])

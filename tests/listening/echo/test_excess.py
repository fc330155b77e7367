"""The excess on what a canceller leaves, with and without somebody who speaks."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples
from voice_coach.listening.echo.canceller import Canceller
from voice_coach.listening.echo.excess import AFTER, BEFORE, MOST_DB, OPEN_ABOVE, Excess, Figures, somebody


class Heard(Protocol):
    spoken: Samples
    echo: Samples
    talker: Samples

    def blocks(self, microphone: Samples) -> list[tuple[Samples, Samples]]: ...


def figures(scene: Heard, microphone: Samples) -> Figures:
    canceller, excess = Canceller(delay=300), Excess()
    canceller.prime(scene.echo[: 3 * RATE], scene.spoken[: 3 * RATE], 4)
    return np.array([excess.take(*canceller.take(*both)) for both in scene.blocks(microphone)])


def test_the_coach_alone_is_nobody_else(scene: Heard) -> None:
    alone = figures(scene, scene.echo)
    assert not somebody(alone[25:]).any()


def test_somebody_who_speaks_is_found_where_he_speaks(scene: Heard) -> None:
    found = somebody(figures(scene, scene.echo + scene.talker)[25:])
    speaks = np.abs(scene.talker.reshape(-1, BLOCK_FRAMES)).max(axis=1)[25:] > 0.02
    assert found[speaks].mean() > 0.9
    assert np.flatnonzero(found)[0] > np.flatnonzero(speaks)[0] - BEFORE - 3


def test_a_steady_noise_is_nobody() -> None:
    noise = np.random.default_rng(2).normal(0, 0.01, 200 * BLOCK_FRAMES).astype(np.float32)
    excess = Excess()
    silence = np.zeros(BLOCK_FRAMES, np.float32)
    found = np.array([excess.take(block, silence) for block in noise.reshape(-1, BLOCK_FRAMES)])
    assert 0 <= found.min() <= found.max() <= MOST_DB
    assert not somebody(found).any()


def test_the_gate_is_wider_than_what_opens_it() -> None:
    loud = np.zeros(60)
    loud[30:33] = OPEN_ABOVE + 0.1
    assert np.flatnonzero(somebody(loud)).tolist() == [*range(32 - BEFORE - 2, 33 + AFTER)]


def test_one_short_frame_and_no_frame_open_nothing() -> None:
    click = np.zeros(60)
    click[30] = 2.9 * OPEN_ABOVE
    assert not somebody(click).any()
    assert len(somebody(np.zeros(0))) == 0

"""Echo control on speech that comes back: what is known of it, what is left of it, and who speaks over it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_FRAMES, BLOCK_S, RATE, Samples
from voice_coach.listening.echo.absent import AbsentEcho
from voice_coach.listening.echo.control import EchoControl, EchoState


class Heard(Protocol):
    spoken: Samples
    echo: Samples
    talker: Samples


def blocks(sound: Samples) -> Iterator[Samples]:
    return iter(sound[: len(sound) // BLOCK_FRAMES * BLOCK_FRAMES].reshape(-1, BLOCK_FRAMES))


def through(control: EchoControl, microphone: Samples, played: Samples) -> tuple[Samples, list[EchoState]]:
    """What is left, and what is known after each block."""
    left, states = [], []
    for heard, sound in zip(blocks(microphone), blocks(played), strict=True):
        left.append(control.take(heard, sound))
        states.append(control.state)
    return np.concatenate(left), states


def softer_db(left: Samples, than: Samples, first_s: float, last_s: float) -> float:
    span = slice(round(first_s * RATE), round(last_s * RATE))
    return float(10 * np.log10(np.sum(than[span] ** 2) / np.sum(left[span] ** 2)))


def test_an_echo_is_cancelled_within_seconds(scene: Heard) -> None:
    left, states = through(EchoControl(), scene.echo, scene.spoken)
    assert states[0] is EchoState.UNKNOWN
    assert EchoState.HEARD in states
    assert states.index(EchoState.CANCELLED) * BLOCK_S < 4
    assert softer_db(left, scene.echo, 7, 9) > 18


def test_what_was_learned_is_known_in_another_session(scene: Heard) -> None:
    before, after = EchoControl(), EchoControl()
    through(before, scene.echo, scene.spoken)
    after.restore(before.saved())
    anew, _ = through(EchoControl(), scene.echo, scene.spoken)
    left, _ = through(after, scene.echo, scene.spoken)
    assert softer_db(left, anew, 2, 3) > 3
    with pytest.raises(ValueError, match="way"):
        EchoControl().restore(b"damaged")


def test_nothing_is_known_of_a_way_that_was_never_heard(scene: Heard) -> None:
    control = EchoControl()
    through(control, scene.echo[:RATE], scene.spoken[:RATE])
    assert control.saved() == b""


def test_where_nothing_comes_back_the_microphone_passes_as_it_is(scene: Heard) -> None:
    noise = np.random.default_rng(1).normal(0, 3e-4, 27 * RATE).astype(np.float32)
    left, states = through(EchoControl(), noise, np.tile(scene.spoken, 3))
    np.testing.assert_array_equal(left, noise[: len(left)])
    assert states[-1] is EchoState.ABSENT
    assert states.index(EchoState.ABSENT) * BLOCK_S < 15


def test_who_speaks_over_the_coach_is_told_from_it(scene: Heard) -> None:
    control, onsets = EchoControl(), []
    microphone = np.concatenate([scene.echo, scene.echo + scene.talker])
    for heard, sound in zip(blocks(microphone), blocks(np.tile(scene.spoken, 2)), strict=True):
        control.take(heard, sound)
        onsets.append(control.onset)
    mask = control.somebody(100)  # from 16 s on; the talker says two words from there
    assert mask is not None
    assert mask[:40].mean() > 0.8
    assert not mask[-40:].any()
    first = onsets.index(True) * BLOCK_S
    assert 16 < first < 16.4
    assert control.echoed(10)


def test_sound_that_is_lost_moves_the_echo_and_it_is_found_again(scene: Heard) -> None:
    spoken, echo = np.tile(scene.spoken, 4), np.tile(scene.echo, 4)
    cut = 15 * RATE
    microphone = np.concatenate([echo[:cut], echo[cut + 240 :], np.zeros(240, np.float32)])
    left, states = through(EchoControl(), microphone, spoken)
    assert softer_db(left, microphone, 10, 14) > 18
    assert softer_db(left, microphone, 25, 34) > 18
    assert states[-100] is EchoState.CANCELLED


@pytest.mark.parametrize("scale", [0.3, -1.0])
def test_another_way_is_learned_within_three_seconds(scene: Heard, scale: float) -> None:
    spoken, echo = np.tile(scene.spoken, 3), np.tile(scene.echo, 3)
    moved = np.concatenate([echo[: 14 * RATE], np.float32(scale) * np.roll(echo, 40)[14 * RATE :]])
    left, states = through(EchoControl(), moved, spoken)
    assert softer_db(left, moved, 17, 20) > 10
    assert states[-100] is EchoState.CANCELLED


def test_blocks_of_what_was_played_need_not_come_in_step(scene: Heard) -> None:
    """A device asks for several blocks at once."""
    control, left = EchoControl(), []
    for number, heard in enumerate(blocks(scene.echo)):
        first = number // 5 * 5 * BLOCK_FRAMES
        played = scene.spoken[first : first + 5 * BLOCK_FRAMES] if number % 5 == 0 else scene.spoken[:0]
        left.append(control.take(heard, played))
    assert softer_db(np.concatenate(left), scene.echo, 7, 9) > 18


def test_a_loudspeaker_that_plays_nothing_costs_nothing_and_changes_nothing(scene: Heard) -> None:
    control: EchoControl | AbsentEcho
    for control in (EchoControl(), AbsentEcho()):
        for heard in blocks(scene.talker):
            assert control.take(heard, scene.spoken[:0]) is heard
        assert control.somebody(50) is None
        assert not control.echoed(50)
        assert not control.onset

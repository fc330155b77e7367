"""What is wrong with a microphone is found in its sound, told once, and never found in a good one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples, from_bytes, to_bytes
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.health.ears import Ailment, EarHealth

HOLD = Status(State.HOLD, State.HOLD, "Any")
ASKING = Status(State.ASKING, State.HOLD, "Any")


def noise(seconds: float, level: float, seed: int = 1) -> Samples:
    return np.random.default_rng(seed).normal(0.0, level, round(seconds * RATE)).astype(np.float32)


def speech(seconds: float, level: float) -> Samples:
    """Noise that comes and goes four times a second, as syllables do."""
    swell = np.abs(np.sin(np.arange(round(seconds * RATE)) * 4 * np.pi / RATE))
    return (noise(seconds, level, 2) * swell).astype(np.float32)


def blocks(samples: Samples) -> Iterator[bytes]:
    for begin in range(0, len(samples), BLOCK_FRAMES):
        yield to_bytes(samples[begin : begin + BLOCK_FRAMES])


def found(
    health: EarHealth, heard: Samples, played: Samples | None = None, status: Status = HOLD
) -> list[tuple[float, Ailment]]:
    """What is found, and after how many seconds."""
    others: Iterable[bytes] = blocks(played) if played is not None else iter(lambda: b"", None)
    return [
        (round((n + 1) * BLOCK_FRAMES / RATE, 2), ailment)
        for n, (pcm, other) in enumerate(zip(blocks(heard), others, strict=False))
        for ailment in health.take(pcm, other, status, ())
    ]


@pytest.mark.parametrize("level", [0.0003, 0.003, 0.03])
@pytest.mark.parametrize("status", [HOLD, ASKING])
def test_nothing_is_wrong_with_a_good_microphone(level: float, status: Status) -> None:
    heard = np.concatenate([noise(70, level), speech(5, 0.2)])
    assert found(EarHealth(), heard, status=status) == []


def test_exact_zeros_are_looked_into_at_once_and_are_a_muted_microphone_in_the_end() -> None:
    health = EarHealth()
    assert found(health, noise(2, 0.001)) == []
    zeros = found(health, np.zeros(8 * RATE, np.float32))
    assert zeros[:3] == [(0.5, Ailment.SUSPECT), (3.0, Ailment.SUSPECT), (3.0, Ailment.MUTED)]
    assert {ailment for _, ailment in zeros[3:]} == {Ailment.SUSPECT}
    assert found(health, noise(2, 0.001)) == [(0.02, Ailment.BACK)]
    assert (3.0, Ailment.MUTED) in found(health, np.zeros(4 * RATE, np.float32))


def test_a_moment_of_zeros_is_no_mute_button() -> None:
    assert found(EarHealth(), np.concatenate([np.zeros(RATE // 4, np.float32), noise(1, 0.001)] * 8)) == []


def test_a_minute_without_a_sound_counts_only_while_somebody_should_be_heard() -> None:
    hardly = noise(200, 0.0001)
    assert found(EarHealth(), hardly, status=HOLD) == []
    assert found(EarHealth(), hardly, status=ASKING) == [(60.0, Ailment.NOTHING)]


@pytest.mark.parametrize(("level", "told"), [(0.001, [Ailment.SOFT]), (0.02, [])])
def test_three_utterances_that_are_far_too_soft(level: float, told: list[Ailment]) -> None:
    health = EarHealth()
    ailments: list[Ailment] = []
    nothing = Rejected("?", "not-a-phrase", 0.0)
    for decided in (nothing, nothing, Heard(Command.PAUSE, "pause", 0.0)):
        found(health, noise(2, 0.0004))
        found(health, speech(1, level))
        ailments += health.take(to_bytes(noise(0.02, 0.0004)), b"", HOLD, (decided,))
    assert ailments == told


def test_a_level_that_is_too_high_clips_and_a_knock_does_not() -> None:
    knock = noise(10, 0.001)
    knock[: RATE // 10] = 1.0
    assert found(EarHealth(), knock) == []
    shouted = np.clip(speech(4, 3.0), -1, 1)
    ((_, ailment),) = found(EarHealth(), shouted)
    assert ailment is Ailment.CLIPPED


@pytest.mark.parametrize("delay_s", [0.0, 0.04, 0.25])
@pytest.mark.parametrize("gain", [0.8, 1.0, 1.2])
def test_what_is_played_and_comes_back_as_it_was_is_no_microphone(delay_s: float, gain: float) -> None:
    played = np.concatenate([np.zeros(RATE, np.float32), speech(4, 0.1)])
    heard = gain * np.concatenate([np.zeros(round(delay_s * RATE), np.float32), played])[: len(played)]
    quiet = noise(5, 0.0001)
    ((at, ailment),) = found(EarHealth(), (heard + quiet).astype(np.float32), played)
    assert ailment is Ailment.MONITOR
    assert at <= 2.2, "within some 1.2 s of the first word"


def test_what_has_been_through_a_room_is_a_microphone() -> None:
    played = speech(8, 0.1)
    response = noise(0.3, 1.0, 3) * np.exp(-np.arange(round(0.3 * RATE)) / (0.05 * RATE))
    heard = np.convolve(played, response / np.linalg.norm(response))[: len(played)].astype(np.float32)
    assert found(EarHealth(), heard, played) == []
    assert float(np.std(from_bytes(to_bytes(heard)))) > 0.03, "it was loud enough to be looked at"


def test_headphones_leave_the_microphone_its_own() -> None:
    assert found(EarHealth(), noise(8, 0.001), speech(8, 0.1)) == []

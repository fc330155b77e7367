"""When an attempt at a phrase is over, counted in sound."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.audio.format import to_bytes
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.recording.ear_log import Decision
from voice_coach.rehearsal.cut import CutUtterance, Fault
from voice_coach.rehearsal.endpoint import ENDED_S, LONGEST_S, PATIENCE_S, UNDECIDED_S, Endpoint

BLOCK = 320
CHANCE = np.random.default_rng(7)
HEARD = Heard(Command.PAUSE, "pause now", 1.0)
REJECTED = Rejected("[unk]", "not-a-phrase", 1.0)


def block(loud: float) -> bytes:
    return to_bytes(CHANCE.normal(0.0, loud, BLOCK).astype(np.float32))


def until_over(endpoint: Endpoint, loud: float) -> float:
    """Play sound of this loudness; return the seconds that it took until the attempt was over."""
    for number in range(1000):
        if endpoint.over:
            return number * 0.02
        endpoint.add(block(loud), ())
    raise AssertionError("never over")


def said(*decided: Decision) -> Endpoint:
    endpoint = Endpoint()
    for number in range(100):
        endpoint.add(block(0.1 if 50 <= number < 90 else 0.0005), decided if number == 95 else ())
    return endpoint


def test_it_is_over_soon_after_what_was_decided() -> None:
    endpoint = said(HEARD)
    assert not endpoint.over
    assert until_over(endpoint, 0.0005) == pytest.approx(ENDED_S - 0.2, abs=0.05)
    assert endpoint.decided is HEARD


def test_it_waits_longer_for_a_decision() -> None:
    endpoint = said()
    assert until_over(endpoint, 0.0005) == pytest.approx(UNDECIDED_S - 0.2, abs=0.05)
    assert endpoint.decided is None


def test_a_pause_between_words_does_not_end_it() -> None:
    endpoint = said(HEARD)
    for _ in range(8):
        endpoint.add(block(0.0005), ())
    for _ in range(20):
        endpoint.add(block(0.1), ())
    assert not endpoint.over
    found = endpoint.utterance()
    assert isinstance(found, CutUtterance)
    assert len(found.pcm) / 32_000 > 1.5


def test_nobody_is_waited_for_for_ever() -> None:
    endpoint = Endpoint()
    assert until_over(endpoint, 0.0005) == pytest.approx(PATIENCE_S, abs=0.03)
    assert endpoint.utterance() is Fault.NOTHING


def test_a_microphone_that_is_muted_is_told_apart() -> None:
    endpoint = Endpoint()
    assert until_over(endpoint, 0.0) == pytest.approx(PATIENCE_S, abs=0.03)
    assert endpoint.utterance() is Fault.MUTED


def test_talk_without_an_end_is_cut() -> None:
    endpoint = said(HEARD)
    assert until_over(endpoint, 0.1) == pytest.approx(LONGEST_S - 2.0, abs=0.03)


def test_a_command_goes_before_what_was_rejected() -> None:
    assert said(REJECTED, HEARD, REJECTED).decided is HEARD
    later = Rejected("the", "not-a-phrase", 2.0)
    assert said(REJECTED, later).decided is later


def test_blocks_of_any_length_are_the_same() -> None:
    whole = b"".join(block(0.1 if 50 <= number < 90 else 0.0005) for number in range(140))
    one, many = Endpoint(), Endpoint()
    one.add(whole, [HEARD])
    for at in range(0, len(whole), 1000):
        many.add(whole[at : at + 1000], ())
    assert one.utterance() == many.utterance()


def test_without_any_sound_there_is_nothing() -> None:
    assert not Endpoint().over
    assert Endpoint().utterance() is Fault.NOTHING

"""A studio: what the keys do, what is listened to, and when it ends."""

from __future__ import annotations

import numpy as np
import pytest

from voice_coach.audio.format import to_bytes
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.speech.wording import words_s
from voice_coach.core.status import Status
from voice_coach.displays.keyboard import command
from voice_coach.inbox.block_by_block import BlockInbox
from voice_coach.inbox.live import LiveInbox
from voice_coach.listening.gate import Speech
from voice_coach.rehearsal.elicitation import STATUS, Elicitation
from voice_coach.rehearsal.endpoint import Endpoint
from voice_coach.speaking.mixer import Mixer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice

PROMPT = "Say: pause now."
HEARD = Heard(Command.PAUSE, "pause now", 0.0)
LOUD, QUIET = (to_bytes(np.random.default_rng(1).normal(0, loud, 320).astype(np.float32)) for loud in (0.1, 0.0005))


class NotingEar:
    """Notes when each block came, and hears a command in the hundredth; a recogniser's own tests have real ones."""

    def __init__(self) -> None:
        self.blocks: list[Seconds] = []
        self.attempts = 0

    def hear(
        self, _pcm: bytes, at: Seconds, _status: Status, _speech: tuple[Speech, ...] = ()
    ) -> tuple[Heard | Rejected, ...]:
        self.blocks.append(at)
        return (HEARD,) if len(self.blocks) == 100 else ()

    def forget(self) -> None:
        self.attempts += 1

    def close(self) -> None:
        """There is nothing to close."""


@pytest.fixture
def ear() -> NotingEar:
    return NotingEar()


def film(*sound: tuple[int, bytes]) -> BlockInbox:
    """An inbox in which a microphone takes in so many blocks of each sound."""
    blocks = iter([block for count, block in sound for _ in range(count)])
    return BlockInbox(Mixer(48_000), lambda _: next(blocks, None))


def test_what_sounds_while_the_prompt_is_spoken_is_not_listened_to(ear: NotingEar) -> None:
    inbox = film((10_000, QUIET))
    endpoint = Elicitation(inbox, Speaker(EstimatedVoice()), ear).ask(PROMPT)
    assert isinstance(endpoint, Endpoint)
    assert ear.blocks[0] == pytest.approx(words_s(len(PROMPT.split())) + 0.2, abs=0.05)
    assert ear.attempts == 1


def test_without_a_voice_it_listens_at_once(ear: NotingEar) -> None:
    elicitation = Elicitation(film((60, QUIET), (35, LOUD), (1000, QUIET)), None, ear)
    endpoint = elicitation.ask(PROMPT)
    assert isinstance(endpoint, Endpoint)
    assert endpoint.decided is HEARD
    assert ear.blocks[0] == 0.02
    assert len(ear.blocks) == 60 + 35 + 30  # 0.6 s of quiet after it


def test_the_end_of_the_sound_is_the_end(ear: NotingEar) -> None:
    elicitation = Elicitation(film((50, QUIET)), Speaker(EstimatedVoice()), ear)
    assert elicitation.ask(PROMPT) is Command.FINISH
    assert elicitation.ask(PROMPT) is Command.FINISH


def test_what_was_decided_when_the_sound_ends_counts(ear: NotingEar) -> None:
    elicitation = Elicitation(film((60, QUIET), (35, LOUD), (10, QUIET)), None, ear)
    endpoint = elicitation.ask(PROMPT)
    assert isinstance(endpoint, Endpoint)
    assert endpoint.decided is HEARD
    assert elicitation.ask(PROMPT) is Command.FINISH


@pytest.mark.parametrize("key", [" ", "\r", "q", "y", "n"])
def test_a_key_cuts_the_prompt_or_the_listening_short(ear: NotingEar, key: str) -> None:
    order = command(key, STATUS)
    assert order is not None
    for speaker in (Speaker(EstimatedVoice()), None):
        inbox = LiveInbox(lambda: 1.0)
        inbox.press(order)
        assert Elicitation(inbox, speaker, ear).ask(PROMPT) is order
    assert ear.blocks == []
    assert (order is Command.FINISH) == (key == "q")


def test_a_key_after_the_prompt_is_a_key_too(ear: NotingEar) -> None:
    times = iter(np.arange(0.0, 1000.0, 0.5))
    inbox = LiveInbox(lambda: float(next(times)))
    elicitation = Elicitation(inbox, None, ear)
    inbox.hear(QUIET)
    inbox.press(Command.START)
    assert elicitation.ask(PROMPT) is Command.START
    assert len(ear.blocks) == 1


def test_a_microphone_that_gives_nothing_is_not_waited_for(ear: NotingEar) -> None:
    times = iter(np.arange(0.0, 1000.0, 10.0))
    elicitation = Elicitation(LiveInbox(lambda: float(next(times))), None, ear)
    endpoint = elicitation.ask(PROMPT)
    assert isinstance(endpoint, Endpoint)
    assert endpoint.utterance() == "nothing"

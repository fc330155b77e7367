"""An ear that comes while the session runs already."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voice_coach.audio.format import BLOCK_BYTES, BLOCK_S
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.errors import ListeningError
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.ear import Ear
from voice_coach.listening.engines import RecogniserKind, open_recogniser
from voice_coach.listening.gate import Speech
from voice_coach.session.ear_to_come import EarToCome

HOLD = Status(State.HOLD, State.HOLD, "Test")
BLOCK = bytes(BLOCK_BYTES)


class Noting:
    """A listener that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def hear(
        self, _pcm: bytes, _at: Seconds, _status: Status, _speech: tuple[Speech, ...] = (), _played: bytes = b""
    ) -> tuple[Heard | Rejected, ...]:
        self.told.append("block")
        return ()

    onset = False

    def new_exercise(self) -> None:
        self.told.append("new exercise")

    def close(self) -> None:
        self.told.append("closed")


def test_what_is_said_after_it_came_is_heard_on_the_sessions_clock(
    english: Phrasebook, flite_says: Callable[[str, str], bytes]
) -> None:
    sound, to_come, heard = flite_says("slt", "next exercise") * 2, EarToCome(), list[Heard | Rejected]()
    blocks = [sound[start : start + BLOCK_BYTES] for start in range(0, len(sound), BLOCK_BYTES)]
    for number, block in enumerate(blocks, 1):
        if number == len(blocks) // 2:
            engine = open_recogniser(RecogniserKind.PHONES, english)
            assert engine.recogniser
            to_come.come(Ear(engine.recogniser, english))
        heard += to_come.hear(block, 100 + number * BLOCK_S, HOLD)
    to_come.close()
    assert [one.command for one in heard if isinstance(one, Heard)] == [Command.NEXT_EXERCISE]
    assert 100 + len(blocks) / 2 * BLOCK_S < heard[0].at < 100 + len(blocks) * BLOCK_S


def test_a_better_one_takes_its_place_with_the_next_exercise() -> None:
    first, better, to_come = Noting(), Noting(), EarToCome()
    to_come.new_exercise()
    to_come.come(first)
    to_come.hear(BLOCK, 1.0, HOLD)
    to_come.come(better)
    to_come.hear(BLOCK, 2.0, HOLD)  # an utterance may be under way
    to_come.new_exercise()
    to_come.hear(BLOCK, 3.0, HOLD)
    assert (first.told, better.told) == (["block", "block", "closed"], ["new exercise", "block"])


def test_when_none_can_come_the_next_block_says_why() -> None:
    to_come = EarToCome()
    to_come.fail(ListeningError("network-damaged", "It is damaged."))
    with pytest.raises(ListeningError, match="It is damaged"):
        to_come.hear(BLOCK, 1.0, HOLD)


def test_closing_closes_also_what_came_and_was_not_listened_with() -> None:
    first, late, to_come = Noting(), Noting(), EarToCome()
    to_come.come(first)
    to_come.hear(BLOCK, 1.0, HOLD)
    to_come.come(late)
    to_come.fail(ListeningError("recogniser-failed", "It does not answer."))
    to_come.close()
    assert (first.told[-1], late.told) == ("closed", ["closed"])

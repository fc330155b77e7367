"""Two recognisers beside each other: the second counts where the first has made nothing of the sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_BYTES, BLOCK_S, from_bytes, to_bytes
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.ear import Ear
from voice_coach.listening.early_decision import Utterance
from voice_coach.listening.phones.engine import UNKNOWN, PhoneRecogniser
from voice_coach.listening.phones.second_opinion import SecondOpinion
from voice_coach.listening.phones.untaught.hearing import SpelledHearing
from voice_coach.listening.phones.untaught.spelling import Spelling
from voice_coach.listening.rescue import LATE_S, Decided, Rescue
from voice_coach.listening.vosk.engine import VoskRecogniser
from voice_coach.simulator.scenario.playing.parts import ScriptedRecogniser

BLOCK = bytes(BLOCK_BYTES)
HOLD = Status(State.HOLD, State.HOLD, "Test")
END_S = 0.2
"""When what the second hears has been said."""


class Beside:
    """A rescue whose second recogniser hears something at `END_S`, and the first what it is told."""

    def __init__(self, phrasebook: Phrasebook, heard: str) -> None:
        self.second, self._phrasebook, self._heard = ScriptedRecogniser(), phrasebook, heard
        self.rescue = Rescue(self.second, phrasebook)

    def play(self, first: Mapping[float, tuple[str, bool]], *, until: float = 2.0) -> list[tuple[str, float]]:
        """Every utterance that is told, and when. ``first``: by time, what it decides, and if that is agreed with."""
        found = []
        for number in range(1, round(until / BLOCK_S) + 1):
            now = round(number * BLOCK_S, 2)
            if now == END_S:
                self.second.hear(self._heard)
            decided = [self._decided(*said, now) for at, said in first.items() if at == now]
            found += [(one.utterance.text, now) for one in self.rescue.beside(BLOCK, decided)]
        return found

    def _decided(self, text: str, agreed: bool, now: float) -> Decided:
        match = self._phrasebook.match(text)
        return Decided(Utterance(text, match, 1.0, at=now, began=max(0.0, END_S - BLOCK_S)), agreed)


def test_what_the_first_says_nothing_to_comes_from_the_second(english: Phrasebook) -> None:
    ((text, at),) = Beside(english, "next").play({})
    assert text == "next"
    assert LATE_S <= at - END_S <= LATE_S + 2 * BLOCK_S


def test_what_both_hear_comes_once_and_from_the_first(english: Phrasebook) -> None:
    assert Beside(english, "next").play({0.4: ("go back", True)}) == [("go back", 0.4)]
    before = {0.14: ("go back", True)}
    assert Beside(english, "next").play(before)[:1] == [("go back", 0.14)]


@pytest.mark.parametrize("said", [("go back", False), ("water", True), ("yes", True)])
def test_what_the_first_got_wrong_is_put_right_at_once(english: Phrasebook, said: tuple[str, bool]) -> None:
    assert Beside(english, "next").play({0.4: said}) == [("next", 0.4)]


@pytest.mark.parametrize("said", [("go back", True), ("go back", False), ("water", True)])
def test_what_the_first_makes_of_it_afterwards_is_not_told(english: Phrasebook, said: tuple[str, bool]) -> None:
    beside = Beside(english, "next")
    late = Decided(Utterance(said[0], english.match(said[0]), 1.0, at=1.0, began=0.0), said[1])
    assert [text for text, _ in beside.play({})] == ["next"]
    assert beside.rescue.beside(BLOCK, [late]) == []


@pytest.mark.parametrize("said", [("go back", False), ("water", True)])
def test_without_anything_from_the_second_the_first_is_told_as_it_is(
    english: Phrasebook, said: tuple[str, bool]
) -> None:
    assert Beside(english, UNKNOWN).play({0.4: said}) == [(said[0], 0.4)]


def test_a_reset_forgets_what_was_waited_with(english: Phrasebook) -> None:
    beside = Beside(english, "next")
    assert beside.play({}, until=0.3) == []
    beside.rescue.reset()
    assert [one for _ in range(50) for one in beside.rescue.beside(BLOCK, [])] == []


def test_in_noise_two_hear_more_than_one(
    korean: Phrasebook, korean_model: Path, korean_says: Callable[[str], bytes], korean_spelling: Spelling
) -> None:
    vosk = VoskRecogniser(korean_model, korean.phrases(), korean.other_words())
    network = PhoneRecogniser(korean, SpelledHearing(korean, korean_spelling))
    alone = Ear(vosk, korean, SecondOpinion(korean, korean_spelling))
    said = {phrase: _noisy(korean_says(phrase)) for phrase in korean.phrases()[::3]}
    by_one = _right(alone, korean, said)
    vosk = VoskRecogniser(korean_model, korean.phrases(), korean.other_words())
    together = Ear(vosk, korean, SecondOpinion(korean, korean_spelling), Rescue(network, korean))
    assert by_one < _right(together, korean, said)


def _right(ear: Ear, phrasebook: Phrasebook, said: Mapping[str, bytes]) -> int:
    right, now = 0, 0.0
    for phrase, sound in said.items():
        ear.forget()
        heard: list[Heard | Rejected] = []
        for start in range(0, len(sound), BLOCK_BYTES):
            now += BLOCK_S
            heard += ear.hear(sound[start : start + BLOCK_BYTES], now, HOLD)
        match = phrasebook.match(phrase)
        assert match
        right += [one.command for one in heard if isinstance(one, Heard)] == [match.command]
    ear.close()
    return right


def _noisy(sound: bytes) -> bytes:
    """The sound with white noise 15 dB softer."""
    samples = from_bytes(sound)
    level = float(np.sqrt(np.square(samples[np.abs(samples) > 0.01]).mean())) * 10 ** (-15 / 20)
    return to_bytes(samples + np.random.default_rng(5).normal(0, level, len(samples)).astype(np.float32))

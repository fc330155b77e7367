"""When a recogniser is renewed: by the sound, not by the plan."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_BYTES, BLOCK_S, RATE, to_bytes
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Heard, Rejected
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.ear import Ear
from voice_coach.listening.phones.engine import PhoneRecogniser
from voice_coach.listening.phones.judgement import LearnedHearing
from voice_coach.listening.phones.lesson import lesson
from voice_coach.listening.recogniser import Hypothesis, Recogniser
from voice_coach.listening.renewal import LONGEST_WAIT_S, WAIT_S
from voice_coach.listening.vosk.engine import VoskRecogniser

HOLD = Status(State.HOLD, State.HOLD, "Test", exercise="First")
QUIET, LOUD = (
    to_bytes(np.random.default_rng(3).normal(0.0, rms, BLOCK_BYTES // 2).astype(np.float32)) for rms in (0.0005, 0.1)
)


class Told:
    """A recogniser that believes what it is told; counts how often it was renewed."""

    def __init__(self) -> None:
        self.under_way = False
        self.partial = ""
        self.renewed = 0
        self.listens_for = "everything"
        self._wanted = self.listens_for
        self._fed_s = 0.0

    def feed(self, pcm: bytes) -> tuple[Hypothesis, ...]:
        self._fed_s += len(pcm) / 2 / RATE
        if not self.partial:
            return ()
        return (Hypothesis(self.partial, final=False, confidence=0.0, at=self._fed_s, began=self._fed_s),)

    def answers_only(self, wanted: bool) -> None:
        self._wanted = "answers" if wanted else "everything"

    def reset(self) -> None:
        self.renewed += 1
        self.listens_for = self._wanted

    def close(self) -> None:
        pass


class Playing:
    """Plays sound to an ear, and tells it of a new exercise as a session does."""

    def __init__(self, recogniser: Recogniser, phrasebook: Phrasebook) -> None:
        self.ear = Ear(recogniser, phrasebook)
        self._at, self._exercise = 0.0, "First"

    def play(self, sound: bytes, status: Status = HOLD) -> list[Heard | Rejected]:
        heard: list[Heard | Rejected] = []
        for start in range(0, len(sound), BLOCK_BYTES):
            block = sound[start : start + BLOCK_BYTES]
            self._at += len(block) / 2 / RATE
            if status.exercise != self._exercise:
                self._exercise = status.exercise
                self.ear.new_exercise()
            heard += self.ear.hear(block, self._at, status)
        return heard


def blocks(seconds: float) -> int:
    return round(seconds / BLOCK_S)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def playing(told: Told, english: Phrasebook) -> Playing:
    return Playing(told, english)


def test_in_the_quiet_it_is_renewed_once_after_a_new_exercise(playing: Playing, told: Told) -> None:
    playing.play(QUIET * 100)
    playing.ear.new_exercise()
    assert told.renewed == 0, "it is only asked for"
    playing.play(QUIET)
    assert told.renewed == 1
    playing.play(QUIET * 200)
    assert told.renewed == 1


def test_while_a_question_is_open_it_listens_for_answers_from_the_next_quiet_moment_on(
    playing: Playing, told: Told
) -> None:
    asking = replace(HOLD, state=State.ASKING, question="How bad is it?")
    playing.play(QUIET * 100 + LOUD * 5)
    playing.play(LOUD * 20 + QUIET * 10, asking)
    assert told.listens_for == "everything"
    playing.play(QUIET * 20, asking)
    assert told.listens_for == "answers"
    playing.play(QUIET)
    assert told.listens_for == "everything"
    assert told.renewed == 2


def test_while_it_is_loud_it_waits_for_the_quiet(playing: Playing, told: Told) -> None:
    playing.play(QUIET * 100 + LOUD * 5)
    playing.ear.new_exercise()
    playing.play(LOUD * 20 + QUIET * 14)
    assert told.renewed == 0
    playing.play(QUIET * 3)
    assert told.renewed == 1


def test_while_the_recogniser_has_an_utterance_it_waits(playing: Playing, told: Told) -> None:
    told.under_way = True
    playing.ear.new_exercise()
    playing.play(QUIET * 200)
    assert told.renewed == 0
    told.under_way = False
    playing.play(QUIET)
    assert told.renewed == 1


def test_while_words_stand_undecided_it_waits(playing: Playing, told: Told) -> None:
    told.partial = "stop the"
    playing.ear.new_exercise()
    playing.play(QUIET * 200)
    assert told.renewed == 0


def test_noise_without_end_puts_it_off_no_longer_than_the_cap(playing: Playing, told: Told) -> None:
    told.under_way = True
    playing.ear.new_exercise()
    playing.play((LOUD + QUIET) * (blocks(WAIT_S - 1) // 2))
    assert told.renewed == 0
    playing.play(LOUD * blocks(1.1))
    assert told.renewed == 1


def test_words_that_stand_put_it_off_beyond_the_cap_but_not_for_ever(playing: Playing, told: Told) -> None:
    told.under_way, told.partial = True, "stop the"
    playing.ear.new_exercise()
    playing.play(QUIET * blocks(LONGEST_WAIT_S - 1))
    assert told.renewed == 0
    playing.play(QUIET * blocks(1.1))
    assert told.renewed == 1


def test_a_second_exercise_does_not_begin_the_wait_anew(playing: Playing, told: Told) -> None:
    told.under_way = True
    playing.ear.new_exercise()
    playing.play(LOUD * blocks(WAIT_S - 1))
    playing.ear.new_exercise()
    playing.play(LOUD * blocks(1.1))
    assert told.renewed == 1


def test_forgetting_comes_at_once_and_leaves_nothing_to_do(playing: Playing, told: Told) -> None:
    playing.ear.new_exercise()
    playing.ear.forget()
    assert told.renewed == 1
    playing.play(QUIET * 200)
    assert told.renewed == 1


REST = replace(HOLD, state=State.REST, phase=State.REST)
SETUP = replace(HOLD, state=State.SETUP, phase=State.SETUP)
NEXT = replace(SETUP, exercise="Second")
BOUNDARIES = {
    "end of hold": (HOLD, REST),
    "end of rest": (REST, SETUP),
    "switch": (HOLD, replace(HOLD, state=State.SWITCH_SIDE, phase=State.SWITCH_SIDE)),
    "new exercise": (REST, NEXT),
    "question opened": (HOLD, replace(HOLD, state=State.ASKING, question="How strong is it, from zero to ten?")),
    "question closed by another exercise": (replace(HOLD, state=State.ASKING, question="Go on?"), NEXT),
    "wake": (replace(HOLD, asleep=True), HOLD),
}
PARTS = (0.2, 0.5, 0.8, 1.0)
"""How much of the command is said before the boundary; 1.0 is its last sample, while the recogniser still thinks."""


def spoken(sound: bytes) -> tuple[int, int]:
    """Where the speech begins and ends, in bytes and to a block."""
    loud = np.flatnonzero(np.abs(np.frombuffer(sound, np.int16).astype(float)) > 500)
    return int(2 * loud[0]), int(2 * loud[-1])


def heard_across(playing: Playing, sound: bytes, part: float, before: Status, after: Status) -> list[Command | str]:
    begins, ends = spoken(sound)
    cut = round((begins + part * (ends - begins)) / BLOCK_BYTES) * BLOCK_BYTES
    decided = playing.play(sound[:cut], before) + playing.play(sound[cut:], after)
    return [one.command if isinstance(one, Heard) else one.reason for one in decided]


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_command_across_a_boundary_is_heard_whole_by_vosk(
    korean: Phrasebook, korean_model: object, korean_says: Callable[[str], bytes], boundary: str
) -> None:
    before, after = BOUNDARIES[boundary]
    playing = Playing(VoskRecogniser(korean_model, korean.phrases(), korean.other_words()), korean)  # type: ignore[arg-type]
    for phrase in ("그만하자", "아프다"):
        sound = korean_says(phrase)
        for part in PARTS:
            playing.play(bytes(RATE), before)
            assert heard_across(playing, sound, part, before, after) == [korean.match(phrase).command], part  # type: ignore[union-attr]
    playing.ear.close()


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_command_across_a_boundary_is_heard_whole_by_the_phone_ear(
    english: Phrasebook, flite_says: Callable[[str, str], bytes], boundary: str
) -> None:
    learned = lesson("en")
    assert learned is not None
    before, after = BOUNDARIES[boundary]
    playing = Playing(PhoneRecogniser(english, LearnedHearing(english, learned)), english)
    for phrase, command in (("stop now", Command.STOP), ("that hurts", Command.PAIN)):
        sound = flite_says("slt", phrase)
        for part in PARTS:
            if boundary == "wake" and part == 1.0:
                continue  # it is decided before anybody wakes
            playing.play(bytes(RATE), before)
            assert heard_across(playing, sound, part, before, after) == [command], (phrase, part)
    playing.ear.close()

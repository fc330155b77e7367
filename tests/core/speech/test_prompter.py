from __future__ import annotations

import pytest

from voice_coach.core.effects import Priority, Role, Say, Tone
from voice_coach.core.speech.cues import Cue
from voice_coach.core.speech.prompter import Prompter
from voice_coach.core.speech.wording import Line
from voice_coach.core.states import Happening

LINES = (Line("Kneel.", Role.POSITION), Line("Sink down.", Role.MOVE))


@pytest.fixture
def prompter() -> Prompter:
    return Prompter()


def test_a_prompt_ends_with_its_last_sentence(prompter: Prompter) -> None:
    first, second = prompter.prompt(LINES, Happening.OPENED, 0.0)
    assert prompter.finished(first.id) is None
    assert prompter.unsaid == LINES[1:]
    assert prompter.finished(second.id) is Happening.OPENED
    assert (prompter.then, prompter.overdue_at) == (None, None)


def test_sentences_that_nobody_waits_for_end_nothing(prompter: Prompter) -> None:
    prompter.prompt(LINES, Happening.QUESTION_SAID, 0.0)
    (aside,) = prompter.say(LINES[:1], Priority.ANSWER)
    assert prompter.finished(aside.id) is None
    assert prompter.finished(99) is None
    assert prompter.then is Happening.QUESTION_SAID


def test_a_prompt_that_was_replaced_cannot_end_its_successor(prompter: Prompter) -> None:
    old = prompter.prompt(LINES, Happening.OPENED, 0.0)
    new = prompter.prompt(LINES, Happening.EXPLANATION_ENDED, 1.0)
    assert [prompter.finished(say.id) for say in old] == [None, None]
    assert [prompter.finished(say.id) for say in new] == [None, Happening.EXPLANATION_ENDED]


def test_an_interrupted_prompt_goes_on_from_the_sentence_that_was_cut(prompter: Prompter) -> None:
    first, _ = prompter.prompt(LINES, Happening.OPENED, 0.0)
    prompter.finished(first.id)
    assert [say.text for say in prompter.again(2.0)] == ["Sink down."]
    assert prompter.then is Happening.OPENED


def test_with_nothing_under_way_there_is_nothing_to_take_up(prompter: Prompter) -> None:
    assert prompter.again(0.0) == []
    assert prompter.end() is None


def test_a_lost_message_never_stops_a_session(prompter: Prompter) -> None:
    prompter.prompt(LINES, Happening.OPENED, 100.0)
    assert prompter.overdue_at is not None
    assert 110 < prompter.overdue_at < 120


def test_numbers_are_never_used_twice(prompter: Prompter) -> None:
    says = [*prompter.prompt(LINES, Happening.OPENED, 0.0), *prompter.say(LINES, Priority.TIP), *prompter.again(1.0)]
    cue = next(prompter.cues((Cue(0.0, text="Halfway."),), 0.0, 1.0, 1.0))
    assert isinstance(cue, Say)
    numbers = [*(say.id for say in says), cue.id]
    assert numbers == sorted({*numbers})


def test_the_name_of_a_tone_is_said_again_with_its_meaning(prompter: Prompter) -> None:
    named = (Line("High tone:", Role.CUE, tone=Tone.TOP), Line("Squeeze.", Role.CUE))
    name, meaning = prompter.prompt(named, Happening.OPENED, 0.0)
    assert (prompter.tone_after(name.id), prompter.tone_after(meaning.id)) == (Tone.TOP, None)
    prompter.finished(name.id)
    assert prompter.unsaid == named
    name, meaning = prompter.again(1.0)
    assert prompter.finished(name.id) is None
    assert prompter.finished(meaning.id) is Happening.OPENED

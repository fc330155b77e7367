import pytest

from voice_coach.core.commands.table import Command
from voice_coach.language.phrasebook import Match, Phrasebook


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("next", Command.NEXT),
        ("Next, please.", Command.NEXT),
        ("okay coach next exercise", Command.NEXT_EXERCISE),
        ("okay coach move on", Command.NEXT),
        ("can you please say that again", Command.REPEAT),
        ("pause now", Command.PAUSE),
        ("now pause", Command.PAUSE),
        ("What's next?", Command.WHATS_NEXT),
        ("what\u2019s next", Command.WHATS_NEXT),
        ("no I didn't say that", Command.UNDO),
        ("wake up coach", Command.WAKE),
        ("stop listening", Command.SLEEP),
    ],
)
def test_an_utterance_is_a_command_with_fillers_around_it(english: Phrasebook, text: str, command: Command) -> None:
    match = english.match(text)
    assert match is not None
    assert match.command is command


@pytest.mark.parametrize(
    "text",
    ["", " ", "...", "please", "coach", "the next train leaves at two", "next pause", "pause um next",
     "nexts", "[unk]", "[unk] next", "hold", "go"],
)  # fmt: skip
def test_anything_else_is_none(english: Phrasebook, text: str) -> None:
    assert english.match(text) is None


@pytest.mark.parametrize("text", ["stop stop", "stop stop stop", "that hurts that hurts", "please ouch ouch"])
def test_what_is_said_several_times_is_meant_once(english: Phrasebook, text: str) -> None:
    match = english.match(text)
    assert match is not None
    assert match.command in {Command.STOP, Command.PAIN}


def test_a_number_has_its_value(english: Phrasebook) -> None:
    assert english.match("zero") == Match(Command.NUMBER, "zero", 0)
    assert english.match("Ten, please") == Match(Command.NUMBER, "ten", 10)


def test_as_few_fillers_as_possible_are_dropped(english: Phrasebook) -> None:
    match = english.match("stop now please")
    assert match is not None
    assert match.phrase == "stop now"


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("stop", True),  # stop listening
        ("okay stop", True),
        ("one", True),  # one more
        ("no", True),  # no i didn't say that
        ("pause", False),  # pause now is the same command
        ("next", True),  # next exercise
        ("start", True),  # start over
        ("what", False),  # no phrase itself
    ],
)
def test_a_phrase_may_begin_one_of_another_command(english: Phrasebook, text: str, longer: bool) -> None:
    assert english.is_prefix(text) is longer


def test_a_sentence_of_the_coach_can_equal_a_command(english: Phrasebook) -> None:
    assert english.equals_command("Switch sides.")
    assert not english.equals_command("Now your right side.")


def test_what_a_recogniser_should_know_is_phrases_with_numbers_and_other_words(english: Phrasebook) -> None:
    assert {"carry on", "seven"} <= set(english.phrases())
    assert {"please", "text"} <= set(english.other_words())
    assert set(english.phrases()).isdisjoint(english.other_words())


def test_what_can_be_said_to_a_question_is_told_from_the_rest(english: Phrasebook) -> None:
    answers = english.answers()
    assert {"yes", "no", "four", "none", "cancel", "stop", "that hurts", "say that again", "easier"} <= set(answers)
    assert not {"slower", "time left", "go back", "switch sides"} & set(answers)
    assert set(answers) < set(english.phrases())

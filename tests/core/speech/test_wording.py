from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import pytest

from voice_coach.core.commands.dialogue import Question
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command
from voice_coach.core.plan.load import Weight
from voice_coach.core.plan.routine import Exercise, Hold, Movement, Reps, Side
from voice_coach.core.speech.text import names_in
from voice_coach.core.speech.wording import Verbosity, Wording, estimate_s
from voice_coach.core.states import PHASES
from voice_coach.language.language import Language, load_language
from voice_coach.language.phrasebook import Phrasebook


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language("en")


@pytest.mark.parametrize(
    ("n", "text"), [(0, "zero"), (7, "seven"), (19, "nineteen"), (20, "twenty"), (34, "thirty-four"), (100, "100")]
)
def test_numbers_are_words_up_to_ninety_nine(wording: Wording, n: int, text: str) -> None:
    assert wording.number(n) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "one second"),
        (0.5, "half a second"),
        (1, "one second"),
        (7.5, "seven and a half seconds"),
        (29.6, "thirty seconds"),
        (89, "eighty-nine seconds"),
        (90, "ninety seconds"),
        (100, "one minute forty seconds"),
        (105, "one minute forty-five seconds"),
        (120, "two minutes"),
        (150, "two and a half minutes"),
        (3600, "one hour"),
        (5400, "one and a half hours"),
        (10920, "three hours two minutes"),
    ],
)
def test_a_time_is_said_as_it_is(wording: Wording, seconds: float, text: str) -> None:
    assert wording.time(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (42.4, "forty-two seconds"),
        (95, "two minutes"),
        (150, "three minutes"),
        (3590, "one hour"),
        (10920, "three hours"),
        (11100, "three hours five minutes"),
    ],
)
def test_a_guess_at_a_time_is_rounded(wording: Wording, seconds: float, text: str) -> None:
    assert wording.about(seconds) == text


def test_what_is_left_is_never_said_in_the_same_words_for_more_than_a_minute(wording: Wording) -> None:
    said = [wording.about(left, to_the_minute=True) for left in range(4 * 3600)]
    assert max(len([*same]) for _, same in groupby(said)) <= 60


def test_sides_are_filled_in_with_a_capital_where_the_author_wrote_one(wording: Wording) -> None:
    text = "{Side} arm out, {other} knee bent, {Other} foot down, {side} hand up."
    assert wording.sided(text, Side.LEFT) == "Left arm out, right knee bent, Right foot down, left hand up."
    assert wording.sided("Sit tall.", None) == "Sit tall."


def test_a_dose_tells_sets_and_sides(wording: Wording) -> None:
    work = Reps(8, (Movement("Press", 2.0),))
    assert wording.whole_dose(Exercise("E", (work,)), (work,)) == "eight reps"
    both = Exercise("E", (work,), sets=2, sides=(Side.LEFT, Side.RIGHT))
    assert wording.whole_dose(both, (work,)) == "two sets of eight reps each"
    assert wording.dose(Hold(30.0)) == "thirty seconds"
    assert wording.whole_dose(Exercise("E", (work,), sides=(Side.LEFT,)), (work,)) == "eight reps"


def test_the_count_names_the_last_rep_but_not_an_only_one(wording: Wording) -> None:
    assert [wording.count(rep, 2) for rep in (1, 2)] == ["One.", "Last one."]
    assert wording.count(1, 1) == "One."
    assert wording.count(1, 3, "press down") == "One, press down."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Press Down", "press Down"),
        ("{Side} leg up", "left leg up"),
        ("Lift your {other} arm", "lift your right arm"),
        ("IT band", "IT band"),
        ("I'm up", "I'm up"),
        ("T-spine turn", "T-spine turn"),
        ("A breath", "a breath"),
        ("McGill curl", "McGill curl"),
        ("Pilates roll", "Pilates roll"),
        ("Éleve", "éleve"),
        ("3 down", "3 down"),
    ],
)
def test_a_cue_in_mid_sentence_has_its_side_and_a_small_letter_unless_it_is_a_name(
    wording: Wording, written: str, said: str
) -> None:
    names = names_in("Morning with Pilates", "Roll down")
    assert wording.keeping(names).cue(Movement(written, 2.0), Side.LEFT) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Plank", ("Plank, one rep.", "Next: Plank.", "Shall we go on with Plank instead?")),
        (
            "Curl-up (McGill).",
            ("Curl-up (McGill), one rep.", "Next: Curl-up (McGill).", "Shall we go on with Curl-up (McGill) instead?"),
        ),
        ("What now?", ("What now, one rep.", "Next: What now?", "Shall we go on with What now instead?")),
    ],
)
def test_a_name_with_a_stop_is_followed_by_no_other(wording: Wording, name: str, said: tuple[str, ...]) -> None:
    keys = ("name", "next_is", "ask_go_on")
    assert tuple(wording(key, name=name, dose="one rep") for key in keys) == said


def test_things_are_listed_as_people_do(wording: Wording) -> None:
    assert [wording.things(names) for names in ([], ["bar"], ["bar", "box", "mat."])] == ["", "bar", "bar, box and mat"]


def test_a_sentence_that_the_language_lacks_is_an_error(wording: Wording) -> None:
    with pytest.raises(KeyError):
        wording("no_such_sentence")


def test_a_word_takes_its_part_of_a_minute_of_160() -> None:
    assert estimate_s("one two three four") == pytest.approx(0.1 + 4 * 60 / 160)


def test_english_has_every_sentence_that_is_asked_for_by_name() -> None:
    needed = {
        *(question.value for question in Question),
        *(question.example for question in Question),
        *(f"verbosity_{level}" for level in Verbosity),
        *(f"phase_{phase}" for phase in PHASES),
    }
    assert needed <= {*load_language("en").sentences}


def test_english_has_words_for_every_refusal_that_is_not_answered_by_silence(wording: Wording) -> None:
    silent = {refusal for refusal in Refusal if not wording.refusal(refusal)}
    assert silent == {Refusal.NO_ANSWER, Refusal.NOT_ASKED, Refusal.NOTHING_TO_COUNT, Refusal.ASLEEP}


def test_every_command_but_a_number_has_a_phrase_to_teach(wording: Wording) -> None:
    assert all(wording.phrase(command) for command in Command if command is not Command.NUMBER)


def sentences(language: Language) -> Iterator[str]:
    for text in language.sentences.values():
        if isinstance(text, str):
            yield text


def test_no_sentence_of_the_coach_is_a_command(language: Language) -> None:
    phrasebook = Phrasebook(language)
    vocabulary = {"ones", "tens", "left", "right"}
    texts = [str(text) for key, text in language.sentences.items() if key not in vocabulary]
    parts = [part for text in texts for part in re.split(r"[.?!]", text) if "ay:" not in part]
    assert [part for part in parts if phrasebook.match(part)] == []


def test_left_is_never_what_remains_and_right_never_correct(language: Language) -> None:
    for text in sentences(language):
        assert not re.search(r"\b(left|right)\b", text) or text in {"left", "right"}, text


def test_sentences_have_at_most_sixteen_words(language: Language) -> None:
    for text in sentences(language):
        assert all(len(part.split()) <= 17 for part in re.split(r"[.?!]", text)), text


def test_doses_that_differ_are_said_one_after_the_other(wording: Wording) -> None:
    counts = tuple(Reps(count) for count in (12, 10, 8))
    three = Exercise("E", counts[:1], sets=3, of_sets=counts)
    assert wording.whole_dose(three, counts) == "three sets of twelve, ten and eight reps"
    both = Exercise("E", (Hold(30.0),), sets=2, of_sets=(Hold(30.0), Hold(20.0)), sides=(Side.LEFT, Side.RIGHT))
    assert wording.whole_dose(both, (Hold(30.0), Hold(20.0))) == "two sets of thirty seconds and twenty seconds each"


def test_a_load_is_said_with_the_dose(wording: Wording) -> None:
    row = Exercise("Row", (Reps(10),), sets=3, sides=(Side.LEFT, Side.RIGHT), load=Weight((5.0,), step=2.5))
    assert wording.whole_dose(row, row.work[:1]) == "three sets of ten reps each, five kilograms"
    assert wording.whole_dose(row, row.work[:1], 1) == "three sets of ten reps each, seven and a half kilograms"

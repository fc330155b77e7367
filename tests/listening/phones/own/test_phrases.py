"""Phrases that are no phrases of the coach, taught by made voices."""

from collections.abc import Callable

import numpy as np
import pytest

from voice_coach.audio.format import RATE, Samples, from_bytes, to_bytes
from voice_coach.audio.resampling import resample
from voice_coach.core.commands.table import Command
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.engine import PhoneRecogniser
from voice_coach.listening.phones.judgement import LearnedHearing
from voice_coach.listening.phones.lesson import BLANK, Lesson, lesson
from voice_coach.listening.phones.own.phrases import (
    OwnPhrase,
    Taught,
    Teaching,
    Unfit,
    alike,
    best_path,
    distance,
    name_of,
    pronunciations,
    read_phones,
    spelled_out,
    with_own,
)

Says = Callable[[str, str], bytes]
BANANA = read_phones("B AH N AE N AH")


@pytest.fixture(scope="module")
def learned() -> Lesson:
    found = lesson("en")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def teaching(english: Phrasebook, learned: Lesson) -> Teaching:
    return Teaching(english, learned)


def takes(says: Says, voice: str, *texts: str) -> list[Samples]:
    """Each text a little faster and higher than the one before."""
    sounds = [from_bytes(says(voice, text)) for text in texts]
    return [resample(sound, RATE, RATE - 500 * place) for place, sound in enumerate(sounds)]


def taught(teaching: Teaching, sounds: list[Samples], command: Command) -> Taught:
    return teaching.phrase_of([teaching.take(sound) for sound in sounds], command)


def test_the_best_path_has_no_blank_and_no_repeats() -> None:
    frames = (3, 3, BLANK, 3, 7, 7, BLANK, BLANK)
    scores = np.full((len(frames), BLANK + 1), -9.0, np.float32)
    scores[np.arange(len(frames)), frames] = -0.1
    assert best_path(scores) == (3, 3, 7)


def test_phones_are_put_down_and_read_again() -> None:
    assert spelled_out(BANANA) == "B AH N AE N AH"
    with pytest.raises(ValueError, match="not in"):
        read_phones("B XX")


def test_how_far_two_ways_to_say_something_are_apart() -> None:
    assert distance(BANANA, BANANA) == 0
    assert distance(BANANA, BANANA[1:]) == 1
    assert distance((1, 2, 3), (1, 5, 3, 4)) == 2
    assert distance((), BANANA) == 6
    assert alike(BANANA, BANANA[2:])
    assert not alike(BANANA, BANANA[3:])


def test_a_phrase_keeps_its_name_when_it_is_taught_again() -> None:
    own = [OwnPhrase("own time left 1", Command.TIME_LEFT, BANANA), OwnPhrase("own pause 1", Command.PAUSE, BANANA)]
    assert name_of(BANANA[1:], Command.TIME_LEFT, own) == "own time left 1"
    assert name_of(BANANA[3:], Command.TIME_LEFT, own) == "own time left 2"
    assert name_of(BANANA, Command.NEXT, own) == "own next 1"


def test_takes_that_are_alike_make_a_phrase(teaching: Teaching, flite_says: Says) -> None:
    found = taught(teaching, takes(flite_says, "slt", "too much for me", "too much for me"), Command.EASIER)
    assert found.problem is None
    assert found.kept == (0, 1)
    assert alike(found.phones, read_phones("T UW M AH CH F AO R M IY"))


def test_of_three_takes_the_one_that_is_unlike_the_others_is_left(teaching: Teaching, flite_says: Says) -> None:
    texts = "hold your horses", "too much for me", "too much for me"
    found = taught(teaching, takes(flite_says, "slt", *texts), Command.EASIER)
    assert (found.problem, found.kept) == (None, (1, 2))


@pytest.mark.parametrize(
    ("texts", "command", "refused"),
    [
        (("too much for me", "hold your horses"), Command.EASIER, Taught(problem=Unfit.NOT_ALIKE)),
        (("ah", "ah"), Command.EASIER, Taught(problem=Unfit.TOO_SHORT)),
        (("carrying on", "carrying on"), Command.PAUSE, Taught(problem=Unfit.LIKE_ANOTHER, like="carry on")),
        (("stop there", "stop there"), Command.NEXT, Taught(problem=Unfit.LIKE_ANOTHER, like="stop now")),
    ],
)
def test_what_makes_no_phrase_is_refused_with_its_reason(
    teaching: Teaching, flite_says: Says, texts: tuple[str, ...], command: Command, refused: Taught
) -> None:
    assert taught(teaching, takes(flite_says, "slt", *texts), command) == refused


def test_silence_is_no_take(teaching: Teaching) -> None:
    assert teaching.take(np.zeros(RATE, np.float32)) is None
    assert teaching.phrase_of([None, None], Command.PAUSE).problem is Unfit.TOO_SHORT


def test_what_is_like_another_own_phrase_is_refused(
    english: Phrasebook, learned: Lesson, teaching: Teaching, flite_says: Says
) -> None:
    sounds = takes(flite_says, "slt", "too much for me", "too much for me")
    own = [OwnPhrase("own easier 1", Command.EASIER, taught(teaching, sounds, Command.EASIER).phones)]
    wider = Teaching(with_own(english, own), learned.with_own(pronunciations(own)))
    assert taught(wider, sounds, Command.PAUSE).like == "own easier 1"
    assert taught(wider, sounds, Command.EASIER).problem is None


def test_an_own_phrase_is_heard_as_its_command(
    english: Phrasebook, learned: Lesson, teaching: Teaching, flite_says: Says
) -> None:
    sounds = takes(flite_says, "slt", "too much for me", "too much for me")
    own = [OwnPhrase("own easier 1", Command.EASIER, taught(teaching, sounds, Command.EASIER).phones)]
    book = with_own(english, own)
    said = to_bytes(resample(sounds[0], RATE, RATE + 400))
    heard = [
        [one.text for one in PhoneRecogniser(phrases, LearnedHearing(phrases, knows)).feed(said)]
        for phrases, knows in ((english, learned), (book, learned.with_own(pronunciations(own))))
    ]
    assert "own easier 1" not in heard[0]
    assert heard[1] == ["own easier 1"]
    match = book.match("own easier 1")
    assert match is not None
    assert match.command is Command.EASIER


def test_without_an_own_phrase_nothing_changes_to_the_last_bit(
    english: Phrasebook, learned: Lesson, flite_says: Says
) -> None:
    assert learned.with_own({}) is learned
    assert with_own(english, ()) is english
    knows = learned.with_own({"no phrase": [BANANA]})
    assert knows.pronounce("no phrase") == [BANANA]
    assert learned.pronounce("no phrase") != [BANANA]
    for text in ("pause now", "too much for me"):
        sound = flite_says("awb", text)
        before = PhoneRecogniser(english, LearnedHearing(english, learned)).feed(sound)
        assert PhoneRecogniser(english, LearnedHearing(english, knows)).feed(sound) == before

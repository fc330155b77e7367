"""A second opinion in a language that was learned from its synthesiser alone, and in one that has a lesson."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.audio.format import RATE, from_bytes
from voice_coach.language.phrasebook import Match, Phrasebook
from voice_coach.listening.phones.lesson import LearnedPhones, lesson
from voice_coach.listening.phones.second_opinion import SecondOpinion
from voice_coach.listening.phones.untaught.spelling import Spelling


def match(phrasebook: Phrasebook, text: str) -> Match:
    found = phrasebook.match(text)
    assert found is not None
    return found


@pytest.fixture
def korean_opinion(korean: Phrasebook, korean_spelling: Spelling) -> SecondOpinion:
    return SecondOpinion(korean, korean_spelling)


def agrees(opinion: SecondOpinion, sound: bytes, taken_for: Match) -> bool:
    opinion.take(bytes(3 * RATE))
    opinion.take(sound)
    return opinion.agrees(taken_for)


def test_what_was_said_is_confirmed_and_what_was_not_is_not(
    korean_opinion: SecondOpinion, korean: Phrasebook, korean_says: Callable[[str], bytes]
) -> None:
    said = ("계속해", "남은 시간", "잠깐 멈춰", "그만하자")
    for text in said:
        for other in said:
            assert agrees(korean_opinion, korean_says(text), match(korean, other)) is (text == other), (text, other)


def test_a_word_that_is_no_phrase_and_a_room_without_speech_are_none(
    korean_opinion: SecondOpinion, korean: Phrasebook, korean_says: Callable[[str], bytes]
) -> None:
    for phrase in ("계속해", "남은 시간"):
        assert not agrees(korean_opinion, korean_says("비행기"), match(korean, phrase))
        assert not agrees(korean_opinion, bytes(RATE), match(korean, phrase))


def test_what_was_learned_is_kept(
    korean_opinion: SecondOpinion, korean: Phrasebook, korean_says: Callable[[str], bytes]
) -> None:
    def nobody(text: str) -> None:
        pytest.fail(f"{text} was asked for again")

    again = Spelling((*korean.phrases(), *korean.other_words()))
    again.learn("ko", nobody)  # type: ignore[arg-type]  # it must not be called
    sound = korean_says("계속해")
    first, second = agrees(korean_opinion, sound, match(korean, "계속해")), SecondOpinion(korean, again)
    assert first is agrees(second, sound, match(korean, "계속해"))


def test_a_cache_that_is_damaged_is_made_anew(
    korean_opinion: SecondOpinion, korean: Phrasebook, korean_says: Callable[[str], bytes], tmp_path: Path
) -> None:
    (kept,) = tmp_path.rglob("ko-*.bin")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-3])
    Spelling((*korean.phrases(), *korean.other_words())).learn("ko", lambda text: from_bytes(korean_says(text)))
    assert kept.read_bytes() == whole
    assert korean_opinion is not None


def test_a_language_that_was_learned_needs_no_synthesiser(
    english: Phrasebook, flite_says: Callable[[str, str], bytes]
) -> None:
    learned = lesson("en")
    assert learned is not None
    opinion = SecondOpinion(english, LearnedPhones(learned))
    assert agrees(opinion, flite_says("slt", "pause now"), match(english, "pause now"))
    assert not agrees(opinion, flite_says("slt", "pause now"), match(english, "next exercise"))
    assert not agrees(opinion, flite_says("slt", "coffee"), match(english, "stop"))

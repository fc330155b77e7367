from collections.abc import Callable

import numpy as np

from voice_coach.audio.format import from_bytes
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.lesson import BLANK, PHONES, lesson, read_pronunciations
from voice_coach.listening.phones.network import phone_network


def test_every_phrase_of_the_table_was_learned_and_every_word_around_one_can_be_said(english: Phrasebook) -> None:
    """Who changes the phrases of the language file runs scripts/train-ear, or the phones decide alone, as of these."""
    learned = lesson("en")
    assert learned is not None
    assert set(english.phrases()) - set(learned.phrases) == {
        "up", "and up", "heavier", "lighter", "make it heavier", "make it lighter", "what did i do last time",
        "how often this week", "what's on today", "what's four today",
        "what do i do today",
    }  # fmt: skip
    assert set(learned.phrases) <= set(english.phrases())
    around = {text for match in english.table.values() for text in english.around(match)}
    assert [text for text in {*english.phrases(), *around} if not learned.pronounce(text)] == []


def test_a_language_that_was_not_learned_has_none() -> None:
    assert lesson("xx") is None


def test_an_unknown_word_is_spelled_by_its_letters() -> None:
    learned = lesson("en")
    assert learned is not None
    assert learned.pronounce("scapula")
    assert [[PHONES[phone] for phone in one] for one in learned.pronounce("scorpion")] == [
        ["S", "K", "AO", "R", "P", "IY", "AH", "N"]
    ]


def test_a_word_has_as_many_pronunciations_as_lines() -> None:
    assert read_pronunciations("no N OW\nno N AA\n") == {
        "no": [tuple(map(PHONES.index, one)) for one in (["N", "OW"], ["N", "AA"])]
    }


def test_the_phones_of_a_word_are_heard_in_it(flite_says: Callable[[str, str], bytes]) -> None:
    learned = lesson("en")
    assert learned is not None
    emissions = learned.emissions(phone_network().hidden(from_bytes(flite_says("slt", "stop"))))
    assert emissions.shape[1] == BLANK + 1
    heard = [
        one
        for number, one in enumerate(emissions.argmax(axis=1))
        if not number or emissions[number - 1].argmax() != one
    ]
    assert [PHONES[phone] for phone in heard if phone != BLANK] == ["S", "T", "AA", "P"]
    assert np.allclose(np.exp(emissions).sum(axis=1), 1.0, atol=1e-3)

"""What an utterance's likeness to a person's clips is worth."""

import numpy as np
import pytest

from voice_coach.listening.phones.own.prototypes import LEAST, MOST, USUAL, Prototypes, shift

EAST, NORTH = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)
MEANING = {"pause": "pause", "pause now": "pause", "next": "next"}


def test_likeness_is_that_to_the_most_alike_of_the_clips_of_a_phrase() -> None:
    own = Prototypes({"pause": [EAST, NORTH], "next": [NORTH]})

    assert own.phrases == ("pause", "next")
    assert own.alike(EAST) == {"pause": 1.0, "next": 0.0}


def test_a_phrase_without_a_clip_is_none_of_them() -> None:
    assert Prototypes({"pause": []}).phrases == ()


def test_a_phrase_that_the_person_never_said_is_not_shifted() -> None:
    assert shift({}, "pause", MEANING) == 0.0
    assert shift({"next": 1.0}, "pause", MEANING) == 0.0


def test_what_is_more_alike_than_usual_is_likelier_and_a_lead_counts() -> None:
    alone = shift({"pause": USUAL + 0.1}, "pause", MEANING)
    leading = shift({"pause": USUAL + 0.1, "next": USUAL}, "pause", MEANING)
    behind = shift({"pause": USUAL + 0.1, "next": USUAL + 0.2}, "pause", MEANING)

    assert behind < leading < alone


def test_who_has_said_little_gains_no_lead_by_it() -> None:
    assert shift({"pause": 0.7, "next": 0.0}, "pause", MEANING) == shift({"pause": 0.7}, "pause", MEANING)


def test_another_phrase_of_the_same_meaning_is_no_rival() -> None:
    assert shift({"pause": 0.7, "pause now": 0.9}, "pause", MEANING) == shift({"pause": 0.7}, "pause", MEANING)


@pytest.mark.parametrize(("own", "other", "worth"), [(1.0, -1.0, MOST), (-1.0, 1.0, LEAST)])
def test_the_shift_is_bounded(own: float, other: float, worth: float) -> None:
    assert shift({"pause": own, "next": other}, "pause", MEANING) == worth

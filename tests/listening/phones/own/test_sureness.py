"""Which phrases are sure: by clips of a voice that the ear has not learned from."""

from collections.abc import Callable

import numpy as np

from voice_coach.audio.format import RATE, from_bytes
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.engine import ANSWER, ORDER
from voice_coach.listening.phones.lesson import lesson
from voice_coach.listening.phones.own.sureness import Sureness, sureness

Says = Callable[[str, str], bytes]


def test_a_phrase_is_sure_when_each_of_its_clips_would_be_obeyed() -> None:
    assert Sureness("pause", (0.8, 0.75), 0.75).sure
    assert not Sureness("pause", (0.99, 0.7), 0.75).sure


def test_what_is_heard_well_is_sure_and_what_is_another_phrase_or_no_sound_is_not(
    english: Phrasebook, flite_says: Says
) -> None:
    learned = lesson("en")
    assert learned is not None
    next_exercise, pause, yes = (from_bytes(flite_says("slt", text)) for text in ("next exercise", "pause now", "yes"))
    clips = {
        "yes": [yes],
        "next exercise": [next_exercise, next_exercise],
        "skip this": [pause],
        "louder": [np.zeros(RATE, np.float32)],
        "no phrase any more": [pause],
    }

    found = {one.phrase: one for one in sureness(english, learned, clips)}

    assert [*found] == [phrase for phrase in english.table if phrase in clips]
    assert found["next exercise"].sure
    assert found["next exercise"].least == ORDER.over
    assert found["yes"].sure
    assert found["yes"].least == ANSWER.over
    assert found["skip this"].probabilities == (0.0,)
    assert found["louder"].probabilities == (0.0,)

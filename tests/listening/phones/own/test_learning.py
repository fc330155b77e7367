"""A voice that the ear has not learned from, learned from its own clips."""

from collections.abc import Callable

import numpy as np
import pytest

from voice_coach.audio.format import RATE, Samples, from_bytes
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.judgement import Judged, LearnedHearing
from voice_coach.listening.phones.lesson import Lesson, lesson
from voice_coach.listening.phones.own.learning import direction_of, learn, utterance
from voice_coach.listening.phones.own.prototypes import Prototypes

Says = Callable[[str, str], bytes]
PHRASES = ("pause now", "next exercise", "slower")


@pytest.fixture(scope="module")
def learned() -> Lesson:
    found = lesson("en")
    assert found is not None
    return found


def judged(hearing: LearnedHearing, sound: Samples) -> list[Judged]:
    return hearing.judge(sound, 1.0, 30.0, lambda _: True, asked=False)


def test_nothing_is_learned_of_nothing(learned: Lesson, english: Phrasebook) -> None:
    assert learn(learned, {}, english.table) is None
    assert learn(learned, {"pause now": [np.zeros(RATE, np.float32)]}, english.table) is None
    assert learn(learned, {"pause now": [np.zeros(0, np.float32)]}, english.table) is None


def test_what_is_no_phrase_any_more_is_passed_over(learned: Lesson, english: Phrasebook, flite_says: Says) -> None:
    sound = from_bytes(flite_says("slt", "slower"))
    assert learn(learned, {"pace yourself": [sound]}, english.table) is None


def test_a_clip_is_cut_as_the_ear_cuts(learned: Lesson, flite_says: Says) -> None:
    sound = from_bytes(flite_says("slt", "slower"))
    cut = utterance(learned, sound)
    assert cut is not None
    assert 0.3 * RATE < len(cut) < len(sound)


def test_the_clips_of_a_voice_make_its_phrases_surer_and_leave_the_others_as_they_were(
    learned: Lesson, english: Phrasebook, flite_says: Says
) -> None:
    noise = np.random.default_rng(1).standard_normal(4 * RATE).astype(np.float32)
    clips = {phrase: [from_bytes(flite_says("awb", phrase))] for phrase in PHRASES}
    before = LearnedHearing(english, learned)
    after = LearnedHearing(english, learned, learn(learned, clips, english.table))
    for phrase in (*PHRASES, "that hurts", "time left"):
        clean = from_bytes(flite_says("awb", phrase))
        sound = utterance(learned, clean + 0.04 * noise[: len(clean)])
        assert sound is not None
        old, new = dict(judged(before, sound)), dict(judged(after, sound))
        assert old.keys() == new.keys()
        for candidate, probability in old.items():
            if candidate in clips:
                assert (new[candidate] > probability) == (candidate == phrase)
            else:
                assert new[candidate] == probability


def test_without_a_voice_every_decision_is_the_same_to_the_last_bit(
    learned: Lesson, english: Phrasebook, flite_says: Says
) -> None:
    of_nobody = LearnedHearing(english, learned, Prototypes({}))
    for phrase in PHRASES:
        sound = utterance(learned, from_bytes(flite_says("slt", phrase)))
        assert sound is not None
        assert judged(of_nobody, sound) == judged(LearnedHearing(english, learned), sound)


def test_the_same_phrase_is_more_alike_than_another(learned: Lesson, flite_says: Says) -> None:
    slower, again, other = (
        direction_of(learned, from_bytes(flite_says(voice, phrase)))
        for voice, phrase in (("slt", "slower"), ("awb", "slower"), ("slt", "pause now"))
    )
    assert slower is not None
    assert again is not None
    assert other is not None
    assert float(slower @ slower) == pytest.approx(1.0, abs=1e-5)
    assert float(slower @ again) > float(slower @ other) + 0.2

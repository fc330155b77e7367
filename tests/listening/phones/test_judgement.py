import numpy as np
import pytest

from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.phones.decoder import Decoder
from voice_coach.listening.phones.judgement import Judge, LearnedHearing
from voice_coach.listening.phones.lesson import BLANK, lesson


@pytest.mark.parametrize(("against", "likely"), [(200.0, 0.0), (0.0, 0.5), (-200.0, 1.0)])
def test_however_unlikely_a_phrase_is_nothing_overflows(
    english: Phrasebook, monkeypatch: pytest.MonkeyPatch, against: float, likely: float
) -> None:
    learned = lesson("en")
    assert learned is not None
    monkeypatch.setattr(learned, "judge", lambda _: np.array([[against, 0.0]], np.float32))
    judge = Judge(learned, Decoder(english.table, english.around, learned.pronounce, BLANK), english.table)

    assert judge._probability([0.0]) == pytest.approx(likely)


def test_what_sounds_as_another_phrase_begins_is_known(english: Phrasebook) -> None:
    learned = lesson("en")
    assert learned is not None
    beginnings = set(LearnedHearing(english, learned).beginnings)
    assert {"wait", "stop", "next"} <= beginnings  # "wake up", "stop listening", "next exercise"
    assert not {"pause", "that hurts", "wake up", "next exercise", "time left"} & beginnings

from __future__ import annotations

from voice_coach.core.speech.wording import words_s
from voice_coach.speaking.voices.voice import EstimatedVoice


def test_160_words_take_a_minute() -> None:
    assert words_s(160) == 60.0


def test_the_clip_is_silent_and_as_long_as_the_text_would_take() -> None:
    clip = EstimatedVoice().clip("Now your right side.")
    assert clip.seconds == 1.5
    assert not clip.samples.any()


def test_no_words_take_no_time() -> None:
    assert EstimatedVoice().clip("").seconds == 0.0

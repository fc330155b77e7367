from __future__ import annotations

from voice_coach.speaking.voices.estimated import EstimatedVoice, estimated_seconds


def test_160_words_take_a_minute() -> None:
    assert estimated_seconds("word " * 160) == 60.0


def test_the_clip_is_silent_and_as_long_as_the_text_would_take() -> None:
    clip = EstimatedVoice().clip("Now your right side.")
    assert clip.seconds == 1.5
    assert not clip.samples.any()


def test_no_words_take_no_time() -> None:
    assert EstimatedVoice().clip("").seconds == 0.0

from __future__ import annotations

import pytest

from voice_coach.session.transcript import TranscriptRow, figures, longest_silence_s


def said(t0: float, t1: float, text: str, role: str = "name", exercise: str = "Cat cow") -> TranscriptRow:
    return TranscriptRow(t0, t1, "say", role, text, exercise, "", "full")


def tone(t0: float, text: str) -> TranscriptRow:
    return TranscriptRow(t0, t0 + 0.1, "tone", "", text, "Cat cow", "", "full")


ROWS = (
    said(0.0, 1.0, "Cat cow, eight reps."),
    said(2.0, 5.0, "Kneel. Put your hands under your shoulders.", "position"),
    said(6.0, 7.0, "Round your back.", "move"),
    tone(10.0, "start"),
    said(10.0, 11.0, "One.", "count"),
    tone(20.0, "end"),
)


def test_words_are_counted_over_the_whole_session() -> None:
    assert figures(ROWS, 60.0).words_a_minute == 15


def test_words_before_moving_end_with_the_first_sentence_that_tells_a_movement() -> None:
    assert figures(ROWS, 60.0).before_moving == {"Cat cow": 11}
    without = [row for row in ROWS if row.role != "move"]
    assert figures(without, 60.0).before_moving == {"Cat cow": 11}


def test_sentences_are_measured_without_counts_cues_and_tips() -> None:
    found = figures((*ROWS, said(30.0, 31.0, "Breathe " * 20, "tip")), 60.0)
    assert found.sentence_mean == pytest.approx((4 + 1 + 6 + 3) / 4)
    assert found.sentence_max == 6


def test_a_silence_reaches_from_the_last_sound_to_the_next() -> None:
    long = said(0.0, 9.0, "A long sentence.")
    assert longest_silence_s([long, tone(4.0, "tick"), tone(12.0, "tick"), tone(13.0, "end")]) == pytest.approx(3.0)
    assert longest_silence_s([tone(2.5, "tick")]) == 2.5

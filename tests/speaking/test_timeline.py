from __future__ import annotations

import pytest

from voice_coach.core.effects import Chime, Priority, Role, Say, Tone
from voice_coach.core.events import SpeechFinished
from voice_coach.core.schedule import SOUND_LAG_S
from voice_coach.speaking.timeline import FADE_S, LATE_S, LEAD_S, Start, Stop, Timeline


def say(number: int, priority: Priority = Priority.INSTRUCTION, at: float | None = None, gap_s: float = 0.5) -> Say:
    return Say(number, f"text {number}", Role.MOVE, priority, at, gap_s)


def sounded(timeline: Timeline) -> list[tuple[str, float, float]]:
    return [(entry.what, entry.starts, entry.ends) for entry in timeline.log(1_000.0)]


def finished(timeline: Timeline, now: float) -> list[int]:
    return [report.id for report in timeline.finished(now)]


def test_untimed_speech_sounds_at_once_and_the_next_after_its_gap() -> None:
    timeline = Timeline()
    timeline.say(say(1), 2.0, now=10.0)
    timeline.say(say(2, gap_s=1.5), 1.0, now=10.1)
    assert sounded(timeline) == [("text 1", 10.0, 12.0), ("text 2", 13.5, 14.5)]


def test_the_gap_counts_from_the_end_of_speech_that_is_over() -> None:
    timeline = Timeline()
    timeline.say(say(1), 2.0, now=10.0)
    timeline.say(say(2), 1.0, now=12.25)
    assert sounded(timeline)[1] == ("text 2", 12.5, 13.5)


def test_timed_sound_runs_behind_the_clock_by_the_lead() -> None:
    timeline = Timeline()
    timeline.say(say(1, Priority.COUNT, at=20.0), 0.5, now=10.0)
    timeline.chime(Chime(Tone.PIP, at=21.0), 0.12, now=10.0)
    assert timeline.orders() == (Start(1, 20.0 + LEAD_S), Start(2, 21.0 + LEAD_S))


def test_timed_speech_withdraws_lower_speech_that_has_not_begun() -> None:
    timeline = Timeline()
    timeline.say(say(1), 2.0, now=0.0)
    timeline.say(say(2), 2.0, now=0.0)  # from 2.5 on
    timeline.say(say(3, Priority.COUNT, at=3.0), 0.5, now=0.0)
    assert finished(timeline, 0.0) == [2]
    assert sounded(timeline) == [("text 1", 0.0, 2.0), ("text 3", 3.0 + LEAD_S, 3.5 + LEAD_S)]


def test_timed_speech_ends_lower_speech_that_sounds_when_its_time_comes() -> None:
    timeline = Timeline()
    timeline.say(say(1), 5.0, now=0.0)
    timeline.say(say(2, Priority.COUNT, at=3.0), 0.5, now=1.0)
    assert sounded(timeline)[0] == ("text 1", 0.0, 3.0 + LEAD_S)
    assert timeline.log(4.0)[0].cut
    assert finished(timeline, 3.0) == []
    assert finished(timeline, 3.5) == [1]


@pytest.mark.parametrize("first", [Priority.COUNT, Priority.ANSWER])
def test_timed_speech_gives_way_to_the_same_or_a_higher_priority(first: Priority) -> None:
    timeline = Timeline()
    timeline.say(say(1, first), 5.0, now=0.0)
    timeline.say(say(2, Priority.COUNT, at=3.0), 0.5, now=1.0)
    assert finished(timeline, 1.0) == [2]
    assert sounded(timeline) == [("text 1", 0.0, 5.0)]


def test_an_answer_cuts_a_tip_and_starts_at_once() -> None:
    timeline = Timeline()
    timeline.say(say(1, Priority.TIP), 5.0, now=0.0)
    timeline.say(say(2, Priority.ANSWER), 1.0, now=2.0)
    assert sounded(timeline) == [("text 1", 0.0, 2.0), ("text 2", 2.0, 3.0)]
    assert finished(timeline, 2.0) == [1]


def test_an_answer_goes_before_instructions_that_wait_and_none_of_them_is_lost() -> None:
    timeline = Timeline()
    timeline.say(say(1), 2.0, now=0.0)
    timeline.say(say(2), 2.0, now=0.0)
    timeline.say(say(3), 2.0, now=0.0)
    timeline.say(say(4, Priority.ANSWER), 1.0, now=1.0)
    assert sounded(timeline) == [
        ("text 1", 0.0, 1.0),
        ("text 4", 1.0, 2.0),
        ("text 2", 2.5, 4.5),
        ("text 3", 5.0, 7.0),
    ]
    assert finished(timeline, 1.0) == [1]


def test_an_answer_withdraws_a_count_that_was_sent_ahead() -> None:
    timeline = Timeline()
    timeline.say(say(1, Priority.COUNT, at=1.0), 0.5, now=0.0)
    timeline.say(say(2, Priority.ANSWER), 2.0, now=0.5)
    assert finished(timeline, 0.5) == [1]
    assert sounded(timeline) == [("text 2", 0.5, 2.5)]


def test_a_tip_waits_for_a_count_that_was_sent_ahead() -> None:
    timeline = Timeline()
    timeline.say(say(1, Priority.COUNT, at=1.0), 0.5, now=0.0)
    timeline.say(say(2, Priority.TIP, gap_s=0.3), 2.0, now=0.5)
    assert sounded(timeline)[1] == ("text 2", 1.5 + LEAD_S + 0.3, 1.5 + LEAD_S + 2.3)


def test_hush_cuts_and_withdraws_everything_and_reports_it() -> None:
    timeline = Timeline()
    timeline.say(say(1), 5.0, now=0.0)
    timeline.say(say(2), 5.0, now=0.0)
    timeline.chime(Chime(Tone.END, at=8.0), 0.5, now=0.0)
    timeline.orders()
    timeline.hush(2.0)
    assert timeline.orders() == (Stop(1, 2.0 + FADE_S), Stop(2, 2.0), Stop(3, 2.0))
    assert finished(timeline, 2.0 + FADE_S) == [2, 1]
    assert sounded(timeline) == [("text 1", 0.0, 2.0 + FADE_S)]


def test_speech_after_a_hush_needs_no_gap() -> None:
    timeline = Timeline()
    timeline.say(say(1), 5.0, now=0.0)
    timeline.hush(2.0)
    timeline.say(say(2), 1.0, now=2.0)
    assert sounded(timeline)[1] == ("text 2", 2.0 + FADE_S, 3.0 + FADE_S)


def test_speech_a_moment_after_a_hush_needs_no_gap_either() -> None:
    timeline = Timeline()
    timeline.say(say(1), 5.0, now=0.0)
    timeline.hush(2.0)
    timeline.say(say(2), 1.0, now=2.2)
    assert sounded(timeline)[1] == ("text 2", 2.2, 3.2)


def test_a_short_sentence_does_not_slip_in_before_a_long_one_that_came_first() -> None:
    timeline = Timeline()
    timeline.say(say(1, Priority.COUNT, at=2.0), 0.5, now=0.0)
    timeline.say(say(2), 4.0, now=0.0)
    timeline.say(say(3), 1.0, now=0.0)
    assert [name for name, _, _ in sounded(timeline)] == ["text 1", "text 2", "text 3"]


def test_speech_is_finished_when_its_last_sample_is_in_the_air() -> None:
    timeline = Timeline(latency_s=0.25)
    timeline.say(say(7), 2.0, now=1.0)
    assert timeline.next_finish == 3.25
    assert timeline.finished(3.2) == ()
    assert timeline.finished(3.25) == (SpeechFinished(7, 3.25),)
    assert timeline.next_finish is None


def test_a_timed_sound_that_comes_a_little_late_sounds_at_once_and_one_that_comes_too_late_never() -> None:
    timeline = Timeline()
    timeline.say(say(1, at=1.0), 1.0, now=1.0 + LEAD_S + 0.05)
    timeline.chime(Chime(Tone.PIP, at=1.0), 0.1, now=1.0 + LEAD_S + LATE_S)
    timeline.say(say(2, Priority.COUNT, at=1.0), 1.0, now=1.0 + LEAD_S + LATE_S)
    assert [name for name, _, _ in sounded(timeline)] == ["text 1"]
    assert timeline.log(9.0)[0].starts == 1.0 + LEAD_S + 0.05
    assert finished(timeline, 2.0) == [2]


def test_tones_mix_with_speech() -> None:
    timeline = Timeline()
    timeline.say(say(1, Priority.SAFETY), 5.0, now=0.0)
    timeline.chime(Chime(Tone.HEARD), 0.16, now=1.0)
    sounding = timeline.sounding(1.0, 1.1)
    assert [(entry.what, entry.role) for entry in sounding] == [("text 1", Role.MOVE), ("heard", None)]


def test_sounding_knows_what_has_just_ended() -> None:
    timeline = Timeline()
    timeline.say(say(1), 1.0, now=0.0)
    timeline.finished(1.5)
    assert [entry.what for entry in timeline.sounding(0.5, 1.5)] == ["text 1"]
    assert timeline.sounding(1.0, 1.5) == ()


def test_speech_without_a_word_is_finished_at_once() -> None:
    timeline = Timeline()
    timeline.say(say(1), 0.0, now=3.0)
    assert timeline.next_finish == 3.0
    assert finished(timeline, 3.0) == [1]


def test_untimed_speech_waits_for_the_moment_it_may_not_sound_before() -> None:
    timeline = Timeline()
    timeline.say(Say(1, "text 1", Role.REST, after=3.0), 1.0, now=1.0)
    timeline.say(Say(2, "text 2", Role.NEXT, after=3.0), 1.0, now=1.0)
    assert sounded(timeline) == [("text 1", 3.0 + LEAD_S, 4.0 + LEAD_S), ("text 2", 4.5 + LEAD_S, 5.5 + LEAD_S)]


def test_the_schedule_knows_how_far_behind_its_time_sound_is() -> None:
    assert SOUND_LAG_S == LEAD_S

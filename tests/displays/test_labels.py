"""A status in a few words."""

from dataclasses import replace

import pytest

from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command
from voice_coach.core.states import State
from voice_coach.core.status import HeardNote, Status
from voice_coach.displays.keyboard import ANSWERS, KEYS
from voice_coach.displays.labels import Labels, place, remaining
from voice_coach.formats import clock, countdown, duration
from voice_coach.language.language import load_language
from voice_coach.listening.gate import Reason

LABELS = Labels(load_language("en").screen)


def test_every_state_has_a_name() -> None:
    assert all(LABELS.state(state) for state in State)


def test_every_reason_is_told_in_plain_words() -> None:
    for reason in (*Refusal, *Reason):
        told = LABELS.heard(HeardNote("x", obeyed=False, reason=reason))
        assert told.startswith('heard "x", not taken: ')
        assert reason not in told.replace("uncertain", "") or "-" not in reason


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0, "0"), (0.1, "1"), (30.0, "30"), (29.01, "30"), (59.5, "1:00"), (65.0, "1:05"), (3600.0, "60:00")],
)
def test_a_second_shows_until_it_is_over(seconds: float, text: str) -> None:
    assert countdown(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [(5.5, "6 s"), (59.0, "59 s"), (59.5, "1:00"), (65.0, "1:05")])
def test_a_length_has_its_unit(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_time_counts_down_between_two_statuses(holding: Status) -> None:
    assert remaining(holding, 12.0) == 18.0
    assert remaining(holding, 31.0) == 0.0


def test_a_stopped_clock_stands(holding: Status) -> None:
    paused = replace(holding, state=State.PAUSED, ends_at=None, remaining_s=8.0)

    assert remaining(paused, 12.0) == remaining(paused, 99.0) == 8.0


def test_only_what_there_is_more_than_one_of_is_placed(holding: Status) -> None:
    assert place(holding) == "left side, set 1 of 2"
    assert place(replace(holding, side=None, sets=1)) == ""
    assert place(replace(holding, side=None, sets=1, rounds=2, positions=4, position=3)) == (
        "round 1 of 2, position 3 of 4"
    )


def test_what_was_heard_is_told_with_what_became_of_it() -> None:
    assert LABELS.heard(HeardNote("next", obeyed=True)) == 'heard "next"'
    assert (
        LABELS.heard(HeardNote("yes", obeyed=False, reason="not-asked")) == 'heard "yes", not taken: nothing was asked'
    )
    assert LABELS.heard(HeardNote("next", obeyed=True, pressed=True)) == "key: next"
    assert LABELS.heard(HeardNote("no", obeyed=False, reason="not-now", pressed=True)) == (
        "key: no, not taken: not at this point"
    )


@pytest.mark.parametrize(
    ("seconds", "decimals", "text"),
    [(0.0, 0, "0:00"), (59.96, 1, "1:00.0"), (725.0, 0, "12:05"), (65.349, 1, "1:05.3"), (5.0, 2, "0:05.00")],
)
def test_a_clock_has_minutes_and_seconds(seconds: float, decimals: int, text: str) -> None:
    assert clock(seconds, decimals) == text


@pytest.mark.parametrize(
    ("note", "text"),
    [
        (HeardNote("start", obeyed=True, pressed=True), ""),  # by a key or by itself: the welcome says as much
        (
            HeardNote("start", obeyed=False, reason="under-way", pressed=True),
            "key: start, not taken: it has begun already",
        ),
        (HeardNote("time_left", obeyed=True, pressed=True), "key: time left"),
        (HeardNote("resume", obeyed=True, pressed=True), "key: go on"),
        (HeardNote("[unk]", obeyed=False, reason="not-a-phrase"), "heard something, not taken: no command"),
        (HeardNote("[unk] next [unk]", obeyed=False, reason="not-a-phrase"), 'heard "next", not taken: no command'),
        (HeardNote("", obeyed=False, reason="not-a-phrase"), "heard something, not taken: no command"),
    ],
)
def test_no_internal_name_is_shown(note: HeardNote, text: str) -> None:
    assert LABELS.heard(note) == text


def test_what_is_kept_of_a_session_that_was_broken_off_is_told() -> None:
    assert (
        LABELS.broken_off("one exercise")
        == "Ended before its end. What you did is kept: one exercise. The next run can go on here."
    )
    assert LABELS.broken_off("") == "Ended before an exercise was done. The next run can go on here."
    assert LABELS.broken_off("", "monday") == (
        "Ended before an exercise was done. The next run can go on here. The recording is in monday."
    )


def test_what_any_key_orders_has_a_plain_word() -> None:
    for order in {*KEYS.values(), *ANSWERS.values(), *Command}:
        told = LABELS.key(order)
        assert told
        assert "_" not in told

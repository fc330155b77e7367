"""A time of day that was set is told from one that runs on."""

from __future__ import annotations

from datetime import datetime

import pytest

from voice_coach.inbox.time_of_day import SET_S, TimeOfDay, now_there


@pytest.mark.parametrize("by_s", [3.0e8, 3600.0, SET_S + 1, -SET_S - 1, -3.0e8])
def test_it_was_set_once(by_s: float) -> None:
    look = TimeOfDay()
    assert not look.was_set(1_000.0, 50.0)
    assert not look.was_set(1_001.0, 51.0)
    assert look.was_set(1_002.0 + by_s, 52.0)
    assert not look.was_set(1_003.0 + by_s, 53.0)


def test_a_machine_that_slept_was_not_set() -> None:
    look = TimeOfDay()
    look.was_set(1_000.0, 50.0)
    assert not look.was_set(9_000.0, 8_050.0)


def test_what_is_corrected_little_by_little_adds_up() -> None:
    look = TimeOfDay()
    told = [look.was_set(1_000.0 + 2 * second, float(second)) for second in range(120)]
    assert told.count(True) == 1


def test_the_time_is_told_with_its_offset() -> None:
    assert datetime.fromisoformat(now_there()).utcoffset() is not None

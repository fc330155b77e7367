"""Times of day: late clocks, clocks that jump, and the two nights in which they are changed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from voice_coach.errors import UsageError
from voice_coach.standby.alarms import Alarms, read_time

BERLIN = ZoneInfo("Europe/Berlin")
HALF_PAST_SEVEN = time(7, 30)


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold)


def test_a_time_is_due_once_when_it_has_come() -> None:
    alarms = Alarms([HALF_PAST_SEVEN], at("2026-03-02T07:00"))
    assert alarms.due(at("2026-03-02T07:29:59")) is None
    assert alarms.due(at("2026-03-02T07:30:01")) == HALF_PAST_SEVEN
    assert alarms.due(at("2026-03-02T07:30:03")) is None
    assert alarms.due(at("2026-03-03T07:30:00")) == HALF_PAST_SEVEN


def test_of_several_that_have_come_the_latest_is_due_and_none_comes_after_it() -> None:
    alarms = Alarms([time(7, 31), HALF_PAST_SEVEN], at("2026-03-02T07:00"))
    assert alarms.due(at("2026-03-02T07:32")) == time(7, 31)
    assert alarms.due(at("2026-03-02T07:32:02")) is None


def test_what_was_before_the_start_is_not_due() -> None:
    assert Alarms([HALF_PAST_SEVEN], at("2026-03-02T07:31")).due(at("2026-03-02T07:31:02")) is None


@pytest.mark.parametrize(("came", "due"), [("07:34:59", HALF_PAST_SEVEN), ("07:35:01", None), ("11:00", None)])
def test_a_clock_that_jumps_ahead_starts_nothing_hours_late(came: str, due: time | None) -> None:
    alarms = Alarms([HALF_PAST_SEVEN], at("2026-03-01T23:10"))
    assert alarms.due(at(f"2026-03-02T{came}")) == due
    assert alarms.due(at("2026-03-03T07:30:01")) == HALF_PAST_SEVEN


def test_a_clock_that_was_ahead_and_is_set_back_misses_nothing() -> None:
    alarms = Alarms([HALF_PAST_SEVEN], at("2030-01-01T00:00"))
    assert alarms.due(at("2026-03-02T07:29")) is None
    assert alarms.due(at("2026-03-02T07:30:01")) == HALF_PAST_SEVEN


def test_a_clock_that_is_set_back_a_little_starts_no_second_time() -> None:
    alarms = Alarms([HALF_PAST_SEVEN], at("2026-03-02T07:00"))
    assert alarms.due(at("2026-03-02T07:30:01")) == HALF_PAST_SEVEN
    assert alarms.due(at("2026-03-02T07:29:58")) is None
    assert alarms.due(at("2026-03-02T07:30:01")) is None


def test_a_time_before_midnight_may_come_after_it() -> None:
    alarms = Alarms([time(23, 59)], at("2026-03-02T23:00"))
    assert alarms.due(at("2026-03-03T00:01")) == time(23, 59)


def looked_at(alarms: Alarms, begin: datetime, hours: float) -> list[str]:
    """The local moments at which something was due, in a look a minute."""
    moments = (
        (begin.astimezone(ZoneInfo("UTC")) + timedelta(minutes=n)).astimezone(BERLIN) for n in range(int(60 * hours))
    )
    return [moment.isoformat() for moment in moments if alarms.due(moment)]


def test_a_time_that_the_clocks_leave_out_in_spring_is_due_an_hour_later() -> None:
    begin = at("2026-03-29T00:00")
    assert looked_at(Alarms([time(2, 30)], begin), begin, 8) == ["2026-03-29T03:30:00+02:00"]


def test_a_time_that_the_clocks_have_twice_in_autumn_is_due_the_first_time() -> None:
    begin = at("2026-10-25T00:00")
    assert looked_at(Alarms([time(2, 30)], begin), begin, 8) == ["2026-10-25T02:30:00+02:00"]


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_after_a_change_of_the_clocks_a_time_is_a_local_one(day: str) -> None:
    begin = at(f"{day}T00:00")
    found = looked_at(Alarms([HALF_PAST_SEVEN], begin), begin, 40)
    assert [moment[11:16] for moment in found] == ["07:30", "07:30"]


def test_the_zone_of_the_system_counts_where_none_is_named() -> None:
    begin = datetime(2026, 3, 2, 7, 0).astimezone()
    assert Alarms([HALF_PAST_SEVEN], begin).due(begin + timedelta(minutes=31)) == HALF_PAST_SEVEN


@pytest.mark.parametrize("text", ["07:30", "7:30"])
def test_a_time_is_hours_and_minutes(text: str) -> None:
    assert read_time(text) == HALF_PAST_SEVEN


@pytest.mark.parametrize("text", ["25:00", "730", "soon", ""])
def test_what_is_no_time_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="is no time of day"):
        read_time(text)

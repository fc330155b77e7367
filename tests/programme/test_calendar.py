"""The hours of a programme as a calendar: what it says, when it comes, and that others can read it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.diary.past import PastSession, PastSet
from voice_coach.programme.calendar import calendar, escaped, folded
from voice_coach.programme.due import of_programme, standings
from voice_coach.programme.hours import hours
from voice_coach.programme.programme import Planned, Programme, WeekBlock

MONDAY = date(2026, 3, 2)
STAMP = datetime(2026, 3, 1, 12, 0, 5)  # noqa: DTZ001 - the time in UTC, as it is written
MORNING = (time(7, 30),)
WEEKDAYS = Planned("core", "Core", days=(0, 2, 4), at=MORNING)


def planned(*blocks: WeekBlock, start: date | None = MONDAY) -> Programme:
    return Programme("p", "P", blocks, start=start)


def done(routine: str, day: date) -> PastSession:
    sets = (PastSet("Plank", "Plank", 1, "", 20.0, 0, 20.0),)
    return PastSession(f"{routine}-{day}", routine, "Core", f"{day}T07:30:00+01:00", 300.0, finished=True, sets=sets)


def written(of: Programme, day: date = MONDAY, sessions: tuple[PastSession, ...] = ()) -> str:
    return calendar(hours(of, sessions, day), dict.fromkeys(of.routines, 10), STAMP)


def moments(text: str) -> list[datetime]:
    """When the events of a calendar come, in its first year, by a reader that is not ours."""
    rrule: Any = pytest.importorskip("dateutil.rrule")
    found: list[datetime] = []
    for start, rule in re.findall(r"DTSTART:(\w+)\r\n.*?RRULE:([^\r]+)", text, re.DOTALL):
        begin = datetime.strptime(start, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - floating
        comes = rrule.rrulestr(rule, dtstart=begin)
        found += comes.between(begin, datetime(2027, 3, 1), inc=True)  # noqa: DTZ001 - floating
    return sorted(found)


def event(key: str, start: str, rule: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:core-in-spring-{key}@voice-coach",
        "DTSTAMP:20260301T120005Z",
        f"DTSTART:{start}",
        "DURATION:PT10M",
        f"RRULE:{rule}",
        "SUMMARY:Strong core",
        "DESCRIPTION:voice-coach run strong-core",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Strong core",
        "TRIGGER:PT0S",
        "END:VALARM",
        "END:VEVENT",
    ]


def test_the_example(programme: Programme) -> None:
    assert written(programme).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//voice-coach//schedule//EN",
        *event("1-1-0730", "20260302T073000", "FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20260322T073000"),
        *event("2-1-0730", "20260323T073000", "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260329T073000"),
        *event("3-1-0730", "20260330T073000", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        "END:VCALENDAR",
        "",
    ]


EVERY_THIRD = Planned("walk", "Walk", every=3, at=(time(18, 0),))


@pytest.mark.parametrize(
    "blocks",
    [
        (WeekBlock("", (WEEKDAYS,)),),
        (WeekBlock("", (EVERY_THIRD,)),),
        (WeekBlock("A", (EVERY_THIRD,), 2), WeekBlock("B", (Planned("walk", "Walk", every=4, at=MORNING),))),
        (WeekBlock("A", (WEEKDAYS, EVERY_THIRD), 3), WeekBlock("B", (WEEKDAYS,), 1), WeekBlock("C", (EVERY_THIRD,))),
        (WeekBlock("A", (WEEKDAYS,), 1), WeekBlock("B", (WEEKDAYS,), 1)),
        (WeekBlock("A", (Planned("core", "Core", days=(0,), at=MORNING),), 2), WeekBlock("B", (EVERY_THIRD,))),
        (WeekBlock("A", (Planned("core", "Core", every=1, times=2, at=(time(8), time(18))),), 1),),
    ],
)
@pytest.mark.parametrize("start", [MONDAY, MONDAY + timedelta(3), None])
def test_who_comes_each_time_finds_each_time_due_and_nothing_else(
    blocks: tuple[WeekBlock, ...], start: date | None
) -> None:
    it, sessions, expected = planned(*blocks, start=start), list[PastSession](), list[datetime]()
    for day in (MONDAY + timedelta(n) for n in range(6 * 7)):
        for one in standings(it, of_programme(it, sessions), day):
            if one.times:
                expected += [datetime.combine(day, at) for at in one.planned.at]
                sessions += [done(one.planned.routine, day)] * one.times
    until = datetime.combine(MONDAY + timedelta(6 * 7), time())
    assert [one for one in moments(written(it)) if one < until] == sorted(expected)


def test_it_begins_where_the_programme_is() -> None:
    it = planned(WeekBlock("A", (WEEKDAYS,), 3), WeekBlock("B", (EVERY_THIRD,)))
    week_1 = tuple(done("core", MONDAY + timedelta(n)) for n in (0, 2, 4))
    first, then = hours(it, week_1, MONDAY + timedelta(10))
    # A week of three is done, the second goes on: a Thursday, so Friday is next, and there is one more week.
    assert (first.first, first.last) == (date(2026, 3, 13), date(2026, 3, 22))
    assert (then.first, then.last) == (date(2026, 3, 23), None)
    # A week without anything does not count.
    assert hours(it, week_1, MONDAY + timedelta(17))[0].last == date(2026, 3, 29)


def test_every_so_many_days_goes_on_from_the_last_time() -> None:
    it = planned(WeekBlock("", (EVERY_THIRD,)))
    sessions = (done("walk", MONDAY),)
    firsts = [hours(it, sessions, MONDAY + timedelta(n))[0].first for n in (0, 1, 3, 5)]
    assert firsts == [MONDAY + timedelta(n) for n in (3, 3, 3, 5)]


def test_there_are_none_after_the_end_and_before_the_start_those_from_it_on() -> None:
    it = planned(WeekBlock("", (WEEKDAYS,), 1))
    assert hours(it, (done("core", MONDAY),), MONDAY + timedelta(7)) == ()
    assert hours(it, (done("core", MONDAY),), MONDAY + timedelta(5)) == ()  # none of its days is left in its last week
    assert hours(it, (), MONDAY - timedelta(30))[0].first == MONDAY
    assert hours(planned(WeekBlock("", (Planned("core", "Core", days=(0,)),))), (), MONDAY) == ()


def test_a_week_in_which_nothing_can_come_any_more_does_not_count() -> None:
    it = planned(WeekBlock("", (WEEKDAYS,), 1))
    for n, first, last in ((4, 4, 6), (5, 7, 13), (6, 7, 13), (7, 7, 13)):
        (hour,) = hours(it, (), MONDAY + timedelta(n))
        assert (hour.first, hour.last) == (MONDAY + timedelta(first), MONDAY + timedelta(last))


def test_blocks_that_are_alike_are_two() -> None:
    block = (WEEKDAYS,)
    it = planned(WeekBlock("A", block, 1), WeekBlock("A", block, 1))
    assert [one.key for one in hours(it, (), MONDAY)] == ["p-1-1-0730", "p-2-1-0730"]
    assert [one.key for one in hours(it, (done("core", MONDAY),), MONDAY + timedelta(7))] == ["p-2-1-0730"]


def test_it_is_the_same_hour_in_summer_and_in_winter() -> None:
    text = written(planned(WeekBlock("", (WEEKDAYS,))))
    assert "TZID" not in text
    assert re.findall(r"DTSTART:\w+Z", text) == []
    berlin = [one.replace(tzinfo=ZoneInfo("Europe/Berlin")) for one in moments(text)]
    assert len({one.utcoffset() for one in berlin}) == 2
    assert {(one.hour, one.minute) for one in berlin} == {(7, 30)}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_line_is_folded_without_loss(text: str) -> None:
    pieces = folded(text).encode().split(b"\r\n")
    assert all(len(one) <= 75 for one in pieces)
    assert all(one.decode().startswith(" ") for one in pieces[1:])
    assert b"".join([pieces[0], *(one[1:] for one in pieces[1:])]).decode() == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_is_escaped_and_can_be_read_back(text: str) -> None:
    value = escaped(text)
    assert re.fullmatch(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,n])*", value)
    back = re.sub(r"\\(.)", lambda one: "\n" if one[1] == "n" else one[1], value)
    assert back == re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n"))


def test_titles_may_have_anything_in_them() -> None:
    title = "Rücken, Schultern; Hüfte \\ Nacken " + "ü" * 60
    it = planned(WeekBlock("", (Planned("core", title, days=(0,), at=MORNING),)))
    text = written(it)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"SUMMARY:{escaped(title)}\r\n" in text.replace("\r\n ", "")

"""The hours of programmes as a calendar that other programs read: an iCalendar file, as RFC 5545 has it. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from voice_coach.programme.hours import PlannedHour

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST = 75
"""So many octets a line may have, its end left out."""

LOCAL = "%Y%m%dT%H%M%S"
"""Without a zone: half past seven is half past seven in summer, in winter, and on a journey."""

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar(hours: Iterable[PlannedHour], minutes: Mapping[str, int], stamp: datetime) -> str:
    """A calendar with a recurring event, and a reminder, for each of the hours.

    ``minutes`` says how long each routine takes. ``stamp`` is when the calendar was made, in UTC: the same hours with
    the same stamp are the same text.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//voice-coach//schedule//EN"]
    for one in hours:
        lines += _event(one, minutes[one.planned.routine], stamp)
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(hour: PlannedHour, minutes: int, stamp: datetime) -> Iterator[str]:
    title = escaped(hour.planned.title)
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(hour.key)}@voice-coach"
    yield f"DTSTAMP:{stamp:{LOCAL}}Z"
    yield f"DTSTART:{_moment(hour, hour.first)}"
    yield f"DURATION:PT{minutes}M"
    yield f"RRULE:{_rule(hour)}"
    yield f"SUMMARY:{title}"
    yield f"DESCRIPTION:{escaped(f'voice-coach run {hour.planned.routine}')}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{title}", "TRIGGER:PT0S", "END:VALARM")
    yield "END:VEVENT"


def _rule(hour: PlannedHour) -> str:
    planned = hour.planned
    days = ",".join(DAYS[day] for day in planned.days)
    rule = f"FREQ=WEEKLY;BYDAY={days}" if days else f"FREQ=DAILY;INTERVAL={planned.every}"
    return rule if hour.last is None else f"{rule};UNTIL={_moment(hour, hour.last)}"


def _moment(hour: PlannedHour, day: date) -> str:
    return datetime.combine(day, hour.at).strftime(LOCAL)


def escaped(text: str) -> str:
    """A text as a value: what has a meaning of its own behind a backslash, and no control characters."""
    lines = re.sub(r"\r\n?", "\n", text)
    return re.sub(r"([\\;,])", r"\\\1", UNPRINTABLE.sub("", lines)).replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets of UTF-8, each but the first behind a space; no character is split."""
    pieces, octets = [""], 0
    for one in line:
        size = len(one.encode())
        if octets + size > LONGEST:
            pieces.append(" ")
            octets = 1
        pieces[-1] += one
        octets += size
    return "\r\n".join(pieces)

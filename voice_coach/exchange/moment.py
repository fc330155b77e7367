"""A day with a time of day, as the apps write it in the languages in which they do.

Seen in exports of Hevy: 28 Mar 2024, 17:29 and, with the United States' way to write it, Mar 28, 2024, 5:29 PM; months
in French, Spanish and German; in those of Strong: 2024-03-28 17:29:05, and on some telephones 5:29:05 PM.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

MONTHS = (
    "jan janv ene", "feb févr fev fév", "mar mars mär märz", "apr avr abr", "may mai", "jun juin juni june",
    "jul juil juli july", "aug août ago", "sep sept", "oct okt", "nov", "dec déc dic dez",
)  # fmt: skip
"""What a month's name is shortened to in English, French, Spanish and German."""

MONTH = {word: number for number, words in enumerate(MONTHS, start=1) for word in words.split()}

CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(:(?P<second>\d\d)(\.\d+)?)?( ?(?P<half>[ap])\.?m\.?)?"
FORMS = (
    rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[ T]{CLOCK}(?P<offset>Z|[+-]\d\d:?\d\d)?",
    rf"(?P<day>\d{{1,2}})\.? (?P<name>[^\W\d_]+)\.? (?P<year>\d{{4}}),? {CLOCK}",
    rf"(?P<name>[^\W\d_]+)\.? (?P<day>\d{{1,2}}), (?P<year>\d{{4}}),? {CLOCK}",
)
PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in FORMS)

FIRST, LAST = 1971, 2999
"""The years that are taken: those for which every system knows its local time, and no slip of a key."""


def moment(text: str) -> datetime:
    """The time that a cell says, aware of its offset only where that is written.

    Raises ValueError, with what is wrong in words, when it is none, when there is no such day or time of day, and when
    its year is none in which anybody trained.
    """
    plain = " ".join(text.split())  # before AM and PM there may be a narrow space that does not break
    found = next((match for pattern in PATTERNS if (match := pattern.fullmatch(plain))), None)
    if found is None:
        raise ValueError("must be a day and a time such as 28 Mar 2024, 17:29 or 2024-03-28 17:29:05, not")
    parts = found.groupdict()
    month = int(parts["month"]) if "month" in parts else MONTH.get(parts["name"].lower(), 0)
    if not month:
        raise ValueError("has a month that is not known:")
    hour = int(parts["hour"])
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].lower() == "p" else 0) if 1 <= hour <= 12 else 24
    try:
        at = datetime(  # noqa: DTZ001 - of a time as the clock on the wall had it
            int(parts["year"]), month, int(parts["day"]), hour, int(parts["minute"]), int(parts["second"] or 0)
        ).replace(tzinfo=_zone(parts.get("offset") or ""))
    except ValueError:
        raise ValueError("is a day or a time of day that does not exist:") from None
    if not FIRST <= at.year <= LAST:
        raise ValueError(f"must be in a year from {FIRST} to {LAST}, not")
    return at


def local(at: datetime) -> datetime:
    """The same time with this machine's offset at that time, unless it has one of its own."""
    return at if at.tzinfo else at.astimezone()


def _zone(offset: str) -> timezone | None:
    if not offset:
        return None
    if offset in "Zz":
        return UTC
    ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
    return timezone(-ahead if offset[0] == "-" else ahead)

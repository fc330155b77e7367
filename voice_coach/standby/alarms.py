"""Times of day at which something is due: by a clock that may jump, in a zone that changes its clocks. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from voice_coach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

LATEST = timedelta(minutes=5)
"""How late a time still counts: a machine whose clock comes hours after its start shall not begin then."""


def read_time(text: str) -> time:
    """Read a time of day such as "07:30". Raises UsageError for anything else."""
    try:
        found = datetime.strptime(text.strip(), "%H:%M")  # noqa: DTZ007 - a time of day, in no zone yet
    except ValueError as error:
        hint = "Write hours and minutes, such as 07:30."
        raise UsageError("time-unreadable", f"{text!r} is no time of day.", hint) from error
    return found.time()


class Alarms:
    """Times of day; each is due once a day, within five minutes.

    They are the local times of the zone in which ``now`` is given; the system's, when that is `datetime.astimezone`'s.
    A time that the clocks leave out in spring is due an hour later, as long after midnight as ever; one that they have
    twice in autumn is due the first time.
    """

    def __init__(self, times: Iterable[time], now: datetime) -> None:
        """Take the times; what lies before ``now`` is not due, or a coach that is restarted would begin twice."""
        self._times = sorted(set(times))
        self._since = now.astimezone(UTC)
        self._done: set[tuple[date, time]] = set()

    def due(self, now: datetime) -> time | None:
        """Return the time that has come since the last look, None for none; of several the latest."""
        moment, today = now.astimezone(UTC), now.date()
        # A clock that was ahead is set back when the network's comes: what it was past may still lie before us.
        self._since = min(self._since, moment)
        self._done = {one for one in self._done if abs(one[0] - today) <= timedelta(days=2)}
        found = None
        for day in (today - timedelta(days=1), today):
            for one in self._times:
                at = _moment(day, one, now)
                if (day, one) not in self._done and self._since < at <= moment:
                    self._done.add((day, one))
                    found = one if moment - at <= LATEST else found
        return found


def _moment(day: date, at: time, now: datetime) -> datetime:
    """When that time of a day is, in UTC; ``fold`` is 0, so of two the first, and what is left out comes later."""
    local = datetime.combine(day, at)
    # The zone of `datetime.astimezone` knows one offset only; without a zone the system's rules count.
    named = now.tzinfo is not None and hasattr(now.tzinfo, "key")
    return (local.replace(tzinfo=now.tzinfo) if named else local).astimezone(UTC)

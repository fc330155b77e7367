"""An inbox in which time passes as fast as the machine can: nobody waits, and nothing depends on the wall clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from voice_coach.core.events import Event
from voice_coach.core.plan.routine import Seconds
from voice_coach.inbox.port import InboxClosedError


class VirtualInbox:
    """Gives ``events`` at their times and jumps from each to the next deadline in between; it begins at ``since``."""

    def __init__(self, events: Iterable[Event], since: Seconds = 0.0) -> None:
        self._events = deque(sorted(events, key=lambda event: event.at))
        self._now = since

    def now(self) -> Seconds:
        """The virtual time."""
        return self._now

    def next(self, until: Seconds | None) -> Event | None:
        """The next event before ``until``; None, with the clock at ``until``, when there is none."""
        if self._events and (until is None or self._events[0].at < until):
            event = self._events.popleft()
            self._now = max(self._now, event.at)
            return event
        if until is None:
            raise InboxClosedError
        self._now = max(self._now, until)
        return None

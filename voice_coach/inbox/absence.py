"""Whether the machine slept, or this process was stopped, between two looks."""

from __future__ import annotations

import time

from voice_coach.core.plan.routine import Seconds

AWAY_S: Seconds = 3.0
"""A loop that looks five times a second was away when it has not looked for so long."""


COUNTS_SLEEP = hasattr(time, "CLOCK_BOOTTIME")
"""Whether there is a clock here that runs on while the machine sleeps, and that nobody sets."""


def wall() -> Seconds:
    """A clock that runs on while the machine sleeps, and that nobody sets, where the system has one."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if COUNTS_SLEEP else time.monotonic()


class Absence:
    """Compares two clocks, in seconds: ``running`` stands while the machine sleeps, ``wall`` does not."""

    def __init__(self) -> None:
        self._running: Seconds | None = None
        self._wall: Seconds = 0.0

    def look(self, running: Seconds, wall: Seconds) -> Seconds:
        """Return how long nobody was there since the last look; 0 for no longer than `AWAY_S`."""
        before, was = self._running, self._wall
        self._running, self._wall = running, wall
        if before is None:
            return 0.0
        away_s = max(running - before, wall - was)
        return away_s if away_s > AWAY_S else 0.0

"""Whether somebody has set the time of day: a machine without a clock of its own begins with a wrong one."""

from __future__ import annotations

from datetime import datetime

from voice_coach.core.plan.routine import Seconds

SET_S: Seconds = 60.0
"""A time of day that is corrected by less than this is as good as right."""


class TimeOfDay:
    """Compares the time of day with a clock that nobody sets, both in seconds."""

    def __init__(self) -> None:
        self._between: Seconds | None = None

    def was_set(self, of_day: Seconds, wall: Seconds) -> bool:
        """Whether it was set since the last look, forwards or back."""
        before, self._between = self._between, of_day - wall
        if before is None or abs(self._between - before) > SET_S:
            return before is not None
        self._between = before  # what is corrected little by little adds up
        return False


def now_there() -> str:
    """The time of day as ISO 8601, with the offset of where we are."""
    return datetime.now().astimezone().isoformat(timespec="seconds")

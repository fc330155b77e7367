"""When the recogniser is renewed. Pure; time is counted in sound, not on a clock.

Long listening gathers memory that only a fresh recogniser frees, and a new exercise is a fair time for that. But a
renewal forgets the utterance under way, and people speak across the end of a rest: so the plan asks for it, and the
sound says when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voice_coach.core.plan.routine import Seconds

WAIT_S: Seconds = 30.0
"""A room that is not quiet for so long, or an engine that hears speech all the time, has a television on. No command
and no sentence of the coach lasts so long, and memory grows by the hour: waiting costs nothing until then."""

LONGEST_WAIT_S: Seconds = 60.0
"""After so long it is no utterance that still stands there, but a recogniser that hangs; a fresh one is the cure."""


class Renewal:
    """Remembers since when a renewal has been asked for."""

    def __init__(self) -> None:
        self._asked: Seconds | None = None

    @property
    def asked(self) -> bool:
        """Whether one has been asked for that has not come yet."""
        return self._asked is not None

    def ask(self, now: Seconds) -> None:
        """Ask for one; to ask again does not begin the wait anew."""
        if self._asked is None:
            self._asked = now

    def done(self) -> None:
        """Nothing is asked for any more."""
        self._asked = None

    def due(self, now: Seconds, *, calm: bool, sounding: bool, standing: bool) -> bool:
        """Say whether it is time.

        ``calm``: see `Loudness.calm`; ``sounding``: the recogniser has an utterance under way; ``standing``: words of
        it stand that may yet become a command, or are the rest of one.
        """
        if self._asked is None:
            return False
        waited_s = now - self._asked
        if waited_s >= LONGEST_WAIT_S:
            return True
        return not standing and (waited_s >= WAIT_S or (calm and not sounding))

"""An ear that is not there yet: the coach's first words wait for no recogniser."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from voice_coach.core.events import Heard, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.status import Status
from voice_coach.errors import ListeningError
from voice_coach.listening.gate import Speech
from voice_coach.session.loop import Listener


class EarToCome:
    """A `Listener` that hears nothing until an ear has come. A better one takes its place with the next exercise.

    `come` and `fail` are for any thread, all else is for the session's own. ``wanted`` is called with the first block,
    once: there is something to hear.
    """

    def __init__(self, wanted: Callable[[], None] | None = None) -> None:
        self.wanted = wanted
        self._coming: deque[Listener | ListeningError] = deque()
        self._ear: Listener | None = None

    def come(self, ear: Listener) -> None:
        """Listen with this ear, and close it in the end."""
        self._coming.append(ear)

    def fail(self, error: ListeningError) -> None:
        """Raise this error with the next block: no ear will come."""
        self._coming.append(error)

    def hear(
        self,
        pcm: bytes,
        at: Seconds,
        status: Status,
        speech: tuple[Speech, ...] = (),
        played: bytes = b"",
    ) -> tuple[Heard | Rejected, ...]:
        """See `Listener.hear`."""
        if self.wanted:
            wanted, self.wanted = self.wanted, None
            wanted()
        if self._ear is None:
            self._take()
        return self._ear.hear(pcm, at, status, speech, played) if self._ear else ()

    @property
    def onset(self) -> bool:
        """See `Listener.onset`."""
        return self._ear is not None and self._ear.onset

    def new_exercise(self) -> None:
        """See `Listener.new_exercise`."""
        self._take()
        if self._ear:
            self._ear.new_exercise()

    def close(self) -> None:
        """See `Listener.close`; it closes what has come and was not listened with, too."""
        for ear in (self._ear, *self._coming):
            if ear and not isinstance(ear, ListeningError):
                ear.close()

    def _take(self) -> None:
        if not self._coming:
            return
        ear = self._coming.popleft()
        if isinstance(ear, ListeningError):
            raise ear
        if self._ear:
            self._ear.close()
        self._ear = ear

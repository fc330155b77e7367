"""Storage that may fail without ending a session: the failure is told once, and the session goes on unwritten."""

from __future__ import annotations

from collections.abc import Callable

from voice_coach.core.effects import Effect, Record
from voice_coach.core.events import Event
from voice_coach.core.routine import Seconds
from voice_coach.errors import JournalError
from voice_coach.journal.history import History
from voice_coach.loop import Log


class ForgivingLog:
    """Writes to a journal until it fails; ``notice`` then shows why. With no journal nothing is written."""

    def __init__(self, journal: Log | None, notice: Callable[[str], None]) -> None:
        self._journal = journal
        self._notice = notice

    def write(self, event: Event, now: Seconds) -> None:
        """Write down an event."""
        self._try(lambda journal: journal.write(event, now))

    def effects(self, effects: tuple[Effect, ...], now: Seconds) -> None:
        """Write down what the coach ordered."""
        self._try(lambda journal: journal.effects(effects, now))

    def _try(self, write: Callable[[Log], None]) -> None:
        if self._journal is None:
            return
        try:
            write(self._journal)
        except JournalError as error:
            self._journal = None
            self._notice(f"{error.message}; from here on this session is not written down.")


class ForgivingHistory:
    """Remembers records of one routine until that fails; with no history nothing is remembered."""

    def __init__(self, history: History | None, routine_id: str, notice: Callable[[str], None]) -> None:
        self._history = history
        self._routine_id = routine_id
        self._notice = notice

    def remember(self, record: Record) -> None:
        """Keep a record for later sessions."""
        if self._history is None:
            return
        try:
            self._history.record(self._routine_id, record)
        except JournalError as error:
            self._history = None
            self._notice(f"{error.message}; later sessions will not know of this one.")

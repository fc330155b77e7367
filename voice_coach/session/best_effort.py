"""What is kept of a session as well as it goes: a failure is told once, and the session goes on without it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from voice_coach.core.effects import Effect, Record
from voice_coach.core.events import Event, Heard, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.status import Status
from voice_coach.diary.history import History
from voice_coach.errors import JournalError, RecordingError
from voice_coach.journal.writer import Journal
from voice_coach.listening.gate import Speech
from voice_coach.recording.ear_log import EarLogLine
from voice_coach.recording.writer import RecordingWriter
from voice_coach.session.loop import Listener, Log


class BestEffortLog:
    """Writes to a journal until it fails; ``notice`` then shows why. With no journal nothing is written.

    ``elsewhere`` makes of a journal whose disk takes no more one that goes on in another place, or raises JournalError.
    """

    def __init__(
        self, journal: Journal | None, notice: Callable[[str], None], elsewhere: Callable[[Journal], Journal]
    ) -> None:
        self._journal = journal
        self._notice = notice
        self._elsewhere = elsewhere

    @property
    def path(self) -> Path | None:
        """Where the journal stands by now; None when nothing is written down any more."""
        return self._journal.path if self._journal else None

    def write(self, event: Event, now: Seconds) -> None:
        """Write down an event."""
        self._try(lambda journal: journal.write(event, now))

    def effects(self, effects: tuple[Effect, ...], now: Seconds) -> None:
        """Write down what the coach ordered."""
        self._try(lambda journal: journal.effects(effects, now))

    def close(self) -> None:
        """End the journal; calling it twice is harmless."""
        if self._journal:
            self._journal.close()

    def _try(self, write: Callable[[Log], None]) -> None:
        journal = self._journal
        if journal is None:
            return
        try:
            write(journal)
        except JournalError as error:
            self._journal = None
            journal.close()
            try:
                spare = self._elsewhere(journal)
                write(spare)
            except JournalError:
                self._notice(f"{error.message}; from here on this session is not written down.")
            else:
                self._journal = spare
                self._notice(f"{error.message}; it goes on in {spare.path}, for today only.")


class BestEffortHistory:
    """Remembers records of one routine until that fails; with no history nothing is remembered.

    ``journal`` is the name of the session's journal, by which the history knows what of it it has. ``done`` has the
    exercises of which something that was done is kept.
    """

    def __init__(self, history: History | None, routine_id: str, journal: str, notice: Callable[[str], None]) -> None:
        self._history = history
        self._routine_id = routine_id
        self._journal = journal
        self._notice = notice
        self._number = 0
        self.done: set[str] = set()

    def remember(self, record: Record) -> None:
        """Keep a record for later sessions."""
        if self._history is None:
            return
        try:
            self._number += 1
            self._history.record(self._routine_id, record, self._journal, self._number)
            if record.kind == "step":
                self.done.add(record.exercise)
        except JournalError as error:
            self._history = None
            self._notice(f"{error.message}; later sessions will not know of this one.")


class BestEffortRecorder:
    """Listens as ``ear`` does and writes every turn into a recording.

    A recording that fails ends, ``notice`` shows why, and the ear goes on.
    """

    def __init__(self, ear: Listener, recording: RecordingWriter, notice: Callable[[str], None]) -> None:
        self._ear = ear
        self._recording: RecordingWriter | None = recording
        self._notice = notice
        self._new_exercise = False

    def hear(
        self,
        pcm: bytes,
        at: Seconds,
        status: Status,
        speech: tuple[Speech, ...] = (),
        played: bytes = b"",
    ) -> tuple[Heard | Rejected, ...]:
        """Hear the block, and keep it also when that fails."""
        decided: tuple[Heard | Rejected, ...] = ()
        try:
            decided = self._ear.hear(pcm, at, status, speech, played)
        finally:
            line = EarLogLine(at, len(pcm) // 2, status, speech, decided, self._new_exercise, len(played) // 2)
            self._new_exercise = False
            self._keep(lambda recording: recording.write(line, pcm, played))
        return decided

    @property
    def onset(self) -> bool:
        """See `Listener.onset`."""
        return self._ear.onset

    def new_exercise(self) -> None:
        """Tell the ear, and mark it in the recording."""
        self._ear.new_exercise()
        self._new_exercise = True

    def close(self) -> None:
        """Close the ear and complete the recording."""
        self._ear.close()
        self._keep(lambda recording: recording.close())

    def _keep(self, write: Callable[[RecordingWriter], None]) -> None:
        if self._recording is None:
            return
        try:
            write(self._recording)
        except RecordingError as error:
            with suppress(RecordingError):
                self._recording.close()
            self._recording = None
            self._notice(f"{error.message} From here on this session is not recorded.")

"""The journal of a session as it is written: every event and effect, before anything of it sounds."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from io import FileIO
from typing import TYPE_CHECKING

from voice_coach.core.effects import Effect, Show
from voice_coach.errors import JournalError
from voice_coach.journal.entry import Entry, header_line
from voice_coach.storage import append_line, locked, unlock

if TYPE_CHECKING:
    from pathlib import Path

    from voice_coach.core.events import Event
    from voice_coach.core.plan.routine import Seconds
    from voice_coach.journal.header import JournalHeader
    from voice_coach.journal.reader import SavedSession

SLOW_S = 0.15
"""So long a disk is waited for. What is timed is ordered ahead, so nothing of it is late then (`timeline.LEAD_S`)."""


class Journal:
    """Writes the lines that `journal.entry` describes to ``file``, which has ``written`` of them; see `begun`.

    A line reaches the system at once, so a killed process loses none; it reaches the disk before an effect
    sounds, so that a power cut does not lose what the user has heard. Where a disk takes longer than `SLOW_S`, it is on
    its way there.
    """

    def __init__(self, path: Path, file: FileIO, written: int) -> None:
        self.path = path
        self._file = file
        self._n = written
        self._disk = ThreadPoolExecutor(1, "sync")
        self._syncing: Future[None] | None = None

    def write(self, event: Event, now: Seconds) -> None:
        """Write an event. Raises JournalError when the disk does not take it; then nothing of it is written."""
        self._append((event,), now, sync=False)

    def effects(self, effects: tuple[Effect, ...], now: Seconds) -> None:
        """Write what the coach ordered, before it is performed. Raises JournalError as `write` does."""
        # A picture alone is not worth a turn of the disk: it shows what the next event will show again.
        self._append(effects, now, sync=any(not isinstance(effect, Show) for effect in effects))

    def close(self) -> None:
        """End the file; calling it twice is harmless."""
        self._disk.shutdown(wait=False)
        if not self._file.closed:
            unlock(self._file)  # a disk that is slow to sync may have it for long yet
        self._file.close()

    def _append(self, what: tuple[Event | Effect, ...], now: Seconds, *, sync: bool) -> None:
        lines = [Entry(n, now, one).line() for n, one in enumerate(what, self._n)]
        if not lines:
            return
        try:
            _append(self._file, "\n".join(lines))
            if sync:
                self._sync()
        except OSError as error:
            raise _unwritable(self.path, error) from error
        self._n += len(lines)

    def _sync(self) -> None:
        """Bring the lines to the disk, but wait for a slow one no longer than nobody notices it."""
        if self._syncing and not self._syncing.done():
            return
        self._syncing = self._disk.submit(os.fsync, self._file.fileno())
        with suppress(TimeoutError):
            self._syncing.result(SLOW_S)


def begun(path: Path, header: JournalHeader) -> Journal:
    """Begin a journal. Raises JournalError when the file is there already, or cannot be made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = FileIO(path, "xb+")
        locked(file)
        _append(file, header_line(header))
        os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(path, error) from error
    return Journal(path, file, 1)


def continued(saved: SavedSession, path: Path | None = None) -> Journal:
    """Go on with a session's journal, without its torn tail; with a ``path`` in a copy there, where one has room.

    Raises JournalError when that cannot be written (``journal-unwritable``), or when the session runs
    (``journal-in-use``).
    """
    target = path or saved.path
    try:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _copied(saved.path.read_bytes()[: saved.bytes], path)
        file = FileIO(target, "rb+")
        if not locked(file):
            file.close()
            raise JournalError("journal-in-use", f"the journal {target} is another session's, which runs")
        size = file.seek(0, os.SEEK_END)
        file.truncate(min(size, saved.bytes))
        file.seek(0, os.SEEK_END)
        if size < saved.bytes:  # the last line is whole but for its end
            file.write(b"\n")
    except OSError as error:
        raise _unwritable(target, error) from error
    return Journal(target, file, len(saved.entries) + 1)


def _copied(data: bytes, path: Path) -> None:
    """Write a new file, all of it or none: what goes on after a part of it could never be read."""
    try:
        with path.open("xb") as copy:
            copy.write(data)
    except FileExistsError:
        raise
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _append(file: FileIO, lines: str) -> None:
    """Append lines, all of them or nothing."""
    before = file.tell()
    try:
        append_line(file.fileno(), lines)
    except OSError:
        with suppress(OSError):
            file.seek(before)
            file.truncate()
        raise


def _unwritable(path: Path, error: OSError) -> JournalError:
    return JournalError(
        "journal-unwritable",
        f"the journal {path} cannot be written: {error.strerror}",
        "Free some space, or give its folder to the user who runs the coach.",
    )

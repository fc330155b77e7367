"""The journal of a session as it is written: every event and effect, before anything of it sounds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from voice_coach.core.effects import Effect, Show
from voice_coach.errors import JournalError
from voice_coach.journal.entry import Entry
from voice_coach.storage import append_line, data_folder

if TYPE_CHECKING:
    from pathlib import Path

    from voice_coach.core.events import Event
    from voice_coach.core.plan.routine import Seconds


def journal_path(name: str) -> Path:
    """Return where the journal of that name is kept, such as ``2026-05-01-1830-desk-break``."""
    return data_folder("journals", f"{name}.jsonl")


class Journal:
    """Writes the lines that `journal.entry` describes to a new file.

    A line reaches the system at once, so a killed process loses none; it reaches the disk before an effect
    sounds, so that a power cut does not lose what the user has heard.

    Raises JournalError when the file is there already or cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._n = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("xb", buffering=0)
        except OSError as error:
            raise _unwritable(path, error) from error

    def write(self, event: Event, now: Seconds) -> None:
        """Write an event; raises JournalError when the disk does not take it."""
        self._append((event,), now, sync=False)

    def effects(self, effects: tuple[Effect, ...], now: Seconds) -> None:
        """Write what the coach ordered, before it is performed.

        Raises JournalError when the disk does not take it.
        """
        # A picture alone is not worth a turn of the disk: it shows what the next event will show again.
        self._append(effects, now, sync=any(not isinstance(effect, Show) for effect in effects))

    def close(self) -> None:
        """End the file; calling it twice is harmless."""
        self._file.close()

    def _append(self, what: tuple[Event | Effect, ...], now: Seconds, *, sync: bool) -> None:
        try:
            for one in what:
                append_line(self._file.fileno(), Entry(self._n, now, one).line())
                self._n += 1
            if sync:
                os.fsync(self._file.fileno())
        except OSError as error:
            raise _unwritable(self.path, error) from error


def _unwritable(path: Path, error: OSError) -> JournalError:
    return JournalError(
        "journal-unwritable",
        f"the journal {path} cannot be written: {error.strerror}",
        "Free some space, or give its folder to the user who runs the coach.",
    )

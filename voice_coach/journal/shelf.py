"""Where journals stand, which of them are unfinished, and which are old enough to go."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from voice_coach.errors import JournalError
from voice_coach.journal.reader import SavedSession, read
from voice_coach.storage import PROGRAM, data_folder, locked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voice_coach.core.plan.routine import Seconds

KEPT = 60
"""Journals that stay; a session of twenty minutes makes one of half a megabyte."""

UNFINISHED_S: Seconds = 4 * 3600.0
"""So long an unfinished session can be gone on with."""


DATE = len("2026-05-01-183000-")
"""A journal's name begins with when it began, so that names sort by age."""


def journal_path(name: str) -> Path:
    """Return where the journal of that name is kept, such as ``2026-05-01-183000-desk-break-812``."""
    return data_folder("journals", f"{name}.jsonl")


def spare_path(name: str) -> Path:
    """Return where a journal is kept when its own disk takes none: not for long, but past a crash."""
    account = getattr(os, "getuid", int)()  # others write into the same folder for what is temporary
    room = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return Path(room) / f"{PROGRAM}-journals-{account}" / f"{name}.jsonl"


def journals() -> list[Path]:
    """Return all journals, the oldest first; of one that went on in its spare place that which has more."""
    found = sorted((*_in(journal_path("").parent), *_in(spare_path("").parent)), key=_size)
    longest = {path.stem: path for path in found}
    return [longest[name] for name in sorted(longest)]


def old(kept: int = KEPT) -> list[Path]:
    """Return all journals but the newest ``kept``, the oldest first, and none that somebody may still go on with."""
    found = sorted(journal_path("").parent.glob("*.jsonl"))[:-kept]
    return [path for path in found if _too_old(path) and not _in_use(path)]


def rotate(kept: int = KEPT) -> None:
    """Delete the old journals; one that cannot be deleted stays."""
    for path in old(kept):
        with suppress(OSError):
            path.unlink()


def unfinished(routine_id: str, now: Seconds) -> SavedSession | None:
    """Return the newest session of a routine if it is in its middle and was alive within `UNFINISHED_S` before ``now``.

    ``now`` is in seconds since 1970. A journal that cannot be read is passed over.
    """
    found = [path for folder in (journal_path("").parent, spare_path("").parent) for path in _of(folder, routine_id)]
    newest = max(found, key=_written_at, default=None)
    if newest is None or not 0 <= now - _written_at(newest) <= UNFINISHED_S:
        return None
    try:
        saved = read(newest)
    except JournalError:
        return None
    return saved if saved.in_its_middle and not _in_use(newest) else None


def over(saved: SavedSession) -> bool:
    """Whether a session is over: no process has its journal, and nobody can go on with it any more."""
    return (_too_old(saved.path) or not saved.in_its_middle) and not _in_use(saved.path)


def _of(folder: Path, routine_id: str) -> Iterator[Path]:
    """The journals of a routine; their names end in its id and the number of a process."""
    return (path for path in _in(folder) if path.stem[DATE:].rpartition("-")[0] == routine_id)


def _in(folder: Path) -> Iterator[Path]:
    """The journals in a folder. None in another's."""
    with suppress(OSError):
        if folder.stat().st_uid == getattr(os, "getuid", int)():
            yield from folder.glob("*.jsonl")


def _in_use(path: Path) -> bool:
    """Whether a session that runs has it."""
    try:
        with path.open("rb+") as file:
            return not locked(file)
    except OSError:
        return False


def _too_old(path: Path) -> bool:
    """Whether nobody can go on with it any more."""
    return time.time() - _written_at(path) > UNFINISHED_S


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _written_at(path: Path) -> Seconds:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0

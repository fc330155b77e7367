"""One session at a time: two would hear each other's coach, and speak into each other's words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import click

from voice_coach.errors import AlreadyRunningError
from voice_coach.storage import data_folder, locked


@contextmanager
def alone() -> Iterator[None]:
    """Be the one session of this account while this lasts.

    Where another one runs, somebody at a terminal is asked whether to go on beside it; "no" ends the command with 0.

    Raises AlreadyRunningError when another one runs and nobody can be asked.
    """
    path = data_folder("running")
    file = _opened(path)
    if file is None:
        yield  # a disk that takes no file must not keep anybody from exercising
        return
    # The system takes the lock away from a process that has ended, however it did; so no old file is in the way.
    with file:
        if locked(file):
            path.touch()  # since when it runs, for the one that comes second
        else:
            _go_on_beside(path)
        yield


def running_since() -> datetime | None:
    """Since when a session of this account runs, None for none."""
    path = data_folder("running")
    file = _opened(path) if path.exists() else None
    if file is None:
        return None
    with file:
        return None if locked(file) else _since(path)


def somebody_there() -> bool:
    """Whether there is a terminal to ask on and to answer at."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _go_on_beside(path: Path) -> None:
    running = f"A session is running already, since {_since(path):%H:%M}."
    if not somebody_there():
        raise AlreadyRunningError("already-running", running, "End it first; on a terminal you are asked.")
    if not click.confirm(f"{running} Begin another one beside it?", default=False):
        raise click.exceptions.Exit(0)


def _since(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone()


def _opened(path: Path) -> IO[bytes] | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("ab")
    except OSError:
        return None

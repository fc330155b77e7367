"""Keeps what C libraries write to standard error off the screen: ALSA tells of every card that it does not find."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Let only Python write to standard error while this lasts; with VOICE_COACH_DEBUG set, everybody may.

    C's libraries know the stream by its number, Python's own by a number that it is given here.
    """
    if os.environ.get("VOICE_COACH_DEBUG"):
        yield
        return
    try:
        kept = os.dup(2)
    except OSError:  # it was closed
        yield
        return
    before = sys.stderr
    before.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    with os.fdopen(kept, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False) as mine:
        sys.stderr = mine
        try:
            yield
        finally:
            mine.flush()
            sys.stderr = before
            os.dup2(kept, 2)
            os.close(kept)

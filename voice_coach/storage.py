"""Where files are kept on this machine, and how one is written so that a reader finds the old one or the new one."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

PROGRAM = "voice-coach"


def data_folder(*parts: str) -> Path:
    """A folder, or a file in it, of what must last: routines, models, journals, history, one's own voice."""
    return user_data_path(PROGRAM).joinpath(*parts)


def cache_folder(*parts: str) -> Path:
    """A folder of what can be made anew at any time: clips, prepared models."""
    return user_cache_path(PROGRAM).joinpath(*parts)


def config_folder(*parts: str) -> Path:
    """A folder, or a file in it, of what somebody has settled for this machine."""
    return user_config_path(PROGRAM).joinpath(*parts)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file, whole and on the disk, in the place of the old one; raises OSError, and then the old one stands.

    The folder must be there. The draft has a name of its own, so two writers never share one.
    """
    draft = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def append_line(file: int, line: str) -> None:
    """Append a line, all of it, to the open file of this number; the system may take a part at a time.

    Raises OSError.
    """
    rest = memoryview(f"{line}\n".encode())
    while rest:
        rest = rest[os.write(file, rest) :]

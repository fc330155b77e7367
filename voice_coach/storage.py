"""Where files are kept on this machine, and how one is written so that a reader finds the old one or the new one."""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

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


@contextmanager
def alone_with(path: Path, wait_s: float) -> Iterator[None]:
    """Be the only one who changes a file, as long as this lasts, among all that ask here.

    One that holds it for longer than ``wait_s`` is not waited for: then both change it at once, as without this. What
    is locked is an empty file beside it, for the file itself is put there anew.
    """
    until = time.monotonic() + wait_s
    with ExitStack() as stack:
        with suppress(OSError):  # a folder that takes no file takes no change either, which is told then
            file = stack.enter_context(path.with_name(f".{path.name}-lock").open("ab"))
            while not locked(file) and time.monotonic() < until:
                time.sleep(0.0005)
        yield


if sys.platform == "win32":

    def locked(file: IO[bytes]) -> bool:
        """Lock an open file for as long as it is open; False when another one has it locked.

        The system takes the lock away from a process that has ended, however it did. A disk without locks locks
        nothing, and that is no reason to stop.
        """
        import msvcrt  # noqa: PLC0415 - only Windows has it

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def unlock(_: IO[bytes]) -> None:
        """Take the lock away before the file is closed; here closing it does that."""

else:

    def locked(file: IO[bytes]) -> bool:
        """Lock an open file for as long as it is open; False when another one has it locked.

        The system takes the lock away from a process that has ended, however it did. A disk without locks locks
        nothing, and that is no reason to stop.
        """
        import fcntl  # noqa: PLC0415 - Windows has none

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # such as some disks of a network
            return True
        return True

    def unlock(file: IO[bytes]) -> None:
        """Take the lock away before the file is closed: what another thread still does with that would keep it."""
        import fcntl  # noqa: PLC0415 - Windows has none

        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)

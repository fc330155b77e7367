"""Unpacks an archive that somebody else made, without trusting it."""

from __future__ import annotations

import stat
import zipfile
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from voice_coach.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

MOST_TIMES = 10
"""No model's archive shrinks to less than a tenth: the weights hardly shrink at all (41 MB of 68 for the default)."""

MOST_FILES = 10_000


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip file into an existing folder.

    Raises ModelError, and writes nothing, when a member would land outside the folder, is a link, or when the whole
    would be much larger than a model can be. A member cannot be larger than it says: zipfile stops there.
    """
    try:
        with zipfile.ZipFile(archive) as source:
            members = source.infolist()
            _check_size(members, archive.stat().st_size)
            for member in members:
                _check_place(member)
            source.extractall(folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise _unsafe(f"it is damaged ({error})") from error


def _check_size(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_FILES or unpacked > MOST_TIMES * packed:
        raise _unsafe(f"it would become {len(members)} files of {unpacked} bytes")


def _check_place(member: zipfile.ZipInfo) -> None:
    posix, windows = PurePosixPath(member.filename), PureWindowsPath(member.filename)
    if posix.is_absolute() or windows.anchor or ".." in (*posix.parts, *windows.parts):
        raise _unsafe(f"{member.filename!r} leads out of its folder")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _unsafe(f"{member.filename!r} is a link")


def _unsafe(why: str) -> ModelError:
    return ModelError("archive-refused", f"The model's archive was refused: {why}.", "Fetch it from another place.")

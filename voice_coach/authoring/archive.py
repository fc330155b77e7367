"""The zip file in which a routine is passed on: made the same everywhere, and opened without trusting it.

It is read here by the letter, as the zipfile module believes what a header says of names, sizes and places.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from voice_coach.authoring.library import ENDINGS
from voice_coach.errors import ParcelError

LARGEST = 10_000_000
"""Bytes of an archive."""

MOST_FILES = 50
LARGEST_FILE = 1_000_000
"""Bytes of a file, as the reader of routines takes them at the most."""

LARGEST_WHOLE = 5_000_000
"""Bytes of all files together."""

MOST_TIMES = 100
"""How many times smaller a file may be in the archive. Text that somebody wrote shrinks to a tenth at the best."""

LONGEST_NAME = 200
"""Bytes of a file's name; disks take 255."""

MADE = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the first that a zip file knows, so that the same files make the same bytes."""

DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³")}
"""Names that Windows takes for a device, whatever their ending."""

ENCRYPTED = 0x1 | 0x40 | 0x2000
"""The flags of a content, or of a header, that only a password opens."""

UTF_8 = 0x800
"""The flag of a name that is UTF-8; without it a name is in code page 437."""

BEGINS, ENDS = b"PK\3\4", b"PK\5\6"
"""The marks of an entry's own header, and of the end of the archive."""

HEADER = struct.Struct("<6xHH16xHH")
"""An entry's own header: flags, method, and the sizes of the name and of what else stands before the content."""

FOLDER = 0x10
"""The attribute with which DOS marks a folder."""


def made(files: Mapping[str, bytes]) -> bytes:
    """The archive of files by their names; nothing is compressed, as every library would do that in its own way."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, MADE)
            entry.create_system = 3  # Unix, also where it is made on Windows
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, data)
    return target.getvalue()


def opened(data: bytes) -> dict[str, bytes]:
    """The files of an archive by their names. Raises `ParcelError` for one that is damaged, or may do harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries, end = archive.infolist(), archive.start_dir
    except UnicodeDecodeError as error:
        raise refused("it has a name that is not UTF-8, as it says") from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
        raise refused(_no_archive(data)) from error
    if not entries:
        raise refused("it is empty")
    if len(entries) > MOST_FILES:
        raise refused(f"it has {len(entries):,} files, and {MOST_FILES} are the most")
    for entry in entries:
        _check_name(entry.orig_filename)
        _check_entry(entry)
    _check_alike([entry.orig_filename for entry in entries])
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise refused("its files are larger than 5 MB together")
    pieces = [_Piece.of(entry, data) for entry in entries]
    _check_places(pieces, end)
    return {piece.entry.orig_filename: piece.content(data) for piece in pieces}


def refused(why: str) -> ParcelError:
    """The error that says why a parcel is not taken."""
    return ParcelError("parcel-refused", f"the parcel is refused: {why}", "Nothing was written.")


def alike(name: str) -> str:
    """What is the same for names that some disk takes for one: however letters are spelt, small or large."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class _Piece(NamedTuple):
    """Where an entry stands in the archive, in bytes: its header begins at ``begin``, its content at ``start``."""

    entry: zipfile.ZipInfo
    begin: int
    start: int
    end: int

    @classmethod
    def of(cls, entry: zipfile.ZipInfo, data: bytes) -> _Piece:
        """An entry with its own header, which must say what the list of contents says. Raises `ParcelError`."""
        begin, name = entry.header_offset, entry.orig_filename
        header = data[begin : begin + HEADER.size] if begin >= 0 else b""
        if len(header) < HEADER.size or not header.startswith(BEGINS):
            raise refused(f"it is damaged: {name!r} does not begin where it should")
        flags, method, name_size, extra_size = HEADER.unpack(header)
        named = begin + HEADER.size
        start = named + name_size + extra_size
        written = data[named : named + name_size].decode("utf-8" if flags & UTF_8 else "cp437", "replace")
        if written != name:
            raise refused(f"{name!r} is called {written!r} in its own header")
        if method != entry.compress_type:
            raise refused(f"{name!r} is compressed in another way than it says")
        return cls(entry, begin, start, start + entry.compress_size)

    def content(self, data: bytes) -> bytes:
        """What the entry holds. Raises `ParcelError` when it is damaged, or not as large as it says."""
        entry, packed = self.entry, data[self.start : self.end]
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        whole = True
        content = packed
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            try:
                content = inflate.decompress(packed, entry.file_size + 1)  # one more shows a size that is a lie
            except zlib.error as error:
                raise refused(f"it is damaged: {entry.orig_filename!r} cannot be unpacked") from error
            whole = inflate.eof and not inflate.unused_data
        if not whole or len(content) != entry.file_size:
            raise refused(f"{entry.orig_filename!r} is not as large as it says")
        if zlib.crc32(content) != entry.CRC:
            raise refused(f"it is damaged: the checksum of {entry.orig_filename!r} is wrong")
        return content


def _no_archive(data: bytes) -> str:
    if not data.startswith(BEGINS):
        return "it is no zip file"
    if ENDS not in data:
        return "it is cut off before its end"
    return "its list of contents is damaged"


def _check_name(name: str) -> None:
    """Refuse a name that is not a plain file's on every system."""
    stem = name.partition(".")[0].rstrip()
    reasons = {
        "has a character that cannot be seen": any(unicodedata.category(letter).startswith("C") for letter in name),
        "begins at the top of the disk": name.startswith("/"),
        "has a drive in its name": bool(re.match("[A-Za-z]:", name)),
        "has a backslash in its name": "\\" in name,
        "leads out of its folder": ".." in name.split("/"),
        "has a folder in its name, or is one": "/" in name,
        "has a sign in its name that Windows does not take": bool(set(name) & set(':*?"<>|')),
        "begins with a dot": name.startswith("."),
        "ends with a dot or a space": name.endswith((".", " ")),
        "is the name of a device on Windows": stem.upper() in DEVICES,
        "has a name that is too long": len(name.encode()) > LONGEST_NAME,
        f"is no routine file, whose name ends in {' or '.join(ENDINGS)}": not name.endswith(ENDINGS),
    }
    for reason, holds in reasons.items():
        if holds:
            shown = name if len(name) <= LONGEST_NAME else f"{name[:40]}…"
            raise refused(f"{shown!r} {reason}")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuse what is no plain file of a usual size, by what the list of contents says of it."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    packed, size = entry.compress_size, entry.file_size
    reasons = {
        "is a link": kind == stat.S_IFLNK,
        "is no plain file": kind not in (0, stat.S_IFREG) or bool(entry.external_attr & FOLDER),
        "is encrypted": bool(entry.flag_bits & ENCRYPTED),
        "is compressed in a way that is not known here": entry.compress_type
        not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
        "is larger than 1 MB": size > LARGEST_FILE,
        f"would become more than {MOST_TIMES} times larger": size > MOST_TIMES * packed,
    }
    for reason, holds in reasons.items():
        if holds:
            raise refused(f"{entry.orig_filename!r} {reason}")


def _check_alike(names: list[str]) -> None:
    """Refuse names that some disk, or a routine that names them without their ending, takes for one."""
    known: dict[str, str] = {}
    for name in names:
        other = known.setdefault(alike(name.rpartition(".")[0]), name)
        if names.count(name) > 1:
            raise refused(f"{name!r} is in it twice")
        if other != name:
            raise refused(f"{other!r} and {name!r} have the same name")


def _check_places(pieces: list[_Piece], end: int) -> None:
    """Refuse entries that share bytes with one another, or with the list of contents, which begins at ``end``."""
    ordered = sorted(pieces, key=lambda piece: piece.begin)
    limits = [*(piece.begin for piece in ordered[1:]), end]
    for piece, limit in zip(ordered, limits, strict=True):
        if piece.end > limit:
            raise refused(f"{piece.entry.orig_filename!r} shares its bytes with what comes behind it")

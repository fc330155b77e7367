"""The text of a file that an author wrote, or a clear word about why it cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from voice_coach.forms.kind import FileKind
from voice_coach.forms.problem import Problem, SourceSpan

LARGEST = 1_000_000
"""Bytes. A long routine has about 10,000; nothing beyond this is read."""

# The marks with which other encodings begin; the longer ones first, because UTF-32's begins with UTF-16's.
MARKS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))

SAVE_AS = "Save it as UTF-8 in your editor."


def read(path: Path, kind: FileKind[Any]) -> str:
    """The text of a file. Raises the kind's error when it is missing, too large, or not UTF-8."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        reason = getattr(error, "strerror", None) or str(error)
        raise kind.unreadable(f"{path}: {reason}", f"Give the path of a {kind.called} file.") from error
    return decode(data, str(path), kind)


def decode(data: bytes, name: str, kind: FileKind[Any]) -> str:
    """The bytes as text; a byte-order mark of UTF-8 is dropped. Raises the kind's error."""
    if len(data) > LARGEST:
        message = f"{name}: the file is larger than 1 MB, which no {kind.called} is"
        raise kind.unreadable(message, f"Give the path of a {kind.called} file.")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            raise kind.unreadable(f"{name}: the file is saved as {encoding}", SAVE_AS)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        source = data.decode("utf-8", "replace").split("\n")[line - 1]
        span = SourceSpan(line, len(before.rsplit("\n", 1)[-1]) + 1)
        message = f"the byte 0x{data[error.start]:02X} is not UTF-8; the file seems to have another encoding"
        raise kind.unreadable(str(Problem(name, span, message, source)), SAVE_AS) from error

"""One line of a journal: an event or an effect, numbered, with its time and a checksum; the first is the header.

    {"n":0,"header":{"version":1,"program":"0.1.0", ...},"crc":"0f3a7711"}
    {"n":7,"at":12.5,"event":"Heard","fields":{"command":"next", ...},"crc":"5e0a9d11"}

``n`` counts without a gap; ``at`` is the session clock's time at which the event was handled or
the effect given; ``crc`` is the CRC-32 of the line without it, in eight hexadecimal digits.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from voice_coach.core.effects import Effect
from voice_coach.core.events import Event
from voice_coach.journal.codec import decode, encode
from voice_coach.journal.header import JournalHeader, header_of

if TYPE_CHECKING:
    from voice_coach.core.plan.routine import Seconds

EVENTS: dict[str, Any] = {kind.__name__: kind for kind in get_args(Event)}
EFFECTS: dict[str, Any] = {kind.__name__: kind for kind in get_args(Effect)}

_CRC = ',"crc":"'
_TAIL = len(_CRC) + len('5e0a9d11"}')


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line says: ``what`` happened or was ordered as number ``n`` at ``at``."""

    n: int
    at: Seconds
    what: Event | Effect

    def line(self) -> str:
        """Return the entry as a line of JSON without its line end.

        Raises ValueError for a number that JSON does not have, such as an infinite time.
        """
        name = type(self.what).__name__
        kind = "event" if name in EVENTS else "effect"
        return sealed({"n": self.n, "at": self.at, kind: name, "fields": encode(self.what)})


def header_line(header: JournalHeader) -> str:
    """Return a journal's first line without its line end."""
    return sealed({"n": 0, "header": encode(header)})


def parse_header(line: str) -> JournalHeader:
    """Read a line that `header_line` made.

    Raises ValueError when it is torn, damaged, or of a version that cannot be used.
    """
    data = _opened(line)
    if "header" not in data:
        raise ValueError("there is no header; journals of before version 1 have none")
    return header_of(data["header"])


def parse(line: str) -> Entry:
    """Read a line that `Entry.line` made.

    Raises ValueError when it is torn, damaged, or names what is neither an event nor an effect.
    """
    data = _opened(line)
    for kind, table in (("event", EVENTS), ("effect", EFFECTS)):
        if kind in data and data[kind] in table:
            return Entry(data["n"], data["at"], decode(table[data[kind]], data["fields"]))
    raise ValueError("neither an event nor an effect")


def sealed(data: dict[str, Any]) -> str:
    """A line of JSON with its checksum. Raises ValueError for a number that JSON does not have."""
    body = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f'{body[:-1]}{_CRC}{_checksum(body)}"}}'


def is_sealed(line: str) -> bool:
    """Whether a line's checksum fits."""
    return line[-_TAIL:] == f'{_CRC}{_checksum(line[:-_TAIL] + "}")}"}}'


def _opened(line: str) -> dict[str, Any]:
    if not is_sealed(line):
        raise ValueError("the checksum does not fit")
    data: dict[str, Any] = json.loads(line[:-_TAIL] + "}")
    return data


def _checksum(body: str) -> str:
    return f"{zlib.crc32(body.encode(errors='surrogateescape')):08x}"

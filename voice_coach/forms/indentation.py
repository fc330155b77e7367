"""What lines are indented with: plain spaces, or something that only looks like them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from voice_coach.forms.yaml_errors import TAB

_ODD = "\t\u00a0\u1680\u180e\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
"""A tab, every space of Unicode that is not the plain one, and those without width; none of them indents YAML."""

_BEFORE_TEXT = re.compile(f"[ {_ODD}]*(?:-[ {_ODD}]+)*")
"""What stands before a line's text: its indentation, and the dashes of the list entries that begin there."""

_ODD_CHARACTER = re.compile(f"[{_ODD}]")
_WITHOUT_WIDTH = frozenset("\u180e\u200b\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Widths:
    """How many plain spaces a tab, and another odd space, is read as; one without width is read as none."""

    tab: int = 1
    space: int = 1

    def of(self, character: str) -> int:
        """How many columns this character is read as."""
        if character in _WITHOUT_WIDTH:
            return 0
        if character == "\t":
            return self.tab
        return self.space if _ODD_CHARACTER.match(character) else 1


@dataclass(frozen=True, slots=True)
class OddLine:
    """A line that is indented with something odd. Columns are counted from 0.

    ``read`` is the line with plain spaces in its place, ``columns`` has for each column of what was replaced the
    column that it has in the line, ``first`` is the column of the first odd character and ``character`` is it.
    """

    read: str
    columns: tuple[int, ...]
    written: int
    first: int
    character: str

    def as_written(self, column: int) -> int:
        """Where in the line as it is written a column of ``read`` stands."""
        if column < len(self.columns):
            return self.columns[column]
        return column - len(self.columns) + self.written

    @property
    def message(self) -> str:
        """What is wrong, for the author."""
        if self.character == "\t":
            return TAB
        name = unicodedata.name(self.character).lower()
        article = "an" if name[0] in "aeiou" else "a"
        return f"U+{ord(self.character):04X}, {article} {name}, stands here; indent with plain spaces"


def odd_line(line: str, widths: Widths) -> OddLine | None:
    """What is odd about a line's indentation, read with these widths; None when nothing is."""
    found = _BEFORE_TEXT.match(line)
    before = found.group() if found else ""
    odd = _ODD_CHARACTER.search(before)
    if odd is None:
        return None
    columns = [at for at, character in enumerate(before) for _ in range(widths.of(character))]
    read = "".join("-" if before[at] == "-" else " " for at in columns)
    return OddLine(read + line[len(before) :], tuple(columns), len(before), odd.start(), odd.group())


def all_widths(text: str) -> tuple[Widths, ...]:
    """The widths worth trying for what is odd in a text; none when nothing is. Nobody knows the author's tabs."""
    odd = {character for line in text.split("\n") if (found := _BEFORE_TEXT.match(line)) for character in found.group()}
    odd = {character for character in odd if _ODD_CHARACTER.match(character)}
    if not odd:
        return ()
    tabs = range(1, 9) if "\t" in odd else range(1, 2)
    spaces = (1, 2, 4) if odd - {"\t"} - _WITHOUT_WIDTH else (1,)
    return tuple(Widths(tab, space) for space in spaces for tab in tabs)

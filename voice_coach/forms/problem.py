"""What is wrong at one place of an author's file, and how it is shown: a sentence, the line, a caret, a guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

EXCERPT = 100
"""The most columns of a source line that are shown; a longer line is cut around the caret."""


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """A stretch of one source line: ``line`` and ``column`` count from 1, ``width`` is in characters."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """``message`` says in one sentence what is wrong in the file ``name`` at ``span``; ``source`` is that line."""

    name: str
    span: SourceSpan
    message: str
    source: str

    def __str__(self) -> str:
        number = str(self.span.line)
        head = f"{self.name}:{number}:{self.span.column}: {self.message}"
        if not self.source.strip():
            return head
        shown, caret = self._excerpt()
        return f"{head}\n  {number} | {shown}\n  {' ' * len(number)} | {caret}".rstrip()

    def _excerpt(self) -> tuple[str, str]:
        """The source line, cut when it is long, and the line of carets below it."""
        start = max(0, self.span.column - 1 - EXCERPT // 2) if len(self.source) > EXCERPT else 0
        end = start + EXCERPT
        before = self.source[start : self.span.column - 1]
        marked = self.source[self.span.column - 1 : min(self.span.column - 1 + self.span.width, end)]
        left = "…" if start else ""
        right = "…" if end < len(self.source) else ""
        shown = left + _printable(self.source[start:end]) + right
        return shown, " " * (len(left) + _columns(before)) + "^" * max(1, _columns(marked))


def _printable(text: str) -> str:
    """The text with what a terminal would act upon (tabs, marks of direction) as one visible column each."""
    return "".join(ch if ch.isprintable() else " " if ch == "\t" else "·" for ch in text)


def _columns(text: str) -> int:
    """How many columns a terminal gives the text: East Asian wide characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(ch) else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, or None when none is near (difflib's ratio below 0.6)."""
    matches = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return matches[0] if matches else None

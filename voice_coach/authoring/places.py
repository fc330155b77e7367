"""Where in a routine file the words stand that the coach says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from voice_coach.authoring.form.routine import ROUTINE
from voice_coach.authoring.load import examined
from voice_coach.forms.fields import sentences
from voice_coach.forms.source import read
from voice_coach.language.phrasebook import normalise

UNSPOKEN = frozenset({"source", "language", "library", "difficulty", "wait", "rest", "switch", "ask", "uses", "of"})
"""Keys whose texts are never said."""

PLACEHOLDER = re.compile(r"\{\w+\}")


class _Written(NamedTuple):
    """One of the author's sentences: what it looks like when it is said, how many letters it has, and its line."""

    pattern: re.Pattern[str]
    letters: int
    line: int


class Places:
    """The author's sentences in a file. Raises `RoutineError` when it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._written = tuple(_written(path))

    def line(self, said: str) -> int | None:
        """The line, from 1, of the longest text that the sentence repeats; None when it is all the coach's own.

        A text that stands at several places is taken for the first of them; what is folded over several lines stands
        where it begins.
        """
        plain = f" {normalise(said)} "
        found = [one for one in self._written if one.pattern.search(plain)]
        return max(found, key=lambda one: one.letters).line if found else None


def _written(path: Path) -> Iterator[_Written]:
    document = examined(read(path, ROUTINE), path).document
    if document is None:
        return
    for place, text in document.texts():
        keys = [step for step in place if isinstance(step, str)]
        if keys and keys[-1] in UNSPOKEN:
            continue
        for sentence in sentences(text):
            pieces = [normalise(piece) for piece in PLACEHOLDER.split(sentence)]
            if any(pieces):
                words = r"\w+".join(re.escape(f" {piece} " if piece else " ") for piece in pieces)
                yield _Written(re.compile(words), len("".join(pieces)), document.spans[place].line)

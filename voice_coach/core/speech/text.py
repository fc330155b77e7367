"""An author's text on its way into a sentence: its first letter in mid-sentence, and the stop at its end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter

FIRST_WORD = re.compile(r"[^\W\d_]+")
"""The first word, up to a hyphen or an apostrophe: "T" of "T-spine", "I" of "I'm"."""

STOPS = ".\u2026?!"


def names_in(*texts: str) -> frozenset[str]:
    """The words that stand with a capital in the middle of these titles and names, so as names: "McGill", "Pilates"."""
    words = (FIRST_WORD.match(word.lstrip("(\"'")) for text in texts for word in text.split()[1:])
    return frozenset(found.group() for found in words if found and found.group()[0].isupper())


def in_mid_sentence(text: str, names: frozenset[str] = frozenset()) -> str:
    """The text with its first letter lowered; a name, an acronym (two capitals) or a letter by itself keeps it.

    A letter by itself is "I", or a shape such as in "T-spine"; "A" is taken for the article.
    """
    found = FIRST_WORD.match(text)
    if found is None:
        return text
    word = found.group()
    alone = len(word) == 1 and word != "A"
    if alone or word in names or sum(letter.isupper() for letter in word) > 1:
        return text
    return text[:1].lower() + text[1:]


@cache
def _parsed(sentence: str) -> tuple[tuple[str, str | None], ...]:
    """A sentence of the language, which are few, cut at its fields."""
    return tuple((literal, field) for literal, field, _, _ in Formatter().parse(sentence))


def filled_in(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence with its values; one that ends with a stop loses it where the sentence goes on or has its own.

    Raises KeyError for a value that is not there.
    """
    parts: list[str] = []
    for literal, field in _parsed(sentence):
        rest = literal
        if parts and literal and parts[-1].endswith(tuple(STOPS)):
            if literal[0] == "." and parts[-1][-1] in "?!":
                rest = literal[1:]
            else:
                parts[-1] = parts[-1].rstrip(STOPS)
        parts.append(rest)
        if field is not None:
            parts.append(values[field])
    return "".join(parts)

"""PyYAML's complaints in plain words."""

from __future__ import annotations

import re

import yaml

IN_QUOTES = "put the text in quotes"

# What PyYAML says (a part of it), and what the author should know. The first that fits counts.
PLAIN = (
    ("mapping values are not allowed", f"a colon with a space behind it starts a value here; {IN_QUOTES}"),
    ("character '\\t'", "a tab stands here; indent with spaces"),
    ("that cannot start any token", f"text cannot begin with this character; {IN_QUOTES}"),
    ("could not find expected ':'", "a key needs a colon and a space behind it, for example: rest: 15s"),
    ("expected ',' or ']'", "a list that opens with [ needs commas between its entries and a ] at its end"),
    ("expected ',' or '}'", "a group that opens with { needs commas between its keys and a } at its end"),
    ("expected <block end>", f"this does not fit what stands before it; mend the indentation, or {IN_QUOTES}"),
    ("sequence entries are not allowed", f"a list entry ('- ') needs a line of its own; or {IN_QUOTES}"),
    ("block sequence entries", f"a list entry ('- ') needs a line of its own; or {IN_QUOTES}"),
    ("expected alphabetic or numeric", f"text cannot begin with & or *; {IN_QUOTES}"),
    ("unknown escape character", "this escape is none that YAML knows; write \\\\ for a backslash"),
    ("escape sequence of", "an escape such as \\u00e9 needs hexadecimal digits here"),
    ("undefined tag handle", f"tags (!) are not supported; leave it out, or {IN_QUOTES}"),
    ("while parsing a tag", f"tags (!) are not supported; leave it out, or {IN_QUOTES}"),
    ("expected '<document start>'", "this does not belong to the keys above; mend the indentation"),
    ("expected the node content", "a value is missing here"),
)

UNCLOSED = ("found unexpected end of stream", "found unexpected document separator")

PLACEHOLDER_FIRST = re.compile(r"[:-] +\{\w+\} *$")
"""What stands before the error in: say: {side} arm out."""


def plain_words(error: yaml.MarkedYAMLError, lines: tuple[str, ...]) -> tuple[yaml.Mark | None, str]:
    """Where the error is in the lines of the text, and what to tell the author."""
    said = f"{error.context or ''} {error.problem or ''}"
    if any(part in said for part in UNCLOSED):
        return error.context_mark or error.problem_mark, "a quote opens here and is never closed"
    mark = error.problem_mark
    if mark and mark.line < len(lines) and PLACEHOLDER_FIRST.search(lines[mark.line][: mark.column]):
        return mark, f"text that begins with {{ is taken for a group of keys; {IN_QUOTES}"
    for part, message in PLAIN:
        if part in said:
            return error.problem_mark, message
    return error.problem_mark or error.context_mark, f"this is not YAML: {error.problem}"

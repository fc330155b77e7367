"""PyYAML's complaints in plain words."""

from __future__ import annotations

import re

import yaml

IN_QUOTES = "put the text in quotes"
TAB = "a tab stands here; indent with spaces"

# What PyYAML says (a part of it), and what the author should know. The first that fits counts.
# These are about something that began earlier; there the author has to look.
AT_ITS_START = (
    ("found unexpected end of stream", "a quote opens here and is never closed"),
    ("found unexpected document separator", "a quote opens here and is never closed"),
    ("could not find expected ':'", "a key needs a colon and a space behind it, for example: rest: 15s"),
    ("expected ',' or ']'", "a list opens here and needs commas between its entries and a ] at its end"),
    ("expected ',' or '}'", "a group of keys opens here and needs commas between the keys and a } at its end"),
)
HERE = (
    ("mapping values are not allowed", f"a colon with a space behind it starts a value here; {IN_QUOTES}"),
    ("character '\\t'", TAB),
    ("that cannot start any token", f"text cannot begin with this character; {IN_QUOTES}"),
    ("expected <block end>", f"this does not fit what stands before it; mend the indentation, or {IN_QUOTES}"),
    ("sequence entries are not allowed", f"a list entry ('- ') needs a line of its own; or {IN_QUOTES}"),
    ("expected alphabetic or numeric", f"text cannot begin with & or *; {IN_QUOTES}"),
    ("unknown escape character", "this escape is none that YAML knows; write \\\\ for a backslash"),
    ("escape sequence of", "an escape such as \\u00e9 needs hexadecimal digits here"),
    ("undefined tag handle", f"tags (!) are not supported; leave it out, or {IN_QUOTES}"),
    ("while parsing a tag", f"tags (!) are not supported; leave it out, or {IN_QUOTES}"),
    ("expected '<document start>'", "this does not belong to the keys above; mend the indentation"),
    ("expected the node content", "a value is missing here"),
    ("incompatible YAML document", "this version of YAML is unknown; take the line out"),
)

PLACEHOLDER_FIRST = re.compile(r"[:-] +\{\w+\} *$")
"""What stands before the error in: say: {side} arm out."""


def plain_words(error: yaml.MarkedYAMLError, lines: tuple[str, ...]) -> tuple[yaml.Mark | None, str]:
    """Where the error is in the lines of the text, and what to tell the author."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if mark and mark.line < len(lines) and PLACEHOLDER_FIRST.search(lines[mark.line][: mark.column]):
        return mark, f"text that begins with {{ is taken for a group of keys; {IN_QUOTES}"
    for part, message in AT_ITS_START:
        if part in said:
            return error.context_mark or mark, message
    for part, message in HERE:
        if part in said:
            return mark, message
    return mark, f"this is not YAML: {error.problem}"

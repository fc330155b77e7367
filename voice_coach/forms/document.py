"""A YAML text as plain values, together with the line and column of each.

Built from PyYAML's events, so that nothing of YAML can do harm: no tags, no anchors (and so no bombs of aliases), one
document, no key twice, a limit to the depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import yaml

from voice_coach.forms.indentation import OddLine, Widths, odd_line
from voice_coach.forms.kind import FileKind
from voice_coach.forms.problem import Problem, SourceSpan
from voice_coach.forms.yaml_errors import plain_words

Way: TypeAlias = tuple[str | int, ...]
"""The way to a value from the top: keys, and numbers of list entries counted from 0."""

Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"

MAX_DEPTH = 20
"""How deep values may be nested; a routine needs eight levels."""

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line for PyYAML; str.splitlines knows more."""

UNREADABLE = yaml.reader.Reader.NON_PRINTABLE


class BrokenYamlError(Exception):
    """The text is no YAML that a file of ours may use; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Document:
    """The values of a text, and where each value and each key stands."""

    name: str
    lines: tuple[str, ...]
    value: Value = None
    spans: dict[Way, SourceSpan] = field(default_factory=dict)
    keys: dict[Way, SourceSpan] = field(default_factory=dict)
    odd: dict[int, OddLine] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str, name: str, kind: FileKind[Any]) -> Document:
        """Read a YAML text of this kind; ``name`` stands in messages. Raises `BrokenYamlError`."""
        return cls._parsed(cls(name, tuple(LINE_END.split(text))), text, kind)

    @classmethod
    def parse_indented(cls, text: str, name: str, kind: FileKind[Any], widths: Widths) -> Document:
        """Read a text as if tabs and odd spaces in its indentation were plain spaces, so as to find what else is wrong.

        ``odd`` has each line (from 1) that was read otherwise than it is written. Raises as `parse`.
        """
        lines = tuple(LINE_END.split(text))
        odd = {number: found for number, line in enumerate(lines, 1) if (found := odd_line(line, widths))}
        read = (odd[number].read if number in odd else line for number, line in enumerate(lines, 1))
        return cls._parsed(cls(name, lines, odd=odd), "\n".join(read), kind)

    @staticmethod
    def _parsed(document: Document, text: str, kind: FileKind[Any]) -> Document:
        if match := UNREADABLE.search(text):
            before = LINE_END.split(text[: match.start()])
            span = SourceSpan(len(before), len(before[-1]) + 1)
            message = f"the control character {match.group()!r} cannot stand in a {kind.called} file"
            raise document.broken(span, message)
        return _EventReader(document, text, kind).read()

    def nearest(self, way: Way) -> Way:
        """The deepest place of this document on the way; steps that are not in the document are left out."""
        place: Way = ()
        for step in way:
            if (*place, step) in self.spans:
                place = (*place, step)
        return place

    def at(self, place: Way) -> Value:
        """The value at a place that exists."""
        value = self.value
        for step in place:
            value = value[step]  # type: ignore[index]  # a place that exists leads through these
        return value

    def texts(self) -> Iterator[tuple[Way, str]]:
        """Every text value with its place, in the order of the file."""
        for place in self.spans:
            value = self.at(place)
            if isinstance(value, str):
                yield place, value

    def problem(self, place: Way, message: str, *, at_key: bool = False) -> Problem:
        """A problem with the value at a place that exists, or with its key."""
        return self._problem(self.keys.get(place, self.spans[place]) if at_key else self.spans[place], message)

    def broken(self, span: SourceSpan, message: str) -> BrokenYamlError:
        """The error for a text that cannot be read on."""
        return BrokenYamlError(self._problem(span, message))

    def odd_problems(self) -> Iterator[Problem]:
        """A problem for each line that is not indented with plain spaces."""
        for number, line in self.odd.items():
            yield Problem(self.name, SourceSpan(number, line.first + 1), line.message, self.lines[number - 1])

    def as_written(self, line: int, column: int) -> int:
        """Where a column that was read stands in the line as it is written, both counted from 0, the line from 1."""
        return self.odd[line].as_written(column) if line in self.odd else column

    def _problem(self, span: SourceSpan, message: str) -> Problem:
        source = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        span = SourceSpan(span.line, 1 + self.as_written(span.line, max(0, span.column - 1)), span.width)
        return Problem(self.name, span, message, source)


class _EventReader:
    """Fills a document from the events of its text."""

    def __init__(self, document: Document, text: str, kind: FileKind[Any]) -> None:
        self._document = document
        self._kind = kind
        self._loader = yaml.SafeLoader(text)

    def read(self) -> Document:
        """The document with its values. Raises `BrokenYamlError`."""
        self._next()  # the start of the stream
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise self._document.broken(
                SourceSpan(1, 1), f"the file is empty; a {self._kind.called} begins with: {self._kind.begins}"
            )
        value = self._value(self._next(), ())
        self._next()  # the end of the document
        extra = self._next()
        if not isinstance(extra, yaml.StreamEndEvent):
            message = f"a second document begins here ('---'); write one {self._kind.called} a file"
            raise self._document.broken(self._span(extra), message)
        document = self._document
        return replace(document, value=value)

    def _next(self) -> yaml.Event:
        try:
            event: yaml.Event = self._loader.get_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
        except yaml.MarkedYAMLError as error:
            mark, message = plain_words(error, self._document.lines)
            span = SourceSpan(mark.line + 1, mark.column + 1) if mark else SourceSpan(1, 1)
            raise self._document.broken(span, message) from error
        except (ValueError, OverflowError) as error:
            # PyYAML lets these through for an escape above \U0010FFFF and for a %YAML version of many digits.
            mark = self._loader.get_mark()
            span = SourceSpan(mark.line + 1, mark.column + 1)
            raise self._document.broken(span, "this escape or number is none that YAML knows") from error
        return event

    def _value(self, event: yaml.Event, place: Way) -> Value:
        """The value that begins with the event, noted at its place."""
        self._refuse(event, place)
        self._document.spans[place] = self._span(event)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None and not self._kind.texts_only
            return resolve(event.value) if plain else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(place)
        return self._mapping(place)

    def _list(self, place: Way) -> list[Value]:
        entries: list[Value] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            entries.append(self._value(event, (*place, len(entries))))
        return entries

    def _mapping(self, place: Way) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            self._refuse(event, place)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._document.broken(self._span(event), "a key must be a word, not a list or a group of keys")
            key, span = str(event.value), self._span(event)
            if key in entries:
                first = self._document.keys[*place, key].line
                raise self._document.broken(span, f"the key {key!r} stands here twice; the first is in line {first}")
            self._document.keys[*place, key] = span
            entries[key] = self._value(self._next(), (*place, key))
        return entries

    def _refuse(self, event: yaml.Event, place: Way) -> None:
        """Raise for what no file may have."""
        span = self._span(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            message = "anchors (&) and aliases (*) are not supported; write it out again, or put the text in quotes"
            raise self._document.broken(span, message)
        if getattr(event, "tag", None) is not None:
            message = "tags (!) are not supported; leave it out, or put the text in quotes"
            raise self._document.broken(span, message)
        if len(place) > MAX_DEPTH:
            raise self._document.broken(span, f"this is nested more than {MAX_DEPTH} levels deep")

    def _span(self, event: yaml.Event) -> SourceSpan:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:  # only events that are made by hand have no marks
            return SourceSpan(1, 1)
        width = 1
        if isinstance(event, yaml.ScalarEvent):
            column = self._document.as_written(start.line + 1, start.column)
            rest = self._document.lines[start.line][column:] if start.line < len(self._document.lines) else ""
            width = end.column - start.column if end.line == start.line else len(rest.rstrip())
        return SourceSpan(start.line + 1, start.column + 1, max(1, width))


Scalar: TypeAlias = str | int | float | bool | None

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BOOLS = {word: truth == "true" for truth in ("true", "false") for word in (truth, truth.title(), truth.upper())}
WHOLE = re.compile(r"[-+]?[0-9]{1,15}")  # more digits than these are no count of anything and become a float
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def resolve(text: str) -> Scalar:
    """The value of a plain (unquoted) scalar. Never raises; what is nothing else is text."""
    if text in NULLS:
        return None
    if text in BOOLS:
        return BOOLS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text):
        return float(text)
    return text

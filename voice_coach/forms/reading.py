"""From the text of an author's file to the filled-in form, or to all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic

from pydantic import ValidationError

from voice_coach.errors import VoiceCoachError
from voice_coach.forms import value_errors
from voice_coach.forms.document import LINE_END, BrokenYamlError, Document
from voice_coach.forms.indentation import Widths, all_widths, odd_line
from voice_coach.forms.kind import F, FileKind
from voice_coach.forms.problem import Problem, SourceSpan

MOST_SHOWN = 20
"""After these many problems the rest is only counted: the first ones usually cause them."""

Contradictions = Callable[[Document, F | None], Iterable[Problem]]
"""What does not fit together in a text; the form is None while a value in it is wrong, then what can be said is."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[F]):
    """What became of a text: a filled-in form, or the problems that keep it from being one, in their order.

    ``document`` is None for a text that is no YAML at all.
    """

    document: Document | None
    form: F | None
    problems: tuple[Problem, ...]


def examine(text: str, name: str, kind: FileKind[F], contradictions: Contradictions[F] | None = None) -> Reading[F]:
    """Read a text as far as it can be read; ``name`` stands in messages. Raises nothing."""
    text = text.removeprefix("\ufeff")
    try:
        first = _examined(Document.parse(text, name, kind), kind, contradictions)
    except BrokenYamlError as error:
        first = Reading(None, None, (error.problem,))
    if first.form is not None:
        return first  # what is odd stands inside a text
    return _indented(first, text, name, kind, contradictions)


def _indented(
    first: Reading[F], text: str, name: str, kind: FileKind[F], contradictions: Contradictions[F] | None
) -> Reading[F]:
    """The text read as if plain spaces stood where tabs and odd spaces indent it, if that is what was wrong.

    Nobody knows how wide the author's tabs are; the width with which least is wrong is likely theirs.
    """
    readings = []
    broken = first
    for widths in all_widths(text):
        try:
            readings.append(_examined(Document.parse_indented(text, name, kind, widths), kind, contradictions))
        except BrokenYamlError as error:
            if broken is first:
                broken = _broken_too(first, error.problem, text, widths)
    best = min(readings, key=lambda one: len(one.problems), default=None)
    if best is None or best.document is None:
        return broken
    others = len(best.problems) - len(best.document.odd)
    # A text that was YAML all the same has these spaces inside its texts, unless there is less to tell without them.
    return best if first.document is None or others < len(first.problems) else first


def _broken_too(first: Reading[F], problem: Problem, text: str, widths: Widths) -> Reading[F]:
    """What to tell of a text that is no YAML with plain spaces either: both, when the spaces have hidden something."""
    if problem.message in {one.message for one in first.problems}:
        return first
    lines = LINE_END.split(text)
    odd = [
        Problem(problem.name, SourceSpan(number, found.first + 1), found.message, line)
        for number, line in enumerate(lines, 1)
        if (found := odd_line(line, widths))
    ]
    return Reading(None, None, _in_order((*odd, problem)))


def _examined(document: Document, kind: FileKind[F], contradictions: Contradictions[F] | None) -> Reading[F]:
    problems = (*document.odd_problems(), *_empty_values(document))
    try:
        form: F | None = kind.whole.model_validate(document.value)
    except ValidationError as error:
        form, problems = None, (*problems, *value_errors.problems(document, error, kind))
    problems = (*problems, *(contradictions(document, form) if contradictions else ()))
    return Reading(document, None if problems else form, _in_order(problems))


def filled(text: str, name: str, kind: FileKind[F], contradictions: Contradictions[F] | None = None) -> F:
    """The form that a text fills in. Raises the kind's error, whose message shows every place that is wrong."""
    reading = examine(text, name, kind, contradictions)
    if reading.form is None:
        raise invalid(reading.problems, kind)
    return reading.form


def invalid(problems: Iterable[Problem], kind: FileKind[Any]) -> VoiceCoachError:
    """The error that shows these problems."""
    found = _in_order(problems)
    shown = [str(problem) for problem in found[:MOST_SHOWN]]
    if more := len(found) - len(shown):
        shown.append(f"and {more} more")
    hint = f"Mend what the carets (^) point at, then {kind.then}."
    return kind.error(f"{kind.called}-invalid", "\n".join(shown), hint)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda one: (one.span.line, one.span.column)))


def _empty_values(document: Document) -> Iterator[Problem]:
    """Every key and list entry that has no value: a half-written line, hardly ever meant."""
    for place in document.spans:
        if document.at(place) is None:
            what = f"the key {place[-1]!r}" if place and isinstance(place[-1], str) else "this entry"
            message = f"{what} has no value; write one, or take it out" if place else "the file has no content"
            yield document.problem(place, message, at_key=True)

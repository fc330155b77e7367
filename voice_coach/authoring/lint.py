"""The look over a routine file: what keeps it from working, and every rule of its sound that a program can check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from voice_coach.authoring import rules
from voice_coach.authoring.form.routine import ROUTINE
from voice_coach.authoring.load import examined, routine_of
from voice_coach.authoring.rules import RuleWords
from voice_coach.authoring.spoken import Spoken, exercises, headings, lines
from voice_coach.core.plan.routine import Exercise, Routine
from voice_coach.core.speech.wording import Wording
from voice_coach.forms.document import Way
from voice_coach.forms.problem import Problem
from voice_coach.forms.source import read
from voice_coach.language.language import Language

WORDED_ROUTINE_RULES: dict[int, Callable[[Routine, RuleWords], rules.Found]] = {
    16: rules.short_rests,
    39: rules.other_language,
}
ROUTINE_RULES: dict[int, Callable[[Routine], rules.Found]] = {33: rules.short_safety}
WORDED_EXERCISE_RULES: dict[int, Callable[[Exercise, RuleWords], rules.Found]] = {
    1: rules.signposts,
    40: rules.tips_fit,
}
EXERCISE_RULES: dict[int, Callable[[Exercise], rules.Found]] = {
    2: rules.short_way_in,
    3: rules.short_sentences,
    4: rules.few_cues,
    7: rules.side_named_early,
    12: rules.quiet_holds,
    19: rules.cue_fits,
}
LINE_RULES: dict[int, Callable[[Spoken, RuleWords], str]] = {
    3: lambda line, _: rules.long_sentence(line),
    7: rules.vague_side,
    8: rules.part_behind_side,
    9: rules.banned,
    32: rules.diagnosis,
    11: rules.command,
    37: rules.unsafe,
    38: rules.shorthand,
    39: rules.foreign,
}


@dataclass(frozen=True, slots=True)
class LintFinding:
    """A sentence about what breaks rule ``rule`` at a place of the file."""

    rule: int
    place: Way
    message: str


def lint(routine: Routine, language: Language) -> tuple[LintFinding, ...]:
    """All that breaks a rule, in the order of the rules' tables."""
    return tuple(_findings(routine, RuleWords.of(language), language.wording))


def _findings(routine: Routine, known: RuleWords, wording: Wording) -> Iterator[LintFinding]:
    def of_lines(spoken: Iterable[Spoken], place: Way) -> Iterator[LintFinding]:
        for line, (number, rule) in product(spoken, LINE_RULES.items()):
            if message := rule(line, known):
                yield LintFinding(number, (*place, *line.place), message)

    for number, about_routine in ROUTINE_RULES.items():
        yield from (LintFinding(number, place, message) for place, message in about_routine(routine))
    for number, worded_routine in WORDED_ROUTINE_RULES.items():
        yield from (LintFinding(number, place, message) for place, message in worded_routine(routine, known))
    yield from of_lines(headings(routine, wording), ())
    for place, exercise in exercises(routine):
        for number, worded in WORDED_EXERCISE_RULES.items():
            yield from (LintFinding(number, (*place, *key), message) for key, message in worded(exercise, known))
        for number, about_exercise in EXERCISE_RULES.items():
            yield from (LintFinding(number, (*place, *key), message) for key, message in about_exercise(exercise))
        yield from of_lines(lines(exercise, wording), place)


@dataclass(frozen=True, slots=True)
class Report:
    """``problems`` keep the file from being a routine; ``warnings`` do not. Each is printed with ``str``."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


def check(path: Path, language: Language) -> Report:
    """Everything there is to say about a file, in its order. Raises `RoutineError` when it cannot be read at all."""
    reading = examined(read(path, ROUTINE), path)
    document = reading.document
    if document is None or reading.form is None:
        return Report(reading.problems)
    warnings = [
        document.problem(document.nearest(finding.place), f"{finding.message} [rule {finding.rule}]")
        for finding in lint(routine_of(reading.form, path), language)
    ]
    return Report((), tuple(sorted(warnings, key=lambda one: (one.span.line, one.span.column))))

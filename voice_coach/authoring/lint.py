"""Warnings about how a routine sounds: every rule of docs/writing-routines.md that a program can check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from voice_coach.authoring import rules
from voice_coach.authoring.spoken import Place, Spoken, exercises, lines
from voice_coach.core.routine import Exercise, Routine

ROUTINE_RULES: dict[int, Callable[[Routine], rules.Found]] = {33: rules.short_safety}
EXERCISE_RULES: dict[int, Callable[[Exercise], rules.Found]] = {
    1: rules.signposts,
    2: rules.short_way_in,
    3: rules.short_sentences,
    4: rules.few_cues,
    7: rules.side_named_early,
    12: rules.quiet_holds,
    19: rules.cue_fits,
}
LINE_RULES: dict[int, Callable[[Spoken], str]] = {
    3: rules.long_sentence,
    7: rules.vague_side,
    8: rules.part_behind_side,
    9: rules.banned,
    32: rules.diagnosis,
}


class Phrases(Protocol):
    """What lint asks of the phrases of a language."""

    def equals_command(self, sentence: str) -> bool:
        """Whether somebody who says this sentence gives a command."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about what breaks rule ``rule`` at a place of the file."""

    rule: int
    place: Place
    message: str


def lint(routine: Routine, phrases: Phrases) -> tuple[Finding, ...]:
    """All that breaks a rule, in the order of the rules' tables."""
    return tuple(_findings(routine, phrases))


def _findings(routine: Routine, phrases: Phrases) -> Iterator[Finding]:
    for number, about_routine in ROUTINE_RULES.items():
        for place, message in about_routine(routine):
            yield Finding(number, place, message)
    for place, exercise in exercises(routine):
        for number, about_exercise in EXERCISE_RULES.items():
            for key, message in about_exercise(exercise):
                yield Finding(number, (*place, *key), message)
        for spoken in lines(exercise, place):
            for number, about_line in LINE_RULES.items():
                if message := about_line(spoken):
                    yield Finding(number, spoken.place, message)
            if phrases.equals_command(spoken.text):
                message = f"the coach would say a command: {spoken.text!r}; use other words, or begin with: say:"
                yield Finding(11, spoken.place, message)

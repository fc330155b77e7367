"""What a system understood, in words that every system shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from voice_coach.core.commands.table import Command

if TYPE_CHECKING:
    from voice_coach.language.phrasebook import Phrasebook


class Understood(NamedTuple):
    """One utterance that is a command. ``obeyed`` is false when the system would not act on it now."""

    text: str
    meaning: str
    obeyed: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """An `Understood` with its moment.

    ``at_s`` counts seconds of the stream's sound that had been fed when it was decided, its block included;
    ``took_s`` is what deciding on that last block took, in seconds of the clock.
    """

    text: str
    meaning: str
    obeyed: bool
    at_s: float
    took_s: float


def meaning(command: Command, number: int | None = None) -> str:
    """Return what is told apart when a decision is right or wrong: the command, for a number with its value."""
    return command.value if number is None else f"{command.value} {number}"


def meaning_of(text: str, phrasebook: Phrasebook) -> str:
    """Return what a text means that is exactly one of the phrases, and "" for any other text."""
    match = phrasebook.match(text) if text in phrasebook.phrases() else None
    return meaning(match.command, match.number) if match else ""


def is_answer(meaning: str) -> bool:
    """Say whether a meaning is yes, no or a number: what the coach obeys only while a question is open."""
    return Command(meaning.partition(" ")[0]).row.answers

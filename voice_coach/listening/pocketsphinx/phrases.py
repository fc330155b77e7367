"""Which phrases the basic recogniser listens for: it is poor at short words, so it gets few of them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voice_coach.core.commands.table import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHORT_ALLOWED = frozenset(command for command in Command if command.row.answers or command.row.stops)
"""Answers have no longer form, and what stops must work in whatever form it is said."""


def basic_phrases(
    phrases: Mapping[Command, tuple[str, ...]], syllables: Callable[[str], int | None]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the phrases to listen for and those that the engine's dictionary lacks.

    A phrase of one syllable stays when it is an answer, when it stops the session, or when its command would have
    no phrase without it.
    """
    counts = {phrase: syllables(phrase) for said in phrases.values() for phrase in said}
    chosen: list[str] = []
    for command, said in phrases.items():
        usable = [phrase for phrase in said if counts[phrase] is not None]
        longer = [phrase for phrase in usable if (counts[phrase] or 0) >= 2]
        chosen += usable if command in SHORT_ALLOWED or not longer else longer
    return tuple(chosen), tuple(phrase for phrase, count in counts.items() if count is None)

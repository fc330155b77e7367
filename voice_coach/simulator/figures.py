"""Figures of a transcript: how much the coach talks, how long it is silent, how long its sentences are.

The targets are those of the manners: a session at full verbosity has at most 60 words a minute; while a clock runs
there is a sound at least each 8 s; at most 30 words come before the first movement of an exercise; a sentence has 16
words at the most and 12 on average.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voice_coach.core.effects import Role, Tone
from voice_coach.core.routine import Seconds
from voice_coach.simulator.transcript import Row

BESIDE_THE_INSTRUCTION = frozenset({Role.COUNT, Role.CUE, Role.TIP})
"""Words that accompany work or teach the sounds; a sentence's length is measured without them."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured. ``before_moving`` has, for each exercise, the words before the first that tells a movement."""

    words_a_minute: float
    longest_silence_s: Seconds
    before_moving: dict[str, int]
    sentence_mean: float
    sentence_max: int


def figures(rows: Sequence[Row], ended_at: Seconds) -> Figures:
    """Measure a transcript that has at least one sentence."""
    said = [row for row in rows if row.kind == "say"]
    lengths = [
        words(sentence)
        for row in said
        if row.role not in BESIDE_THE_INSTRUCTION
        for sentence in re.findall(r"[^.?!]+", row.text)
    ]
    return Figures(
        words_a_minute=60 * sum(words(row.text) for row in said) / ended_at,
        longest_silence_s=longest_silence_s([row for row in rows if row.kind != "heard"]),
        before_moving=_before_moving(rows),
        sentence_mean=sum(lengths) / len(lengths),
        sentence_max=max(lengths),
    )


def words(text: str) -> int:
    """How many words a text has, as the voice's rate counts them."""
    return len(text.split())


def longest_silence_s(sounds: Iterable[Row]) -> Seconds:
    """The longest time between the end of everything that sounded so far and the next sound."""
    longest = heard_until = 0.0
    for row in sounds:
        longest = max(longest, row.t0 - heard_until)
        heard_until = max(heard_until, row.t1)
    return longest


def _before_moving(rows: Sequence[Row]) -> dict[str, int]:
    """The words of each exercise up to the first sentence that tells a movement, or to the start of its work."""
    counted: dict[str, int] = {}
    begun: set[str] = set()
    for row in rows:
        if not row.exercise or row.exercise in begun:
            continue
        if row.role == Role.MOVE or row.text == Tone.START:
            begun.add(row.exercise)
        elif row.kind == "say":
            counted[row.exercise] = counted.get(row.exercise, 0) + words(row.text)
    return counted

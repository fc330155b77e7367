"""What a person's phrases are like when this person says them, and what an utterance's likeness to them is worth. Pure.

An utterance is known by the direction of the inner row that the lesson's layer of whole phrases makes of it
(`Lesson.direction`), which was learned to keep phrases apart; likeness is the cosine between two of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from voice_coach.listening.phones.network import Array

USUAL = 0.65
"""The likeness from which on an utterance speaks for a phrase."""

RIVAL = 0.5
"""The least likeness that the nearest other meaning counts with: of who has said few phrases there may be no near one,
which proves nothing. With twenty phrases the median of the nearest is 0.45."""

OF_LIKENESS, OF_LEAD = 8.0, 4.0
"""What likeness above the usual one is worth, and what its lead over the nearest other meaning; in logits.

These and `USUAL` were chosen by four synthetic voices, twenty phrases of two clips each, so that false orders from
people's other words do not rise; `benchmarks/own_voice.py` measures with other voices."""

LEAST, MOST = -4.0, 4.0
"""More than that a likeness never takes or gives, in logits: what the ear is sure is no phrase does not become one."""


class Prototypes:
    """The clips of each phrase of one person, as directions.

    Attributes:
        phrases: those of which there is a clip.

    """

    def __init__(self, directions: Mapping[str, Sequence[Array]]) -> None:
        """Take unit vectors, at least one a phrase."""
        self._directions = {phrase: np.stack(rows) for phrase, rows in directions.items() if len(rows)}
        self.phrases = tuple(self._directions)

    def alike(self, direction: Array) -> dict[str, float]:
        """How alike an utterance is to each phrase, from -1 to 1: to the most alike of its clips."""
        return {phrase: float((rows @ direction).max()) for phrase, rows in self._directions.items()}


def shift(alike: Mapping[str, float], phrase: str, meaning: Mapping[str, Hashable]) -> float:
    """What the likeness is worth to a candidate, in logits; 0 for a phrase of which there is no clip."""
    if phrase not in alike:
        return 0.0
    own = alike[phrase]
    other = max((one for text, one in alike.items() if meaning[text] != meaning[phrase]), default=RIVAL)
    return min(max(OF_LIKENESS * (own - USUAL) + OF_LEAD * (own - max(other, RIVAL)), LEAST), MOST)

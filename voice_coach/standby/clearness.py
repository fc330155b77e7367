"""How clearly each word of a phrase was heard. Pure.

Of a long phrase one word may be another, and the judge, who has learned short ones, still be sure of the whole: "stop"
for "start", or another routine's name that ends alike. So the least clear word decides.
"""

from __future__ import annotations

from itertools import islice, pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from voice_coach.listening.phones.grammar import NEVER, Grammar
from voice_coach.listening.phones.lesson import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from voice_coach.listening.phones.grammar import Phones, Scores

MISSED = -6.0
"""What a phone counts that was left out; one that is likelier to be another has -3 to -12."""

SHORT = 3
"""Words of fewer phones are not looked at: "a", "to" and "the" are hardly said."""

MOST = 8
"""Ways to say a text that are tried."""


def clearness(emissions: Scores, texts: Iterable[str], pronounce: Callable[[str], Sequence[Phones]]) -> float:
    """Return the mean over the least clear word's phones of the logarithm of their probability.

    ``texts`` are the phrase with what may stand around it; the one that explains the sound best counts. Every word of
    them can be pronounced.
    """
    ways = [
        words
        for text in texts
        for words in islice(product(*(pronounce(word) for word in text.split())), MOST)
    ]  # fmt: skip
    grammar = Grammar([sum(words, ()) for words in ways], BLANK)
    entry = np.full(len(emissions), NEVER, np.float32)
    entry[0] = 0.0
    best = int(grammar.scores(emissions, entry)[-1].argmax())
    _, path = grammar.path(emissions, best)
    heard = iter(_heard(emissions, path))
    found, waiting = [], next(heard, None)
    for word in ways[best]:
        clear = []
        for phone in word:
            if waiting and waiting[0] == phone:
                clear.append(waiting[1])
                waiting = next(heard, None)
            else:
                clear.append(MISSED)
        if len(word) >= SHORT:
            found.append(sum(clear) / len(clear))
    return min(found, default=MISSED)


def _heard(emissions: Scores, path: np.ndarray) -> list[tuple[int, float]]:
    """Each phone of a path, and the logarithm of its probability in its clearest frame."""
    breaks = [0, *(np.flatnonzero(np.diff(path)) + 1), len(path)]
    return [
        (int(path[first]), float(emissions[first:last, path[first]].max()))
        for first, last in pairwise(breaks)
        if path[first] != BLANK
    ]

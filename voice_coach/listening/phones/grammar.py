"""How well each of many phrases explains a stretch of sound: Viterbi over all of them at once. Pure.

A phrase is a chain of its phones with a blank around each, as in connectionist temporal classification (Graves et al.,
ICML 2006): a frame is spent on a phone, or on the blank behind it. One phone may be left out, at a price: people do so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

Scores: TypeAlias = npt.NDArray[np.float32]
"""Logarithms of probabilities."""

Phones: TypeAlias = tuple[int, ...]
"""A pronunciation: indices of phones."""

NEVER = np.float32(-1e9)

SKIP = np.float32(-4.0)
"""What it costs to leave a phone out."""

CHANGE = np.float32(-1.5)
"""What it costs the free loop to change its phone; without it the loop fits noise in a word better than the word."""


class Grammar:
    """Pronunciations laid end to end, so that one step of numpy serves all of them.

    Attributes:
        lengths: how many phones each pronunciation has.

    """

    def __init__(self, pronunciations: Sequence[Phones], blank: int, groups: Sequence[int] = ()) -> None:
        """Take the pronunciations, none of them empty, and the index of the blank among the phones.

        ``groups`` has a number for each: one may follow another at once when their numbers are the same. They stand in
        the order of their numbers; without numbers none follows another.
        """
        self.lengths = np.array([len(phones) for phones in pronunciations])
        self._phones = np.array([one for phones in pronunciations for one in (*_blanked(phones, blank), blank)])
        sizes = 2 * self.lengths + 1
        self._ends = np.cumsum(sizes) - 1
        self._starts = self._ends - sizes + 1
        place = np.arange(len(self._phones)) - np.repeat(self._starts, sizes)
        is_phone = place % 2 == 1
        other, beyond = (np.roll(self._phones, back) != self._phones for back in (2, 4))
        self._from = [
            np.where(may, cost, NEVER).astype(np.float32)
            for may, cost in (
                (place >= 1, 0.0),
                (is_phone & (place >= 3) & other, 0.0),  # two phones that are the same need a blank between them
                (is_phone & (place >= 3), SKIP),
                (is_phone & (place >= 5) & beyond, SKIP),
            )
        ]
        self._long = np.flatnonzero(self.lengths >= 2)
        firsts = [0, *(np.flatnonzero(np.diff(groups)) + 1)] if len(groups) else []
        self._groups = np.array(firsts, np.int64)
        self._group_sizes = np.diff([*firsts, len(self.lengths)])

    def scores(self, emissions: Scores, entry: Scores, again: float = 0.0) -> Scores:
        """Return for every frame and pronunciation the score of the best path that ends there, frames x pronunciations.

        ``emissions`` are frames x phones; ``entry`` is the score with which a pronunciation may begin at each frame;
        ``again`` is what it costs to begin right after another of the group.
        """
        found = np.full((len(emissions), len(self.lengths)), NEVER, np.float32)
        frontier = np.full(len(self._phones) + 4, NEVER, np.float32)
        best = frontier[4:]
        second, last = self._starts[self._long] + 3, self._ends[self._long] - 3
        for frame, heard in enumerate(emissions):
            reached = best.copy()
            for back, cost in enumerate(self._from, start=1):
                np.maximum(reached, frontier[4 - back : len(frontier) - back] + cost, out=reached)
            begins: Scores = np.full(len(self.lengths), entry[frame], np.float32)
            if frame and len(self._groups):
                ended = np.maximum.reduceat(found[frame - 1], self._groups) + np.float32(again)
                np.maximum(begins, np.repeat(ended, self._group_sizes), out=begins)
            for place in (self._starts, self._starts + 1):
                reached[place] = np.maximum(reached[place], begins)
            reached[second] = np.maximum(reached[second], begins[self._long] + SKIP)
            best[:] = reached + heard[self._phones]
            found[frame] = np.maximum(best[self._ends], best[self._ends - 1])
            early = np.maximum(best[last], best[last + 1]) + SKIP
            found[frame, self._long] = np.maximum(found[frame, self._long], early)
        return found

    def path(self, emissions: Scores, index: int) -> tuple[float, npt.NDArray[np.int64]]:
        """Return the score of one pronunciation over all of the frames, and the phone of each frame on its way."""
        places = slice(self._starts[index], self._ends[index] + 1)
        phones, costs = self._phones[places], [cost[places] for cost in self._from]
        best = np.full(len(phones), NEVER, np.float32)
        best[:2] = emissions[0, phones[:2]]
        came = np.zeros((len(emissions), len(phones)), np.int64)
        for frame in range(1, len(emissions)):
            ways = np.full((5, len(phones)), NEVER, np.float32)
            ways[0] = best
            for back, cost in enumerate(costs, start=1):
                ways[back, back:] = best[:-back] + cost[back:]
            came[frame] = ways.argmax(axis=0)
            best = ways.max(axis=0) + emissions[frame, phones]
        place = len(phones) - 1 - int(best[-2] > best[-1])
        score, way = float(best[place]), [place]
        for frame in range(len(emissions) - 1, 0, -1):
            place -= int(came[frame, place])
            way.append(place)
        return score, phones[way[::-1]]


def loop_score(emissions: Scores, blank: int) -> float:
    """The score of the best way through any phones at all, which explains every sound."""
    best = emissions[0].copy()
    for heard in emissions[1:]:
        changed = best.max()
        best = np.maximum(best, changed + CHANGE)
        best[blank] = max(best[blank], changed)
        best += heard
    return float(best.max())


def _blanked(phones: Phones, blank: int) -> tuple[int, ...]:
    return tuple(one for phone in phones for one in (blank, phone))

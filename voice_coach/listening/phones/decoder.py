"""How well each phrase explains an utterance, with whatever people say around it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from voice_coach.listening.phones.grammar import NEVER, Grammar, Phones, Scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from voice_coach.language.phrasebook import Match

FILLER = -1.0
"""What a word around a phrase costs: of two ways to read an utterance the one with fewer of them is right."""


class Explanation(NamedTuple):
    """The best score of a phrase over all of an utterance's frames, and how many phones it has."""

    score: float
    phones: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words that may stand around a phrase: how they are said, forward and backward."""

    forward: Grammar
    backward: Grammar

    def scores(self, emissions: Scores) -> tuple[Scores, Scores]:
        """The best score of words that fill the frames up to each frame, and of words that fill those from it on."""
        return _filled(self.forward, emissions), _filled(self.backward, emissions[::-1])[::-1]


class Decoder:
    """Knows the phrases of a language and what may be said around each.

    Attributes:
        phrases: those that somebody knows how to say.
        beginnings: those that another meaning's phrase begins with, but for their last phone and its first at the most
            ("wait" and "wake up", "which side" and "switch sides"): while more may come they are not sure.

    """

    def __init__(
        self,
        table: Mapping[str, Match],
        around: Callable[[Match], Sequence[str]],
        pronounce: Callable[[str], Sequence[Phones]],
        blank: int,
    ) -> None:
        """Take the phrases, the words that may stand around each meaning, and how to pronounce a text."""
        self._pronounce, self._blank = pronounce, blank
        kinds: dict[tuple[str, ...], list[str]] = {}
        for phrase, match in table.items():
            if pronounce(phrase):
                kinds.setdefault(tuple(around(match)), []).append(phrase)
        self.phrases = tuple(phrase for phrases in kinds.values() for phrase in phrases)
        self.beginnings = frozenset(_beginnings(table, pronounce))
        self._kinds = [_Kind(phrases, words, table, pronounce, blank) for words, phrases in kinds.items()]
        self._alone: dict[str, Grammar] = {}

    def explain(self, emissions: Scores) -> dict[str, Explanation]:
        """Return how well each phrase explains the frames (frames x phones)."""
        return {phrase: one for kind in self._kinds for phrase, one in kind.explain(emissions).items()}

    def path(self, emissions: Scores, phrase: str) -> tuple[float, np.ndarray, int]:
        """The best way to say a phrase alone in the frames: its score, the phone of each frame, and its phones."""
        if phrase not in self._alone:
            self._alone[phrase] = Grammar(self._pronounce(phrase), self._blank)
        grammar = self._alone[phrase]
        ways = [(*grammar.path(emissions, index), int(length)) for index, length in enumerate(grammar.lengths)]
        return max(ways, key=lambda way: way[0])


def _beginnings(table: Mapping[str, Match], pronounce: Callable[[str], Sequence[Phones]]) -> Iterator[str]:
    openings: dict[Phones, set[tuple[object, object, int]]] = {}
    said = [(phrase, (match.command, match.number), pronounce(phrase)) for phrase, match in table.items()]
    for _, meaning, ways in said:
        for phones in ways:
            for begin, end in product((0, 1), range(2, len(phones))):
                openings.setdefault(phones[begin:end], set()).add((*meaning, len(phones) - begin))
    for phrase, meaning, ways in said:
        longer = ((other, length, phones) for phones in ways for *other, length in openings.get(phones[:-1], ()))
        if any(tuple(other) != meaning and length > len(phones) for other, length, phones in longer):
            yield phrase


class _Kind:
    """Phrases that have the same words around them."""

    def __init__(
        self,
        phrases: Sequence[str],
        around: Iterable[str],
        table: Mapping[str, Match],
        pronounce: Callable[[str], Sequence[Phones]],
        blank: int,
    ) -> None:
        commands = sorted({table[phrase].command for phrase in phrases})
        entries = sorted(
            (commands.index(table[phrase].command), phrase, phones)
            for phrase in phrases
            for phones in pronounce(phrase)
        )
        self._phrases = [phrase for _, phrase, _ in entries]
        self._grammar = Grammar([phones for *_, phones in entries], blank, [group for group, *_ in entries])
        self._around = _surroundings(around, pronounce, blank)

    def explain(self, emissions: Scores) -> dict[str, Explanation]:
        """See `Decoder.explain`."""
        before = np.full(len(emissions), NEVER, np.float32)
        after = np.full(len(emissions) + 1, NEVER, np.float32)
        before[0] = after[-1] = 0.0
        if self._around:
            filled, rest = self._around.scores(emissions)
            before[1:], after[:-1] = filled[:-1], rest
        found = (self._grammar.scores(emissions, before) + after[1:, np.newaxis]).max(axis=0)
        best: dict[str, Explanation] = {}
        for phrase, score, phones in zip(self._phrases, found, self._grammar.lengths, strict=True):
            if phrase not in best or score > best[phrase].score:
                best[phrase] = Explanation(float(score), int(phones))
        return best


def _surroundings(
    words: Iterable[str], pronounce: Callable[[str], Sequence[Phones]], blank: int
) -> Surroundings | None:
    said = [phones for word in words for phones in pronounce(word)]
    if not said:
        return None
    one_group = [0] * len(said)
    return Surroundings(Grammar(said, blank, one_group), Grammar([phones[::-1] for phones in said], blank, one_group))


def _filled(words: Grammar, emissions: Scores) -> Scores:
    entry = np.full(len(emissions), NEVER, np.float32)
    entry[0] = FILLER
    return np.asarray(words.scores(emissions, entry, FILLER).max(axis=1), np.float32)

"""What the network's tokens stand for in a language: how likely each of its phones is when a token is heard.

It begins with a list of the tokens that each phone comes out as, and is learned from words whose phones are known:
align, count, and again (Viterbi training). The synthesiser of a language can say such words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from voice_coach.listening.phones.grammar import Grammar, Phones, Scores
from voice_coach.listening.phones.network import BLANK, WORD_BOUNDARY, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from voice_coach.listening.phones.network import Array

SELDOM = 0.5
"""A token that was heard for fewer frames than this tells little."""

LITTLE = 0.2
"""How much of what such a token tells is believed."""

LEAST = 1e-6
"""No phone is quite impossible."""


class TokenTable:
    """Phones x tokens; the blank is one more phone behind the others."""

    def __init__(self, heard_as: Mapping[str, Sequence[str]]) -> None:
        """Take for each phone the tokens that it comes out as, the likeliest first."""
        names = tokens()
        self._none = [names.index(BLANK), names.index(WORD_BOUNDARY)]
        table = np.full((len(heard_as), len(names)), 1e-4, np.float32)
        for phone, heard in enumerate(heard_as.values()):
            for place, token in enumerate(heard):
                table[phone, names.index(token)] = 0.5 if place else 1.0
        table[:, self._none] = 0.0
        self._table = table / np.maximum(table.sum(axis=0, keepdims=True), 1e-3)

    @property
    def blank(self) -> int:
        """The index of the blank."""
        return len(self._table)

    def to_bytes(self) -> bytes:
        """What has been learned."""
        return bytes(self._table.astype("<f4").tobytes())

    def restore(self, learned: bytes) -> None:
        """Take up what `to_bytes` gave. Raises ValueError when it is of other phones."""
        self._table = np.frombuffer(learned, "<f4").reshape(self._table.shape).astype(np.float32)

    def emissions(self, log_probabilities: Array) -> Scores:
        """The logarithm of every phone's probability, frames x phones, by the tokens'."""
        likely = np.exp(log_probabilities)
        silent = likely[:, self._none].sum(axis=1, keepdims=True)
        every = np.concatenate([likely @ self._table.T, silent], axis=1)
        return np.asarray(np.log(np.maximum(every, LEAST)), np.float32)

    def align(self, log_probabilities: Array, pronunciations: Sequence[Phones]) -> npt.NDArray[np.int64]:
        """The phone of every frame, on the best way to say it."""
        emissions = self.emissions(log_probabilities)
        grammar = Grammar(pronunciations, self.blank)
        return max((grammar.path(emissions, index) for index in range(len(pronunciations))), key=lambda way: way[0])[1]

    def learn(self, heard: Iterable[tuple[Array, Sequence[Phones]]]) -> None:
        """Align what was heard, and count the tokens of every phone anew; a phone that was not heard stays as it is."""
        counts = np.full(self._table.shape, 1e-3)
        for log_probabilities, pronunciations in heard:
            path = self.align(log_probabilities, pronunciations)
            likely = np.exp(log_probabilities)
            for phone in set(path.tolist()) - {self.blank}:
                counts[phone] += likely[path == phone].sum(axis=0)
        counts[:, self._none] = 0.0
        shares = counts / counts.sum(axis=1, keepdims=True)  # every phone counts the same, however often it was said
        table = shares / np.maximum(shares.sum(axis=0, keepdims=True), 1e-9)
        table[:, counts.sum(axis=0) < SELDOM] *= LITTLE
        self._table = table.astype(np.float32)

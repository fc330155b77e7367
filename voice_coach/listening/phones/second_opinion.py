"""A second opinion: whether the phones of what another recogniser has heard were there.

A grammar hears one of its phrases in everything. The phone network hears the same seconds without knowing what was
decided, and says how well each phrase explains them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from voice_coach.audio.format import RATE, Samples, from_bytes
from voice_coach.listening.phones.activity import Run, runs
from voice_coach.listening.phones.decoder import Decoder

if TYPE_CHECKING:
    from voice_coach.language.phrasebook import Match, Phrasebook
    from voice_coach.listening.phones.grammar import Phones, Scores

HEARD_SAMPLES = round(2.6 * RATE)
"""What is heard again; it is the length at which the network was measured."""

MARGIN = -2.0
"""How much worse the decided phrase may explain the sound than the best phrase of another meaning. Measured with a
Korean model and voices that nothing was fitted on (docs/hearing.md)."""

MOST_RUNS = 3
"""A phrase may fall into so many runs of phones."""

AROUND = 4
"""Frames around them that are looked at as well."""


class Phonology(Protocol):
    """What is known of a language's phones: `Spelling`, or a `Lesson` with the network."""

    @property
    def blank(self) -> int:
        """The index of the blank among the phones."""
        ...

    def emissions(self, samples: Samples) -> Scores:
        """How likely each phone is in each frame of a sound."""
        ...

    def pronounce(self, text: str) -> list[Phones]:
        """The ways to say a text; none when nobody knows."""
        ...


class SecondOpinion:
    """Remembers the last seconds of sound, and is asked about what they were taken for."""

    def __init__(self, phrasebook: Phrasebook, phonology: Phonology) -> None:
        self._table = phrasebook.table
        self._phonology = phonology
        self._decoder = Decoder(phrasebook.table, phrasebook.around, phonology.pronounce, phonology.blank)
        self._pcm = b""

    def take(self, pcm: bytes) -> None:
        """Hear the next samples (16 kHz, 16-bit, mono)."""
        self._pcm = (self._pcm + pcm)[-2 * HEARD_SAMPLES :]

    def agrees(self, match: Match) -> bool:
        """Whether the last seconds may be this phrase; costs one pass of the network, some 30 ms."""
        if len(self._pcm) < RATE or match.phrase not in self._decoder.phrases:
            return True
        heard = self._phonology.emissions(from_bytes(self._pcm))
        meant = (match.command, match.number)
        return any(self._fits(heard[max(0, first - AROUND) : last + AROUND], meant) for first, last in _spans(heard))

    def _fits(self, heard: Scores, meant: tuple[object, object]) -> bool:
        own, other = -np.inf, -np.inf
        for phrase, (score, _) in self._decoder.explain(heard).items():
            if (self._table[phrase].command, self._table[phrase].number) == meant:
                own = max(own, score)
            else:
                other = max(other, score)
        return bool(own - other > MARGIN)


def _spans(heard: Scores) -> list[Run]:
    """What may have been the phrase: the last run of phones, the last two, the last three."""
    spoken = runs(heard[:, -1])
    return [Run(first.first, spoken[-1].last) for first in spoken[-MOST_RUNS:]]

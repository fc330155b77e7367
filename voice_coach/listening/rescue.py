"""A second recogniser beside the first: what the first says nothing to, or something wrong, the second may rescue.

A grammar of words loses a soft or noisy phrase altogether where its phones are still clear. The second counts only
where the first heard no phrase in the same stretch of sound, or one with which the second opinion does not agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from voice_coach.audio.format import RATE
from voice_coach.listening.early_decision import Utterance
from voice_coach.listening.phones.engine import UNKNOWN

if TYPE_CHECKING:
    from voice_coach.core.plan.routine import Seconds
    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.recogniser import Recogniser

LATE_S: Seconds = 0.33
"""The first is waited for so long after an utterance that the second has heard: it is slower to see words stand."""

SAME_S: Seconds = 0.15
"""What begins so long before the end of what was rescued is the same sound: where a word began is often a guess."""


class Decided(NamedTuple):
    """An utterance, and whether the second opinion agrees with what it was taken for."""

    utterance: Utterance
    agreed: bool


class Rescue:
    """Keeps the last utterance of the second recogniser until it is due, or the first has heard it too."""

    def __init__(self, recogniser: Recogniser, phrasebook: Phrasebook) -> None:
        self._recogniser, self._phrasebook = recogniser, phrasebook
        self._samples = 0
        self._asked = False
        self._waiting: Utterance | None = None
        self._heard_until: Seconds = 0.0
        self._rescued_until: Seconds = 0.0

    @property
    def under_way(self) -> bool:
        """Whether an utterance has begun that is not told yet."""
        return self._recogniser.under_way or self._waiting is not None

    def beside(self, pcm: bytes, decided: list[Decided]) -> list[Decided]:
        """Hear the next samples, of which the first has made ``decided``, and return what comes of both."""
        self._hear(pcm)
        found = []
        for utterance, agreed in decided:
            if utterance.began < self._rescued_until - SAME_S:
                continue  # the first is late with what was rescued
            waits = self._waiting is not None and self._waiting.began < utterance.at
            if agreed and self._counts(utterance):
                self._heard_until = utterance.at
                self._waiting = None if waits else self._waiting
                found.append(Decided(utterance, agreed))
            elif waits:
                found += self._give()
            else:
                found.append(Decided(utterance, agreed))
        if self._waiting and self._samples / RATE >= self._waiting.at + LATE_S:
            found += self._give()
        return found

    def answers_only(self, wanted: bool) -> None:
        """See `Recogniser.answers_only`."""
        self._asked = wanted
        self._recogniser.answers_only(wanted)

    def reset(self) -> None:
        """See `Recogniser.reset`."""
        self._recogniser.reset()
        self._waiting = None

    def close(self) -> None:
        """See `Recogniser.close`."""
        self._recogniser.close()

    def _counts(self, utterance: Utterance) -> bool:
        """Whether it is a phrase that means something now: an answer to no question does not."""
        return utterance.match is not None and (self._asked or not utterance.match.command.row.answers)

    def _hear(self, pcm: bytes) -> None:
        self._samples += len(pcm) // 2
        for one in self._recogniser.feed(pcm):
            if one.text != UNKNOWN and one.began >= self._heard_until:
                match = self._phrasebook.match(one.text)
                self._waiting = Utterance(one.text, match, one.confidence, one.at, one.began)

    def _give(self) -> list[Decided]:
        given, self._waiting = self._waiting, None
        if given is None:
            return []
        self._rescued_until = given.at
        return [Decided(given, agreed=True)]

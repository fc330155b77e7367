"""When a hypothesis is decided. Pure; time is counted in sound, not on a clock.

A partial is decided before its final when it is a whole phrase, has stood for a while, and the sound behind it is
quiet. The quiet keeps the rule "whole utterances only": while a second word is spoken the first still stands. Of 40
pairs of phrases said in one breath, 30 were taken for their first phrase without it and 2 with it; a phrase alone was
decided 0.24 s after its end instead of 0.18 s (median of 29, Korean test model).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voice_coach.core.plan.routine import Seconds
    from voice_coach.language.phrasebook import Match, Phrasebook
    from voice_coach.listening.recogniser import Hypothesis

STABLE_S: Seconds = 0.25
"""A partial that has stood for one more of Vosk's decoder steps (200 ms) hardly ever changes."""

PREFIX_S: Seconds = 0.2
"""One decoder step more for a phrase that another command's phrase begins with: "stop" of "stop listening"."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said, decided. ``match`` is None when it is no phrase.

    ``at`` counts seconds of sound as `Hypothesis.at` does: the end of the last word, and for an early decision the
    moment in which the whole phrase first stood. ``confidence`` is None for an early decision, because an engine
    gives none before the final. ``began`` is where its first word began, see `Hypothesis`.
    """

    text: str
    match: Match | None
    confidence: float | None
    at: Seconds
    began: Seconds


class EarlyDecision:
    """Takes the hypotheses in their order and gives back each utterance once."""

    def __init__(self, phrasebook: Phrasebook) -> None:
        self._phrasebook = phrasebook
        self.reset()

    def reset(self) -> None:
        """Forget the utterance under way."""
        self._text = ""
        self._match: Match | None = None
        self._since: Seconds = 0.0
        self._decided = False

    @property
    def under_way(self) -> bool:
        """Whether words of an utterance stand: undecided ones, or the rest of a decided utterance."""
        return bool(self._text)

    def take(self, hypothesis: Hypothesis, *, quiet: bool) -> Utterance | None:
        """Return the utterance that this hypothesis decides, or None. ``quiet``: see `Loudness.quiet`."""
        return self._final(hypothesis) if hypothesis.final else self._partial(hypothesis, quiet=quiet)

    def _final(self, hypothesis: Hypothesis) -> Utterance | None:
        decided = self._decided
        self.reset()
        if decided or not hypothesis.text:
            return None  # what follows an early decision is the rest of the same utterance
        match = self._phrasebook.match(hypothesis.text)
        return Utterance(hypothesis.text, match, hypothesis.confidence, hypothesis.at, hypothesis.began)

    def _partial(self, hypothesis: Hypothesis, *, quiet: bool) -> Utterance | None:
        if hypothesis.text != self._text:
            self._text, self._since = hypothesis.text, hypothesis.at
            self._match = self._phrasebook.match(self._text)
        match = self._match
        if not quiet or self._decided or match is None or match.command.row.destroys:
            return None
        wait_s = STABLE_S + (PREFIX_S if self._phrasebook.is_prefix(self._text) else 0.0)
        if hypothesis.at - self._since < wait_s:
            return None
        self._decided = True
        return Utterance(self._text, match, None, self._since, hypothesis.began)

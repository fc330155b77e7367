"""How a language without a lesson is heard: which phrase explains an utterance best, and how sure that is.

What is sure was learned in Korean, of synthetic voices (`python -m scripts.training.untaught`), from figures that
mean the same in any language: how well the phrase explains it, how far the next one is, how fast it was said.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from voice_coach.listening.phones.decoder import Decoder
from voice_coach.listening.phones.grammar import loop_score
from voice_coach.listening.phones.judgement import FAR, Judged

if TYPE_CHECKING:
    from collections.abc import Callable

    from voice_coach.audio.format import Samples
    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.phones.grammar import Scores
    from voice_coach.listening.phones.untaught.spelling import Spelling

BIAS = -3.484
WEIGHTS = (
    -0.564, 1.480, 12.583, -1.806, 3.294, -0.038, 5.832, 0.613,
    -0.277, 0.010, 4.274, 0.265, -0.084, 0.011, -0.403, -0.002,
)  # fmt: skip
"""Of `features` and their squares."""

CLEAR = 15.0
"""More than so much better than the next meaning is not surer."""


class SpelledHearing:
    """A `Hearing`.

    Attributes:
        phrases: those that can be heard.
        beginnings: see `Decoder`.

    """

    def __init__(self, phrasebook: Phrasebook, spelling: Spelling) -> None:
        self._spelling = spelling
        self._decoder = Decoder(phrasebook.table, phrasebook.around, spelling.pronounce, spelling.blank)
        self._meaning = {phrase: (match.command, match.number) for phrase, match in phrasebook.table.items()}
        self.phrases, self.beginnings = self._decoder.phrases, self._decoder.beginnings

    def silence(self, sound: Samples) -> Scores:
        """See `Hearing.silence`."""
        return self._spelling.emissions(sound)[:, self._spelling.blank]

    def judge(
        self, sound: Samples, silence_s: float, mass: float, sayable: Callable[[str], bool], *, asked: bool
    ) -> list[Judged]:
        """See `Hearing.judge`. Whether it was asked for makes no difference."""
        del asked
        best, features = self.look(sound, silence_s, mass, sayable)
        if not best:
            return []
        logit = BIAS + float(np.dot(WEIGHTS, [*features, *np.square(features)]))
        return [Judged(best, 1.0 / (1.0 + exp(-min(max(logit, -FAR), FAR))))]

    def look(
        self, sound: Samples, silence_s: float, mass: float, sayable: Callable[[str], bool]
    ) -> tuple[str, list[float]]:
        """Return the phrase that explains an utterance best, "" for none, and what is looked at of it."""
        emissions = self._spelling.emissions(sound)
        found = {phrase: one for phrase, one in self._decoder.explain(emissions).items() if sayable(phrase)}
        if not found:
            return "", []
        best = max(found, key=lambda phrase: found[phrase].score)
        (score, phones), frames = found[best], len(emissions)
        next_best = max(
            (one.score for phrase, one in found.items() if self._meaning[phrase] != self._meaning[best]),
            default=score - CLEAR,
        )
        return best, [
            (score - loop_score(emissions, self._spelling.blank)) / phones,
            min(score - next_best, CLEAR) / 5,
            score / frames,
            frames / phones / 10,
            min(silence_s, 1.0),
            mass / phones,
            log(phones),
            score / phones,
        ]

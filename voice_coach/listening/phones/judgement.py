"""Which phrase an utterance is, and how sure that is: two ways to hear it, and a judge who has learned to trust them.

One way are the phones (`decoder`), which know any phrase; the other the whole utterance (`Lesson.whole`), which knows
those that were learned. Each names its best phrase, and the judge gives both a probability. Of a person whose
clips are known it also counts how alike the utterance is to them (`own.prototypes`).
"""

from __future__ import annotations

from math import exp, log, log1p
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from voice_coach.listening.phones.decoder import Decoder
from voice_coach.listening.phones.grammar import loop_score
from voice_coach.listening.phones.lesson import BLANK, SILENT_BELOW, spoken
from voice_coach.listening.phones.network import log_softmax, phone_network
from voice_coach.listening.phones.own.prototypes import shift

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from voice_coach.audio.format import Samples
    from voice_coach.language.phrasebook import Match, Phrasebook
    from voice_coach.listening.phones.decoder import Explanation
    from voice_coach.listening.phones.grammar import Scores
    from voice_coach.listening.phones.lesson import Lesson
    from voice_coach.listening.phones.network import Array
    from voice_coach.listening.phones.own.prototypes import Prototypes

TIE = 0.01
"""Two safe orders in one breath score the same, either being the other's surroundings; so far it is a tie."""

FAR = 40.0
"""More than so much better than the next meaning is not surer."""


class Judged(NamedTuple):
    """A phrase, and how likely it is that it was said."""

    phrase: str
    probability: float


class Evidence(NamedTuple):
    """An utterance as it was heard: its phones frame by frame, what each phrase explains of it, and the whole of it.

    ``silence_s`` is how long it was quiet before it; ``mass`` how many frames of it had a phone; ``alike`` how alike it
    is to the person's own clips of each phrase, empty without any.
    """

    emissions: Scores
    explanations: Mapping[str, Explanation]
    loop: float
    whole: Mapping[str, float]
    none: float
    silence_s: float
    mass: float
    alike: Mapping[str, float]


class LearnedHearing:
    """A `Hearing` of a language that was learned.

    Attributes:
        phrases: those that can be heard.
        beginnings: see `Decoder`.

    """

    def __init__(self, phrasebook: Phrasebook, lesson: Lesson, own: Prototypes | None = None) -> None:
        """Load the network; ``own`` is how one person says phrases. Raises ListeningError: see `PhoneNetwork`."""
        self._network, self._lesson = phone_network(), lesson
        decoder = Decoder(phrasebook.table, phrasebook.around, lesson.pronounce, BLANK)
        self._judge = Judge(lesson, decoder, phrasebook.table, own)
        self.phrases, self.beginnings = decoder.phrases, decoder.beginnings

    def silence(self, sound: Samples) -> Scores:
        """See `Hearing.silence`."""
        return self._lesson.emissions(self._network.hidden(sound))[:, BLANK]

    def judge(
        self, sound: Samples, silence_s: float, mass: float, sayable: Callable[[str], bool], *, asked: bool
    ) -> list[Judged]:
        """See `Hearing.judge`."""
        evidence = self._judge.hear(self._network.hidden(sound), silence_s, mass)
        return self._judge.judge(evidence, sayable, asked=asked)


class Judge:
    """Judges utterances by themselves; it remembers none."""

    def __init__(
        self, lesson: Lesson, decoder: Decoder, table: Mapping[str, Match], own: Prototypes | None = None
    ) -> None:
        self._lesson, self._decoder, self._own = lesson, decoder, own
        self._meaning = {phrase: (match.command, match.number) for phrase, match in table.items()}
        self._safety = {phrase: match.command.row.safety for phrase, match in table.items()}

    def hear(self, hidden: Sequence[Array], silence_s: float, mass: float) -> Evidence:
        """Take down what the network makes of an utterance."""
        emissions = self._lesson.emissions(hidden)
        whole = self._lesson.whole(hidden, emissions)
        return Evidence(
            emissions,
            self._decoder.explain(emissions),
            loop_score(emissions, BLANK),
            {
                phrase: float(one)
                for phrase, one in zip(self._lesson.phrases, whole, strict=False)
                if phrase in self._meaning
            },
            float(whole[-1]),
            silence_s,
            mass,
            self._own.alike(self._lesson.direction(hidden, emissions)) if self._own else {},
        )

    def candidates(self, evidence: Evidence, sayable: Callable[[str], bool]) -> list[str]:
        """The best phrase by its phones, and by the whole utterance, of those that can be said now."""
        explained = {phrase: one.score for phrase, one in evidence.explanations.items() if sayable(phrase)}
        if not explained:
            return []
        top = max(explained.values()) - TIE
        by_phones = max(
            (phrase for phrase, score in explained.items() if score > top),
            key=lambda phrase: (self._safety[phrase], explained[phrase]),
        )
        known = {phrase: score for phrase, score in evidence.whole.items() if phrase in explained}
        by_whole = max(known, key=lambda phrase: known[phrase], default=by_phones)
        return [by_phones] if self._meaning[by_phones] == self._meaning[by_whole] else [by_phones, by_whole]

    def judge(self, evidence: Evidence, sayable: Callable[[str], bool], *, asked: bool) -> list[Judged]:
        """The candidates and how likely they are, the likelier first."""
        found = []
        for phrase in self.candidates(evidence, sayable):
            features = self.features(evidence, phrase, sayable, asked=asked)
            own = shift(evidence.alike, phrase, self._meaning)
            found.append(Judged(phrase, self._probability(features, own)))
        return sorted(found, key=lambda one: -one.probability)

    def features(self, evidence: Evidence, phrase: str, sayable: Callable[[str], bool], *, asked: bool) -> list[float]:
        """What is looked at of a candidate."""
        score, phones = evidence.explanations[phrase]
        emissions, frames = evidence.emissions, len(evidence.emissions)
        margin = score - max(
            (
                other.score
                for text, other in evidence.explanations.items()
                if self._meaning[text] != self._meaning[phrase] and other.score < score - TIE and sayable(text)
            ),
            default=score - FAR,
        )
        behind = max((one.score for text, one in evidence.explanations.items() if sayable(text)), default=score) - score
        return [
            (score - evidence.loop) / phones,
            score / phones,
            min(margin, FAR) / 10,
            log1p(min(margin, FAR)),
            min(behind, FAR) / 10,
            score / frames,
            evidence.loop / phones,
            frames / phones / 10,
            min(evidence.silence_s, 1.0),
            evidence.mass / phones / 2,
            log(phones),
            evidence.mass / frames,
            *self._of_phones(emissions, phrase),
            *self._of_whole(evidence, phrase, sayable),
            float(asked),
        ]

    def _of_phones(self, emissions: Scores, phrase: str) -> list[float]:
        """How clearly each phone of the phrase alone was heard."""
        score, path, phones = self._decoder.path(emissions, phrase)
        breaks = np.flatnonzero(np.diff(path)) + 1
        heard = [
            (float(emissions[first:last, path[first]].max()), last - first)
            for first, last in zip([0, *breaks], [*breaks, len(path)], strict=True)
            if path[first] != BLANK
        ]
        clear = sorted(one for one, _ in heard) or [float(emissions.min())]
        first, last = spoken(emissions)
        within = emissions[first : last + 1]
        return [
            score / phones,
            clear[0],
            sum(clear) / len(clear),
            sum(clear[:2]) / len(clear[:2]),
            float(phones - len(heard)),
            float(max((length for _, length in heard), default=0)) / 10,
            float(-(np.exp(within) * within).sum(axis=1).mean()),
            (last - first + 1) / phones / 5,
            float((within[:, BLANK] >= SILENT_BELOW).mean()),
        ]

    def _of_whole(self, evidence: Evidence, phrase: str, sayable: Callable[[str], bool]) -> list[float]:
        """What the whole utterance says for the phrase, for no phrase, and for the best of another meaning.

        Of a phrase that was not learned it can say nothing: then the phones decide alone.
        """
        if phrase not in evidence.whole:
            return [0.0, 0.0, 0.0, 0.0]
        same = sum(exp(one) for text, one in evidence.whole.items() if self._meaning[text] == self._meaning[phrase])
        others = (
            one
            for text, one in evidence.whole.items()
            if self._meaning[text] != self._meaning[phrase] and sayable(text)
        )
        return [
            max(log(same + 1e-9), -15.0) / 5,
            max(evidence.none, -15.0) / 5,
            max(max(others, default=-15.0), -15.0) / 5,
            1.0,
        ]

    def _probability(self, features: list[float], shifted: float = 0.0) -> float:
        logits = self._lesson.judge(np.array([features], np.float32)) + np.array([0.0, shifted], np.float32)
        return float(np.exp(log_softmax(logits))[0, 1])  # never overflows, however unlikely it is

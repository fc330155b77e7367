"""How surely a person's own phrases are heard from them: each clip judged with all the others known, not itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from voice_coach.listening.phones.decoder import Decoder
from voice_coach.listening.phones.engine import ANSWER, ORDER, SAFE_ORDER
from voice_coach.listening.phones.judgement import Evidence, Judge
from voice_coach.listening.phones.lesson import BLANK
from voice_coach.listening.phones.network import Array, phone_network
from voice_coach.listening.phones.own.learning import utterance
from voice_coach.listening.phones.own.prototypes import Prototypes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from voice_coach.audio.format import Samples
    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.phones.lesson import Lesson

QUIET_BEFORE_S = 1.0
"""What the judge is told of the quiet before a clip."""


class Sureness(NamedTuple):
    """Of a phrase: the probability of its meaning in each clip, from 0 to 1, and the least one that is obeyed."""

    phrase: str
    probabilities: tuple[float, ...]
    least: float

    @property
    def sure(self) -> bool:
        """Whether every clip would be obeyed."""
        return min(self.probabilities) >= self.least


class _Known(NamedTuple):
    phrase: str
    evidence: Evidence
    direction: Array


def sureness(phrasebook: Phrasebook, lesson: Lesson, clips: Mapping[str, Sequence[Samples]]) -> tuple[Sureness, ...]:
    """Judge each clip (16 kHz, mono) as a session would, in the phrase book's order.

    A clip with no phone in it has the probability 0; what is no phrase any more is left out. Raises ListeningError: see
    `PhoneNetwork`.
    """
    table, answers = phrasebook.table, frozenset(phrasebook.answers())
    judge = Judge(lesson, Decoder(table, phrasebook.around, lesson.pronounce, BLANK), table)
    known = {
        phrase: [_known(phrase, judge, lesson, sound) for sound in clips[phrase]] for phrase in table.keys() & clips
    }
    all_known = [one for ones in known.values() for one in ones if one]
    found = []
    for phrase in (phrase for phrase in table if known.get(phrase)):
        row = table[phrase].command.row
        heard = tuple(
            _probability(one, all_known, judge, phrasebook, answers if row.answers else None) if one else 0.0
            for one in known[phrase]
        )
        found.append(Sureness(phrase, heard, (ANSWER if row.answers else SAFE_ORDER if row.safety else ORDER).over))
    return tuple(found)


def _known(phrase: str, judge: Judge, lesson: Lesson, sound: Samples) -> _Known | None:
    cut = utterance(lesson, sound)
    if cut is None:
        return None
    hidden = phone_network().hidden(cut)
    emissions = lesson.emissions(hidden)
    mass = float((1.0 - np.exp(emissions[:, BLANK])).sum())
    return _Known(phrase, judge.hear(hidden, QUIET_BEFORE_S, mass), lesson.direction(hidden, emissions))


def _probability(
    clip: _Known, known: Sequence[_Known], judge: Judge, phrasebook: Phrasebook, answers: frozenset[str] | None
) -> float:
    """How likely the clip's meaning is; 0 where another is likelier. ``answers`` are all that counts, None for all."""
    directions: dict[str, list[Array]] = {}
    for other in known:
        if other is not clip:
            directions.setdefault(other.phrase, []).append(other.direction)
    evidence = clip.evidence._replace(alike=Prototypes(directions).alike(clip.direction))
    judged = judge.judge(evidence, lambda text: answers is None or text in answers, asked=answers is not None)
    meant = phrasebook.table[clip.phrase]
    best = next(iter(judged), None)
    taken = phrasebook.table[best.phrase] if best else None
    same = taken and (taken.command, taken.number) == (meant.command, meant.number)
    return best.probability if best and same else 0.0

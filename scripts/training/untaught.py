"""Learn when an utterance in a language without a lesson is sure: `python -m scripts.training.untaught`.

It hears the benchmark's Korean streams, of the half of the voices by which things are set, as the phone ear does, and
fits a logistic regression to what it looks at. It prints the figures for `listening/phones/untaught/hearing.py`; the
same machine prints the same. It takes some five minutes.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.listening.corpus import read_corpus
from benchmarks.listening.decision import meaning
from benchmarks.listening.sets.parts import Part
from benchmarks.listening.streams import CONDITIONS, corpus_streams
from benchmarks.listening.synthetic import make_corpus, other_texts
from benchmarks.listening.systems import KOREAN
from voice_coach.app.components import in_the_ears_rate
from voice_coach.audio.format import BLOCK_BYTES, Samples, to_bytes
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.high_pass import HighPass
from voice_coach.listening.phones.engine import PhoneRecogniser
from voice_coach.listening.phones.untaught.hearing import SpelledHearing
from voice_coach.listening.phones.untaught.spelling import Spelling
from voice_coach.speaking.voices.pyttsx3_voice import Pyttsx3Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.listening.streams import Stream
    from voice_coach.listening.phones.judgement import Judged
    from voice_coach.listening.phones.network import Array

SEED = 1
PASSES = 25
DECAY = 1.0
NO_ORDER_COUNTS = 2.0
"""Taking something else for an order is so much worse than missing one."""

NEAR_S = 0.2
"""An utterance belongs to a word that has begun no later than so long after its end."""


class Noting(SpelledHearing):
    """Notes what it looks at, and is never sure."""

    def __init__(self, phrasebook: Phrasebook, spelling: Spelling) -> None:
        super().__init__(phrasebook, spelling)
        self.noted: list[tuple[str, list[float]]] = []

    def judge(
        self, sound: Samples, silence_s: float, mass: float, sayable: Callable[[str], bool], *, asked: bool
    ) -> list[Judged]:
        """Note what there was to judge."""
        del asked
        best, features = self.look(sound, silence_s, mass, sayable)
        if best:
            self.noted.append((best, features))
        return []


def main() -> None:
    """Hear it all, fit, print."""
    phrasebook = Phrasebook(load_language(KOREAN))
    spelling = Spelling((*phrasebook.phrases(), *phrasebook.other_words()))
    with closing(Pyttsx3Voice(phrasebook.language_code)) as voice:
        spelling.learn(phrasebook.language_code, in_the_ears_rate(voice))
    noting = Noting(phrasebook, spelling)
    with TemporaryDirectory() as folder:
        made = make_corpus(phrasebook, other_texts(phrasebook.language_code), Path(folder), SEED)
        corpus = read_corpus(made, "Korean", str(KOREAN), phrasebook).only(Part.TUNE)
        seen = [
            one for stream in corpus_streams(corpus, CONDITIONS, SEED) for one in _heard(stream, phrasebook, noting)
        ]
    rows = np.array([[*features, *np.square(features)] for features, _ in seen])
    bias, weights = _fitted(rows, np.array([float(right) for _, right in seen]))
    print(f"BIAS = {bias:.3f}\nWEIGHTS = ({', '.join(f'{one:.3f}' for one in weights)})")


def _heard(stream: Stream, phrasebook: Phrasebook, noting: Noting) -> Iterator[tuple[list[float], bool]]:
    """What there was to judge in a stream, and whether the phrase was what was said."""
    recogniser, high_pass = PhoneRecogniser(phrasebook, noting), HighPass()
    recogniser.answers_only(stream.asked)
    pcm = to_bytes(stream.samples)
    for start in range(0, len(pcm) - BLOCK_BYTES + 1, BLOCK_BYTES):
        recogniser.feed(high_pass.take(pcm[start : start + BLOCK_BYTES]))
        opinion = recogniser.opinion
        for phrase, features in noting.noted:
            assert opinion is not None
            match = phrasebook.table[phrase]
            said = [
                one.meaning
                for one in stream.spoken
                if one.begins_s < opinion.ended and opinion.began < one.ends_s + NEAR_S
            ]
            yield features, meaning(match.command, match.number) in said
        noting.noted.clear()


def _fitted(rows: Array, right: Array) -> tuple[float, Array]:
    """Logistic regression by Newton's method, with figures of one scale while it is fitted."""
    centre, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    x = np.column_stack([np.ones(len(rows)), (rows - centre) / scale])
    counts = np.where(right == 1.0, 1.0, NO_ORDER_COUNTS)
    decay = np.full(x.shape[1], DECAY)
    decay[0] = 0.0
    weights = np.zeros(x.shape[1])
    for _ in range(PASSES):
        likely = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (counts * (likely - right)) + decay * weights
        bend = (x * (counts * likely * (1 - likely))[:, np.newaxis]).T @ x + np.diag(decay)
        weights -= np.linalg.solve(bend, slope)
    outer = weights[1:] / scale
    return float(weights[0] - outer @ centre), outer


if __name__ == "__main__":
    main()

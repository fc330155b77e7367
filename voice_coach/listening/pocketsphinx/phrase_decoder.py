"""PocketSphinx as a judge of whole utterances: which phrase was it, and was it one at all.

Method: the utterance is decoded twice, once with a flat grammar of the phrases and once with a free loop of the
39 phones of English. A phrase fits when it explains the sound nearly as well as the loop, which explains anything;
that comparison is the classic garbage model of keyword spotting (Rose and Paul, ICASSP 1990).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

VOWELS = frozenset(("AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"))
CONSONANTS = frozenset(
    (
        "B",
        "CH",
        "D",
        "DH",
        "F",
        "G",
        "HH",
        "JH",
        "K",
        "L",
        "M",
        "N",
        "NG",
        "P",
        "R",
        "S",
        "SH",
        "T",
        "TH",
        "V",
        "W",
        "Y",
        "Z",
        "ZH",
    )
)

SCORE_SCALE = 1024.0
"""The engine divides acoustic scores by this before it hands them out."""

PHONE_COST = 2.0
"""What every phone of the loop costs it: without it the loop fits noise inside a word better than the word does."""


@dataclass(frozen=True, slots=True)
class PhraseScore:
    """The phrase that fits best and how well: nats a frame of 10 ms, 0 is as good as the loop of phones.

    ``text`` is empty when nothing fits at all.
    """

    text: str
    score: float


class PhraseDecoder:
    """Decodes one utterance at a time. Holds Python's global lock while it works: see `decoder_process`."""

    def __init__(self) -> None:
        from pocketsphinx import Decoder  # noqa: PLC0415 - an optional part, loaded only when it is used

        # lw=1 and compallsen: phrases are equally likely, and the two passes must score every state alike.
        self._decoder = Decoder(lm=None, bestpath=False, lw=1, compallsen=True, loglevel="FATAL")
        phones = sorted(VOWELS | CONSONANTS)
        for phone in phones:
            self._decoder.add_word(f"_{phone}", phone, False)
        self._answers = "phrases"
        self._add_grammar("loop", "(" + " | ".join(f"_{phone}" for phone in phones) + ")+")

    def syllables(self, phrase: str) -> int | None:
        """How many syllables a phrase has by the dictionary; None when it lacks one of the words."""
        spoken = [self._decoder.lookup_word(word) for word in phrase.split()]
        if not all(spoken):
            return None
        return sum(phone in VOWELS for said in spoken for phone in said.split())

    def listen_for(self, phrases: Iterable[str], answers: Collection[str] = ()) -> None:
        """Set the phrases, and those of them that are answers; every word must be in the dictionary."""
        self._add_grammar("phrases", " | ".join(phrases))
        if answers:
            self._add_grammar("answers", " | ".join(answers))
            self._answers = "answers"

    def decode(self, pcm: bytes, *, answers_only: bool = False) -> PhraseScore:
        """Judge one utterance, 16-bit mono at 16 kHz."""
        words = self._pass(self._answers if answers_only else "phrases", pcm)
        spoken = [segment for segment in words if not _is_silence(segment)]
        if not spoken:
            return PhraseScore("", -math.inf)
        phones = self._pass("loop", pcm)
        cost = PHONE_COST * sum(not _is_silence(segment) for segment in phones)
        frames = sum(segment.end_frame - segment.start_frame + 1 for segment in spoken)
        text = " ".join(segment.word.strip().partition("(")[0] for segment in spoken)
        return PhraseScore(text, (_fit(words) - _fit(phones) + cost) / frames)

    def _add_grammar(self, name: str, body: str) -> None:
        self._decoder.add_jsgf_string(name, f"#JSGF V1.0; grammar {name}; public <{name}> = {body};")

    def _pass(self, search: str, pcm: bytes) -> list[Any]:
        self._decoder.activate_search(search)
        self._decoder.start_utt()
        self._decoder.process_raw(pcm, full_utt=True)
        self._decoder.end_utt()
        return list(self._decoder.seg()) if self._decoder.hyp() else []


def _is_silence(segment: Any) -> bool:  # noqa: ANN401 - the engine's own type has no stub
    return segment.word.strip()[0] in "<[(+"


def _fit(segments: list[Any]) -> float:
    return SCORE_SCALE * sum(math.log(segment.ascore) for segment in segments)

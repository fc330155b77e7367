"""A peer: the loop of Vosk's own microphone example (python/example/test_microphone.py), with a grammar.

Blocks of 8000 samples, the model as it comes, a partial asked for after every block and thrown away, final results
only. The grammar has the coach's phrases, and ``[unk]`` where the model knows it; the example has no more to it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from benchmarks.listening.decision import Understood, meaning_of

if TYPE_CHECKING:
    from pathlib import Path

    from voice_coach.language.phrasebook import Phrasebook

RATE = 16_000
UNKNOWN = "[unk]"


class VoskLoop:
    """A `System`."""

    block_bytes = 2 * 8_000

    def __init__(self, phrasebook: Phrasebook, model: Path | None) -> None:
        """Load the model."""
        import vosk  # noqa: PLC0415 - one engine a process

        vosk.SetLogLevel(-1)
        self._model: Any = vosk.Model(model_path=str(model))
        self._make = vosk.KaldiRecognizer
        self._phrasebook = phrasebook
        # A phrase with a word that the model lacks would stay in the grammar without that word.
        known = [phrase for phrase in phrasebook.phrases() if all(map(self._knows, phrase.split()))]
        self._grammar = json.dumps([*known, UNKNOWN] if self._knows(UNKNOWN) else known, ensure_ascii=False)
        self.begin()

    def begin(self) -> None:
        """See `System.begin`."""
        self._recogniser: Any = self._make(self._model, RATE, self._grammar)

    def hear(self, pcm: bytes, *, asked: bool) -> list[Understood]:  # noqa: ARG002 - it knows of no questions
        """See `System.hear`."""
        if not self._recogniser.AcceptWaveform(pcm):
            self._recogniser.PartialResult()
            return []
        text = json.loads(self._recogniser.Result())["text"]
        meant = meaning_of(text, self._phrasebook)
        return [Understood(text, meant)] if meant else []

    def close(self) -> None:
        """See `System.close`."""
        self._recogniser = self._model = None

    def _knows(self, word: str) -> bool:
        return bool(self._model.vosk_model_find_word(word) >= 0)

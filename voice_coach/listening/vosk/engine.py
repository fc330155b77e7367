"""The good recogniser: Vosk with a grammar that is set when it is made; another one comes with another recogniser."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from voice_coach.audio.format import BLOCK_BYTES, BLOCK_FRAMES, RATE
from voice_coach.core.plan.routine import Seconds
from voice_coach.errors import ListeningError, ModelError
from voice_coach.listening.recogniser import Hypothesis
from voice_coach.listening.vosk.model_settings import tuned_model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

UNKNOWN = "[unk]"

STEP_S: Seconds = 0.2
"""A word stands as a partial one decoder step after its end."""

A_LETTER_S: Seconds = 0.07
"""How long a letter takes to say, about; in a syllabary the letters of its syllables count."""


@lru_cache(maxsize=1)
def _loaded(folder: str) -> Any:  # noqa: ANN401 - vosk ships no types
    """The model, which recognisers may share; it takes seconds to load, and scenarios open one after the other."""
    import vosk  # noqa: PLC0415 - as below

    vosk.SetLogLevel(-1)
    return vosk.Model(model_path=folder)


class VoskRecogniser:
    """A `Recogniser`. While words stand it gives a partial every 20 ms: who waits until they stand counts them.

    Attributes:
        unusable: entries of the vocabulary with a word that the model does not know; they can not be heard.

    """

    def __init__(
        self, model: Path, phrases: Iterable[str], decoys: Iterable[str] = (), answers: Iterable[str] = ()
    ) -> None:
        """Load the model from its folder; takes a second or two. ``answers`` are the phrases for `answers_only`.

        Raises ModelError when the folder is no Vosk model or is damaged, and ListeningError when the model knows
        none of the phrases.
        """
        import vosk  # noqa: PLC0415 - takes a while to import and is not needed for a session without a microphone

        folder = tuned_model(model)
        try:
            self._model = _loaded(str(folder))
        except Exception as error:  # vosk raises no narrower class
            raise ModelError("model-damaged", f"The model in {model} cannot be loaded.", "Fetch it anew.") from error
        self._engine = vosk.KaldiRecognizer
        phrases, decoys = tuple(phrases), tuple(decoys)
        self._everything, self.unusable = self._usable(phrases, decoys)
        sayable = tuple(answer for answer in answers if answer not in self.unusable)
        self._answers = self._usable(sayable, decoys)[0] if sayable else self._everything
        self._grammar = self._everything
        self._rest = b""
        self._samples = 0
        self._began_s: Seconds = 0.0
        self._partial = ""
        self._first_word_s: Seconds = 0.0
        self._recogniser: Any = None
        self._begin()

    @property
    def under_way(self) -> bool:
        """See `Recogniser.under_way`."""
        return bool(self._partial)

    def feed(self, pcm: bytes) -> tuple[Hypothesis, ...]:
        """See `Recogniser.feed`."""
        if len(pcm) % 2:
            raise ValueError("16-bit sound has an even number of bytes")
        self._rest += pcm
        whole = len(self._rest) - len(self._rest) % BLOCK_BYTES
        blocks, self._rest = self._rest[:whole], self._rest[whole:]
        found = (self._hear(blocks[start : start + BLOCK_BYTES]) for start in range(0, whole, BLOCK_BYTES))
        return tuple(hypothesis for hypothesis in found if hypothesis is not None)

    def answers_only(self, wanted: bool) -> None:
        """See `Recogniser.answers_only`. Kaldi may end the process when a grammar is changed under a recogniser."""
        self._grammar = self._answers if wanted else self._everything

    def reset(self) -> None:
        """See `Recogniser.reset`. Kaldi frees what it gathered only with the recogniser, so make another one."""
        self._samples += len(self._rest) // 2
        self._rest = b""
        self._begin()

    def close(self) -> None:
        """See `Recogniser.close`."""
        self._recogniser = None

    def _begin(self) -> None:
        recogniser = self._engine(self._model, RATE, self._grammar)
        recogniser.SetWords(True)
        self._recogniser = recogniser
        self._began_s = self._samples / RATE
        self._partial = ""

    def _usable(self, phrases: tuple[str, ...], decoys: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The grammar as JSON, and what had to stay out. An empty grammar would end the process."""
        entries = dict.fromkeys((*phrases, *decoys))
        unusable = tuple(entry for entry in entries if not all(map(self._knows, entry.split())))
        if not set(phrases) - set(unusable):
            raise ListeningError(
                "no-usable-phrase",
                "The model knows none of the language's phrases.",
                "Use a model of the same language as the language file.",
            )
        grammar = [entry for entry in entries if entry not in unusable]
        if self._knows(UNKNOWN):
            grammar.append(UNKNOWN)
        return json.dumps(grammar, ensure_ascii=False), unusable

    def _knows(self, word: str) -> bool:
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def _hear(self, block: bytes) -> Hypothesis | None:
        self._samples += BLOCK_FRAMES
        if self._recogniser.AcceptWaveform(block):
            return self._final(json.loads(self._recogniser.Result()))
        text = json.loads(self._recogniser.PartialResult()).get("partial", "")
        if not text and not self._partial:
            return None
        at = self._samples / RATE
        if not self._partial:
            self._first_word_s = max(self._began_s, at - _ago_s(text))
        self._partial = text
        return Hypothesis(text, final=False, confidence=0.0, at=at, began=self._first_word_s)

    def _final(self, result: dict[str, Any]) -> Hypothesis | None:
        had_words, self._partial = bool(self._partial), ""
        words = result.get("result", ())
        if not words:
            # Words that stood as partials may turn out to be nothing: then the utterance has ended all the same.
            at = self._samples / RATE
            return Hypothesis("", final=True, confidence=0.0, at=at, began=self._first_word_s) if had_words else None
        # A phrase is as sure as its least sure word: the mean would hide one wrong word among three.
        confidence = min(1.0, *(word["conf"] for word in words))
        began, at = self._began_s + words[0]["start"], self._began_s + words[-1]["end"]
        return Hypothesis(result["text"], final=True, confidence=confidence, at=at, began=began)


def _ago_s(text: str) -> Seconds:
    """How long ago the first words of a partial began that stands for the first time.

    Vosk could say so itself (SetPartialWords), but gives no times for some models and decodes otherwise when asked.
    """
    return STEP_S + A_LETTER_S * len(unicodedata.normalize("NFD", text))

"""The voice of the operating system's speech engine, by way of pyttsx3 in a worker process."""

from __future__ import annotations

import tempfile
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import soundfile

from voice_coach.core.speech.wording import WORDS_A_MINUTE
from voice_coach.errors import SpeakingError
from voice_coach.speaking.voices.clip_file import read_clip, trimmed
from voice_coach.speaking.voices.voice import Clip
from voice_coach.speaking.voices.worker_process import HINT, WorkerProcess

NOMINAL = 130
"""What engines have to be asked for to speak about 160 real words a minute in our short sentences (measured)."""

CALIBRATION = "Lie on your back with both knees bent. Breathe slowly, and let your shoulders sink."
"""Words like the ones in routines; how long they take sets the rate (n = 15 sentences: 157 and 160 real words)."""


class EngineVoice(NamedTuple):
    """A voice as the engine lists it; ``language`` is a tag such as en-gb."""

    id: str
    name: str
    language: str


def choose_voice(voices: tuple[EngineVoice, ...], wanted: str) -> EngineVoice:
    """Choose by id, name or language tag, in this order; "en" takes the shortest tag of that language.

    Engines accept a wrong name in silence, so it is checked here. Raises SpeakingError (``no-voice``).
    """
    folded = wanted.casefold().replace("_", "-")
    for voice in voices:
        if wanted.casefold() in (voice.id.casefold(), voice.name.casefold()):
            return voice
    spoken = [voice for voice in voices if f"{voice.language.casefold().replace('_', '-')}-".startswith(f"{folded}-")]
    if spoken:
        return min(spoken, key=lambda voice: len(voice.language))
    languages = ", ".join(sorted({voice.language for voice in voices if voice.language}))
    raise SpeakingError(
        "no-voice",
        f"The speech engine has no voice {wanted!r}.",
        f"It speaks: {languages}." if languages else HINT,
    )


class Pyttsx3Voice:
    """Speaks with the voice ``wanted`` (id, name or language) at ``words_a_minute``, as measured.

    Nothing is started before the first `clip`. The first clip also measures a sentence to set the rate.
    """

    def __init__(self, wanted: str = "en", words_a_minute: int = WORDS_A_MINUTE) -> None:
        self.wanted = wanted
        self.words_a_minute = words_a_minute
        self._worker = WorkerProcess()

    @property
    def key(self) -> str:
        """What the sound of a text depends on besides the text; names its clips in a cache."""
        return f"pyttsx3 {self.wanted} {self.words_a_minute}"

    def clip(self, text: str) -> Clip:
        """Return the text as sound; a text without a letter or digit is an empty clip.

        Raises SpeakingError: ``no-voice``, ``voice-failed``, ``voice-silent``, ``voice-dead``.
        """
        if not any(character.isalnum() for character in text):  # pyttsx3 never returns from an empty text
            return Clip(np.zeros(0, np.float32), 22_050)
        clip = self._spoken(text, self._rate)
        if not len(clip.samples):
            raise SpeakingError("voice-silent", f"The speech engine gave no sound for {text!r}.", HINT)
        return clip

    def close(self) -> None:
        """End the worker process."""
        self._worker.close()

    @cached_property
    def _voice(self) -> EngineVoice:
        listed = self._worker.ask({"ask": "voices"})["voices"]
        return choose_voice(tuple(EngineVoice(*voice) for voice in listed), self.wanted)

    @cached_property
    def _rate(self) -> int:
        seconds = self._spoken(CALIBRATION, NOMINAL).seconds
        measured = 60 * len(CALIBRATION.split()) / seconds if seconds else WORDS_A_MINUTE
        return round(NOMINAL * self.words_a_minute / measured)

    def _spoken(self, text: str, rate: int) -> Clip:
        with tempfile.TemporaryDirectory(prefix="voice-coach-") as folder:
            path = Path(folder) / "clip.wav"
            self._worker.ask({"ask": "clip", "text": text, "voice": self._voice.id, "rate": rate, "path": str(path)})
            try:
                return trimmed(read_clip(path))
            except (OSError, soundfile.SoundFileError) as error:
                raise SpeakingError(
                    "voice-failed", f"The speech engine's sound cannot be read: {error}", HINT
                ) from error

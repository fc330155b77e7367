"""Parts of a session that is played: they work until they are broken, and one recogniser is told what it hears."""

from __future__ import annotations

from voice_coach.audio.format import RATE
from voice_coach.core.plan.routine import Seconds
from voice_coach.errors import ListeningError, SpeakingError
from voice_coach.language.phrasebook import normalise
from voice_coach.listening.recogniser import Hypothesis, Recogniser
from voice_coach.speaking.voices.voice import Clip, Voice


class BreakableRecogniser:
    """A `Recogniser` that works until it is broken; from then on it fails as an engine would."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self.broken = False

    def feed(self, pcm: bytes) -> tuple[Hypothesis, ...]:
        """See `Recogniser.feed`. Raises ListeningError once it is broken."""
        if self.broken:
            raise ListeningError("recogniser-failed", "The recogniser has failed.")
        return self._recogniser.feed(pcm)

    @property
    def under_way(self) -> bool:
        """See `Recogniser.under_way`."""
        return self._recogniser.under_way

    def answers_only(self, wanted: bool) -> None:
        """See `Recogniser.answers_only`."""
        self._recogniser.answers_only(wanted)

    def reset(self) -> None:
        """See `Recogniser.reset`."""
        self._recogniser.reset()

    def close(self) -> None:
        """See `Recogniser.close`."""
        self._recogniser.close()


class BreakableVoice:
    """A `Voice` that works until it is broken; from then on it fails as a synthesiser would."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self.broken = False

    def clip(self, text: str) -> Clip:
        """See `Voice.clip`. Raises SpeakingError once it is broken."""
        if self.broken:
            raise SpeakingError("voice-failed", "The speech synthesiser has failed.")
        return self._voice.clip(text)

    def close(self) -> None:
        """See `Voice.close`."""
        self._voice.close()


class ScriptedRecogniser:
    """A `Recogniser` that gives as final, with the next block, what was passed to `hear`."""

    def __init__(self) -> None:
        self._samples = 0
        self._said: list[tuple[str, Seconds]] = []

    @property
    def under_way(self) -> bool:
        """See `Recogniser.under_way`."""
        return bool(self._said)

    def hear(self, text: str) -> None:
        """Let it have heard this, beginning now and ending with the next block: words take no time here."""
        self._said.append((normalise(text), self._samples / RATE))

    def feed(self, pcm: bytes) -> tuple[Hypothesis, ...]:
        """See `Recogniser.feed`."""
        if len(pcm) % 2:
            raise ValueError("16-bit sound has an even number of bytes")
        self._samples += len(pcm) // 2
        said, self._said = self._said, []
        at = self._samples / RATE
        return tuple(Hypothesis(text, final=True, confidence=1.0, at=at, began=began) for text, began in said)

    def answers_only(self, wanted: bool) -> None:
        """Nothing competes here: it hears what it is told."""

    def reset(self) -> None:
        """Forget nothing: an utterance is never under way here, it comes whole with the next block."""

    def close(self) -> None:
        """There is nothing to free."""

"""Parts that work until they are broken, and then fail as the real ones do."""

from __future__ import annotations

from voice_coach.errors import ListeningError, SpeakingError
from voice_coach.listening.recogniser import Hypothesis, Recogniser
from voice_coach.speaking.voice import Clip, Voice


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

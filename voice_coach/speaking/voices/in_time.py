"""A voice that is not waited for without end: a session goes on without a sentence that its engine does not give."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from voice_coach.errors import SpeakingError

if TYPE_CHECKING:
    from voice_coach.core.plan.routine import Seconds
    from voice_coach.speaking.voices.voice import Clip, Voice

PATIENCE_S: Seconds = 0.8
"""A sentence takes 11 ms on a laptop; a loop that stands for a second and a half is taken for dead."""


class Cache(Protocol):
    """What has clips that need no engine; `clip_cache.CachedVoice` is one."""

    def kept(self, text: str) -> Clip | None:
        """The clip of a text, None where it must be made."""
        ...


class InTime:
    """Asks ``voice`` for what ``cache`` does not have, on a thread of its own, and waits for `PATIENCE_S` at the most.

    While the voice is still at an earlier text, it is not waited for at all.
    """

    def __init__(self, voice: Voice, cache: Cache, patience_s: Seconds = PATIENCE_S) -> None:
        self._voice = voice
        self._cache = cache
        self._patience_s = patience_s
        self._thread = ThreadPoolExecutor(1, "voice")
        self._asked: Future[Clip] | None = None

    def clip(self, text: str) -> Clip:
        """Return the text as sound. Raises SpeakingError as the voice does, and ``voice-late``."""
        if kept := self._cache.kept(text):
            return kept
        if self._asked is None or self._asked.done():
            self._asked = self._thread.submit(self._voice.clip, text)
            try:
                return self._asked.result(self._patience_s)
            except TimeoutError:
                pass
        raise SpeakingError("voice-late", "The speech engine does not answer; what it does not say is shown as text.")

    def close(self) -> None:
        """Stop the voice."""
        self._thread.shutdown(wait=False)
        self._voice.close()

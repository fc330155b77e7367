"""From blocks of microphone sound to what was heard.

The order of the parts: recogniser, stability, phrase table, gate. An echo canceller has its place before the
recogniser, a second opinion (a classifier that must agree) between the phrase table and the gate.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from voice_coach.audio.pcm import from_bytes
from voice_coach.core.events import Heard, Rejected
from voice_coach.listening.gate import Gate, Speech
from voice_coach.listening.recogniser import RATE
from voice_coach.listening.stability import Stability, Utterance

if TYPE_CHECKING:
    from voice_coach.core.routine import Seconds
    from voice_coach.core.status import Status
    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.recogniser import Recogniser

NEAR_RMS = 0.02
"""A block this loud (of 1, about -34 dB of full scale) is somebody at the microphone. A judgement: speech at half a
metre lies some 10 dB above it with usual gains, a television across the room some 10 dB below."""


class Ear:
    """Listens for commands. Not thread-safe, as its recogniser is not."""

    def __init__(self, recogniser: Recogniser, phrasebook: Phrasebook) -> None:
        self._recogniser = recogniser
        self._phrasebook = phrasebook
        self._stability = Stability(phrasebook)
        self._gate = Gate()
        self._fed_s: Seconds = 0.0
        self._loudest = 0.0

    def hear(
        self, pcm: bytes, at: Seconds, status: Status, speech: tuple[Speech, ...] = ()
    ) -> tuple[Heard | Rejected, ...]:
        """Take the next block (16 kHz, 16-bit mono) whose last sample was recorded at ``at``.

        Returns every utterance that this block decides, oldest first. Raises ValueError for an odd number of bytes
        and ListeningError when the recogniser has failed.
        """
        self._fed_s += len(pcm) / 2 / RATE
        hypotheses = self._recogniser.feed(pcm)
        self._loudest = max(self._loudest, _rms(pcm))
        heard = []
        for hypothesis in hypotheses:
            utterance = self._stability.take(hypothesis)
            if utterance is not None:
                on_session_clock = replace(utterance, at=at - (self._fed_s - utterance.at))
                heard.append(self._judge(on_session_clock, status, speech))
            if hypothesis.final:
                self._loudest = 0.0
        return tuple(heard)

    def new_exercise(self) -> None:
        """Let the recogniser free its memory; an utterance under way is forgotten."""
        self._recogniser.reset()
        self._stability.reset()
        self._loudest = 0.0

    def close(self) -> None:
        """Free the recogniser; calling it twice is harmless."""
        self._recogniser.close()

    def _judge(self, utterance: Utterance, status: Status, speech: tuple[Speech, ...]) -> Heard | Rejected:
        match, text, at = utterance.match, utterance.text, utterance.at
        reason = self._gate.judge(utterance, status, speech)
        if match is None or reason is not None:
            return Rejected(text, str(reason), at, near=self._loudest >= NEAR_RMS)
        # An early decision has no figure: it is sure because it stood.
        confidence = 1.0 if utterance.confidence is None else utterance.confidence
        return Heard(match.command, text, at, confidence, match.number)


def _rms(pcm: bytes) -> float:
    samples = from_bytes(pcm)
    return float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0

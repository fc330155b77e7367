"""An inbox that makes time pass block by block: one block to the loudspeaker, one from the microphone, no waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np

from voice_coach.audio.format import BLOCK_S, RATE, Samples, to_bytes
from voice_coach.audio.resampling import Resampler
from voice_coach.core.plan.routine import Seconds
from voice_coach.inbox.port import MICROPHONE_ENDED, Block, InboxClosedError, Notice
from voice_coach.speaking.mixer import Mixer


class BlockInbox:
    """Lets the mixer's sound of 20 ms out through ``exchange``, which returns what the microphone took in meanwhile.

    ``exchange`` returns None once the microphone's sound has ended; the session then goes on unheard, as long as it
    waits for nobody.
    """

    def __init__(self, mixer: Mixer, exchange: Callable[[Samples], bytes | None]) -> None:
        self._mixer = mixer
        self._exchange = exchange
        self._resampler = None if mixer.rate == RATE else Resampler(mixer.rate, RATE)
        self._blocks = 0
        self._ended = False
        self._notices = deque[Notice]()
        self._now: Seconds = 0.0

    def now(self) -> Seconds:
        """The virtual time."""
        return self._now

    def tell(self, text: str) -> None:
        """Give a notice about the sound next."""
        self._notices.append(Notice(text))

    def next(self, until: Seconds | None) -> Block | Notice | None:
        """The next block that ends before ``until``; None, with the clock at ``until``, when there is none."""
        while True:
            if self._notices:
                return self._notices.popleft()
            ends = (self._blocks + 1) * BLOCK_S
            if until is not None and until <= ends:
                self._now = max(self._now, until)
                return None
            if until is None and self._ended:
                raise InboxClosedError
            played = self._played()
            pcm = self._exchange(played)
            self._now = ends
            if pcm is not None:
                return Block(pcm, ends, to_bytes(self._resampler.feed(played) if self._resampler else played))
            if not self._ended:
                self._ended = True
                return MICROPHONE_ENDED

    def _played(self) -> Samples:
        frames = round(BLOCK_S * self._mixer.rate)
        out = np.zeros(frames, np.float32)
        self._mixer.fill(out, self._blocks * frames)
        self._blocks += 1
        return out

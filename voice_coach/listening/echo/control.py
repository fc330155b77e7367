"""Echo control: the coach's own voice is taken out of the microphone's sound, and who speaks over it is told. Pure.

The order of the parts: delay (how late the echo comes, and on which clock), reference (what was played, on the
microphone's clock), canceller, excess. What was heard before the delay was known is learned from as well.
"""

from __future__ import annotations

from collections import deque
from enum import StrEnum

import numpy as np

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples
from voice_coach.listening.echo.canceller import Canceller
from voice_coach.listening.echo.delay import SOUNDING, Delay
from voice_coach.listening.echo.excess import AFTER, OPEN_ABOVE, SMOOTHED, Excess, Mask, somebody
from voice_coach.listening.echo.reference import Reference

EARLY = 80
"""Samples (5 ms) by which the reference comes before its echo: the delay is that of the loudest way, not the first."""

FOLLOWS = 20 * RATE
"""Samples in which the reference is brought to its place when it is off: slower than the canceller follows."""

MOST_PPM = 20.0
"""How much faster or slower than the clocks differ it is brought there."""

LEARNED_FROM = 6 * RATE
"""The sound of before that is learned from once the delay is known."""

TIMES = 4
"""How often: 3 s four times over give what 10 s once do, in a room of 0.4 s."""

AT_ONCE = 10
"""Blocks of it that are learned with each block that comes: 4 ms a block instead of a quarter of a second at once."""

WORSE, STEADY = 1.1, 0.8
"""Taking a wrong echo out leaves more than there was, and taking the right one out hardly ever does, whoever speaks:
not once in 36 streams with 8 phrases over the echo. Powers are followed over 5 blocks."""

PATIENCE = 100
"""Blocks (2 s) for which what is learned anew is given time."""

FAINT = 1e-5
"""The energy of a block's echo (-75 dB of full scale) below which nothing is to be told."""

ECHOES = 25
"""Blocks (0.5 s) after the loudspeaker's last sound in which the room may still give it back."""

WAITS = 50
"""The same while it is not known how late the echo comes."""

ONSET, ONSET_MORE = 5, 1.0
"""Blocks (0.1 s) whose mean excess must be so much above what opens the ear for somebody to be speaking."""

USUAL, PART, TIMES_USUAL, MOST_ABOVE = 1000, 80, 2.0, 5.0
"""What opens the ear rises by twice the excess that the quieter 80 % of the last 20 s of echo keep under, up to
`MOST_ABOVE`: that is 0.3 to 0.5 in most rooms, 1 where a loud echo rings longer than the canceller's tail, and more
where somebody talks all the time, whose words have 8 to 15."""

SURE_LEAK = 0.1
"""The part of the echo's power that is left, from which on the canceller has converged: 10 dB below the echo."""

SETTLED, SETTLED_BEFORE = 50, 10
"""Blocks of echo (1 s) for which it must have stayed so: at first it swings. What an earlier session has learned need
only be confirmed (0.2 s)."""

REMEMBERED = 250
"""Blocks (5 s) of which is known whether somebody spoke; no recogniser looks back farther."""


class EchoState(StrEnum):
    """What is known of the coach's own voice in the microphone.

    UNKNOWN: it has said too little. ABSENT: nothing of it comes back (headphones, or a canceller of the system's).
    HEARD: it comes back, and is not taken out yet. CANCELLED: what is left of it is known for what it is.
    """

    UNKNOWN = "unknown"
    ABSENT = "absent"
    HEARD = "heard"
    CANCELLED = "cancelled"


class EchoControl:
    """Takes blocks of 20 ms as the microphone gives them, and what was played meanwhile.

    Attributes:
        state: what is known of the echo so far.
        learned_before: whether it began with what an earlier session has learned.

    """

    def __init__(self) -> None:
        self.state = EchoState.UNKNOWN
        self._reference, self._delay = Reference(), Delay()
        self._canceller, self._excess = Canceller(), Excess()
        self.learned_before = False
        self._origin: int | None = None
        self._samples = 0
        self._jumps = 0
        self._heard: deque[Samples] = deque(maxlen=LEARNED_FROM // BLOCK_FRAMES)
        self._lessons: deque[tuple[Samples, Samples] | None] = deque()
        self._echoing = self._sure = 0
        self._usual = deque([0.0] * USUAL, maxlen=USUAL)
        self._above = OPEN_ABOVE
        self._powers = np.zeros(3)
        self._loud = 1.0
        self._patience = PATIENCE
        self._unheard = deque([True] * REMEMBERED, maxlen=REMEMBERED)
        self._figures = deque([0.0] * REMEMBERED, maxlen=REMEMBERED)

    def take(self, microphone: Samples, played: Samples) -> Samples:
        """Take the microphone's next block (`BLOCK_FRAMES`) and what was played since the last one; return the rest.

        The two need not come in step: only their counts matter. Raises ValueError for a block of another length.
        """
        self._reference.put(played)
        if self._origin is None:
            self._origin = self._reference.end - BLOCK_FRAMES
            played = self._reference.between(self._origin, self._reference.end)
        self._delay.take(microphone, played)
        self._samples += BLOCK_FRAMES
        if self._delay.samples is None:
            self._heard.append(microphone)
            self.state = EchoState.ABSENT if self._delay.absent else EchoState.UNKNOWN
            self._note(0.0, played, WAITS)
            return microphone
        if self.state in (EchoState.UNKNOWN, EchoState.ABSENT):
            self._begin()
        elif self._delay.jumps != self._jumps:
            self._jumps = self._delay.jumps
            if self.state is EchoState.HEARD:  # else it has been learned where it is, and is followed slowly
                self._reference.place = self._place(self._samples - BLOCK_FRAMES)
        return self._cancelled(microphone, self._reference.take(self._ppm()))

    def echoed(self, blocks: int) -> bool:
        """Whether the room may have given back the coach's own sound in some of the last so many blocks."""
        return self.state is not EchoState.ABSENT and not all(list(self._unheard)[-blocks:])

    def somebody(self, blocks: int) -> Mask | None:
        """Say of the last so many blocks whether somebody beside the coach may be speaking; None when all may be so."""
        if self.state is not EchoState.CANCELLED:
            return None
        unheard = np.array(list(self._unheard)[-blocks:])
        if unheard.all():
            return None
        figures = list(self._figures)[-blocks - AFTER - SMOOTHED :]
        return np.asarray(somebody(figures, self._above)[-blocks:] | unheard)

    def excess(self, begins: int, ends: int) -> float:
        """The mean excess of the louder two thirds of the blocks from so many ago up to so many ago, in decibels."""
        figures = sorted(list(self._figures)[-begins : len(self._figures) - ends])
        louder = figures[len(figures) // 3 :]
        return sum(louder) / len(louder) if louder else 0.0

    @property
    def onset(self) -> bool:
        """Whether somebody seems to be speaking over the coach just now; it may be nothing."""
        if not self._echoing or self.state is not EchoState.CANCELLED:
            return False
        return sum(list(self._figures)[-ONSET:]) > ONSET * (self._above + ONSET_MORE)

    def restore(self, saved: bytes) -> None:
        """Begin with what `saved` gave in an earlier session with the same devices, before the first block.

        Raises ValueError, and changes nothing, for what it has not given.
        """
        self._canceller.restore(saved)
        self.learned_before = True

    def saved(self) -> bytes:
        """What was learned of the echo's way; empty when nothing was."""
        return self._canceller.saved() if self.state is EchoState.CANCELLED else b""

    def _place(self, samples: int) -> float:
        """Where in the reference the microphone's sample of that number stands."""
        return (self._origin or 0) + samples - self._delay.expected(samples) + EARLY

    def _ppm(self) -> float:
        off = self._place(self._samples - BLOCK_FRAMES) - self._reference.place
        return self._delay.ppm - float(np.clip(1e6 * off / FOLLOWS, -MOST_PPM, MOST_PPM))

    def _begin(self) -> None:
        """Learn from what was heard before the delay was known: several times over, or once with what is known."""
        self.state = EchoState.HEARD
        self._jumps = self._delay.jumps
        before = self._samples - BLOCK_FRAMES - len(self._heard) * BLOCK_FRAMES
        self._reference.place = self._place(before)
        played = [self._reference.take(self._delay.ppm) for _ in self._heard]
        self._loud = float(np.sum(np.square(self._heard)) / (np.sum(np.square(played)) + 1e-9))
        if not self.learned_before:
            self._canceller.doubt(self._loud)
        for _ in range(1 if self.learned_before else TIMES):
            self._lessons.append(None)
            self._lessons.extend(zip(self._heard, played, strict=True))
        self._heard.clear()

    def _cancelled(self, microphone: Samples, reference: Samples) -> Samples:
        if self._lessons:
            self._lessons.append((microphone, reference))
            self._learn()
            self._note(0.0, reference, ECHOES)
            return microphone
        error, echo = self._canceller.take(microphone, reference)
        self._watch(microphone, error, echo)
        figure = self._excess.take(error, echo)
        known = self.learned_before or self.state is EchoState.CANCELLED
        self._note(figure if known else 0.0, reference, ECHOES)
        if self._echoing and self.state is EchoState.CANCELLED:
            self._usual.append(figure)
            if self._samples // BLOCK_FRAMES % SETTLED == 0:
                usual = float(np.percentile(self._usual, PART))
                self._above = min(OPEN_ABOVE + TIMES_USUAL * usual, MOST_ABOVE)
        if self._excess.leak >= SURE_LEAK:
            self._sure = 0
        elif self._echoing:
            self._sure += 1
        settled = SETTLED_BEFORE if self.learned_before else SETTLED
        self.state = EchoState.CANCELLED if self._sure >= settled else EchoState.HEARD
        return error

    def _watch(self, microphone: Samples, error: Samples, echo: Samples) -> None:
        """Begin to learn anew when the echo comes another way."""
        took = np.array([np.sum(np.square(one)) for one in (microphone, error, echo)])
        self._powers = STEADY * self._powers + (1 - STEADY) * took
        heard, left, echoed = self._powers
        self._patience = max(0, self._patience - 1)
        if left > WORSE * heard and echoed > max(heard / 4, FAINT) and not self._patience:
            self._canceller.doubt(self._loud)
            self._excess.doubt()
            self._delay.look_soon()
            self._patience = PATIENCE

    def _learn(self) -> None:
        for _ in range(min(AT_ONCE, len(self._lessons))):
            lesson = self._lessons.popleft()
            if lesson is None:
                self._canceller.forget_sound()
            else:
                self._excess.take(*self._canceller.take(*lesson))

    def _note(self, figure: float, played: Samples, lasts: int) -> None:
        """Note a block's excess, and whether what was played may sound in it; that lasts for so many blocks more."""
        sounds = len(played) > 0 and float(np.sqrt(np.mean(np.square(played)))) >= SOUNDING
        self._echoing = lasts if sounds else max(0, self._echoing - 1)
        self._figures.append(figure)
        self._unheard.append(not self._echoing)

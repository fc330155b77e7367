"""The inbox of a live session: other threads post, the loop waits in real time."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

from voice_coach.core.commands.table import Command
from voice_coach.core.events import ClockSet, Pressed, Returned
from voice_coach.core.plan.routine import Seconds
from voice_coach.errors import AudioError
from voice_coach.inbox.absence import COUNTS_SLEEP, Absence, wall
from voice_coach.inbox.port import MICROPHONE_ENDED, Block, Item, Notice
from voice_coach.inbox.sample_clock import SampleClock
from voice_coach.inbox.time_of_day import TimeOfDay, now_there

LONGEST_WAIT_S: Seconds = 0.2
"""The session's clock and the machine's differ a little; the loop looks again, and turns, at least so often."""

ASKS_S: Seconds = 60.0
"""After a sleep of more than this the user is asked before the session goes on: they may be somewhere else."""


class LiveInbox:
    """Gives what was posted, in order.

    ``clock`` returns the time on the session's clock, from any thread; ``played`` what was given to the loudspeaker
    since it was last asked, as `Block` has it.
    """

    def __init__(self, clock: Callable[[], Seconds], played: Callable[[], bytes] = bytes) -> None:
        self._clock, self._played = clock, played
        self._queue: SimpleQueue[Item | AudioError] = SimpleQueue()
        self._now: Seconds = 0.0
        self._samples = SampleClock()
        self._absence = Absence()
        self._time_of_day = TimeOfDay()

    def hear(self, pcm: bytes) -> None:
        """Post the next block of the microphone's sound (16-bit mono); for one thread, and never waits.

        It is stamped from the count of its samples: a thread that was late makes no sound late.
        """
        self._queue.put(Block(pcm, self._samples.stamp(len(pcm) // 2, self._clock()), self._played()))

    def deafen(self) -> None:
        """Post that the microphone's sound has ended; for any thread."""
        self._queue.put(MICROPHONE_ENDED)

    def tell(self, text: str) -> None:
        """Post a notice about the sound; for any thread."""
        self._queue.put(Notice(text))

    def fail(self, error: AudioError) -> None:
        """Post that the sound cannot be used; for any thread. `next` raises it."""
        self._queue.put(error)

    def press(self, command: Command, number: int | None = None) -> None:
        """Post a key; for any thread, and never waits."""
        self._queue.put(Pressed(command, self._clock(), number))

    def now(self) -> Seconds:
        """The time on the session's clock."""
        self._now = max(self._now, self._clock())
        return self._now

    def next(self, until: Seconds | None) -> Item | None:
        """Wait for the next thing, in real time; on a tie the clock goes first. Raises AudioError: see `fail`.

        None also when nothing has come for `LONGEST_WAIT_S`; `Returned` when the machine slept meanwhile,
        `ClockSet` when its time of day was set.
        """
        away_s = self._absence.look(time.monotonic(), wall())
        if away_s:
            return Returned(self.now(), away_s, asks=away_s > ASKS_S)
        if COUNTS_SLEEP and self._time_of_day.was_set(time.time(), wall()):
            return ClockSet(self.now(), now_there())
        left_s = LONGEST_WAIT_S if until is None else min(LONGEST_WAIT_S, until - self.now())
        if left_s <= 0:
            return None
        try:
            item = self._queue.get(timeout=left_s)
        except Empty:
            return None
        if isinstance(item, AudioError):
            raise item
        return item

"""Where a scenario is played: lets time pass, and lets lines and faults happen at their moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples, to_bytes
from voice_coach.core.events import Pressed
from voice_coach.core.plan.routine import Seconds
from voice_coach.inbox.port import MICROPHONE_ENDED, Block, Inbox, InboxClosedError, Item
from voice_coach.simulator.room.room import Room
from voice_coach.simulator.scenario.playing.observer import Observer, Script
from voice_coach.simulator.scenario.playing.parts import ScriptedRecogniser
from voice_coach.simulator.scenario.scenario import FaultForm, FaultKind, LineForm
from voice_coach.simulator.scenario.timing import TimeSpan

PATIENCE_S: Seconds = 5.0
"""A session that waits for a user who has nothing more to say is left after this time."""


NEAR = to_bytes((0.1 * np.sqrt(2) * np.sin(2 * np.pi * 10 * np.arange(BLOCK_FRAMES) / BLOCK_FRAMES)).astype(np.float32))
"""A block in which somebody is at the microphone; the scripted recogniser does not listen to it."""


class Talker(Protocol):
    """What makes the user's words reach the ear."""

    def utter(self, line: LineForm, at: Seconds) -> tuple[TimeSpan, Item | None]:
        """Begin to speak; return from when to when, and what the inbox gives for it."""
        ...

    def lose_microphone(self, *, muted: bool) -> Item | None:
        """Hear nothing from now on: exact zeros from a ``muted`` microphone, no blocks at all from one that is gone."""
        ...


class ScriptedTalker:
    """Words that take no time and are understood as they were meant."""

    def __init__(self, recogniser: ScriptedRecogniser) -> None:
        self._recogniser = recogniser
        self._deaf = False

    def utter(self, line: LineForm, at: Seconds) -> tuple[TimeSpan, Item | None]:
        """See `Talker.utter`."""
        if self._deaf or line.say is None:
            return TimeSpan(at, at), None
        self._recogniser.hear(line.say)
        return TimeSpan(at, at), Block(NEAR, at)

    def lose_microphone(self, *, muted: bool) -> Item | None:
        """See `Talker.lose_microphone`."""
        self._deaf = True
        return None if muted else MICROPHONE_ENDED


class RoomTalker:
    """Somebody who speaks in a room; `exchange` is what the loudspeaker and the microphone are connected to.

    ``clips`` has the sound of every line, 16 kHz mono.
    """

    def __init__(self, room: Room, clips: Mapping[LineForm, Samples]) -> None:
        self._room = room
        self._clips = clips
        self._gone = False

    def utter(self, line: LineForm, at: Seconds) -> tuple[TimeSpan, Item | None]:
        """See `Talker.utter`."""
        samples = self._clips[line]
        last = len(samples) if line.only is None else min(len(samples), round(line.only * RATE))
        self._room.speak(samples, at, level_db=line.level, distance_m=line.distance, last=last)
        return TimeSpan(at, at + last / RATE), None

    def lose_microphone(self, *, muted: bool) -> Item | None:
        """See `Talker.lose_microphone`; the next exchange says that it is gone."""
        self._room.muted = True
        self._gone |= not muted
        return None

    def exchange(self, played: Samples) -> bytes | None:
        """Let a block out of the loudspeaker; return what the microphone took in meanwhile, None when it is gone."""
        heard = self._room.exchange(played)
        return None if self._gone else heard


class Breakable(Protocol):
    """A part that fails once it is ``broken``."""

    broken: bool


@dataclass(slots=True)
class ScriptedInbox:
    """An inbox around one that only lets time pass: what is in the scripts happens at its moment.

    Raises InboxClosedError at ``lasts_s``, and when nothing more can come.
    """

    inner: Inbox
    observer: Observer
    scripts: tuple[Script, ...]
    user: Talker
    breakables: Mapping[FaultKind, Breakable]
    lasts_s: Seconds | None = None
    _waits_since: Seconds | None = None

    def now(self) -> Seconds:
        """See `Inbox.now`."""
        return self.inner.now()

    def next(self, until: Seconds | None) -> Item | None:
        """See `Inbox.next`."""
        while True:
            at, script = self._next_line()
            self._end(until, at)
            ends = [time for time in (until, at, self.lasts_s) if time is not None]
            item = self.inner.next(min(ends, default=None))
            if item is not None:
                return item
            if until is not None and until <= self.now():
                return None
            if script and at is not None and at <= self.now():
                item = self._happen(script, script.line)
                if item is not None:
                    return item

    def _next_line(self) -> tuple[Seconds | None, Script | None]:
        known = [(at, script) for script in self.scripts if (at := script.next_at) is not None]
        return min(known, key=lambda one: one[0], default=(None, None))

    def _end(self, until: Seconds | None, at: Seconds | None) -> None:
        if self.lasts_s is not None and self.now() >= self.lasts_s:
            raise InboxClosedError
        if until is not None or at is not None:
            self._waits_since = None
        elif self._waits_since is None:
            self._waits_since = self.now()
        elif self.now() - self._waits_since > PATIENCE_S:
            raise InboxClosedError

    def _happen(self, script: Script, line: LineForm | FaultForm) -> Item | None:
        # At its moment, which lies in the block that comes next; a moment that is past is now.
        at = max(script.next_at or 0.0, self.now())
        item: Item | None = None
        span = TimeSpan(at, at)
        if isinstance(line, FaultForm):
            item = self._fail(line.fault)
            self.observer.faults += 1
        else:
            if line.press:
                item = Pressed(line.press, at)
            else:
                span, item = self.user.utter(line, at)
            self.observer.lines = (*self.observer.lines, span)
        script.happened(span)
        return item

    def _fail(self, fault: FaultKind) -> Item | None:
        if fault in (FaultKind.MICROPHONE_GONE, FaultKind.MICROPHONE_MUTED):
            return self.user.lose_microphone(muted=fault is FaultKind.MICROPHONE_MUTED)
        self.breakables[fault].broken = True
        return None

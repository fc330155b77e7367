"""The loop: wait, listen, decide, write down, act. The same for live, file-driven and simulated sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Effect, Priority, Role, Say, Show
from voice_coach.core.events import DeadlinePassed, Event, Heard, Pressed, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import WORK
from voice_coach.core.status import Status
from voice_coach.errors import ListeningError
from voice_coach.health.trouble import Trouble, Watch
from voice_coach.inbox.port import Block, Inbox, InboxClosedError, Item, Notice
from voice_coach.listening.gate import Speech
from voice_coach.session.performer import Performer
from voice_coach.session.subtitles import Subtitles
from voice_coach.speaking.speaker import Speaker
from voice_coach.supervision.heartbeat import Doing

REMEMBERED_SPEECH_S: Seconds = 3.0
"""How far back the gate is told what the coach said: an utterance is decided up to two seconds after its words."""


class Log(Protocol):
    """Where events and effects are written down; `journal.writer.Journal` is one."""

    def write(self, event: Event, now: Seconds) -> None:
        """Write down an event, before it is handled."""
        ...

    def effects(self, effects: tuple[Effect, ...], now: Seconds) -> None:
        """Write down what the coach ordered, before it is performed."""
        ...


class Listener(Protocol):
    """What turns the microphone's sound into decisions; `listening.ear.Ear` is one."""

    def hear(
        self,
        pcm: bytes,
        at: Seconds,
        status: Status,
        speech: tuple[Speech, ...] = (),
        played: bytes = b"",
    ) -> tuple[Heard | Rejected, ...]:
        """Take the next block and return what it decides. Raises ListeningError when no more can be heard."""
        ...

    @property
    def onset(self) -> bool:
        """Whether somebody seems to be speaking over the coach just now."""
        ...

    def new_exercise(self) -> None:
        """Take it that another exercise begins: a time for the recogniser's housekeeping, once it is quiet."""
        ...

    def close(self) -> None:
        """Listen no more; calling it twice is harmless."""
        ...


class Pulse(Protocol):
    """Who is given signs of life; `supervision.heartbeat.Heartbeat` is one."""

    def beat(self, at: Seconds, step: int) -> None:
        """The loop has turned, at this time and at this step of the plan."""
        ...

    def doing(self, what: Doing) -> None:
        """Something is being done from here on."""
        ...


@dataclass(slots=True)
class Loop:
    """One session from its first event to its last.

    ``notice`` shows a sentence about the session itself. ``latency_s`` is the time from the mixer to the air. ``watch``
    looks after the sound, and ``pulse`` is given a sign of life with every turn. A session that ``stays`` does not end
    with the routine: it waits for "start", and ends with the key for finish.
    """

    coach: Coach
    inbox: Inbox
    speaker: Speaker
    performer: Performer
    log: Log
    notice: Callable[[str], None]
    ear: Listener | None = None
    latency_s: Seconds = 0.0
    stays: bool = False
    subtitles: Subtitles | None = None
    watch: Watch | None = None
    pulse: Pulse | None = None
    _now: Seconds = 0.0
    _exercise: str = ""
    _status: Status | None = None
    _told: str = ""
    _quit: bool = False

    def run(self) -> None:
        """Turn until the session is over; returns early when nothing more can come."""
        try:
            while not self.over:
                self.turn()
        except InboxClosedError:
            self.notice("The session waits for somebody who cannot be heard; it ends here.")

    @property
    def over(self) -> bool:
        """Whether the session has come to its end."""
        return self._quit or (self.coach.finished and not self.stays)

    def turn(self) -> None:
        """Wait for one thing and deal with it."""
        subtitle = self.subtitles.due() if self.subtitles else None
        times = (self.coach.deadline, self.speaker.next_finish, subtitle)
        item = self.inbox.next(min((time for time in times if time is not None), default=None))
        # Several threads read a live clock, and one may push it back by a hair; time runs back for no coach.
        now = self._now = max(self._now, self.inbox.now())
        for event in self._events(item, now):
            self.take(event, now)
        if self.subtitles:
            self.subtitles.show(now)
        if self.speaker.trouble != self._told:
            self._told = self.speaker.trouble
            self.notice(self._told)
        if self.watch:
            self._tell(self.watch.tend(now), now)
        if self.pulse:
            self.pulse.beat(now, self.coach.place.index)

    def take(self, event: Event, now: Seconds) -> None:
        """Write an event down, let the coach decide, write the decision down, and carry it out."""
        self._quit |= self.coach.finished and isinstance(event, Pressed) and event.command is Command.FINISH
        self.log.write(event, now)
        self.order(self.coach.handle(event, now), now)

    def order(self, effects: tuple[Effect, ...], now: Seconds) -> None:
        """Write effects down, then carry them out."""
        self.log.effects(effects, now)
        if self.pulse:
            self.pulse.doing(Doing.SPEAKING)
        for effect in effects:
            self.performer.perform(effect, now)
            if isinstance(effect, Show):
                self._status = effect.status
        if self.pulse:
            self.pulse.doing(Doing.TURNING)

    def _tell(self, troubles: tuple[Trouble, ...], now: Seconds) -> None:
        if not troubles:
            return
        # Among counts there is no room; elsewhere it waits for the sentence under way to end.
        priority = Priority.ANSWER if self.coach.status.state in WORK else Priority.INSTRUCTION
        for trouble in troubles:
            self.notice(trouble.text)
            if trouble.aloud:
                self.order((Say(0, trouble.text, Role.ANSWER, priority),), now)

    def _events(self, item: Item | None, now: Seconds) -> Iterator[Event]:
        yield from self.speaker.finished(now)
        if isinstance(item, Block):
            yield from self._heard(item)
        elif isinstance(item, Notice):
            self.notice(item.text)
        elif item is not None:
            yield item
        deadline = self.coach.deadline
        if deadline is not None and deadline <= now:
            yield DeadlinePassed(now)

    def _heard(self, block: Block) -> Iterator[Event]:
        if self.ear is None:
            return
        status = self._status or self.coach.status
        speech = tuple(
            Speech(entry.what, entry.starts + self.latency_s, entry.ends + self.latency_s)
            for entry in self.speaker.sounding(block.at - REMEMBERED_SPEECH_S, block.at)
            if entry.say
        )
        try:
            if status.exercise != self._exercise:
                self._exercise = status.exercise
                self.ear.new_exercise()
            if self.pulse:
                self.pulse.doing(Doing.LISTENING)
            decided = self.ear.hear(block.pcm, block.at, status, speech, block.played)
            if self.pulse:
                self.pulse.doing(Doing.TURNING)
            yield from decided
            if self.ear.onset:
                self.speaker.duck()
            if self.watch:
                self._tell(self.watch.hear(block.pcm, block.played, status, decided), self._now)
        except ListeningError as error:
            self.ear.close()
            self.ear = None
            self.notice(f"{error.message} The keys still work.")

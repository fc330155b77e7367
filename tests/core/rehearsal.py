"""A session that a test takes through its paces: the real loop and timeline on a clock that the test moves."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Chime, Effect, Hush, Record, Say, Show, Tone
from voice_coach.core.events import DeadlinePassed, Event, Heard, Pressed
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.plan.steps import own_pace, work_s
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.inbox.port import InboxClosedError
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.session.loop import Loop
from voice_coach.session.performer import Performer
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.voices.voice import EstimatedVoice


class TestClock:
    """An inbox in which nothing comes but the time, and that only as far as the test lets it."""

    __test__ = False

    def __init__(self) -> None:
        self.until: Seconds = 0.0
        self._now: Seconds = 0.0

    def now(self) -> Seconds:
        return self._now

    def next(self, until: Seconds | None) -> None:
        if until is None or until > self.until:
            self._now = max(self._now, self.until)
            raise InboxClosedError
        self._now = max(self._now, until)


class Rehearsal:
    """One session. ``effects`` are those of the last order; ``log`` has everything."""

    def __init__(self, coach: Coach) -> None:
        self.coach = coach
        self.log = MemoryLog()
        self.speaker = Speaker(EstimatedVoice())
        self._clock = TestClock()
        performer = Performer(self.speaker, (), lambda _: None)
        self._loop = Loop(coach, self._clock, self.speaker, performer, self.log, lambda _: None)
        self.effects: tuple[Effect, ...] = ()

    def fork(self) -> Rehearsal:
        """The same session once more, to go another way. Both share what never changes, which is nearly all of it."""
        session = self.coach._session
        unchanging = (session.plan, session.wording, *self.log.entries)
        return deepcopy(self, {id(one): one for one in unchanging})

    @property
    def now(self) -> Seconds:
        return self._clock.now()

    @property
    def status(self) -> Status:
        return self.coach.status

    @property
    def state(self) -> State:
        return self.coach.status.state

    @property
    def texts(self) -> list[str]:
        """What the last order made the coach say."""
        return [effect.text for effect in self.effects if isinstance(effect, Say)]

    @property
    def records(self) -> list[Record]:
        return [what for _, what in self.log.entries if isinstance(what, Record)]

    @property
    def events(self) -> list[tuple[Seconds, Event]]:
        return [(at, what) for at, what in self.log.entries if isinstance(what, Event)]

    def wait(self, seconds: Seconds) -> None:
        """Let time pass; what the clock and the speech bring happens on the way."""
        self._clock.until = self.now + seconds
        self._loop.run()
        self._clock._now = max(self.now, self._clock.until)
        self._loop.take(DeadlinePassed(self.now), self.now)

    def late(self, seconds: Seconds) -> None:
        """Let time pass in which the loop hangs."""
        self._clock._now = self._clock.until = self.now + seconds

    def until(self, found: Callable[[Status], bool], limit_s: Seconds = 100_000.0) -> None:
        """Let time pass until the status is such; fails when that does not happen."""
        ends = self.now + limit_s
        while not found(self.status):
            work = self.coach._session.work
            if work and own_pace(work) and self.state is State.REP:  # nobody but the user ends this
                self.wait(work_s(work))
                self.press(Command.DONE)
                continue
            times = [t for t in (self.coach.deadline, self.speaker.next_finish) if t is not None]
            assert times, f"nothing happens any more in {self.status}"
            assert self.now < ends, f"not within {limit_s} s: {self.status}"
            self.wait(max(0.0, min(times) - self.now))

    def until_state(self, state: State) -> None:
        self.until(lambda status: status.state is state)

    def take(self, event: Event) -> None:
        self._order(event)

    def hear(self, *commands: Command, number: int | None = None) -> None:
        """Let the user say commands, one right after the other."""
        for command in commands:
            self._order(Heard(command, str(command), self.now, number=number))

    def press(self, *commands: Command, number: int | None = None) -> None:
        for command in commands:
            self._order(Pressed(command, self.now, number))

    def _order(self, event: Event) -> None:
        before = len(self.log.entries)
        self._loop.take(event, self.now)
        self.effects = tuple(
            what for _, what in self.log.entries[before:] if isinstance(what, Effect) and not isinstance(what, Show)
        )

    def tones(self, *kinds: Tone) -> list[Chime]:
        """The tones that the last order gave."""
        return [effect for effect in self.effects if isinstance(effect, Chime) and effect.tone in kinds]

    @property
    def hushed(self) -> bool:
        return any(isinstance(effect, Hush) for effect in self.effects)

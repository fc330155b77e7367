"""Watches a session as it runs, so that a scenario's moments can be told while it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from voice_coach.core.plan.routine import Seconds
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.simulator.scenario.annotation import Annotation, visits
from voice_coach.simulator.scenario.scenario import FaultForm, LineForm
from voice_coach.simulator.scenario.timing import TimeSpan
from voice_coach.speaking.speaker import Speaker
from voice_coach.speaking.timeline import ScheduledSound


class Observer:
    """Annotates a session from its log and its speaker, what is scheduled to sound included.

    ``latency_s`` is the time from the speaker's mixer to the air; ``faults`` counts those that have happened.
    """

    def __init__(self, log: MemoryLog, speaker: Speaker, latency_s: Seconds = 0.0) -> None:
        self.lines: tuple[TimeSpan, ...] = ()
        self.faults = 0
        self._latency_s = latency_s
        self._log = log
        self._speaker = speaker
        self._seen = -1
        self._annotation = Annotation()

    def sounds(self, until: Seconds) -> tuple[ScheduledSound, ...]:
        """What began to sound before this time, with the times at which it leaves the loudspeaker."""
        late_s = self._latency_s
        sounded = self._speaker.log(until - late_s)
        return tuple(replace(one, starts=one.starts + late_s, ends=one.ends + late_s) for one in sounded)

    @property
    def annotation(self) -> Annotation:
        """The annotation so far; made anew only when something has happened, for it is asked for every 20 ms."""
        seen = len(self._log.entries) + len(self.lines)
        if seen != self._seen:
            self._seen = seen
            self._annotation = Annotation(self.sounds(inf), visits(self._log.statuses), self.lines)
        return self._annotation


class Script:
    """Lines that happen in their order: each waits for the one before it.

    What a line brings about counts for the next one also when it came before the line's last sample, which is silent.
    """

    def __init__(self, lines: Sequence[LineForm | FaultForm], observer: Observer) -> None:
        self._lines = list(lines)
        self._observer = observer
        self._since: Seconds = 0.0
        self._spoken_until: Seconds = 0.0

    @property
    def line(self) -> LineForm | FaultForm:
        """The next line; there must be one."""
        return self._lines[0]

    @property
    def next_at(self) -> Seconds | None:
        """When the next line happens, as far as is known by now."""
        at = self._observer.annotation.time(self._lines[0].at, self._since) if self._lines else None
        return None if at is None else max(at, self._spoken_until)

    def happened(self, span: TimeSpan) -> None:
        """Note that the next line took this time, and go on to the one after it."""
        self._lines.pop(0)
        self._since = span.starts
        self._spoken_until = span.starts if span.ends is None else span.ends

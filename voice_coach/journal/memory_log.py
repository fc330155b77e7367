"""A session's events and effects, kept in memory in the order in which they came."""

from __future__ import annotations

from dataclasses import dataclass, field

from voice_coach.core.effects import Effect, Say, Show
from voice_coach.core.events import Event
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.status import Status


@dataclass(slots=True)
class MemoryLog:
    """What a journal would hold."""

    entries: list[tuple[Seconds, Event | Effect]] = field(default_factory=list)

    def write(self, event: Event, now: Seconds) -> None:
        """Keep an event."""
        self.entries.append((now, event))

    def effects(self, effects: tuple[Effect, ...], now: Seconds) -> None:
        """Keep what the coach ordered."""
        self.entries += ((now, effect) for effect in effects)

    @property
    def statuses(self) -> list[tuple[Seconds, Status]]:
        """Every snapshot with its time."""
        return [(at, what.status) for at, what in self.entries if isinstance(what, Show)]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every sentence that was ordered, in order."""
        return tuple(what.text for _, what in self.entries if isinstance(what, Say))

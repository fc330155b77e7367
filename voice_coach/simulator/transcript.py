"""What sounded in a session and what was heard, as a table: one row a sound, in order of time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voice_coach.core.events import Event, Heard, Pressed, Rejected
from voice_coach.core.routine import Seconds
from voice_coach.core.status import Status
from voice_coach.simulator.memory_log import MemoryLog
from voice_coach.speaking.timeline import Entry


@dataclass(frozen=True, slots=True)
class Row:
    """One sound: ``kind`` is say, tone, or heard; ``role`` is what a sentence is for, or what became of a command."""

    t0: Seconds
    t1: Seconds
    kind: str
    role: str
    text: str
    exercise: str
    side: str
    level: str

    def __str__(self) -> str:
        """A line for people: minutes and seconds, who, and what."""
        minutes, seconds = divmod(self.t0, 60)
        who = {"say": "coach", "tone": "tone", "heard": "you"}[self.kind]
        became = f"  [{self.role}]" if self.kind == "heard" else ""
        return f"{int(minutes):3}:{seconds:04.1f}  {who:5}  {self.text}{became}"


def transcript(log: MemoryLog, sounded: Iterable[Entry]) -> tuple[Row, ...]:
    """Bring together what was decided and what sounded; at equal times what was heard goes before the answer.

    Cut speech ends where it was cut.
    """
    rows = [*_heard(log), *_sounds(log.statuses, sounded)]
    return tuple(sorted(rows, key=lambda row: row.t0))


def unsaid(events: Iterable[Event], log: MemoryLog) -> tuple[Row, ...]:
    """What a script had for after the session's end."""
    happened = [what for _, what in log.entries]
    never = [event for event in events if isinstance(event, Heard | Rejected) and event not in happened]
    return tuple(
        Row(event.at, event.at, "heard", "never said: the session was over", event.text, "", "", "") for event in never
    )


def _sounds(statuses: list[tuple[Seconds, Status]], sounded: Iterable[Entry]) -> Iterator[Row]:
    times = [at for at, _ in statuses]
    for entry in sounded:
        status = statuses[max(0, bisect_right(times, entry.starts) - 1)][1]
        yield Row(
            round(entry.starts, 3),
            round(entry.ends, 3),
            "say" if entry.say else "tone",
            str(entry.role or ""),
            entry.what,
            status.exercise,
            str(status.side or ""),
            status.verbosity,
        )


def _heard(log: MemoryLog) -> Iterator[Row]:
    """What the user said or pressed; the snapshot that follows an event says what became of it."""
    events = [(at, what) for at, what in log.entries if isinstance(what, Heard | Rejected | Pressed)]
    statuses = log.statuses
    times = [at for at, _ in statuses]
    for at, event in events:
        status = statuses[min(bisect_right(times, at), len(times)) - 1][1]
        note = status.heard
        role = "" if note is None else ("obeyed" if note.obeyed else note.reason)
        text = str(event.command) if isinstance(event, Pressed) else event.text
        yield Row(
            round(event.at, 3), round(at, 3), "heard", role, text,
            status.exercise, str(status.side or ""), status.verbosity,
        )  # fmt: skip

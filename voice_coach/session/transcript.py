"""What sounded in a session and what was heard, as a table: one row a sound, in order of time; and its figures.

The targets are those of the manners: a session at full verbosity has at most 60 words a minute; while a clock runs
there is a sound at least each 8 s; at most 30 words come before the first movement of an exercise; a sentence has 16
words at the most and 12 on average.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from voice_coach.core.effects import Role, Tone
from voice_coach.core.events import Event, Heard, Pressed, Rejected
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.status import Status
from voice_coach.formats import clock
from voice_coach.journal.memory_log import MemoryLog
from voice_coach.speaking.timeline import ScheduledSound


@dataclass(frozen=True, slots=True)
class TranscriptRow:
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
        who = {"say": "coach", "tone": "tone", "heard": "you"}[self.kind]
        became = f"  [{self.role.replace('-', ' ')}]" if self.kind == "heard" else ""
        return f"{clock(self.t0, 1):>8}  {who:5}  {self.text}{became}"


def transcript(log: MemoryLog, sounded: Iterable[ScheduledSound]) -> tuple[TranscriptRow, ...]:
    """Bring together what was decided and what sounded; at equal times what was heard goes before the answer.

    Cut speech ends where it was cut.
    """
    rows = [*_heard(log), *_sounds(log.statuses, sounded)]
    return tuple(sorted(rows, key=lambda row: row.t0))


def unsaid(events: Iterable[Event], log: MemoryLog) -> tuple[TranscriptRow, ...]:
    """What a script had for after the session's end."""
    happened = [what for _, what in log.entries]
    never = [event for event in events if isinstance(event, Heard | Rejected) and event not in happened]
    return tuple(
        TranscriptRow(event.at, event.at, "heard", "never said: the session was over", event.text, "", "", "")
        for event in never
    )


def _sounds(statuses: list[tuple[Seconds, Status]], sounded: Iterable[ScheduledSound]) -> Iterator[TranscriptRow]:
    times = [at for at, _ in statuses]
    for entry in sounded:
        status = statuses[max(0, bisect_right(times, entry.starts) - 1)][1]
        yield TranscriptRow(
            round(entry.starts, 3),
            round(entry.ends, 3),
            "say" if entry.say else "tone",
            str(entry.role or ""),
            entry.what,
            status.exercise,
            str(status.side or ""),
            status.verbosity,
        )


def _heard(log: MemoryLog) -> Iterator[TranscriptRow]:
    """What the user said or pressed; the snapshot that follows an event says what became of it."""
    events = [(at, what) for at, what in log.entries if isinstance(what, Heard | Rejected | Pressed)]
    statuses = log.statuses
    times = [at for at, _ in statuses]
    for at, event in events:
        status = statuses[min(bisect_right(times, at), len(times)) - 1][1]
        note = status.heard
        role = "" if note is None else ("obeyed" if note.obeyed else note.reason)
        text = str(event.command) if isinstance(event, Pressed) else event.text
        yield TranscriptRow(
            round(event.at, 3), round(at, 3), "heard", role, text,
            status.exercise, str(status.side or ""), status.verbosity,
        )  # fmt: skip


BESIDE_THE_INSTRUCTION = frozenset({Role.COUNT, Role.CUE, Role.TIP})
"""Words that accompany work or teach the sounds; a sentence's length is measured without them."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured. ``before_moving`` has, for each exercise, the words before the first that tells a movement."""

    words_a_minute: float
    longest_silence_s: Seconds
    before_moving: dict[str, int]
    sentence_mean: float
    sentence_max: int


def figures(rows: Sequence[TranscriptRow], ended_at: Seconds) -> Figures:
    """Measure a transcript that has at least one sentence."""
    said = [row for row in rows if row.kind == "say"]
    lengths = [
        words(sentence)
        for row in said
        if row.role not in BESIDE_THE_INSTRUCTION
        for sentence in re.findall(r"[^.?!]+", row.text)
    ]
    return Figures(
        words_a_minute=60 * sum(words(row.text) for row in said) / ended_at,
        longest_silence_s=longest_silence_s([row for row in rows if row.kind != "heard"]),
        before_moving=_before_moving(rows),
        sentence_mean=sum(lengths) / len(lengths),
        sentence_max=max(lengths),
    )


def words(text: str) -> int:
    """How many words a text has, as the voice's rate counts them."""
    return len(text.split())


def longest_silence_s(sounds: Iterable[TranscriptRow]) -> Seconds:
    """The longest time between the end of everything that sounded so far and the next sound."""
    longest = heard_until = 0.0
    for row in sounds:
        longest = max(longest, row.t0 - heard_until)
        heard_until = max(heard_until, row.t1)
    return longest


def _before_moving(rows: Sequence[TranscriptRow]) -> dict[str, int]:
    """The words of each exercise up to the first sentence that tells a movement, or to the start of its work."""
    counted: dict[str, int] = {}
    begun: set[str] = set()
    for row in rows:
        if not row.exercise or row.exercise in begun:
            continue
        if row.role == Role.MOVE or row.text == Tone.START:
            begun.add(row.exercise)
        elif row.kind == "say":
            counted[row.exercise] = counted.get(row.exercise, 0) + words(row.text)
    return counted

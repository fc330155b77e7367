"""What sounds when: the schedule of speech and tones, without sound, clock or thread.

Theory. All times here are seconds of output: second t is sample t * rate of the output stream. What has a time on the
session's clock sounds `LEAD_S` later than it says, so that an order that is up to `LEAD_S` late still sounds on its
sample (a jitter buffer); what has none sounds at once. Speech is one channel on which nothing overlaps:

- Timed speech sounds at its time and nowhere else. It gives way to speech of the same or a higher priority that
  overlaps it, withdraws lower speech that has not begun, and ends lower speech that sounds when its time comes.
- Untimed speech queues behind speech of the same or a higher priority, stays in the order in which it came, and never
  sounds before its ``after`` (a time on the session's clock, so `LEAD_S` later here). Lower speech in its way is cut
  when it sounds, withdrawn when it is timed (a late cue is a wrong cue), and moved back when it is untimed.
- Tones mix with everything and are only ever silenced by `hush`.

Every say is reported finished exactly once: after its last sample, or at once when it is withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from voice_coach.core.effects import Chime, Role, Say, Tone
from voice_coach.core.events import SpeechFinished
from voice_coach.core.plan.routine import Seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAD_S = 0.2
"""How far timed sound runs behind the session's clock."""

LATE_S = 0.3
"""Timed sound that arrives this much after its moment in the output, or more, is withdrawn; less, it sounds at once."""

FADE_S = 0.01
"""How long what is cut takes to fall silent; long enough for no click, short enough to be at once."""


@dataclass(frozen=True, slots=True)
class ScheduledSound:
    """A sound that was given its time: ``say`` for speech, ``tone`` for a tone. ``cut`` says that it ends early."""

    key: int
    starts: Seconds
    ends: Seconds
    say: Say | None = None
    tone: Tone | None = None
    cut: bool = False

    @property
    def what(self) -> str:
        """The text, or the name of the tone."""
        return self.say.text if self.say else str(self.tone)

    @property
    def role(self) -> Role | None:
        """What the sentence is for; None for a tone."""
        return self.say.role if self.say else None

    def overlaps(self, starts: Seconds, ends: Seconds) -> bool:
        """Whether it sounds at some moment between the two."""
        return self.starts < ends and starts < self.ends


@dataclass(frozen=True, slots=True)
class Start:
    """An order to the mixer: begin this sound at that second of output; a second order with its key moves it."""

    key: int
    at: Seconds


@dataclass(frozen=True, slots=True)
class Stop:
    """An order to the mixer: be silent from that second of output on; a sound that would begin later never does."""

    key: int
    at: Seconds


Order: TypeAlias = Start | Stop


class Timeline:
    """The schedule. ``now`` is the second of output before which nothing can be changed any more.

    ``latency_s`` is the time from the output stream to the air; speech is reported finished that much later.
    """

    def __init__(self, latency_s: Seconds = 0.0) -> None:
        self._latency_s = latency_s
        self._ahead: list[ScheduledSound] = []
        self._past: list[ScheduledSound] = []
        self._reports: list[SpeechFinished] = []
        self._orders: list[Order] = []
        self._quiet_since = -inf
        self._last_key = 0

    def say(self, say: Say, seconds: Seconds, now: Seconds) -> int:
        """Place speech that takes ``seconds``; return its key in the orders that `orders` gives."""
        self._advance(now)
        self._last_key += 1
        if seconds <= 0:
            self._reports.append(SpeechFinished(say.id, now))
        elif say.at is None:
            self._queue(ScheduledSound(self._last_key, now, now + seconds, say), now)
        elif (starts := self._moment(say.at, now)) is None:
            self._reports.append(SpeechFinished(say.id, now))
        else:
            self._fix(ScheduledSound(self._last_key, starts, starts + seconds, say), now)
        return self._last_key

    def chime(self, chime: Chime, seconds: Seconds, now: Seconds) -> int:
        """Place a tone that takes ``seconds``; return its key."""
        self._advance(now)
        self._last_key += 1
        starts = now if chime.at is None else self._moment(chime.at, now)
        if starts is not None:
            self._start(ScheduledSound(self._last_key, starts, starts + seconds, tone=chime.tone))
        return self._last_key

    def hush(self, now: Seconds) -> None:
        """Cut what sounds and withdraw what does not sound yet, tones too."""
        self._advance(now)
        for entry in tuple(self._ahead):
            self._end(entry, now, now + FADE_S)

    def orders(self) -> tuple[Order, ...]:
        """Return what changed since this was last asked, oldest first."""
        orders, self._orders = tuple(self._orders), []
        return orders

    @property
    def next_finish(self) -> Seconds | None:
        """When `finished` next has something to report; None when nothing is to come."""
        due = [report.at for report in self._reports]
        due += [entry.ends + self._latency_s for entry in self._ahead if entry.say]
        return min(due, default=None)

    def finished(self, now: Seconds) -> tuple[SpeechFinished, ...]:
        """Report the speech that has ended or was withdrawn since this was last asked, oldest first."""
        self._advance(now)
        due = sorted((report for report in self._reports if report.at <= now), key=lambda report: report.at)
        self._reports = [report for report in self._reports if report.at > now]
        return tuple(due)

    def sounding(self, since: Seconds, until: Seconds) -> tuple[ScheduledSound, ...]:
        """Return the speech and tones that sound at some moment between two seconds of output."""
        return tuple(entry for entry in self._entries(since) if entry.overlaps(since, until))

    def log(self, until: Seconds) -> tuple[ScheduledSound, ...]:
        """Return everything that began before this second of output, in the order of beginning."""
        begun = (entry for entry in (*self._past, *self._ahead) if entry.starts < until)
        return tuple(sorted(begun, key=lambda entry: (entry.starts, entry.key)))

    def _entries(self, since: Seconds) -> Iterator[ScheduledSound]:
        """Everything that may still sound after ``since``; the past is kept in the order of ending."""
        yield from self._ahead
        for entry in reversed(self._past):
            if entry.ends <= since:
                return
            yield entry

    def _advance(self, now: Seconds) -> None:
        """Move what has ended to the past and get its report ready."""
        ended = sorted((entry for entry in self._ahead if entry.ends <= now), key=lambda entry: entry.ends)
        for entry in ended:
            self._ahead.remove(entry)
            self._past.append(entry)
            if entry.say:
                self._reports.append(SpeechFinished(entry.say.id, entry.ends + self._latency_s))
                if not entry.cut:
                    self._quiet_since = max(self._quiet_since, entry.ends)

    @staticmethod
    def _moment(at: Seconds, now: Seconds) -> Seconds | None:
        """The second of output that belongs to a time on the session's clock; None when it is too late."""
        starts = at + LEAD_S
        return max(starts, now) if now < starts + LATE_S else None

    def _speech(self) -> list[tuple[ScheduledSound, Say]]:
        return [(entry, entry.say) for entry in self._ahead if entry.say]

    def _fix(self, entry: ScheduledSound, now: Seconds) -> None:
        """Place timed speech, or withdraw it."""
        assert entry.say  # noqa: S101 - speech by construction; for the type checker
        rivals = [(other, say) for other, say in self._speech() if other.overlaps(entry.starts, entry.ends)]
        if any(say.priority >= entry.say.priority for _, say in rivals):
            self._reports.append(SpeechFinished(entry.say.id, now))
            return
        for rival, _ in rivals:
            self._end(rival, now, entry.starts)
        self._start(entry)

    def _queue(self, entry: ScheduledSound, now: Seconds) -> None:
        """Place untimed speech, and what it pushes back."""
        assert entry.say  # noqa: S101 - speech by construction; for the type checker
        waiting = [other for other, say in self._speech() if other.starts >= now and say.at is None]
        behind = [other for other in waiting if other.say and other.say.priority < entry.say.priority]
        for other in behind:
            self._ahead.remove(other)
        for moved in (entry, *sorted(behind, key=lambda other: (-_priority(other), other.key))):
            self._settle(moved, now)

    def _settle(self, entry: ScheduledSound, now: Seconds) -> None:
        """Put untimed speech at the earliest time that is free for it."""
        assert entry.say  # noqa: S101 - speech by construction; for the type checker
        seconds, say = entry.ends - entry.starts, entry.say
        starts = self._free(say, seconds, now)
        for other, rival in self._speech():
            if other.overlaps(starts, starts + seconds) and rival.priority < say.priority:
                self._end(other, now, starts)
        self._start(replace(entry, starts=starts, ends=starts + seconds))

    def _free(self, say: Say, seconds: Seconds, now: Seconds) -> Seconds:
        starts = max(now, self._quiet_since + say.gap_s)
        if say.after is not None:
            starts = max(starts, say.after + LEAD_S)
        for other, rival in self._speech():
            if rival.at is None and rival.priority >= say.priority:  # order among the untimed
                starts = max(starts, _free_after(other, say))
        while blocking := [
            other
            for other, rival in self._speech()
            if other.starts < starts + seconds
            and starts < _free_after(other, say)
            and (rival.priority >= say.priority or other.ends <= starts)
        ]:
            starts = max(_free_after(other, say) for other in blocking)
        return starts

    def _start(self, entry: ScheduledSound) -> None:
        self._ahead.append(entry)
        self._orders.append(Start(entry.key, entry.starts))

    def _end(self, entry: ScheduledSound, now: Seconds, ends: Seconds) -> None:
        """End a sound by ``ends``: withdrawn when it has not begun, cut when it sounds."""
        if entry.starts >= now:
            self._ahead.remove(entry)
            self._orders.append(Stop(entry.key, now))
            if entry.say:
                self._reports.append(SpeechFinished(entry.say.id, now))
        elif ends < entry.ends:
            self._ahead[self._ahead.index(entry)] = replace(entry, ends=ends, cut=True)
            self._orders.append(Stop(entry.key, ends))


def _priority(entry: ScheduledSound) -> int:
    return entry.say.priority if entry.say else 0


def _free_after(entry: ScheduledSound, say: Say) -> Seconds:
    """When ``say`` may follow: after a gap, unless the entry was cut; then nothing needs time to sink in."""
    return entry.ends + (0.0 if entry.cut else say.gap_s)

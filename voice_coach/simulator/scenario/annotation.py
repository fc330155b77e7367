"""A session so far, annotated: what was said, what sounded, where it was, each with its span of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from voice_coach.core.effects import Tone
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import STOPPED, State
from voice_coach.core.status import Status
from voice_coach.language.phrasebook import normalise
from voice_coach.simulator.scenario.timing import SENTENCES, Anchor, Edge, Moment, TimeSpan, What
from voice_coach.speaking.timeline import ScheduledSound


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay in a state at a step; a pause does not end a stay in a phase."""

    state: State
    step: int
    span: TimeSpan

    def is_at(self, status: Status) -> bool:
        """Whether this snapshot shows the same place."""
        return (self.state, self.step) == (status.state, status.step)


@dataclass(frozen=True, slots=True)
class Annotation:
    """``sounds`` are speech and tones in the order of beginning; ``lines`` the spans of what the user said or did.

    ``left_at`` is when a session was left that had not come to its end; of what came later nothing is known.
    """

    sounds: tuple[ScheduledSound, ...] = ()
    visits: tuple[Visit, ...] = ()
    lines: tuple[TimeSpan, ...] = ()
    left_at: Seconds | None = None

    def spans(self, anchor: Anchor) -> tuple[TimeSpan, ...]:
        """Every span that the anchor may mean, in the order of beginning."""
        match anchor.what:
            case What.LINE:
                return self.lines
            case What.STATE:
                return tuple(visit.span for visit in self.visits if visit.state == anchor.value)
        return tuple(TimeSpan(sound.starts, sound.ends) for sound in self.sounds if _is_meant(sound, anchor))

    def span(self, anchor: Anchor, since: Seconds = 0.0) -> TimeSpan | None:
        """The span that the anchor means: the one of its number, else the first that begins at ``since`` or later."""
        spans = self.spans(anchor)
        if anchor.nth is None:
            return next((span for span in spans if span.starts >= since), None)
        return spans[anchor.nth - 1] if anchor.nth <= len(spans) else None

    def time(self, moment: Moment, since: Seconds = 0.0) -> Seconds | None:
        """When the moment is, as far as is known by now."""
        if moment.anchor is None:
            return moment.offset_s
        span = self.span(moment.anchor, since)
        if span is None:
            return None
        start = span.starts if moment.edge is Edge.INTO else span.ends
        return None if start is None else start + moment.offset_s


def visits(statuses: Iterable[tuple[Seconds, Status]]) -> tuple[Visit, ...]:
    """The stays that these snapshots show, in the order of beginning."""
    found: list[Visit] = []
    here = phase = -1  # the stay that lasts, and the last one in a phase
    for at, status in statuses:
        if found and found[here].is_at(status):
            continue
        if found:
            found[here] = replace(found[here], span=TimeSpan(found[here].span.starts, at))
        if found and found[here].state in STOPPED and found[phase].is_at(status):
            here = phase
            found[here] = replace(found[here], span=TimeSpan(found[here].span.starts, None))
        else:
            here = len(found)
            found.append(Visit(status.state, status.step, TimeSpan(at, None)))
        phase = phase if status.state in STOPPED else here
    return tuple(found)


def says(text: str, wanted: str) -> bool:
    """Whether a text has the wanted words in it, whatever their case and punctuation."""
    return f" {normalise(wanted)} " in f" {normalise(text)} "


def _is_meant(sound: ScheduledSound, anchor: Anchor) -> bool:
    match anchor.what:
        case What.TEXT:
            return sound.say is not None and says(sound.what, anchor.value)
        case What.SENTENCE:
            return sound.role in SENTENCES[anchor.value]
        case What.TONE:
            return sound.tone == Tone(anchor.value)
    return False

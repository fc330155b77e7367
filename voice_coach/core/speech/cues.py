"""What sounds while a step's clock runs: tones and short words, each at its second.

All times are seconds as written, counted from the step's start; the session stretches them by the tempo.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from voice_coach.core.effects import Priority, Role, Tone
from voice_coach.core.plan.routine import Reps, Seconds, Side, Work
from voice_coach.core.plan.steps import LEAD_IN_S, READY_REMIND_S, Step, own_pace, rep_s, work_s
from voice_coach.core.speech.instructions import SPOKEN_MOVEMENTS
from voice_coach.core.speech.wording import Verbosity, Wording, estimate_s
from voice_coach.core.states import State

OWN_PACE_LEAST_S: Seconds = 60.0
OWN_PACE_TIMES = 3
OWN_PACE_AFTER_S: Seconds = 30.0
"""At an own pace the coach reminds after a minute or three times what the reps should take, and pauses half a minute
later: it never decides that somebody has finished."""

AFTER_START_S: Seconds = 0.3
"""The first count stands right after the start tone, which lasts so long and is as loud."""

QUIET_S: Seconds = 8.0
"""The longest time without a sound while a clock runs (manners, rule 13)."""

FIRST_WORD_S: Seconds = 1.0
"""So long after the end of a step without a count-in the next step's first word may come."""

HALF_WAY_FROM_S: Seconds = 20.0
TEN_SECONDS_FROM_S: Seconds = 25.0
PIPS_FROM_S: Seconds = 6.0
MINUTES_FROM_S: Seconds = 120.0
"""Timed work of so many seconds or more says the minutes that are left: each down from five, before them each fifth."""

FIRST_MINUTE_AT_S: Seconds = 10.0
"""So soon after the start nobody wants to hear how many minutes are left."""

SPOKEN_REPS = 2
"""In so many reps at the start every movement is spoken; later ones have the number and tones."""

SPOKEN_SHARE = 0.6
"""A spoken cue fills at most this share of its movement (manners, rule 19)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound ``at_s`` seconds after the step's start: a tone, or words with their role."""

    at_s: Seconds
    tone: Tone | None = None
    text: str = ""
    role: Role = Role.CUE
    priority: Priority = Priority.COUNT

    @property
    def ends_s(self) -> Seconds:
        """When it has sounded, by its words; a tone counts as a moment."""
        return self.at_s + (estimate_s(self.text) if self.text else 0.0)


def work_cues(work: Work, length_s: Seconds, side: Side | None, level: Verbosity, wording: Wording) -> tuple[Cue, ...]:
    """The cues of work that takes ``length_s`` seconds, in order of time."""
    cues = [] if own_pace(work) else [Cue(length_s, Tone.END)]
    if isinstance(work, Reps):
        cues += _rep_cues(work, side, level, wording)
    else:
        cues += _timed_cues(work, length_s, side, level, wording)
    return _in_order(cues, 0.0, length_s)


def waiting_cues(
    step: Step, since_s: Seconds, length_s: Seconds, wording: Wording, *, starts_work: bool
) -> tuple[Cue, ...]:
    """The cues of a step without work, from ``since_s`` (its last word) to its end at ``length_s``."""
    cues = [*_pips(length_s), Cue(length_s, Tone.START)] if starts_work else []
    if step.phase is State.REST and length_s >= TEN_SECONDS_FROM_S and length_s - 10 > since_s:
        cues.append(Cue(length_s - 10, text=wording("ten_seconds")))
    if step.for_s is None and since_s + READY_REMIND_S < length_s - LEAD_IN_S:
        cues.append(Cue(since_s + READY_REMIND_S, text=wording("still_waiting")))
    return _in_order(cues, since_s, length_s if starts_work else length_s + FIRST_WORD_S)


def _timed_cues(work: Work, length_s: Seconds, side: Side | None, level: Verbosity, wording: Wording) -> Iterator[Cue]:
    half, ten = length_s / 2, length_s - 10
    speaks = level is Verbosity.FULL
    if length_s >= HALF_WAY_FROM_S:
        yield Cue(half, text=wording("halfway")) if speaks else Cue(half, Tone.HALF)
    if length_s >= TEN_SECONDS_FROM_S and level is not Verbosity.SOUNDS:
        yield Cue(ten, text=wording("ten_seconds"))
    if length_s >= PIPS_FROM_S:
        yield from _pips(length_s)
    if length_s >= MINUTES_FROM_S:
        yield from _long_cues(work, length_s, side, level, wording)
    elif speaks:
        starts = (1.5, half + 3.0)
        ends = (half if length_s >= HALF_WAY_FROM_S else length_s - LEAD_IN_S, ten)
        for start, end, tip in zip(starts, ends, work.tips, strict=False):
            text = wording.sided(tip, side)
            if start + estimate_s(text) < end:
                yield Cue(start, text=text, role=Role.TIP, priority=Priority.TIP)


def _long_cues(work: Work, length_s: Seconds, side: Side | None, level: Verbosity, wording: Wording) -> Iterator[Cue]:
    """The minutes that are left, and the tips, spread over all of it into the gaps between the other cues."""
    if level is Verbosity.SOUNDS:
        return
    half = length_s / 2
    after_half = half + estimate_s(wording("halfway")) + 0.5
    busy = [(half, after_half), (length_s - 10 - 0.5, length_s)]
    for minutes in range(1, int(length_s / 60) + 1):
        at = length_s - 60 * minutes
        if at < FIRST_MINUTE_AT_S or (minutes > 5 and minutes % 5):
            continue
        text = wording("minutes_to_go", time=wording.counted("minute", "minutes", minutes))
        if half - estimate_s(text) - 0.5 < at < after_half:
            at = after_half
        busy.append((at, at + estimate_s(text) + 0.5))
        yield Cue(at, text=text)
    if level is not Verbosity.FULL:
        return
    free_from = 1.5
    for number, tip in enumerate(work.tips):
        text = wording.sided(tip, side)
        at = max(free_from, 1.5 + number * length_s / len(work.tips))
        for start, end in sorted(busy):
            if at < end and at + estimate_s(text) + 0.5 > start:
                at = end
        free_from = at + estimate_s(text) + 0.5
        if free_from < length_s - 10:
            yield Cue(at, text=text, role=Role.TIP, priority=Priority.TIP)


def _rep_cues(work: Reps, side: Side | None, level: Verbosity, wording: Wording) -> Iterator[Cue]:
    one = rep_s(work)
    if not work.tempo:
        yield Cue(own_pace_remind_s(work), text=wording("say_done"))
    for rep in range(1, work.count + 1 if work.tempo else 1):
        start = (rep - 1) * one
        always = len(work.tempo) > SPOKEN_MOVEMENTS
        speaks = level is Verbosity.FULL and (rep <= SPOKEN_REPS or always)
        for index, movement in enumerate(work.tempo):
            first, last = index == 0, index == len(work.tempo) - 1
            text, said = "", wording.cue(movement, side)
            if speaks and not first:
                text = wording("movement", movement=said)
            elif first and level is not Verbosity.SOUNDS:
                text = _count(rep, work.count, said if speaks else "", movement.for_s, wording)
            after_s = 0.0 if start else AFTER_START_S
            if text and after_s + estimate_s(text) <= SPOKEN_SHARE * movement.for_s:
                yield Cue(start + after_s, text=text, role=Role.COUNT)
            else:
                yield Cue(start, Tone.LET_GO if last and not first else Tone.TOP)
            start += movement.for_s
    if level is Verbosity.FULL and len(work.tempo) <= SPOKEN_MOVEMENTS:
        yield from _rep_tips(work, side, wording)


def _count(rep: int, of: int, cue: str, for_s: Seconds, wording: Wording) -> str:
    """The number with the movement's cue when both fit, else the number alone."""
    text = wording.count(rep, of, cue)
    return text if estimate_s(text) <= SPOKEN_SHARE * for_s else wording.count(rep, of)


def _rep_tips(work: Reps, side: Side | None, wording: Wording) -> Iterator[Cue]:
    """One tip each third rep, after its number, where it ends before the next number."""
    if not work.tempo:
        return
    for number, tip in enumerate(work.tips):
        rep = 4 + 3 * number
        text = wording.sided(tip, side)
        after_number = estimate_s(wording.count(rep, work.count)) + 0.4
        if rep < work.count and after_number + estimate_s(text) < rep_s(work):
            yield Cue((rep - 1) * rep_s(work) + after_number, text=text, role=Role.TIP, priority=Priority.TIP)


def _pips(length_s: Seconds) -> tuple[Cue, ...]:
    return tuple(Cue(length_s - left, Tone.PIP) for left in (3, 2, 1) if length_s >= left)


def _in_order(cues: list[Cue], since_s: Seconds, length_s: Seconds) -> tuple[Cue, ...]:
    """The cues by time, with soft ticks where the clock would run longer than `QUIET_S` without a sound."""
    ordered = sorted(cues, key=lambda cue: cue.at_s)
    quiet = [(before.ends_s, after.at_s) for before, after in pairwise([Cue(since_s), *ordered, Cue(length_s)])]
    ticks = []
    for start, end in quiet:
        parts = int((end - start) // QUIET_S) + 1
        ticks += [Cue(start + (end - start) * part / parts, Tone.TICK) for part in range(1, parts)]
    return tuple(sorted([*ordered, *ticks], key=lambda cue: cue.at_s))


def own_pace_remind_s(work: Work) -> Seconds:
    """When the coach asks whether the user has finished: never soon, for it cannot see them."""
    return max(OWN_PACE_LEAST_S, OWN_PACE_TIMES * work_s(work))


def own_pace_limit_s(work: Work) -> Seconds:
    """When the coach stops waiting for "done" and pauses."""
    return own_pace_remind_s(work) + OWN_PACE_AFTER_S

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
from voice_coach.core.speech.instructions import spoken_throughout
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

COUNT_UP_S = 10
"""Work to failure says each so many seconds how long it has been."""

FIRST_MINUTE_AT_S: Seconds = 10.0
"""So soon after the start nobody wants to hear how many minutes are left."""

SPOKEN_REPS = 2
"""In so many reps at the start every movement is spoken; later ones have the number and tones."""

SPOKEN_SHARE = 0.6
"""A spoken cue fills at most this share of its movement (manners, rule 19)."""

TIP_BEFORE_S = 0.3
TIP_AFTER_S = 0.4
"""Quiet between a tip and the sound after it, and from the last word or the onset of a tone to a tip: the tones that
sound before a tip are shorter (docs/writing-routines.md, rule 40)."""

TIPS_FROM_REP, REPS_A_TIP = 4, 3
"""Reps say their first tip in the fourth, when number and tones have been heard once, then one each third rep."""


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


@dataclass(frozen=True, slots=True)
class Telling:
    """How work is told.

    ``stretch`` is how many seconds on the clock a written one takes: words take as long at any tempo.
    """

    level: Verbosity
    wording: Wording
    side: Side | None = None
    stretch: float = 1.0


def work_cues(work: Work, length_s: Seconds, telling: Telling) -> tuple[Cue, ...]:
    """The cues of work that takes ``length_s`` seconds, in order of time."""
    level, wording, side = telling.level, telling.wording, telling.side
    cues = [] if own_pace(work) else [Cue(length_s, Tone.END)]
    if isinstance(work, Reps) and work.within_s is None:
        cues += _rep_cues(work, side, level, wording)
    elif not isinstance(work, Reps) and work.to_failure:
        cues += _counted_up(length_s, level, wording)
    else:
        cues += _timed_cues(length_s, level, wording)
    if level is Verbosity.FULL:
        texts = [wording.sided(tip, side) for tip in work.tips]
        cues += _tips(texts, *_tip_places(work, length_s), cues, telling.stretch)
    return _in_order(cues, 0.0, length_s, telling.stretch)


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


def _timed_cues(length_s: Seconds, level: Verbosity, wording: Wording) -> Iterator[Cue]:
    half, ten = length_s / 2, length_s - 10
    if length_s >= HALF_WAY_FROM_S:
        yield Cue(half, text=wording("halfway")) if level is Verbosity.FULL else Cue(half, Tone.HALF)
    if length_s >= TEN_SECONDS_FROM_S and level is not Verbosity.SOUNDS:
        yield Cue(ten, text=wording("ten_seconds"))
    if length_s >= PIPS_FROM_S:
        yield from _pips(length_s)
    if length_s >= MINUTES_FROM_S and level is not Verbosity.SOUNDS:
        yield from _minutes(length_s, wording)


def _counted_up(length_s: Seconds, level: Verbosity, wording: Wording) -> Iterator[Cue]:
    """How long one has held out, each ten seconds, from two minutes on each half minute; pips before the limit."""
    for at in range(COUNT_UP_S, int(length_s - 3), COUNT_UP_S):
        if level is Verbosity.SOUNDS:
            yield Cue(at, Tone.TICK)
        elif at <= MINUTES_FROM_S or at % 30 == 0:
            yield Cue(at, text=wording("so_long", time=wording.time(at)))
    yield from _pips(length_s)


def _minutes(length_s: Seconds, wording: Wording) -> Iterator[Cue]:
    """The minutes that are left."""
    half = length_s / 2
    after_half = half + estimate_s(wording("halfway")) + 0.5
    for minutes in range(1, int(length_s / 60) + 1):
        at = length_s - 60 * minutes
        if at < FIRST_MINUTE_AT_S or (minutes > 5 and minutes % 5):
            continue
        text = wording("minutes_to_go", time=wording.counted("minute", "minutes", minutes))
        if half - estimate_s(text) - 0.5 < at < after_half:
            at = after_half
        yield Cue(at, text=text)


def _tips(texts: list[str], places: list[Seconds], until_s: Seconds, cues: list[Cue], stretch: float) -> Iterator[Cue]:
    """The tips, each from its place on in the first gap between the other cues that is long enough, or nowhere."""
    busy = sorted((cue.at_s, _over_s(cue, stretch) + TIP_AFTER_S / stretch) for cue in cues)
    free_from = 0.0
    for place, text in zip(places, texts, strict=False):
        takes_s = (estimate_s(text) + TIP_BEFORE_S) / stretch
        at = max(place, free_from)
        for start, end in busy:
            if at < end and at + takes_s > start:
                at = end
        if at + takes_s <= until_s:
            free_from = at + takes_s
            yield Cue(at, text=text, role=Role.TIP, priority=Priority.TIP)


def _tip_places(work: Work, length_s: Seconds) -> tuple[list[Seconds], Seconds]:
    """Where tips are best said, and when all of them have ended: not when work ends anyhow."""
    if isinstance(work, Reps) and work.within_s is None:
        reps = range(TIPS_FROM_REP, work.count if work.tempo else 0, REPS_A_TIP)
        return [(rep - 1) * rep_s(work) for rep in reps], (work.count - 1) * rep_s(work)
    if length_s >= MINUTES_FROM_S:
        return [1.5 + n * length_s / len(work.tips) for n in range(len(work.tips))], length_s - 10
    if length_s >= TEN_SECONDS_FROM_S:
        return [1.5, length_s / 2 + 3.0], length_s - 10
    return [1.5], length_s - LEAD_IN_S


def _rep_cues(work: Reps, side: Side | None, level: Verbosity, wording: Wording) -> Iterator[Cue]:
    one = rep_s(work)
    if not work.tempo:
        yield Cue(own_pace_remind_s(work), text=wording("say_done"))
    for rep in range(1, work.count + 1 if work.tempo else 1):
        start = (rep - 1) * one
        always = spoken_throughout(work)
        speaks = level is Verbosity.FULL and (rep <= SPOKEN_REPS or always)
        for index, movement in enumerate(work.tempo):
            first, last = index == 0, index == len(work.tempo) - 1
            after = None if first else work.tempo[index - 1]
            names = [wording.cue(movement, side, after)] if speaks else []
            if movement.side and (after is None or after.side is not movement.side) and level is not Verbosity.SOUNDS:
                names.append(wording.side(movement.side))  # whose turn it is one must hear, be it that alone
            texts = [wording("movement", movement=name) for name in names]
            if first and level is not Verbosity.SOUNDS and not work.breath:
                of = 0 if work.to_failure else work.count
                texts = [wording.count(rep, of, name) for name in names]
                texts += [wording.count(rep, 0, names[-1])] if movement.side and names else []
                texts.append(wording.count(rep, of))
            after_s = 0.0 if start else AFTER_START_S
            room_s = SPOKEN_SHARE * movement.for_s - after_s
            if text := next((one for one in texts if estimate_s(one) <= room_s), ""):
                yield Cue(start + after_s, text=text, role=Role.COUNT)
            else:
                yield Cue(start, Tone.LET_GO if last and not first else Tone.TOP)
            start += movement.for_s


def _pips(length_s: Seconds) -> tuple[Cue, ...]:
    return tuple(Cue(length_s - left, Tone.PIP) for left in (3, 2, 1) if length_s >= left)


def _in_order(cues: list[Cue], since_s: Seconds, length_s: Seconds, stretch: float = 1.0) -> tuple[Cue, ...]:
    """The cues by time, with soft ticks where the clock would run longer than `QUIET_S` without a sound."""
    ordered = sorted(cues, key=lambda cue: cue.at_s)
    quiet = [
        (_over_s(before, stretch), after.at_s) for before, after in pairwise([Cue(since_s), *ordered, Cue(length_s)])
    ]
    ticks = []
    for start, end in quiet:
        parts = int((end - start) * stretch // QUIET_S) + 1
        ticks += [Cue(start + (end - start) * part / parts, Tone.TICK) for part in range(1, parts)]
    return tuple(sorted([*ordered, *ticks], key=lambda cue: cue.at_s))


def _over_s(cue: Cue, stretch: float) -> Seconds:
    """When a cue has sounded, in written seconds of a step that is stretched so."""
    return cue.at_s + (cue.ends_s - cue.at_s) / stretch


def own_pace_remind_s(work: Work) -> Seconds:
    """When the coach asks whether the user has finished: never soon, for it cannot see them."""
    return max(OWN_PACE_LEAST_S, OWN_PACE_TIMES * work_s(work))


def own_pace_limit_s(work: Work) -> Seconds:
    """When the coach stops waiting for "done" and pauses."""
    return own_pace_remind_s(work) + OWN_PACE_AFTER_S

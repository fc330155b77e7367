"""What the apps have in common: a session is a workout, and each of its sets is a row that says all of it.

`rows_of` takes a session apart, `sessions` puts rows together again, and `claimed` says what comes of a session that
goes both ways. The side, and a load that is no weight, stand in the notes of a set: "left side; with red band".
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from voice_coach.diary.past import PastSession, PastSet
from voice_coach.exchange.losses import Loss, Losses
from voice_coach.exchange.moment import local
from voice_coach.exchange.sheet import SheetRow, decimal

POUND = 0.45359237
"""Kilograms of a pound: the definition of 1959, NIST Handbook 44, appendix C."""

MOST_KG, MOST_REPS, MOST_S = 100_000, 100_000, 10_000_000
"""More than this is a slip: a set of so much, so often, and a session or hold of 115 days."""

LOAD = re.compile(r"(\d+(?:\.\d+)?(?:e[+-]?\d+)?) (kg|lb)", re.ASCII)
NOTES = re.compile(r"(?:(left|right) side)?(?:(?:^|; )with (.+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Grain:
    """How finely a format writes the time, in seconds: when a workout ``began``, and how long it ``lasted``."""

    began: int
    lasted: int


@dataclass(frozen=True, slots=True)
class WorkoutSet:
    """A set with its workout, as both apps have it.

    ``began`` is by the clock on the wall and may lack an offset; ``lasted_s`` is of the workout. ``kg``, ``reps`` and
    ``seconds`` are 0 where there are none.
    """

    title: str
    began: datetime
    lasted_s: int
    exercise: str
    kg: float = 0.0
    reps: int = 0
    seconds: float = 0.0
    effort: int | None = None
    side: str = ""
    words: str = ""

    @property
    def notes(self) -> str:
        """The side, and what was lifted where that is no weight."""
        return "; ".join(filter(None, (self.side and f"{self.side} side", self.words and f"with {self.words}")))


def noted(notes: str) -> tuple[str, str] | None:
    """The side and the load in words of such notes; None for notes that somebody else has made."""
    found = NOTES.fullmatch(notes)
    return (found[1] or "", found[2] or "") if found else None


def effort_of(row: SheetRow, column: str, losses: Losses) -> int | None:
    """The effort in a cell from 0 to 10, rounded to a whole number; None for an empty one."""
    effort = row.number(column, 10)
    if effort is None:
        return None
    losses[Loss.EFFORT] += effort != int(effort)
    return math.floor(effort + 0.5)


def notes_of(row: SheetRow, column: str, kg: float, losses: Losses) -> tuple[str, str]:
    """The side and the load in words in a cell with notes; a load beside a weight, and others' notes, are left out."""
    ours = noted(row.text(column))
    losses[Loss.NOTE] += ours is None or bool(kg and ours[1])
    return ours or ("", "")


def rows_of(past: Iterable[PastSession], grain: Grain, losses: Losses) -> Iterator[tuple[WorkoutSet, ...]]:
    """The rows of each session that has sets; what they cannot hold is counted."""
    seen: set[tuple[str, str]] = set()
    for session in past:
        if not session.sets:
            losses[Loss.EMPTY] += 1
            continue
        kept = claimed(session, grain)
        losses.update(_lost(session, kept))
        losses[Loss.MERGED] += (kept.title, kept.began) in seen
        seen.add((kept.title, kept.began))
        began = _began(session, grain)
        yield tuple(
            WorkoutSet(
                kept.title, began, int(kept.lasted_s), one.exercise, _kg(one.load), one.reps, one.seconds, one.effort,
                one.side, "" if _kg(one.load) else one.load,
            )
            for one in kept.sets
        )  # fmt: skip


def runs(workout: Iterable[WorkoutSet]) -> Iterator[tuple[int, WorkoutSet]]:
    """The rows of a workout, each with its number, from 1, in its run: sets of one exercise one after the other."""
    for _, run in groupby(workout, key=lambda row: row.exercise):
        yield from enumerate(run, start=1)


def sessions(rows: Iterable[WorkoutSet], app: str) -> tuple[PastSession, ...]:
    """The sessions of these rows, by when they began; ``app`` begins the names of their journals.

    The routine of a session is called as its title; its offset is that of this machine at that time. Each counts as
    finished. Of a set nobody knows when it ended (``at`` is 0), and its number counts those of its exercise and side.
    """
    of_workout: dict[tuple[str, datetime], list[WorkoutSet]] = {}
    for row in rows:
        of_workout.setdefault((row.title, local(row.began)), []).append(row)
    found = (
        PastSession(
            journal=_journal(app, title, began),
            routine=slug(title),
            title=title,
            began=began.isoformat(),
            lasted_s=float(same[0].lasted_s),
            finished=True,
            sets=_numbered(_set(row) for row in same),
        )
        for (title, began), same in of_workout.items()
    )
    return tuple(sorted(found, key=lambda session: session.began_at))


def claimed(session: PastSession, grain: Grain, app: str = "") -> PastSession:
    """What is left of a session with sets that is written and read again.

    Its title and the wall clock when it began; and of each set its exercise, side, reps or, of a hold, seconds, load
    and effort. All else is as `sessions` has it: without what was skipped and what hurt, finished, at no tempo.
    """
    began = local(_began(session, grain))
    return PastSession(
        journal=_journal(app, session.title, began),
        routine=slug(session.title),
        title=session.title,
        began=began.isoformat(),
        lasted_s=float(round(session.lasted_s / grain.lasted) * grain.lasted),
        finished=True,
        sets=_numbered(
            replace(
                one, name=one.exercise, at=0.0, seconds=0.0 if one.reps else float(round(one.seconds)),
                load=_load(one.load), pace=0,
            )
            for one in session.sets
        ),
    )  # fmt: skip


def slug(title: str) -> str:
    """A title as the name of a routine: lower case, with hyphens between its words."""
    return "-".join(re.findall(r"[^\W_]+", title.lower())) or "session"


def _began(session: PastSession, grain: Grain) -> datetime:
    """When it began by the clock on the wall, as finely as the format has it."""
    wall = session.began_at.replace(tzinfo=None, microsecond=0)
    return wall if grain.began == 1 else wall.replace(second=0)


def _lost(session: PastSession, kept: PastSession) -> Losses:
    """How a session differs from what is kept of it."""
    differs = {
        Loss.BROKEN_OFF: not session.finished,
        Loss.SKIPPED: bool(session.skipped),
        Loss.PAIN: bool(session.pain),
        Loss.ROUTINE: session.routine != kept.routine,
        Loss.OFFSET: session.began_at.utcoffset() != kept.began_at.utcoffset(),
        Loss.BEGAN: session.began_at.replace(tzinfo=None) != kept.began_at.replace(tzinfo=None),
        Loss.LASTED: session.lasted_s != kept.lasted_s,
    }
    losses = Counter({loss: 1 for loss, is_lost in differs.items() if is_lost})
    for was, now in zip(session.sets, kept.sets, strict=True):
        losses[Loss.NAME] += was.name != now.name
        losses[Loss.NUMBER] += was.set != now.set
        losses[Loss.PACE] += was.pace != 0
        losses[Loss.PLANNED] += bool(was.reps and was.seconds)
        losses[Loss.SECONDS] += not was.reps and was.seconds != now.seconds
        losses[Loss.WEIGHT] += was.load != now.load
    return losses


def _numbered(sets: Iterable[PastSet]) -> tuple[PastSet, ...]:
    """The sets, each with its number among those of its exercise and side."""
    done: Counter[tuple[str, str]] = Counter()
    numbered = []
    for one in sets:
        done[one.exercise, one.side] += 1
        numbered.append(replace(one, set=done[one.exercise, one.side]))
    return tuple(numbered)


def _set(row: WorkoutSet) -> PastSet:
    load = f"{decimal(row.kg)} kg" if row.kg else row.words
    return PastSet(row.exercise, row.exercise, 0, row.side, 0.0, row.reps, row.seconds, load, effort=row.effort)


def _load(load: str) -> str:
    """A load as it comes back: a weight in kg, words as they are."""
    kg = _kg(load)
    return f"{decimal(kg)} kg" if kg else load


def _kg(load: str) -> float:
    """The weight of a load, to the gram; 0 where it is none that a column can hold."""
    found = LOAD.fullmatch(load)
    kg = round(float(found[1]) * (POUND if found[2] == "lb" else 1), 3) if found else 0.0
    return kg if kg <= MOST_KG else 0.0


def _journal(app: str, title: str, began: datetime) -> str:
    """A name that the same workout always gets, and no other one."""
    mark = hashlib.sha256(f"{title}\n{began.replace(tzinfo=None).isoformat()}".encode()).hexdigest()[:8]
    return f"{app}-{began:%Y-%m-%d-%H%M}-{mark}"

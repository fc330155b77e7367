"""What was done in earlier sessions, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from voice_coach.diary.diary import diary_of_now, diary_path
from voice_coach.diary.past import PastSession, PastSet
from voice_coach.diary.tally import MEASURES, Week, measured, weeks
from voice_coach.formats import clock, counted
from voice_coach.journal.codec import encode

WIDEST = 40
"""Columns of the longest bar."""


@dataclass(frozen=True, slots=True)
class Found:
    """Sessions of the past, the oldest first; ``unread`` lines of the file at ``path`` cannot be read."""

    sessions: tuple[PastSession, ...]
    exercise: str
    path: Path
    unread: int

    @property
    def lines(self) -> Iterable[str]:
        """A line a session, or a line a set where only some exercises are asked for."""
        return _sets(self.sessions, self.exercise) if self.exercise else map(_line, self.sessions)

    @property
    def weeks(self) -> tuple[Week, ...]:
        """What was done in each week."""
        return weeks(self.sessions, self.exercise)

    @property
    def drawn(self) -> Iterator[str]:
        """Bars for a terminal, a line a week, for each measure."""
        for measure, title in MEASURES.items():
            values = [measured(week, measure) for week in self.weeks]
            most = 10.0 if measure == "pain" else max((value or 0.0 for value in values), default=0.0)
            yield title
            for week, value in zip(self.weeks, values, strict=True):
                bar = "#" * round(WIDEST * value / most) if value and most else ""
                yield f"  {week.monday}  {bar:{WIDEST}}  {'-' if value is None else f'{value:.0f}'}"

    @property
    def json(self) -> str:
        """All that is known of them."""
        return json.dumps([encode(one) for one in self.sessions], ensure_ascii=False, indent=1)


def history(since: date | None = None, exercise: str = "") -> Found:
    """The sessions from a day on in which an exercise with this in its name was done; all, when neither is given.

    What only its journal has yet is taken from there. Raises JournalError when the diary cannot be read or written.
    """
    diary = diary_of_now()
    found = (one for one in diary.since(since) if not exercise or any(_is_of(done, exercise) for done in one.sets))
    return Found(tuple(found), exercise, diary_path(), diary.unread)


def _line(session: PastSession) -> str:
    """A session in one line."""
    exercises, works = len({one.exercise for one in session.sets}), len(session.sets)
    did = f"{counted(exercises, 'exercise')}, {counted(works, 'work')}"
    hurt = ", ".join(f"{name} hurt{f' {score}' if score >= 0 else ''}" for name, score in session.pain.items())
    notes = filter(None, ("" if session.finished else "broken off", hurt))
    told = f"{_day(session)}  {clock(session.lasted_s):>6}  {session.title}: {did}"
    return "; ".join((told, *notes))


def _sets(sessions: Iterable[PastSession], exercise: str) -> Iterator[str]:
    for session in sessions:
        for done in session.sets:
            if _is_of(done, exercise):
                yield f"{_day(session)}  {done.exercise}: {_dose(done)}"


def _dose(done: PastSet) -> str:
    """What was done in a set, as one writes it down."""
    parts = [f"set {done.set}", done.side, f"{done.reps} reps" if done.reps else f"{done.seconds:g} s", done.load]
    effort = "" if done.effort is None else f"effort {done.effort}"
    return ", ".join(filter(None, (*parts, effort)))


def _is_of(done: PastSet, exercise: str) -> bool:
    return exercise.lower() in done.exercise.lower()


def _day(session: PastSession) -> str:
    return session.began_at.strftime("%Y-%m-%d %H:%M")

"""Print docs/programme-weeks.md: a programme followed for six weeks, with missed days, pain and a month's break.

    python benchmarks/weeks.py > docs/programme-weeks.md

Each session is done by the coach itself, without sound, with the doses of its day; what was done goes into a diary, and
the next day is worked out of that.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, zip_longest
from pathlib import Path
from zoneinfo import ZoneInfo

from voice_coach.app.components import Components
from voice_coach.app.diary.programmes import folder, followed, sessions_of
from voice_coach.app.dry_run import dry_run
from voice_coach.app.live.resumption import given
from voice_coach.authoring.library import find, folders
from voice_coach.authoring.load import load
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Record
from voice_coach.core.events import Event, Heard
from voice_coach.core.plan.routine import Routine
from voice_coach.diary.diary import Diary, diary_of_now
from voice_coach.diary.history import History, history_path
from voice_coach.diary.past import PastSession, past_of
from voice_coach.journal.entry import Entry
from voice_coach.journal.header import JournalHeader
from voice_coach.journal.reader import SavedSession
from voice_coach.programme.dose import amount, exercise_of, in_words
from voice_coach.programme.due import BlockWeek, told
from voice_coach.programme.programme import Measure, Programme
from voice_coach.programme.today import Today, dosed, grown_doses, today
from voice_coach.session.options import RunOptions
from voice_coach.session.transcript import TranscriptRow

EXAMPLE = Path(__file__).parents[1] / "docs" / "programme-example"
FIRST, HERE = date(2026, 3, 2), ZoneInfo("Europe/Berlin")
SESSIONS = 18
AT = time(7, 30)

MISSED = frozenset(date(2026, 3, day) for day in (9, 11, 20)) | {date(2026, 3, 30) + timedelta(n) for n in range(32)}
"""Days on which nobody came: two in a row, one more, and a month."""

SKIPS_ROW = ("the row was skipped", (("One-arm row", Command.SKIP, None),))
INCIDENTS: Mapping[int, tuple[str, tuple[tuple[str, Command, int | None], ...]]] = {
    1: ("", (("Wall sit", Command.DONE, None),)),
    5: (
        "the plank hurt, six of ten",
        (("Plank", Command.PAIN, None), ("", Command.NUMBER, 6), ("", Command.YES, None)),
    ),
    6: ("", (("One-arm row", Command.LAST_TIME, None),)),
    8: SKIPS_ROW,
    9: SKIPS_ROW,
    14: ("broken off after the plank", (("One-arm row", Command.FINISH, None), ("", Command.YES, None))),
}
"""What came about in the session of that number: at which exercise the user says what; "" is right afterwards."""

INTRODUCTION = """# Six weeks of a programme

[strong-core.yaml](programme-example/strong-core.yaml) is done by the programme
[core-in-spring.yaml](programme-example/core-in-spring.yaml), with days that are missed, pain, and a month's break. Each
session was done by the coach, without sound, with the doses of its day. This page is made by
`python benchmarks/weeks.py`; a test keeps it true, and holds it against what `voice-coach today --why` says on each of
these days.

| day | week | plank | row | what came about | why it is otherwise than the time before |
|---|---|---|---|---|---|"""


BESIDE = """
## The second session beside the first

Until an exercise was done twice all of it is said. What is said the second time and was not the first:
"""

BESIDE_SIXTH = """
## The sixth session beside the first

The words have become fewer, what hurt the time before is named and begins with its easier form, the load has grown,
what was reached is said again, and "what did I do last time" was asked in the row:
"""


@dataclass(frozen=True, slots=True)
class Done:
    """A session: its day, what was on, the routine as it was done, and which doses have changed since the last."""

    day: date
    on: Today
    routine: Routine
    incident: str
    changes: tuple[tuple[str, date, str, str], ...]
    rows: tuple[TranscriptRow, ...]

    @property
    def block(self) -> BlockWeek:
        """Where the programme was."""
        assert self.on.place is not None
        return self.on.place


def main() -> None:
    """Print the page."""
    with at_home():
        sessions = followed_through()
    print(INTRODUCTION)
    print("\n".join(map(row, sessions)))
    print("\n## What shifted\n")
    reasons = [(told(one.day), one.on.standings[0].why) for one in sessions]
    print("\n".join(f"- {day}: {why}" for day, why in reasons if "open since" in why))
    print(BESIDE)
    print("\n".join(f"- {text}" for text in said(sessions[1]) if text not in said(sessions[0])))
    print(BESIDE_SIXTH)
    print(side_by_side(sessions[0], sessions[5]))


class at_home:  # noqa: N801 - read like a function
    """A home of its own with the routine and the programme in it, for as long as this is entered."""

    def __enter__(self) -> Path:
        """Make it; return the folder."""
        self._folder, self._before = tempfile.mkdtemp(), os.environ.get("XDG_DATA_HOME")
        os.environ["XDG_DATA_HOME"] = self._folder
        for target, name in ((folders()[0], "strong-core"), (folder(), "core-in-spring")):
            target.mkdir(parents=True)
            shutil.copy(EXAMPLE / f"{name}.yaml", target)
        return Path(self._folder)

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        if self._before is None:
            del os.environ["XDG_DATA_HOME"]
        else:
            os.environ["XDG_DATA_HOME"] = self._before
        shutil.rmtree(self._folder)


def followed_through() -> list[Done]:
    """Come on every day on which something is due, but for the days that are missed."""
    done: list[Done] = []
    day, (programme,) = FIRST, followed()
    while len(done) < SESSIONS:
        diary = diary_of_now()
        sessions = sessions_of(programme, diary)
        on = today(programme, sessions, day)
        if on.due and day not in MISSED:
            done.append(one_session(programme, diary, day, done))
        day += timedelta(days=1)
    return done


def one_session(programme: Programme, diary: Diary, day: date, done: list[Done]) -> Done:
    """Do it, and write it into the diary and the history."""
    sessions, number = sessions_of(programme, diary), len(done) + 1
    written = load(find("strong-core"))
    routine = dosed(programme, written, sessions, day)
    on = today(programme, sessions, day)
    incident, says = INCIDENTS.get(number, ("", ()))
    history = History(history_path())
    now = datetime.combine(day, AT, HERE)
    header = given(Components(routine, RunOptions()), history, cautious=False, diary=diary, now=now)
    rows, past = session_of(header, says, f"{now:%Y-%m-%d-%H%M%S}-strong-core-{number}", history)
    diary.add(past)
    told_before = {why for one in done for why in one.changes}
    changes = tuple(
        (grown.exercise, *change)
        for grown in grown_doses(programme, written, sessions, day)
        for change in grown.changes
        if (grown.exercise, *change) not in told_before
    )
    return Done(day, on, routine, incident, changes, rows)


def session_of(
    header: JournalHeader, says: Iterable[tuple[str, Command, int | None]], name: str, history: History
) -> tuple[tuple[TranscriptRow, ...], PastSession]:
    """Do a session without sound in which the user says these things; return what sounded, and what was done."""
    events: list[Event] = []
    ran = dry_run(header.coach())
    for exercise, command, number in says:
        at = events[-1].at + 12.0 if not exercise else begins(ran.rows, exercise)
        events.append(Heard(command, str(command), at, number=number))
    ran = dry_run(header.coach(), events)
    entries = tuple(Entry(n, at, what) for n, (at, what) in enumerate(ran.log.entries, 1))
    records = (what for _, what in ran.log.entries if isinstance(what, Record))
    for number, record in enumerate(records, 1):
        history.record(header.routine.id, record, name, number)
    return ran.rows, past_of(SavedSession(Path(f"{name}.jsonl"), header, entries, 0))


def begins(rows: Iterable[TranscriptRow], exercise: str) -> float:
    """When the first work of an exercise has been under way for some seconds."""
    return next(one.t0 for one in rows if one.exercise == exercise and one.text == "start") + 14.0


def row(one: Done) -> str:
    """A line of the table."""
    plank, its_row = exercise_of(one.routine, "Plank"), exercise_of(one.routine, "One-arm row")
    assert plank is not None
    assert its_row is not None
    hold = in_words(plank, Measure.HOLD, plank.work[0].for_s)  # type: ignore[union-attr]  # it is a hold
    load_ = in_words(its_row, Measure.LOAD, its_row.load.amounts[0])  # type: ignore[union-attr]  # it is a weight
    why = [f"{exercise}: {dose}, {reason}" for exercise, _, dose, reason in one.changes]
    if one.block.block.share < 1.0:
        why.append(f"{one.block.block.share:.0%} of each dose")
    cells = (
        f"{one.day:%a} {one.day}",
        f"{one.block.block.name} {one.block.week}",
        hold,
        f"{its_row.sets} x {amount(its_row, Measure.REPS):g}, {load_}",
        one.incident,
        "; ".join(why),
    )
    return f"| {' | '.join(cells)} |"


def side_by_side(first: Done, second: Done) -> str:
    """What is said in two sessions, exercise beside exercise."""
    lines = []
    for left, right in zip_longest(by_exercise(first), by_exercise(second), fillvalue=()):
        lines += [f"{a:90}  {b}".rstrip() for a, b in zip_longest(left, right, fillvalue="")] + [""]
    return "\n".join(["```text", *lines[:-1], "```"])


def by_exercise(one: Done) -> list[tuple[str, ...]]:
    """The sentences of a session, tones left out, in a group for each exercise."""
    spoken = [row for row in one.rows if row.kind == "say"]
    return [tuple(row.text for row in group) for _, group in groupby(spoken, key=lambda row: row.exercise)]


def said(one: Done) -> list[str]:
    """The sentences of a session."""
    return [text for group in by_exercise(one) for text in group]


if __name__ == "__main__":
    main()

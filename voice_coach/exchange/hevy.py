"""The file that Hevy exports: a row a set, texts in quotes and numbers bare.

An account with pounds and miles has weight_lbs and distance_miles in place of weight_kg and distance_km. Times are to
the minute; set_index counts from 0 in each run of one exercise. An effort is what Hevy calls RPE.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from voice_coach.diary.past import PastSession
from voice_coach.exchange.losses import Loss, Losses
from voice_coach.exchange.moment import local
from voice_coach.exchange.sheet import Sheet, SheetRow, decimal, quoted
from voice_coach.exchange.workout import (
    MOST_KG,
    MOST_REPS,
    MOST_S,
    POUND,
    Grain,
    WorkoutSet,
    effort_of,
    notes_of,
    rows_of,
    runs,
    sessions,
)
from voice_coach.exchange.workout import claimed as kept

COLUMNS = (
    "title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes", "set_index",
    "set_type", "weight_kg", "reps", "distance_km", "duration_seconds", "rpe",
)  # fmt: skip
POUNDS = ("weight_lbs", "distance_miles")
GRAIN = Grain(began=60, lasted=60)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def fits(columns: Iterable[str]) -> bool:
    """Whether a header is one of Hevy's: it has two of the names that only Hevy has."""
    return len({"title", "start_time", "exercise_title", "set_index", "set_type"} & set(columns)) >= 2


def claimed(session: PastSession) -> PastSession:
    """What of a session with sets this format claims to keep, as `read` gives it back."""
    return kept(session, GRAIN, "hevy")


def written(past: Iterable[PastSession]) -> tuple[str, Losses]:
    """The file with these sessions, and what it cannot hold."""
    losses: Losses = Counter()
    lines = [",".join(map(quoted, COLUMNS))]
    for workout in rows_of(past, GRAIN, losses):
        lines += [_line(row, number - 1) for number, row in runs(workout)]
    return "\n".join(lines) + "\n", losses


def read(sheet: Sheet) -> tuple[tuple[PastSession, ...], Losses]:
    """The sessions of such a file, and what was left out of it. Raises ExchangeError with all that is wrong."""
    for column in ("title", "start_time", "end_time", "exercise_title", "reps"):
        sheet.missing(column)
    sheet.missing("weight_kg", "weight_lbs")
    losses: Losses = Counter()
    losses[Loss.COLUMN] = len({*sheet.columns} - {*COLUMNS, *POUNDS})
    rows = [_row(row, losses) for row in sheet.rows]
    sheet.judge()
    described = {(row.text("title"), row.text("start_time")) for row in sheet.rows if row.text("description").strip()}
    losses[Loss.DESCRIPTION] = len(described)
    return sessions(filter(None, rows), "hevy"), losses


def _line(row: WorkoutSet, index: int) -> str:
    texts = (row.title, _time(row.began), _time(row.began + timedelta(seconds=row.lasted_s)), "", row.exercise)
    figures = (
        decimal(row.kg) if row.kg else "",
        str(row.reps or ""),
        "",
        "" if row.reps else decimal(row.seconds),
        "" if row.effort is None else str(row.effort),
    )
    return ",".join((*map(quoted, texts), "", quoted(row.notes), str(index), quoted("normal"), *figures))


def _time(at: datetime) -> str:
    """28 Mar 2024, 17:29; in English, whatever the machine's language."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"


def _row(row: SheetRow, losses: Losses) -> WorkoutSet | None:
    """A row as a set; None where its workout's times are wrong."""
    began, ended = row.time("start_time"), row.time("end_time")
    exercise = row.named("exercise_title")
    kg = row.number("weight_kg", MOST_KG) or (row.number("weight_lbs", MOST_KG) or 0) * POUND
    effort = effort_of(row, "rpe", losses)
    side, words = notes_of(row, "exercise_notes", kg, losses)
    row.whole("set_index", MOST_REPS)
    distances = row.number("distance_km", MOST_KG), row.number("distance_miles", MOST_KG)
    losses[Loss.DISTANCE] += any(distances)
    losses[Loss.SUPERSET] += bool(row.text("superset_id").strip())
    losses[Loss.KIND] += row.text("set_type").strip() not in {"", "normal"}
    reps, seconds = row.whole("reps", MOST_REPS) or 0, row.number("duration_seconds", MOST_S) or 0.0
    if began is None or ended is None:
        return None
    lasted_s = _lasted_s(began, ended)
    if not 0 <= lasted_s <= MOST_S:
        row.wrong("end_time", "is before 'start_time'" if lasted_s < 0 else "is months after 'start_time'")
        return None
    return WorkoutSet(row.text("title"), began, int(lasted_s), exercise, kg, reps, seconds, effort, side, words)


def _lasted_s(began: datetime, ended: datetime) -> float:
    """How long it took by the clock on the wall, or by the offsets where any is written."""
    if began.tzinfo or ended.tzinfo:
        began, ended = local(began), local(ended)
    return (ended - began).total_seconds()

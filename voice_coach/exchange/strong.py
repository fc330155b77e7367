"""The files that Strong exports: a row a set, in columns that depend on the telephone and the version of the app.

Seen in exports, and all read: commas with `COMMA`; semicolons with `SEMICOLON`, units in the names of the columns;
semicolons with the columns Weight Unit, Distance Unit and Workout Duration, or without the last; and, of 2018, with
columns that are called kg or lbs. Times are to the second. The form with commas does not say whether weights are in kg
or lb, nor how long a workout lasted more finely than in minutes. `COMMA` and `SEMICOLON` are written.

Set Order is a number, or W, D or F for a warm-up, a drop set and one to failure; or else it says that the row is no set
but a Note or a Rest Timer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import partial
from itertools import count

from voice_coach.diary.past import PastSession
from voice_coach.exchange.losses import Loss, Losses
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

COMMA = (
    "Date", "Workout Name", "Duration", "Exercise Name", "Set Order", "Weight", "Reps", "Distance", "Seconds", "Notes",
    "Workout Notes", "RPE",
)  # fmt: skip
SEMICOLON = (
    "Workout #", "Date", "Workout Name", "Duration (sec)", "Exercise Name", "Set Order", "Weight (kg)", "Reps", "RPE",
    "Distance (meters)", "Seconds", "Notes", "Workout Notes",
)  # fmt: skip
WEIGHTS = {"Weight": None, "Weight (kg)": "kg", "Weight (lbs)": "lb", "Weight (lb)": "lb", "kg": "kg", "lbs": "lb"}
"""The columns in which a weight may stand, with its unit where the name says it."""

UNITS = {"kg": "kg", "kgs": "kg", "lb": "lb", "lbs": "lb"}
DURATIONS = "Duration", "Workout Duration"
DISTANCES = "Distance", "Distance (meters)", "Distance (m)", "mi.", "km"
OTHERS = "Weight Unit", "Distance Unit"
KNOWN = {*COMMA, *SEMICOLON, *WEIGHTS, *DURATIONS, *DISTANCES, *OTHERS}

COMMA_GRAIN = Grain(began=1, lasted=60)
SEMICOLON_GRAIN = Grain(began=1, lasted=1)
DURATION = re.compile(r"(?:(\d{1,6}) ?h)? ?(?:(\d{1,6}) ?m(?:in)?)? ?(?:(\d{1,6}) ?s(?:ec)?)?", re.ASCII)


def fits(columns: Iterable[str]) -> bool:
    """Whether a header is one of Strong's: it has two of the names that only Strong has."""
    return len({"Workout Name", "Exercise Name", "Set Order", "Workout Notes"} & set(columns)) >= 2


def claimed(session: PastSession, *, semicolon: bool = False) -> PastSession:
    """What of a session with sets the form claims to keep, as `read` gives it back."""
    return kept(session, SEMICOLON_GRAIN if semicolon else COMMA_GRAIN, "strong")


def written(past: Iterable[PastSession]) -> tuple[str, Losses]:
    """The file with commas, weights in kg, and what it cannot hold."""
    losses: Losses = Counter()
    lines = [",".join(COMMA)]
    for workout in rows_of(past, COMMA_GRAIN, losses):
        lines += [
            ",".join((
                str(row.began), quoted(row.title), _duration(row.lasted_s), quoted(row.exercise), str(number),
                decimal(row.kg), str(row.reps), "0", decimal(row.seconds), quoted(row.notes), quoted(""),
                _effort(row),
            ))
            for number, row in runs(workout)
        ]  # fmt: skip
    return "\n".join(lines) + "\n", losses


def written_with_semicolons(past: Iterable[PastSession]) -> tuple[str, Losses]:
    """The file with semicolons, all cells in quotes, and what it cannot hold."""
    losses: Losses = Counter()
    lines = [";".join(map(quoted, SEMICOLON))]
    for place, workout in zip(count(1), rows_of(past, SEMICOLON_GRAIN, losses), strict=False):
        for number, row in runs(workout):
            cells = (
                str(place), str(row.began), row.title, str(row.lasted_s), row.exercise, str(number),
                decimal(row.kg) if row.kg else "", str(row.reps or ""), _effort(row), "",
                decimal(row.seconds) if row.seconds else "", row.notes, "",
            )  # fmt: skip
            lines.append(";".join(map(quoted, cells)))
    return "\n".join(lines) + "\n", losses


def read(sheet: Sheet, unit: str = "kg") -> tuple[tuple[PastSession, ...], Losses]:
    """The sessions of such a file, and what was left out of it.

    ``unit``, kg or lb, is that of weights of which the file does not say it. Raises ExchangeError with all that is
    wrong.
    """
    for column in ("Date", "Workout Name", "Exercise Name", "Set Order", "Reps", "Seconds"):
        sheet.missing(column)
    sheet.missing(*WEIGHTS)
    losses: Losses = Counter()
    losses[Loss.COLUMN] = len({*sheet.columns} - KNOWN)
    rows = [_row(row, unit, losses) for row in sheet.rows]
    sheet.judge()
    noted_on = {(row.text("Workout Name"), row.text("Date")) for row in sheet.rows if row.text("Workout Notes").strip()}
    losses[Loss.DESCRIPTION] = len(noted_on)
    return sessions(filter(None, rows), "strong"), losses


def _duration(seconds: int) -> str:
    """1h 5m, or 5m."""
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}h {minutes}m" if hours else f"{minutes}m"


def _effort(row: WorkoutSet) -> str:
    return "" if row.effort is None else str(row.effort)


def _row(row: SheetRow, unit: str, losses: Losses) -> WorkoutSet | None:
    """A row as a set; None where it is none, or where its time is wrong."""
    began, lasted_s, exercise = row.time("Date"), _lasted(row), row.named("Exercise Name")
    order = row.text("Set Order").strip()
    if order in {"Note", "Rest Timer"}:
        losses[Loss.NOTES if order == "Note" else Loss.REST] += 1
        return None
    if not re.fullmatch(r"\d{1,6}|[WDF]", order, re.ASCII):
        row.wrong("Set Order", f"must be a number, W, D, F, Note or Rest Timer, not {order!r}")
    losses[Loss.KIND] += order in {"W", "D", "F"}
    kg, effort = _kg(row, unit, losses), effort_of(row, "RPE", losses)
    losses[Loss.DISTANCE] += any(map(partial(row.number, most=MOST_S), DISTANCES))
    side, words = notes_of(row, "Notes", kg, losses)
    reps, seconds = row.whole("Reps", MOST_REPS) or 0, row.number("Seconds", MOST_S) or 0.0
    if began is None:
        return None
    return WorkoutSet(row.text("Workout Name"), began, lasted_s, exercise, kg, reps, seconds, effort, side, words)


def _lasted(row: SheetRow) -> int:
    """How long the workout lasted, in seconds; 0 where the file does not say it."""
    for column in DURATIONS:
        text = row.text(column).strip()
        found = DURATION.fullmatch(text)
        if found is None:
            row.wrong(column, f"must be a duration such as 1h 5m, not {text[:40]!r}")
        elif text:
            hours, minutes, seconds = (int(part or 0) for part in found.groups())
            return hours * 3600 + minutes * 60 + seconds
    return row.whole("Duration (sec)", MOST_S) or 0


def _kg(row: SheetRow, unit: str, losses: Losses) -> float:
    """The weight of a set in kg; 0 where there is none."""
    for column, named in WEIGHTS.items():
        weight = row.number(column, MOST_KG)
        if not weight:
            continue
        told = row.text("Weight Unit").strip().lower()
        if told and told not in UNITS:
            row.wrong("Weight Unit", f"must be kg or lbs, not {told[:40]!r}")
        said = named or UNITS.get(told)
        losses[Loss.UNIT] += said is None
        return weight * (POUND if (said or unit) == "lb" else 1)
    return 0.0

"""The columns of Strong, in each of their forms."""

from __future__ import annotations

import pytest

from tests.exchange.test_hevy import PULL
from voice_coach.diary.past import PastSession, PastSet
from voice_coach.exchange import strong
from voice_coach.exchange.losses import told
from voice_coach.exchange.sheet import sheet
from voice_coach.exchange.strong import COMMA, SEMICOLON

COMMAS = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2020-12-30 18:51:52,"Evening Workout",2h 38m,"Snatch (Barbell)",1,40.0,3.0,0,0,"","",
2020-12-30 18:51:52,"Evening Workout",2h 38m,"Snatch (Barbell)",Rest Timer,0,0.0,0,120.0,,,
2020-12-30 18:51:52,"Evening Workout",2h 38m,"Snatch (Barbell)",2,42.5,3.0,0,0,"belt, straps","",8.5
2020-12-31 09:00:00,"Core",38min,"Plank",1,0,0,0,60,"","slept badly",
"""

NUMBERED = """\
"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE";\
"Distance (meters)";"Seconds";"Notes";"Workout Notes"
"1";"2020-05-28 12:58:47";"Day 3";"4195";"Incline Bench Press (Barbell)";"W";"40.0";"15";"";"";"";"";""
"1";"2020-05-28 12:58:47";"Day 3";"4195";"Incline Bench Press (Barbell)";"1";"60.0";"7";"8,5";"";"";"";""
"1";"2020-05-28 12:58:47";"Day 3";"4195";"Leg Curl (Machine)";"Note";"";"";"";"";"";"one by one";""
"1";"2020-05-28 12:58:47";"Day 3";"4195";"Leg Curl (Machine)";"1";"";"12";"";"";"";"left side; with grey band";""
"""

WITH_UNITS = """\
Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;\
Workout Notes;Workout Duration
2025-02-01 10:00:00;"Pull Day";"Deadlift (Barbell)";1;225;lbs;5;9;;;0;"";"";45m
2025-02-01 10:00:00;"Pull Day";"Deadlift (Barbell)";D;102,5;kg;5;;;;0;"";"";45m
2025-02-01 10:00:00;"Pull Day";"Cycling (Indoor)";1;;;;;2.4;mi.;2100;"";"";45m
"""

WITHOUT_DURATION = """\
Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;Distance;Distance Unit;Seconds;Notes;Workout Notes
2019-01-20 17:03:17;"Leg";"Deadlift (Barbell)";1;20;kg;5;;;0;"";""
"""

OLDEST = """\
Date;Workout Name;Exercise Name;Set Order;lbs;Reps;mi.;Seconds;Notes;Workout Notes
2018-05-01 10:00:00;"Legs";"Squat (Barbell)";1;45;10;;0;"";""
"""

POUNDS = NUMBERED.replace("Weight (kg)", "Weight (lbs)")


def read(text: str, unit: str = "kg") -> tuple[tuple[PastSession, ...], tuple[str, ...]]:
    sessions, losses = strong.read(sheet(text.encode(), "strong.csv"), unit)
    return sessions, told(losses)


def test_commas_are_read() -> None:
    ((evening, core), left_out) = read(COMMAS)
    assert (evening.title, evening.began, evening.lasted_s) == ("Evening Workout", "2020-12-30T18:51:52+01:00", 9480.0)
    assert evening.journal.startswith("strong-2020-12-30-1851-")
    assert evening.sets == (
        PastSet("Snatch (Barbell)", "Snatch (Barbell)", 1, "", 0.0, 3, 0.0, "40 kg"),
        PastSet("Snatch (Barbell)", "Snatch (Barbell)", 2, "", 0.0, 3, 0.0, "42.5 kg", effort=9),
    )
    assert (core.lasted_s, core.sets) == (2280.0, (PastSet("Plank", "Plank", 1, "", 0.0, 0, 60.0),))
    assert left_out == (
        "1 set: the effort is rounded to a whole number.",
        "2 sets: the file does not say the unit of the weight; see --unit.",
        "1 set: the notes are left out.",
        "1 row: a rest is left out.",
        "1 session: what was written about the whole is left out.",
    )


def test_weights_without_a_unit_are_in_the_one_that_is_asked_for() -> None:
    ((evening, _), _) = read(COMMAS, "lb")
    assert [one.load for one in evening.sets] == ["18.144 kg", "19.278 kg"]
    assert read(NUMBERED, "lb") == read(NUMBERED)


def test_numbered_workouts_are_read() -> None:
    ((day,), left_out) = read(NUMBERED)
    assert (day.title, day.lasted_s, day.routine) == ("Day 3", 4195.0, "day-3")
    assert [(one.set, one.side, one.reps, one.load, one.effort) for one in day.sets] == [
        (1, "", 15, "40 kg", None),
        (2, "", 7, "60 kg", 9),
        (1, "left", 12, "grey band", None),
    ]
    assert left_out == (
        "1 set: the effort is rounded to a whole number.",
        "1 set: being a warm-up, a drop set or to failure is left out.",
        "1 row: a note between the sets is left out.",
    )
    assert [one.load for one in read(POUNDS)[0][0].sets] == ["18.144 kg", "27.216 kg", "grey band"]


def test_a_column_with_the_unit_is_read() -> None:
    ((pull,), left_out) = read(WITH_UNITS)
    assert (pull.lasted_s, [one.load for one in pull.sets]) == (2700.0, ["102.058 kg", "102.5 kg", ""])
    assert left_out == (
        "1 set: the distance is left out.",
        "1 set: being a warm-up, a drop set or to failure is left out.",
    )


def test_old_columns_are_read() -> None:
    ((leg,), left_out) = read(WITHOUT_DURATION)
    assert (leg.lasted_s, leg.sets[0].load, left_out) == (0.0, "20 kg", ())
    ((legs,), left_out) = read(OLDEST)
    assert (legs.sets[0].load, legs.sets[0].reps, left_out) == ("20.412 kg", 10, ())


@pytest.mark.parametrize("text", [COMMAS, NUMBERED, WITH_UNITS, WITHOUT_DURATION, OLDEST])
def test_each_form_is_known_by_its_header(text: str) -> None:
    assert strong.fits(sheet(text.encode(), "f").columns)


@pytest.mark.parametrize(
    ("told_as", "seconds"),
    [("2h 38m", 9480), ("59m", 3540), ("38min", 2280), ("264h 1m", 950_460), ("1h", 3600), ("1h 2m 3s", 3723), ("", 0)],
)
def test_durations_as_they_were_seen(told_as: str, seconds: int) -> None:
    assert read(COMMAS.replace("2h 38m", told_as))[0][0].lasted_s == seconds


def test_commas_are_written() -> None:
    text, losses = strong.written([PULL])
    at = '2026-05-01 18:30:12,"Pull, ""heavy""",5m'
    assert text.splitlines() == [
        ",".join(COMMA),
        f'{at},"Row",1,22.5,8,0,0,"left side","",7',
        f'{at},"Row",2,22.68,8,0,0,"right side","",',
        f'{at},"Pull apart",1,0,12,0,0,"with red band","",',
        f'{at},"Hang",1,0,0,0,41,"","",',
    ]
    assert not [one for one in told(losses) if "second of the beginning" in one]


def test_semicolons_are_written() -> None:
    text, _ = strong.written_with_semicolons([PULL])
    at = '"1";"2026-05-01 18:30:12";"Pull, ""heavy""";"300"'
    assert text.splitlines() == [
        ";".join(f'"{column}"' for column in SEMICOLON),
        f'{at};"Row";"1";"22.5";"8";"7";"";"";"left side";""',
        f'{at};"Row";"2";"22.68";"8";"";"";"";"right side";""',
        f'{at};"Pull apart";"1";"";"12";"";"";"";"with red band";""',
        f'{at};"Hang";"1";"";"";"";"";"41";"";""',
    ]

"""The columns of Hevy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voice_coach.diary.past import PastSession, PastSet
from voice_coach.exchange import hevy
from voice_coach.exchange.losses import told
from voice_coach.exchange.sheet import sheet

ROW = PastSet("Row", "Row", 1, "left", 40.0, 8, 32.0, "22.5 kg", 1, 7)
BAND = PastSet("Pull apart", "Band pull apart", 1, "", 90.0, 12, 40.0, "red band")
HANG = PastSet("Hang", "Hang", 3, "", 120.0, 0, 41.0)
PULL = PastSession(
    "a", "my-pull", 'Pull, "heavy"', "2026-05-01T18:30:12+02:00", 300.0, finished=False,
    sets=(ROW, replace(ROW, side="right", load="50 lb", effort=None), BAND, HANG), skipped=("Dip",), pain={"Row": 4},
)  # fmt: skip

WRITTEN = """\
"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type",\
"weight_kg","reps","distance_km","duration_seconds","rpe"
"Pull, ""heavy""\","1 May 2026, 18:30","1 May 2026, 18:35","","Row",,"left side",0,"normal",22.5,8,,,7
"Pull, ""heavy""\","1 May 2026, 18:30","1 May 2026, 18:35","","Row",,"right side",1,"normal",22.68,8,,,
"Pull, ""heavy""\","1 May 2026, 18:30","1 May 2026, 18:35","","Pull apart",,"with red band",0,"normal",,12,,,
"Pull, ""heavy""\","1 May 2026, 18:30","1 May 2026, 18:35","","Hang",,"",0,"normal",,,,41,
"""

KILOGRAMS = """\
"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type",\
"weight_kg","reps","distance_km","duration_seconds","rpe"
"Legs","2 Jul 2025, 07:05","2 Jul 2025, 07:40","","Squat (Barbell)",0,"","0","warmup",60,5,,,
"Legs","2 Jul 2025, 07:05","2 Jul 2025, 07:40","","Squat (Barbell)",0,"","1","normal",102.5,5,,,8.5
"Upper, A 💪","30 Jun 2025, 19:56","30 Jun 2025, 20:58","Felt fresh","Plank",,"elbows under",0,"normal",,,,60,
"Upper, A 💪","30 Jun 2025, 19:56","30 Jun 2025, 20:58","Felt fresh","Treadmill",,"",0,"normal",,,2.5,900,
"""

POUNDS = """\
title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_lbs,reps,\
distance_miles,duration_seconds,rpe
Core,"May 15, 2026, 7:26 PM","May 15, 2026, 7:42 PM",,Goblet Squat,,,0,normal,55,8,0,0,8
"""

NEWER = """\
title,start_time,end_time,exercise_title,superset_id,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe
Core,2026-09-20T18:00:00,2026-09-20T19:10:00,Plank,,0,normal,0,,,60,
"""


def read(text: str) -> tuple[tuple[PastSession, ...], tuple[str, ...]]:
    sessions, losses = hevy.read(sheet(text.encode(), "workouts.csv"))
    return sessions, told(losses)


def test_a_session_is_written_as_hevy_writes_it() -> None:
    text, losses = hevy.written([PULL])
    assert text == WRITTEN.replace('\\"', '"')
    assert told(losses) == (
        "1 session: having been broken off is not in this format.",
        "1 session: what was skipped is not in this format.",
        "1 session: pain is not in this format.",
        "1 session: the routine's file is not in this format; the title is.",
        "1 session: the second of the beginning is not in this format.",
        "1 set: the name is left out, for the exercise has another key.",
        "1 set: the number is not in this format; it is counted anew.",
        "2 sets: the tempo is not in this format.",
        "3 sets: how long the reps were to take is left out; seconds are of holds.",
        "1 set: the weight is written in kg, to the gram.",
    )


def test_an_offset_that_is_not_that_of_this_machine_is_told() -> None:
    _, losses = hevy.written([replace(hevy.claimed(PULL), began="2026-05-01T18:30:00+09:00")])
    assert told(losses) == ("1 session: the offset of the local time is not in this format.",)


def test_offsets_that_are_written_are_kept() -> None:
    ((core,), _) = read(NEWER.replace("18:00:00", "18:00:00-04:00").replace("19:10:00", "23:10:00Z"))
    assert (core.began, core.lasted_s) == ("2026-09-20T18:00:00-04:00", 4200.0)


def test_sessions_without_sets_are_left_out_and_counted() -> None:
    text, losses = hevy.written([replace(PULL, sets=())])
    assert text.count("\n") == 1
    assert told(losses) == ("1 session: nothing was done set by set, so nothing is in the file.",)


def test_two_of_one_name_in_one_minute_are_told() -> None:
    _, losses = hevy.written([hevy.claimed(PULL), replace(hevy.claimed(PULL), journal="b")])
    assert told(losses) == ("1 session: another of the same name began at that time; the file has them as one.",)


def test_an_export_in_kilograms_is_read() -> None:
    (upper, legs), left_out = read(KILOGRAMS)
    assert (upper.title, upper.began, upper.lasted_s) == ("Upper, A 💪", "2025-06-30T19:56:00+02:00", 3720.0)
    assert (upper.routine, upper.finished) == ("upper-a", True)
    assert upper.journal.startswith("hevy-2025-06-30-1956-")
    assert upper.sets == (
        PastSet("Plank", "Plank", 1, "", 0.0, 0, 60.0),
        PastSet("Treadmill", "Treadmill", 1, "", 0.0, 0, 900.0),
    )
    assert legs.sets == (
        PastSet("Squat (Barbell)", "Squat (Barbell)", 1, "", 0.0, 5, 0.0, "60 kg"),
        PastSet("Squat (Barbell)", "Squat (Barbell)", 2, "", 0.0, 5, 0.0, "102.5 kg", effort=9),
    )
    assert left_out == (
        "1 set: the effort is rounded to a whole number.",
        "1 set: the distance is left out.",
        "2 sets: being part of a superset is left out.",
        "1 set: being a warm-up, a drop set or to failure is left out.",
        "1 set: the notes are left out.",
        "1 session: what was written about the whole is left out.",
    )


def test_an_export_in_pounds_and_with_american_times_is_read() -> None:
    ((core,), left_out) = read(POUNDS)
    assert (core.began, core.lasted_s) == ("2026-05-15T19:26:00+02:00", 960.0)
    assert core.sets == (PastSet("Goblet Squat", "Goblet Squat", 1, "", 0.0, 8, 0.0, "24.948 kg", effort=8),)
    assert left_out == ()


def test_an_export_with_other_times_and_fewer_columns_is_read() -> None:
    ((core,), left_out) = read(NEWER)
    assert (core.began, core.lasted_s, core.sets[0].seconds) == ("2026-09-20T18:00:00+02:00", 4200.0, 60.0)
    assert left_out == ()


def test_a_column_that_is_not_known_is_told() -> None:
    assert read(NEWER.replace("superset_id", "mood"))[1] == ("1 column: not known here, and left out.",)


def test_a_header_alone_is_no_session() -> None:
    assert read(KILOGRAMS.split("\n", 1)[0]) == ((), ())


@pytest.mark.parametrize("change", [("\n", "\r\n"), ("\n", "\r"), ('"title"', '\ufeff"title"'), ("\n", "\n\n")])
def test_byte_order_marks_and_line_ends_change_nothing(change: tuple[str, str]) -> None:
    assert read(KILOGRAMS.replace(*change)) == read(KILOGRAMS)


def test_the_same_workout_always_has_the_same_journal() -> None:
    first, second = (read(KILOGRAMS)[0] for _ in range(2))
    assert [one.journal for one in first] == [one.journal for one in second]
    assert first[0].journal != read(KILOGRAMS.replace("Upper, A", "Upper, B"))[0][0].journal

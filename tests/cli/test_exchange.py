"""`voice-coach export` and `voice-coach import`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.diary.diary import Diary, diary_path
from voice_coach.diary.past import PastSession, PastSet
from voice_coach.exchange.sheet import sheet

Run = Callable[..., tuple[int, str, str]]

ROW = PastSet("Row", "Row", 1, "left", 40.0, 8, 0.0, "22.5 kg", 0, 7)
HEVY = """\
title,start_time,end_time,exercise_title,superset_id,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe
Core,"28 Mar 2024, 17:29","28 Mar 2024, 17:49",Plank,,0,normal,,,,60,
Core,"29 Mar 2024, 17:29","29 Mar 2024, 17:49",Plank,,0,warmup,,,,45,
"""


def began(title: str, at: str) -> PastSession:
    return PastSession(
        f"{title}-{at}", title.lower(), title, at, 300.0, finished=True, sets=(ROW,), pain={"Row": 4}
    )  # fmt: skip


@pytest.fixture
def diary(run: Run) -> Diary:  # noqa: ARG001 - it has made the home in which they are kept
    """Two sessions, one of them from a zone of its own."""
    kept = Diary(diary_path())
    kept.add(began("Pull", "2026-05-01T18:30:12+09:00"))
    kept.add(began("Push", "2026-05-08T07:05:00+02:00"))
    return kept


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "workouts.csv"


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("kind", ["hevy", "strong", "strong-semicolon"])
def test_what_was_exported_here_is_here_already(run: Run, file: Path, kind: str) -> None:
    code, out, told = run("export", "--to", kind, str(file))
    assert (code, out) == (0, f"2 sessions written to {file}.\n")
    assert "2 sessions: pain is not in this format.\n" in told
    code, out, _ = run("import", str(file))
    assert (code, out) == (0, "0 sessions added, 2 there already.\n")
    assert len(Diary(diary_path())) == 2


@pytest.mark.usefixtures("diary")
def test_a_day_from_which_on_and_standard_output(run: Run) -> None:
    code, out, told = run("export", "--to", "hevy", "--since", "2026-05-02", "-")
    assert code == 0
    assert [row.cells["title"] for row in sheet(out.encode(), "-").rows] == ["Push"]
    assert "1 session: pain is not in this format." in told


@pytest.mark.usefixtures("diary")
def test_a_file_that_is_there_stays_unless_it_is_forced(run: Run, file: Path) -> None:
    file.write_text("mine")
    code, out, told = run("export", "--to", "strong", str(file))
    assert (code, out, file.read_text()) == (15, "", "mine")
    assert told == f"error: {file} is there already\nTake another name, or --force.\n"
    assert run("export", "--to", "strong", "--force", str(file))[0] == 0
    assert file.read_text(encoding="utf-8").startswith("Date,Workout Name,")


def test_what_is_no_file_is_never_written_over(run: Run, tmp_path: Path) -> None:
    code, _, told = run("export", "--to", "hevy", "--force", str(tmp_path))
    assert (code, told) == (15, f"error: {tmp_path} is there already\nTake another name.\n")


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    code, _, told = run("export", "--to", "hevy", str(tmp_path / "none" / "f.csv"))
    assert (code, "cannot be written" in told) == (15, True)


def test_without_sessions_there_is_the_header(run: Run) -> None:
    code, out, told = run("export", "--to", "strong", "-")
    assert (code, out.count("\n"), told) == (0, 1, "")


def test_a_file_is_added_once(run: Run, file: Path) -> None:
    file.write_text(HEVY)
    code, out, told = run("import", str(file))
    assert (code, out) == (0, "2 sessions added.\n")
    assert told == "1 set: being a warm-up, a drop set or to failure is left out.\n"
    assert run("import", str(file))[1] == "0 sessions added, 2 there already.\n"
    assert run("history")[1].splitlines() == [
        "2024-03-28 17:29   20:00  Core: 1 exercise, 1 work",
        "2024-03-29 17:29   20:00  Core: 1 exercise, 1 work",
    ]


def test_the_unit_of_weights_can_be_said(run: Run, file: Path) -> None:
    file.write_text(
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
        '2024-03-28 17:29:05,"Legs",1h 5m,"Squat",1,225.0,5,0,0,"","",\n'
    )
    assert run("import", "--unit", "lb", str(file))[0] == 0
    assert run("history", "--exercise", "squat")[1] == "2024-03-28 17:29  Squat: set 1, 5 reps, 102.058 kg\n"


@pytest.mark.usefixtures("diary")
def test_a_broken_file_adds_nothing(run: Run, file: Path) -> None:
    file.write_text(HEVY.replace(",45,", ",long,"))
    before = diary_path().read_bytes()
    code, out, told = run("import", str(file))
    assert (code, out, diary_path().read_bytes()) == (15, "", before)
    assert told == (
        "error: workouts.csv:3: 'duration_seconds' must be a number, not 'long'\nNothing was imported.\n"
    )  # fmt: skip


def test_a_file_that_is_not_there_is_told(run: Run, file: Path) -> None:
    code, _, told = run("import", str(file))
    assert (code, told) == (15, f"error: {file} cannot be read: No such file or directory\n")


def test_another_kind_is_wrong_use(run: Run) -> None:
    assert run("export", "--to", "excel", "-")[0] == 2
    assert run("export", "-")[0] == 2

"""`voice-coach history`."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.diary.diary import Diary, diary_path
from voice_coach.diary.past import PastSession, PastSet

Run = Callable[..., tuple[int, str, str]]

ROW = PastSet("Row", "Row", 1, "left", 40.0, 8, 32.0, "22.5 kg", 0, 7)
HANG = PastSet("Hang", "Hang", 1, "", 90.0, 0, 41.0)


@pytest.fixture
def diary(run: Run) -> Diary:  # noqa: ARG001 - it has made the home in which they are kept
    """Two sessions."""
    kept = Diary(diary_path())
    kept.add(
        PastSession(
            "a", "pull", "Pull", "2026-05-01T18:30:00+02:00", 300.0, finished=True, sets=(ROW, HANG), pain={"Row": 4}
        )
    )
    kept.add(
        PastSession(
            "b",
            "pull",
            "Pull",
            "2026-05-08T07:05:00+02:00",
            65.0,
            finished=False,
            sets=(HANG,),
            skipped=("Row",),
            pain={"Row": -1},
        )
    )
    return kept


def test_before_the_first_session_there_is_nothing(run: Run) -> None:
    assert run("history") == (0, "Nothing was done yet.\n", "")


@pytest.mark.usefixtures("diary")
def test_a_line_a_session(run: Run) -> None:
    _, out, _ = run("history")
    assert out.splitlines() == [
        "2026-05-01 18:30    5:00  Pull: 2 exercises, 2 works; Row hurt 4",
        "2026-05-08 07:05    1:05  Pull: 1 exercise, 1 work; broken off; Row hurt",
    ]


@pytest.mark.usefixtures("diary")
def test_a_line_a_set_of_an_exercise(run: Run) -> None:
    _, out, _ = run("history", "--exercise", "row")
    assert out.splitlines() == ["2026-05-01 18:30  Row: set 1, left, 8 reps, 22.5 kg, effort 7"]
    _, out, _ = run("history", "--exercise", "hang", "--since", "2026-05-02")
    assert out.splitlines() == ["2026-05-08 07:05  Hang: set 1, 41 s"]


@pytest.mark.usefixtures("diary")
def test_what_there_is_not_is_said(run: Run) -> None:
    assert run("history", "--since", "2027-01-01")[1] == "Nothing like that was done.\n"
    assert run("history", "--exercise", "swim")[1] == "Nothing like that was done.\n"


@pytest.mark.usefixtures("diary")
def test_for_programs_there_is_all_of_it(run: Run) -> None:
    _, out, _ = run("history", "--json")
    first, second = json.loads(out)
    assert first["sets"][0]["load"] == "22.5 kg"
    assert (second["finished"], second["pain"], second["skipped"]) == (False, {"Row": -1}, ["Row"])


@pytest.mark.usefixtures("diary")
def test_lines_that_cannot_be_read_are_counted(run: Run) -> None:
    with diary_path().open("a", encoding="utf-8") as file:
        file.write("torn")
    code, out, told = run("history")
    assert (code, len(out.splitlines())) == (0, 2)
    assert told.startswith("1 of the lines in ")


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "1.5.2026"])
def test_a_day_that_is_none_is_told(run: Run, day: str) -> None:
    code, _, told = run("history", "--since", day)
    assert code == 2
    assert "--since" in told


@pytest.fixture
def kept(diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with something of everything in it."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))  # other tests keep journals there
    assert len(diary) == 2
    home = diary_path().parent
    for name in ("journals/a.jsonl", "journals/b.jsonl", "voice/en/pause/1.wav", "history.json", "routines/mine.yaml"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("kept")
    return home


def files(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file() and path.name != "running")


def test_what_is_kept_of_a_person_is_told_and_deleted(run: Run, kept: Path) -> None:
    code, out, _ = run("forget", "--yes")
    assert (code, files(kept)) == (0, ["routines/mine.yaml"])
    assert f"deleted: journals of sessions: {kept / 'journals'} (2 files)" in out
    assert f"deleted: clips of your voice: {kept / 'voice'}" in out
    assert out.count("deleted: ") == 4
    assert run("forget", "--yes") == (0, "Nothing is kept of you.\n", "")


@pytest.mark.parametrize("answer", ["n", ""])
def test_it_asks_first(run: Run, kept: Path, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(kept)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    code, out, _ = run("forget")
    assert (code, files(kept)) == (0, before)
    assert out.endswith("Nothing was deleted.\n")

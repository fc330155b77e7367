"""The commands that pass a routine on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

ROUTINE = "title: Two \u202ethings\nlicence: CC0\nlibrary: mine\nexercises: [{uses: Plank}]\n"
MINE = "library: Mine\nsource: A book\nlicence: CC0\nexercises: [{name: Plank, do: {hold: 30s}}]\n"


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(MINE, "utf-8")
    path = tmp_path / "two things.yaml"
    path.write_text(ROUTINE, "utf-8")
    return path


def test_a_routine_is_packed_and_unpacked_and_shown(run: Run, routine: Path, tmp_path: Path) -> None:
    parcel, own = tmp_path / "two.zip", tmp_path / "data" / "voice-coach" / "routines"

    assert run("pack", str(routine), str(parcel)) == (
        0, "",
        f"{parcel} has:\n  two things.yaml\n  mine.yaml\nIt does not say where it comes from (source).\n",
    )  # fmt: skip
    assert run("unpack", str(parcel)) == (
        0,
        (
            "Two ·things\nSource: it does not say\nLicence: CC0\n"
            f"In {own}:\n  two things.yaml\n  mine.yaml\n"
            'Look at it: voice-coach show "two things"\nDo it:      voice-coach run "two things"\n'
        ),
        "",
    )
    assert {path.name: path.read_text("utf-8") for path in own.iterdir()} == {
        "two things.yaml": ROUTINE,
        "mine.yaml": MINE,
    }
    assert run("show", "two things")[0] == 0


def test_a_shipped_routine_is_packed_by_its_name_and_its_place_taken_with_a_word(run: Run, tmp_path: Path) -> None:
    parcel = tmp_path / "desk.zip"
    assert run("pack", "desk-break", str(parcel))[0] == 0
    code, out, err = run("unpack", str(parcel))
    assert code == 0
    assert "voice-coach show desk-break\n" in out
    assert err == "desk-break.yaml takes the place of the routine of that name that came with the coach.\n"


def test_a_file_is_written_over_by_force_only(run: Run, routine: Path, tmp_path: Path) -> None:
    parcel = tmp_path / "two.zip"
    parcel.write_text("mine")
    code, _, err = run("pack", str(routine), str(parcel))
    assert (code, err) == (16, f"error: {parcel} is there already\n--force writes over a file.\n")
    assert parcel.read_text() == "mine"
    assert run("pack", "--force", str(routine), str(parcel))[0] == 0
    assert zipfile.is_zipfile(parcel)
    (tmp_path / "folder.zip").mkdir()
    assert run("pack", "--force", str(routine), str(tmp_path / "folder.zip"))[0] == 16
    assert run("pack", "--force", str(routine), str(routine))[0] == 2
    assert routine.read_text("utf-8") == ROUTINE


def test_a_broken_routine_and_one_that_is_not_there_are_not_packed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: [")
    assert run("pack", str(tmp_path / "a.yaml"), str(tmp_path / "a.zip"))[0] == 3
    assert run("pack", "desk-braek", str(tmp_path / "a.zip"))[0] == 3
    assert not (tmp_path / "a.zip").exists()


def test_a_parcel_that_would_do_harm_is_refused(run: Run, tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("../x.yaml", MINE)
    (tmp_path / "bad.zip").write_bytes(target.getvalue())
    assert run("unpack", str(tmp_path / "bad.zip")) == (
        16, "", "error: the parcel is refused: '../x.yaml' leads out of its folder\nNothing was written.\n"
    )  # fmt: skip
    assert not (tmp_path / "data" / "voice-coach" / "routines").exists()
    assert run("unpack", str(tmp_path / "none.zip"))[0] == 16

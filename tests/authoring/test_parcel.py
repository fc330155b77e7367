"""A routine is passed on whole, with all that it needs."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from voice_coach.authoring import parcel
from voice_coach.authoring.load import load
from voice_coach.authoring.parcel import pack, unpack
from voice_coach.errors import ParcelError, RoutineError

SHIPPED = sorted((Path(__file__).parents[2] / "routines").glob("*.yaml"))
GOOD = b"title: T\nexercises: [{name: Plank, do: {hold: 30s}}]\n"
MAIN = """
title: Evening
licence: CC BY 4.0
library: mine
exercises:
  - part: Warm-up
    of: hips
  - uses: Plank
"""
HIPS = """
title: Hips
source: My physio
library: more
exercises:
  - part: Warm-up
    exercises: [{uses: March}]
"""
MINE = "library: Mine\nsource: A book\nlicence: CC0\nexercises: [{name: Plank, do: {hold: 30s}}]\n"
MORE = "library: More\nexercises: [{name: March, do: {move: 1m}}]\n"


@pytest.fixture
def evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A routine with a library and a part; the routine with that part is in the user's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    own = tmp_path / "data" / "voice-coach" / "routines"
    own.mkdir(parents=True)
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "evening.yaml").write_text(MAIN, "utf-8")
    (beside / "mine.yml").write_text(MINE, "utf-8")
    (own / "hips.yaml").write_text(HIPS, "utf-8")
    (own / "more.yaml").write_text(MORE, "utf-8")
    return beside / "evening.yaml"


def sent(folder: Path, data: bytes) -> Path:
    path = folder / "parcel.zip"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("routine", SHIPPED, ids=lambda path: path.stem)
def test_what_is_unpacked_is_what_was_packed(routine: Path, tmp_path: Path) -> None:
    packed = pack(routine)
    unpacked = unpack(sent(tmp_path, packed.data), tmp_path / "theirs")
    assert unpacked.names == packed.names == (routine.name,)
    assert (tmp_path / "theirs" / routine.name).read_bytes() == routine.read_bytes()
    assert load(tmp_path / "theirs" / routine.name) == load(routine)
    assert (packed.notes, unpacked.licence) == ((), "Apache-2.0")


def test_a_routine_takes_its_library_and_the_routines_of_its_parts_with_it(evening: Path, tmp_path: Path) -> None:
    packed, before = pack(evening), load(evening)
    own = tmp_path / "data" / "voice-coach" / "routines"
    for path in own.iterdir():
        path.rename(tmp_path / "beside" / path.name)
    theirs = tmp_path / "theirs"
    unpacked = unpack(sent(tmp_path, packed.data), theirs)
    assert unpacked == parcel.Unpacked(
        ("evening.yaml", "hips.yaml", "mine.yml", "more.yaml"), "Evening", "", "CC BY 4.0"
    )
    assert load(theirs / "evening.yaml") == before
    assert {path.name: path.read_bytes() for path in theirs.iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "beside").iterdir()
    }
    assert packed.notes == (
        "It does not say where it comes from (source).",
        "hips.yaml does not say under which licence it may be passed on (licence).",
        "more.yaml does not say where it comes from (source).",
        "more.yaml does not say under which licence it may be passed on (licence).",
    )


def test_the_same_routine_makes_the_same_parcel(evening: Path) -> None:
    first = pack(evening)
    os.utime(evening, (0, 0))
    evening.chmod(0o600)
    assert pack(evening) == first


def test_what_is_there_already_with_the_same_content_is_left_as_it_is(evening: Path, tmp_path: Path) -> None:
    path, theirs = sent(tmp_path, pack(evening).data), tmp_path / "theirs"
    unpack(path, theirs)
    (theirs / "mine.yml").unlink()
    (theirs / "notes.txt").touch()
    before = (theirs / "hips.yaml").stat().st_mtime_ns
    unpack(path, theirs)
    assert (theirs / "mine.yml").read_text("utf-8") == MINE
    assert (theirs / "hips.yaml").stat().st_mtime_ns == before


def test_a_parcel_that_another_program_has_made_and_compressed_is_taken(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("früh.yaml", GOOD)
        archive.comment = b"with love"
    assert unpack(sent(tmp_path, target.getvalue()), tmp_path / "theirs").names == ("früh.yaml",)


def test_a_parcel_that_was_written_into_a_pipe_is_taken(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    target = Pipe()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.yaml", GOOD)
    assert unpack(sent(tmp_path, target.getvalue()), tmp_path / "theirs").names == ("a.yaml",)


def test_a_broken_routine_is_not_packed(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("title: T\nexercises: [{name: Plank, do: {hodl: 30s}}]", "utf-8")
    with pytest.raises(RoutineError, match="did you mean 'hold'"):
        pack(path)


def test_license_is_told_to_be_licence(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"license: CC0\n" + GOOD)
    with pytest.raises(RoutineError, match="unknown key 'license', did you mean 'licence'"):
        pack(path)


def test_two_files_of_one_name_are_not_packed(evening: Path, tmp_path: Path) -> None:
    own = tmp_path / "data" / "voice-coach" / "routines"
    (own / "mine.yml").write_text(MORE, "utf-8")
    (own / "hips.yaml").write_text(HIPS.replace("more", "mine"), "utf-8")
    with pytest.raises(ParcelError, match=r"two files of different folders are called 'mine\.yml'"):
        pack(evening)


def test_what_is_named_with_its_folder_is_not_packed(evening: Path) -> None:
    evening.write_text(MAIN.replace("mine", "../beside/mine"), "utf-8")
    with pytest.raises(ParcelError, match=r"'evening\.yaml' names '\.\./beside/mine', in another folder"):
        pack(evening)


def test_a_file_that_is_called_otherwise_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD)
    with pytest.raises(ParcelError, match=r"'a\.txt' is no routine file"):
        pack(tmp_path / "a.txt")

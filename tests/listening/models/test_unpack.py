import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest

from voice_coach.errors import ModelError
from voice_coach.listening.models.unpack import unpack

WEIGHTS = np.random.default_rng(0).bytes(4000)


def archive(folder: Path, *members: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    file = folder / "model.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (("model/am/final.mdl", WEIGHTS), *members):
            made.writestr(name, content)
    return file


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "target"
    folder.mkdir()
    return folder


def a_link(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def test_a_good_archive_is_unpacked(tmp_path: Path, target: Path) -> None:
    unpack(archive(tmp_path, ("model/README", b"hello")), target)
    assert (target / "model/am/final.mdl").read_bytes() == WEIGHTS
    assert (target / "model/README").read_bytes() == b"hello"


@pytest.mark.parametrize(
    "name", ["../evil", "model/../../evil", "/evil", "C:/evil", "C:\\evil", "..\\evil", "\\\\host\\share\\evil"]
)
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, target: Path, name: str) -> None:
    with pytest.raises(ModelError, match="leads out"):
        unpack(archive(tmp_path, (name, b"evil")), target)
    assert list(target.iterdir()) == []


def test_a_link_is_refused(tmp_path: Path, target: Path) -> None:
    with pytest.raises(ModelError, match="is a link"):
        unpack(archive(tmp_path, (a_link("model/am"), b"../../..")), target)
    assert list(target.iterdir()) == []


def test_an_archive_that_grows_too_much_is_refused(tmp_path: Path, target: Path) -> None:
    with pytest.raises(ModelError, match="would become"):
        unpack(archive(tmp_path, ("model/zeros", bytes(1_000_000))), target)
    assert list(target.iterdir()) == []


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path, target: Path) -> None:
    file = archive(tmp_path, ("model/zeros", bytes(30_000)))
    size, lie = (30_000).to_bytes(4, "little"), (3).to_bytes(4, "little")
    file.write_bytes(file.read_bytes().replace(size, lie))
    with pytest.raises(ModelError, match="damaged"):
        unpack(file, target)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, target: Path) -> None:
    file = archive(tmp_path)
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(ModelError, match="damaged"):
        unpack(file, target)

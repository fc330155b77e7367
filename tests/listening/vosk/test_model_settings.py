import os
from pathlib import Path

import pytest

from voice_coach.errors import ModelError
from voice_coach.listening.vosk.model_settings import check_model, tuned_model

FILES = {
    "am/final.mdl": "weights",
    "conf/mfcc.conf": "--num-ceps=40\n--dither=1\n",
    "conf/model.conf": "--beam=10.0\n--endpoint.rule2.min-trailing-silence=0.5\n",
    "graph/Gr.fst": "graph",
}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / "model" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "model"


def test_the_settings_are_ours_and_the_rest_is_the_models(model: Path, tmp_path: Path) -> None:
    copy = tuned_model(model, tmp_path / "cache")
    assert (copy / "conf/mfcc.conf").read_text().splitlines() == ["--num-ceps=40", "--dither=0"]
    assert (copy / "conf/model.conf").read_text().splitlines() == [
        "--beam=10.0",
        "--endpoint.rule2.min-trailing-silence=0.2",
        "--endpoint.rule3.min-trailing-silence=0.3",
        "--endpoint.rule4.min-trailing-silence=0.5",
    ]
    assert (copy / "am/final.mdl").read_text() == "weights"
    assert (copy / "graph/Gr.fst").read_text() == "graph"


def test_the_model_itself_is_not_touched(model: Path, tmp_path: Path) -> None:
    tuned_model(model, tmp_path / "cache")
    assert {name: (model / name).read_text() for name in FILES} == FILES


def test_the_copy_is_made_once(model: Path, tmp_path: Path) -> None:
    first = tuned_model(model, tmp_path / "cache")
    (first / "mark").touch()
    assert tuned_model(model, tmp_path / "cache") == first
    assert (first / "mark").exists()
    assert [entry.name for entry in (tmp_path / "cache").iterdir()] == [first.name]


def test_a_changed_model_gets_a_new_copy(model: Path, tmp_path: Path) -> None:
    first = tuned_model(model, tmp_path / "cache")
    (model / "conf/model.conf").write_text("--beam=12.0\n")
    second = tuned_model(model, tmp_path / "cache")
    assert second != first
    assert "--beam=12.0" in (second / "conf/model.conf").read_text()


def test_large_files_are_copied_where_links_cannot_be_made(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no privilege")

    monkeypatch.setattr(os, "symlink", refuse)
    copy = tuned_model(model, tmp_path / "cache")
    assert not (copy / "am/final.mdl").is_symlink()
    assert (copy / "am/final.mdl").read_text() == "weights"


def test_the_older_layout_is_a_model_too(tmp_path: Path) -> None:
    model = tmp_path / "old"
    model.mkdir()
    for name in ("final.mdl", "mfcc.conf"):
        (model / name).write_text("")
    assert (tuned_model(model, tmp_path / "cache") / "mfcc.conf").read_text() == "--dither=0\n"


@pytest.mark.parametrize("missing", ["am/final.mdl", "conf/mfcc.conf"])
def test_a_folder_that_lacks_something_is_refused(model: Path, missing: str) -> None:
    (model / missing).unlink()
    with pytest.raises(ModelError, match=missing):
        check_model(model)


def test_a_cache_that_cannot_be_written_is_named(model: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands in the way")
    with pytest.raises(ModelError, match="cannot be prepared"):
        tuned_model(model, tmp_path / "cache")

from pathlib import Path

import pytest

from voice_coach.errors import ModelError, UsageError
from voice_coach.listening import models


def a_model(folder: Path) -> Path:
    for name in ("am/final.mdl", "conf/mfcc.conf"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv(models.ENVIRONMENT, raising=False)


def test_the_catalogue_has_a_checked_english_model() -> None:
    entry = models.default_entry("en")
    assert entry is not None
    assert len(entry.sha256) == 64
    assert entry.urls
    assert all(url.startswith("https://") for url in entry.urls)
    assert models.entry(entry.name) == entry


def test_an_unknown_model_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        models.entry("vosk-model-tlh")
    assert "vosk-model-small-en-us" in caught.value.hint


def test_without_any_model_there_is_none() -> None:
    assert models.find(None) is None
    assert models.find(None, "tlh") is None


def test_the_named_folder_wins_then_the_environment_then_the_fetched_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = models.default_entry("en")
    assert entry is not None
    fetched = a_model(models.models_folder() / entry.name)
    assert models.find(None) == fetched == models.path(entry.name)
    monkeypatch.setenv(models.ENVIRONMENT, str(a_model(tmp_path / "environment")))
    assert models.find(None) == tmp_path / "environment"
    assert models.find(a_model(tmp_path / "named")) == tmp_path / "named"


def test_a_fetched_english_model_is_not_taken_for_another_language() -> None:
    entry = models.default_entry("en")
    assert entry is not None
    a_model(models.models_folder() / entry.name)
    assert models.find(None, "ko") is None


def test_a_named_folder_must_exist_and_be_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match="no folder"):
        models.find(tmp_path / "nowhere")
    with pytest.raises(ModelError, match="no Vosk model"):
        models.find(tmp_path)
    monkeypatch.setenv(models.ENVIRONMENT, str(tmp_path / "nowhere"))
    with pytest.raises(ModelError, match="no folder"):
        models.find(None)

from pathlib import Path

import pytest

from voice_coach.errors import ModelError, UsageError
from voice_coach.listening.models import catalogue


def a_model(folder: Path) -> Path:
    for name in ("am/final.mdl", "conf/mfcc.conf"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv(catalogue.ENVIRONMENT, raising=False)


def test_the_catalogue_has_a_checked_english_model() -> None:
    entry = catalogue.default_entry("en")
    assert entry is not None
    assert len(entry.sha256) == 64
    assert entry.urls
    assert all(url.startswith("https://") for url in entry.urls)
    assert catalogue.entry(entry.name) == entry


def test_an_unknown_model_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        catalogue.entry("vosk-model-tlh")
    assert "vosk-model-small-en-us" in caught.value.hint


def test_without_any_model_there_is_none() -> None:
    assert catalogue.find(None) is None
    assert catalogue.find(None, "tlh") is None


def test_the_named_folder_wins_then_the_environment_then_the_fetched_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = catalogue.default_entry("en")
    assert entry is not None
    fetched = a_model(catalogue.models_folder() / entry.name)
    assert catalogue.find(None) == fetched == catalogue.path(entry.name)
    monkeypatch.setenv(catalogue.ENVIRONMENT, str(a_model(tmp_path / "environment")))
    assert catalogue.find(None) == tmp_path / "environment"
    assert catalogue.find(a_model(tmp_path / "named")) == tmp_path / "named"


def test_a_fetched_english_model_is_not_taken_for_another_language() -> None:
    entry = catalogue.default_entry("en")
    assert entry is not None
    a_model(catalogue.models_folder() / entry.name)
    assert catalogue.find(None, "ko") is None


def test_a_named_folder_must_exist_and_be_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match="no folder"):
        catalogue.find(tmp_path / "nowhere")
    with pytest.raises(ModelError, match="no Vosk model"):
        catalogue.find(tmp_path)
    monkeypatch.setenv(catalogue.ENVIRONMENT, str(tmp_path / "nowhere"))
    with pytest.raises(ModelError, match="no folder"):
        catalogue.find(None)

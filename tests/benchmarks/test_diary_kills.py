from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.diary_kills import Told, at_once, hear, killed

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the benchmark lives in is taken back, and no disk is waited for."""
    for kind in ("CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
        monkeypatch.setenv(f"XDG_{kind}", "")
    monkeypatch.setattr("os.fsync", lambda _: None)


def test_sessions_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    result = killed(2, tmp_path)
    assert result.tried == 2
    assert +result.wrong == {}


def test_two_at_once_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.diary_kills.AT_ONCE", 20)
    result = at_once(tmp_path)
    assert result.tried == 40
    assert +result.wrong == {}


def test_what_a_session_tells_is_noted_until_it_ends() -> None:
    told = Told()
    assert not hear(told, {"journal": "a", "sets": ["Cat"]})
    assert not hear(told, {"remembered": 1, "step": True})
    assert hear(told, {"ends": True})
    assert told == Told("a", ["Cat"], 1, 1)

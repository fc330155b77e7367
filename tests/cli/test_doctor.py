"""`voice-coach doctor`, with the checks that need no device."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.app.doctor.checkup import CHECKS
from voice_coach.cli.alone import alone

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def without_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in CHECKS.keys() - {"python", "settings", "session"}:
        monkeypatch.delitem(CHECKS, name)


def test_each_check_is_told_and_all_are_counted(run: Run) -> None:
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    assert [line.split()[:2] for line in out.splitlines()[:-1]] == [
        ["good", "python"],
        ["good", "settings"],
        ["good", "session"],
    ]
    assert out.endswith("\n3 good\n")


def test_a_program_gets_a_document(run: Run) -> None:
    code, out, _ = run("doctor", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["failed"] is False
    assert [one["name"] for one in told["checks"]] == ["python", "settings", "session"]
    assert all(one.keys() == {"name", "grade", "found", "advice"} for one in told["checks"])


def test_broken_settings_have_failed_and_the_other_checks_go_on(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "config" / "voice-coach" / "settings.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("echo: loud\n", encoding="utf-8")
    code, out, _ = run("doctor", "--json")
    grades = {one["name"]: one["grade"] for one in json.loads(out)["checks"]}
    assert code == 1
    assert grades == {"python": "good", "settings": "failed", "session": "good"}
    assert "settings.yaml:1:7" in out


def test_a_session_that_runs_is_told(run: Run) -> None:
    with alone():
        code, out, _ = run("doctor")
    assert code == 0
    assert "A session has been running since " in out
    assert "good    session" in run("doctor")[1]

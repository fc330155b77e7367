"""What the timer and its session say, and what systemd says to that."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest

from voice_coach.app.service.timer import DAYS, TODAY, service, timer
from voice_coach.programme.hours import PlannedHour
from voice_coach.programme.programme import Planned

ANALYZE = shutil.which("systemd-analyze") or ""
WITH_SYSTEMD = pytest.mark.skipif(not ANALYZE, reason="this machine has no systemd-analyze")
COMMAND = (sys.executable, "-m", "voice_coach", "run", "today", "--on-time")


def hour(at: str, *days: int, every: int = 1) -> PlannedHour:
    return PlannedHour("key", Planned("core", "Core", days=days, every=every), time.fromisoformat(at), date(2026, 3, 2))


HOURS = (hour("18:00", 0, 3), hour("07:30", 0, 2, 4), hour("07:30", 3), hour("18:00", 0), hour("12:05", every=2))


def values(text: str, key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)


def test_each_hour_is_there_once_with_its_days() -> None:
    assert values(timer(HOURS), "OnCalendar") == [
        "Mon,Wed,Thu,Fri *-*-* 07:30:00",
        "*-*-* 12:05:00",
        "Mon,Thu *-*-* 18:00:00",
    ]


def test_an_hour_that_was_missed_is_not_caught_up_with() -> None:
    assert values(timer(HOURS), "Persistent") == ["false"]
    assert values(timer(HOURS), "AccuracySec") == ["1s"]


def test_a_session_has_no_limit_and_only_what_nobody_wanted_is_a_failure() -> None:
    text = service(COMMAND, {})
    assert values(text, "Type") == ["exec"]
    assert values(text, "SuccessExitStatus") == ["11 18 130 143"]
    assert values(text, "Restart") == values(text, "RuntimeMaxSec") == []
    assert "[Install]" not in text


def test_paths_are_quoted() -> None:
    text = service(("/home/a b/$x/100%/python", "run"), {"XDG_DATA_HOME": "/home/a b"})
    assert values(text, "ExecStart") == ['"/home/a b/$$x/100%%/python" run']
    assert values(text, "Environment") == ["PYTHONUNBUFFERED=1", '"XDG_DATA_HOME=/home/a b"']


@WITH_SYSTEMD
@pytest.mark.parametrize("at", values(timer(HOURS), "OnCalendar"))
def test_systemd_understands_each_hour(at: str) -> None:
    told = subprocess.run(  # noqa: S603 - a program of the system, with arguments of ours
        [ANALYZE, "calendar", "--iterations=14", at], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    days = set(re.findall(r"(?:Next elapse|Iter(?:ation|\.) #\d+): (\w{3}) ", told))
    assert days == {one for one in DAYS if one in at or at.startswith("*")}


@WITH_SYSTEMD
def test_systemd_has_no_objection(tmp_path: Path) -> None:
    (tmp_path / f"{TODAY}.timer").write_text(timer(HOURS), "utf-8")
    (tmp_path / f"{TODAY}.service").write_text(service(COMMAND, {"XDG_DATA_HOME": "/home/a b"}), "utf-8")
    told = subprocess.run(  # noqa: S603 - as above
        [ANALYZE, "--user", "verify", "--man=no", *sorted(tmp_path.iterdir())],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    if "unrecognized option" in told.stderr:
        pytest.skip("systemd-analyze is too old")
    assert ([line for line in told.stderr.splitlines() if TODAY in line], told.returncode) == ([], 0)

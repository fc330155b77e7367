"""What the service's unit says, and what systemd says to that."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from voice_coach.app.service.unit import ServiceUnit

ANALYZE = shutil.which("systemd-analyze") or ""
COMMAND = (sys.executable, "-m", "voice_coach", "standby", "desk-break")
OWN = ServiceUnit(COMMAND, (Path("/home/pi/.local/share/voice-coach"),))
SYSTEMS = replace(OWN, account="root", groups=("audio",))

BOTH = pytest.mark.parametrize("unit", [OWN, SYSTEMS], ids=["own", "system"])


def values(unit: ServiceUnit, key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", unit.text, re.MULTILINE)


@BOTH
def test_it_is_started_again_whatever_happens_but_not_when_that_mends_nothing(unit: ServiceUnit) -> None:
    assert values(unit, "Restart") == ["always"]
    assert values(unit, "StartLimitIntervalSec") == ["0"]
    assert values(unit, "RestartPreventExitStatus") == ["2 3 10 12"]
    assert values(unit, "SuccessExitStatus") == ["130 143"]


@BOTH
def test_its_parent_alone_tells_that_it_lives(unit: ServiceUnit) -> None:
    assert [values(unit, key) for key in ("Type", "NotifyAccess", "WatchdogSec")] == [["notify"], ["main"], ["20"]]


@BOTH
def test_it_writes_only_where_the_coach_keeps_something(unit: ServiceUnit) -> None:
    assert values(unit, "ProtectSystem") == ["strict"]
    assert values(unit, "ReadWritePaths") == ["/home/pi/.local/share/voice-coach"]


@BOTH
def test_what_portaudio_needs_is_left_to_it(unit: ServiceUnit) -> None:
    assert values(unit, "MemoryDenyWriteExecute") == values(unit, "RestrictRealtime") == []


def test_an_account_asks_for_no_rights_that_only_the_system_can_give() -> None:
    for key in ("User", "SupplementaryGroups", "DeviceAllow", "IPAddressDeny", "Wants"):
        assert values(OWN, key) == []
    assert values(OWN, "PrivateUsers") == ["yes"]
    assert values(OWN, "WantedBy") == ["default.target"]


def test_a_service_of_the_system_runs_as_its_user_with_the_cards() -> None:
    assert values(SYSTEMS, "User") == ["root"]
    assert values(SYSTEMS, "SupplementaryGroups") == ["audio"]
    assert "char-alsa rw" in values(SYSTEMS, "DeviceAllow")
    assert "modprobe@snd.service" in values(SYSTEMS, "Wants")[0]
    assert values(SYSTEMS, "WantedBy") == ["multi-user.target"]


def test_without_user_namespaces_an_account_confines_what_needs_none() -> None:
    unit = replace(OWN, confined=False)
    for key in ("PrivateUsers", "ProtectSystem", "PrivateTmp", "CapabilityBoundingSet"):
        assert values(unit, key) == []
    assert values(unit, "SystemCallFilter") == ["@system-service"]


def test_each_word_reaches_the_command_as_it_is() -> None:
    unit = replace(OWN, command=("/my home/python", "100%$HOME", 'say "hi"\\', "a;b", ""))
    assert values(unit, "ExecStart") == [r'"/my home/python" 100%%$$HOME "say \"hi\"\\" "a;b" ""']


@pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not installed")
class TestForSystemd:
    def analyze(self, folder: Path, unit: ServiceUnit, *arguments: str) -> subprocess.CompletedProcess[str]:
        path = folder / "voice-coach.service"
        path.write_text(unit.text, encoding="utf-8")
        whose = [] if unit.account else ["--user"]
        ran = subprocess.run(  # noqa: S603 - systemd's own program
            [ANALYZE, *whose, "--no-pager", *arguments, path],
            env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        if "unrecognized option" in ran.stderr:
            pytest.skip("systemd-analyze is too old")
        return ran

    @BOTH
    def test_the_unit_is_understood(self, unit: ServiceUnit, tmp_path: Path) -> None:
        ran = self.analyze(tmp_path, unit, "--man=no", "verify")
        told = [line for line in ran.stderr.splitlines() if "voice-coach" in line]
        assert (ran.returncode, told) == (0, [])

    @pytest.mark.parametrize(
        ("unit", "tenths"),
        [(SYSTEMS, 20), (OWN, 20), (replace(OWN, confined=False), 65)],
        ids=["system", "own", "bare"],
    )
    def test_little_is_exposed(self, unit: ServiceUnit, tenths: int, tmp_path: Path) -> None:
        """Measured with systemd 252: 1.2 as pi, 1.9, and 6.2 without user namespaces; a bare unit has 9.6."""
        unit = replace(unit, account="nobody") if unit.account else unit
        ran = self.analyze(tmp_path, unit, "security", "--offline=true", f"--threshold={tenths}")
        assert ran.returncode == 0, ran.stdout + ran.stderr

"""The service comes, is looked at and goes, beside programs that write down what systemd's would be asked."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from voice_coach.app.service import account, installation
from voice_coach.app.service.installation import Service, install, service_of, status, uninstall
from voice_coach.app.service.systemd import Systemd
from voice_coach.errors import RoutineError, ServiceError, UsageError

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no systemd")

FAKE = """#!/bin/sh
echo "${0##*/} $*" >>"$ASKED"
for refused in $REFUSED; do case "$*" in *"$refused"*) echo "no $refused today" >&2; exit 1 ;; esac; done
# A confined unit is refused where there are no namespaces.
case "$REFUSED $*" in
"namespaces "*restart*) ! grep -q PrivateUsers "$XDG_CONFIG_HOME/systemd/user/voice-coach.service" || exit 1 ;;
esac
case "$*" in
show*ActiveState*|*"show voice-coach"*) printf '%b' "$STATE" ;;
esac
case "$0" in *journalctl) echo "the last line" ;; esac
"""

RUNNING = (
    r"LoadState=loaded\nUnitFileState=enabled\nActiveState=active\nSubState=running\nNRestarts=3\n"
    r"ActiveEnterTimestamp=Sat 2026-11-28 21:15:38 UTC\n"
)
FAILED = (
    r"UnitFileState=disabled\nActiveState=failed\nSubState=failed\nResult=exit-code\nExecMainStatus=12\nNRestarts=0\n"
)


class Machine:
    """A machine whose systemd only writes down what it is asked."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self._asked, self._patch = folder, folder / "asked", patch
        for name in ("systemctl", "loginctl", "journalctl"):
            program = folder / "bin" / name
            program.parent.mkdir(exist_ok=True)
            program.write_text(FAKE, "utf-8")
            program.chmod(0o755)
        for name, value in {"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "ASKED": str(self._asked)}.items():
            patch.setenv(name, value)
        for kind in ("data", "cache", "config"):
            patch.setenv(f"XDG_{kind.upper()}_HOME", str(folder / kind))
        self.answers()
        self.told: list[str] = []

    def answers(self, state: str = RUNNING, refused: str = "") -> None:
        self._patch.setenv("STATE", state)
        self._patch.setenv("REFUSED", refused)

    @property
    def asked(self) -> list[str]:
        return self._asked.read_text("utf-8").splitlines() if self._asked.exists() else []

    @property
    def unit(self) -> Path:
        return self.folder / "config" / "systemd" / "user" / "voice-coach.service"

    def tell(self, line: str) -> None:
        self.told.append(line)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def mine() -> Service:
    return service_of(system=False, account=None)


def test_it_is_written_enabled_and_started_anew(machine: Machine) -> None:
    install(mine(), "desk-break", machine.tell)
    did = [line for line in machine.asked if "show" not in line]
    assert did == [
        "systemctl --user daemon-reload",
        "systemctl --user enable voice-coach",
        "systemctl --user restart voice-coach",
        "loginctl enable-linger",
    ]
    assert "standby desk-break" in machine.unit.read_text("utf-8")
    assert stat.S_IMODE(machine.unit.stat().st_mode) == 0o644
    assert (machine.folder / "config" / "voice-coach" / "settings.yaml").is_file()
    assert (machine.folder / "data" / "voice-coach").is_dir()
    assert machine.told[-1] == "What it hears and does: journalctl -f --user-unit voice-coach"


def test_folders_that_were_moved_are_the_services_too(machine: Machine) -> None:
    install(mine(), "", machine.tell)
    written = machine.unit.read_text("utf-8")
    assert f"Environment=XDG_DATA_HOME={machine.folder / 'data'}\n" in written
    assert f"ReadWritePaths={machine.folder / 'data' / 'voice-coach'}\n" in written
    assert "-m voice_coach standby\n" in written


def test_settings_that_are_there_stay(machine: Machine) -> None:
    settings = machine.folder / "config" / "voice-coach" / "settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("echo: absent\n", "utf-8")
    install(mine(), "", machine.tell)
    assert settings.read_text("utf-8") == "echo: absent\n"


def test_where_nobody_may_linger_that_is_told(machine: Machine) -> None:
    machine.answers(refused="enable-linger")
    install(mine(), "", machine.tell)
    told = "\n".join(machine.told)
    assert "not with the machine: no enable-linger today" in told
    assert "sudo loginctl enable-linger" in told


def test_where_there_are_no_user_namespaces_the_unit_does_without_and_that_is_told(machine: Machine) -> None:
    machine.answers(r"ActiveState=activating\nExecMainStatus=226\n", refused="namespaces")
    install(mine(), "", machine.tell)
    assert "PrivateUsers" not in machine.unit.read_text("utf-8")
    assert any("no user namespaces" in line for line in machine.told)


def test_a_routine_that_is_not_there_installs_nothing(machine: Machine) -> None:
    with pytest.raises(RoutineError):
        install(mine(), "desk-brake", machine.tell)
    assert (machine.asked, machine.unit.exists()) == ([], False)


def test_a_file_of_a_routine_is_named_in_full(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = Path(__file__).parents[3] / "routines" / "desk-break.yaml"
    (machine.folder / "mine.yaml").write_text(shipped.read_text("utf-8"), "utf-8")
    monkeypatch.chdir(machine.folder)
    assert mine().unit("mine.yaml").command[-1] == str(machine.folder / "mine.yaml")


def test_a_machine_without_systemd_is_left_as_it_is(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(machine.folder))
    with pytest.raises(ServiceError, match="no systemd") as raised:
        install(mine(), "", machine.tell)
    assert "standby" in raised.value.hint
    assert list(machine.folder.iterdir()) == [machine.folder / "bin"]


def test_a_systemd_that_does_not_run_is_told_in_its_own_words(machine: Machine) -> None:
    machine.answers(refused="Version")
    with pytest.raises(ServiceError, match="does not answer: no Version today"):
        install(mine(), "", machine.tell)
    assert not machine.unit.exists()


def test_a_start_that_fails_says_where_to_look(machine: Machine) -> None:
    machine.answers(refused="restart")
    with pytest.raises(ServiceError, match="restart voice-coach failed: no restart today") as raised:
        install(mine(), "", machine.tell)
    assert "journalctl" in raised.value.hint


def test_its_state_is_told_with_the_end_of_its_log(machine: Machine) -> None:
    install(mine(), "", machine.tell)
    machine.told.clear()
    assert status(mine(), machine.tell)
    assert machine.told[1:] == [
        "It starts by itself.",
        "It has been running since Sat 2026-11-28 21:15:38 UTC; restarts: 3.",
        "  the last line",
    ]
    assert machine.asked[-1] == "journalctl --user-unit voice-coach --no-pager --quiet --lines=10"


def test_one_that_does_not_run_says_why(machine: Machine) -> None:
    install(mine(), "", machine.tell)
    machine.answers(FAILED)
    assert not status(mine(), machine.tell)
    assert "It does not run (failed/failed, exit-code, exit code 12); restarts: 0." in machine.told
    assert "It does not start by itself." in machine.told


def test_it_goes_and_settings_and_data_stay(machine: Machine) -> None:
    install(mine(), "", machine.tell)
    uninstall(mine(), machine.tell)
    assert machine.asked[-2:] == ["systemctl --user disable --now voice-coach", "systemctl --user daemon-reload"]
    assert not machine.unit.exists()
    assert (machine.folder / "data" / "voice-coach").is_dir()
    assert str(machine.folder / "config" / "voice-coach" / "settings.yaml") in machine.told[-1]


def test_where_nothing_is_installed_nothing_is_done(machine: Machine) -> None:
    uninstall(mine(), machine.tell)
    assert not status(mine(), machine.tell)
    assert machine.told == ["No service of your account is installed."] * 2
    assert machine.asked == []


def test_only_root_changes_a_service_of_the_system(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "SYSTEM_UNITS", machine.folder)
    (machine.folder / "voice-coach.service").touch()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    theirs = Service(account.named("root"), own=False)
    with pytest.raises(ServiceError, match="root's"):
        install(theirs, "", machine.tell)
    with pytest.raises(ServiceError, match="root's"):
        uninstall(theirs, machine.tell)
    assert machine.asked == []


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() != 0, reason="only root can")
def test_root_makes_a_service_of_the_system(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "SYSTEM_UNITS", machine.folder)
    theirs = service_of(system=True, account="root")
    install(theirs, "", machine.tell)
    assert "User=root\n" in (machine.folder / "voice-coach.service").read_text("utf-8")
    assert "systemctl restart voice-coach" in machine.asked
    assert not any("linger" in line for line in machine.asked)


def test_somebody_elses_folders_are_theirs(machine: Machine) -> None:
    theirs = account.Account("pi", os.geteuid() + 1, 1000, machine.folder / "pi")
    command = Service(theirs, own=False).unit("desk-break")
    assert command.writable[0] == machine.folder / "pi" / ".local" / "share" / "voice-coach"
    assert command.environment == {}
    assert os.environ["XDG_DATA_HOME"] == str(machine.folder / "data")


def test_whose_service_it_is_must_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUDO_USER", raising=False)
    with pytest.raises(UsageError, match="--as"):
        account.named("")
    with pytest.raises(ServiceError, match="'nobody-of-that-name'"):
        account.named("nobody-of-that-name")
    monkeypatch.setenv("SUDO_USER", "root")
    assert account.named("").number == 0


def test_the_log_of_the_system_is_the_systems() -> None:
    assert Systemd(own=False).log_command == "journalctl -f --unit voice-coach"

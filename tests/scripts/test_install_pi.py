"""scripts/install-pi in a checkout whose Python, and whose Debian, only write down what they are asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "install-pi"
BASH = shutil.which("bash") or ""

pytestmark = pytest.mark.skipif(
    not BASH or sys.platform == "win32", reason="there is no bash to run scripts/install-pi"
)

COACH = """#!/bin/sh
echo "${0##*/} $*" >>"$CALLED"
case "$*" in
"settings path") echo "$SETTINGS" ;;
"settings init") echo "#recogniser: auto" >"$SETTINGS" ;;
"models "*|doctor*) exit 1 ;;
"show no-such"*) exit 3 ;;
esac
"""

SYSTEM = {
    "apt-get": 'echo "apt-get $*" >>"$CALLED"',
    "dpkg-query": 'echo "$PACKAGES"',
    "dpkg": "echo arm64",
    "getconf": "echo 64",
    "python3": "exit 0",
    "id": 'case "$1" in -un) echo pi ;; *) echo 1000 ;; esac',
}


class Board:
    """A fresh board with a checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.checkout = folder, folder / "checkout"
        self.called, self.settings = folder / "called", folder / "settings.yaml"
        shutil.copytree(ROOT / "scripts", self.checkout / "scripts")
        shutil.copy(ROOT / "pyproject.toml", self.checkout)
        venv = self.checkout.resolve() / ".venv"
        for name in ("python", "voice-coach"):
            self.program(venv / "bin" / name, COACH)
        (venv / "pyvenv.cfg").write_text(f"command = python -m venv {venv}\n", "utf-8")
        for name, does in SYSTEM.items():
            self.has(name, does)
        self.memory(2048)

    @staticmethod
    def program(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        path.chmod(0o755)

    def has(self, name: str, does: str) -> None:
        self.program(self.folder / "system" / name, f"#!/bin/sh\n{does}\n")

    def memory(self, megabytes: int) -> None:
        (self.folder / "meminfo").write_text(f"MemTotal:  {megabytes * 1024} kB\n", "utf-8")

    def install(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        self.called.write_text("", "utf-8")
        environment = {
            "PATH": f"{self.folder / 'system'}:/usr/bin:/bin", "HOME": str(self.folder), "CALLED": str(self.called),
            "SETTINGS": str(self.settings), "MEMINFO": str(self.folder / "meminfo"), "PACKAGES": "installed",
        }  # fmt: skip
        return subprocess.run(  # noqa: S603 - our own script
            [BASH, self.checkout / "scripts" / "install-pi", *arguments],
            env=environment | variables, cwd=self.folder, capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip

    @property
    def asked(self) -> list[str]:
        """What the coach was asked."""
        lines = self.called.read_text("utf-8").splitlines()
        return [line.removeprefix("voice-coach ") for line in lines if line.startswith("voice-coach ")]


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return Board(tmp_path)


def test_it_is_bash() -> None:
    subprocess.run([BASH, "-n", SCRIPT], check=True)  # noqa: S603 - our own script


@pytest.mark.parametrize("wrong", [("--help",), ("--no-servise",), ("one", "two")])
def test_wrong_use_is_told_before_anything_is_done(board: Board, wrong: tuple[str, ...]) -> None:
    done = board.install(*wrong)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage: scripts/install-pi [--no-service] [ROUTINE]\n")
    assert board.called.read_text("utf-8") == ""


@pytest.mark.parametrize(("program", "says"), [("dpkg", "armhf"), ("getconf", "32"), ("dpkg", "i386")])
def test_a_system_with_32_bits_is_refused(board: Board, program: str, says: str) -> None:
    board.has(program, f"echo {says}")
    done = board.install()
    assert done.returncode == 1
    assert "has 32 bits" in done.stderr
    assert "64-bit Raspberry Pi OS" in done.stderr
    assert board.called.read_text("utf-8") == ""


def test_a_python_that_is_too_old_is_refused(board: Board) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        board.has(name, "exit 1")
    done = board.install()
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr


def test_who_says_sudo_is_told_to_leave_it_out(board: Board) -> None:
    board.has("id", "echo 0")
    done = board.install(SUDO_USER="pi")
    assert done.returncode == 1
    assert "without sudo" in done.stderr
    assert board.asked == []


def test_all_is_made_in_order_and_a_model_that_cannot_be_had_stops_nothing(board: Board) -> None:
    done = board.install("--no-service", "desk-break")
    assert done.returncode == 0, done.stderr
    assert board.asked == [
        "show desk-break",
        "settings path",
        "settings init",
        "models path",
        "models fetch",
        "doctor --no-voice",
        "settings path",
    ]
    assert board.settings.read_text("utf-8") == "#recogniser: auto\n"
    assert "Going on without it" in done.stderr
    assert "scripts/coach run desk-break" in done.stderr


def test_said_again_it_leaves_what_is_there(board: Board) -> None:
    board.settings.write_text("echo: absent\n", "utf-8")
    board.install("--no-service")
    assert "python -m pip" in board.called.read_text("utf-8")
    done = board.install("--no-service")
    assert done.returncode == 0
    assert "python -m pip" not in board.called.read_text("utf-8")
    assert "settings init" not in board.asked
    assert board.settings.read_text("utf-8") == "echo: absent\n"


def test_missing_packages_are_installed(board: Board) -> None:
    board.has("sudo", '"$@"')
    done = board.install("--no-service", PACKAGES="")
    assert done.returncode == 0, done.stderr
    installed = [line for line in board.called.read_text("utf-8").splitlines() if line.startswith("apt-get install")]
    assert "python3 python3-venv" in installed[0]
    assert "libportaudio2 libespeak-ng1 libatomic1" in installed[1]


def test_a_small_board_goes_by_the_phone_ear(board: Board) -> None:
    board.memory(416)
    done = board.install("--no-service")
    assert "416 MB" in done.stderr
    assert board.settings.read_text("utf-8") == "recogniser: phones\n"
    assert not [one for one in board.asked if one.startswith("models")]


def test_a_routine_that_is_not_there_ends_it(board: Board) -> None:
    assert board.install("--no-service", "no-such").returncode == 3
    assert board.asked == ["show no-such"]


@pytest.mark.skipif(Path("/run/systemd/system").exists(), reason="systemd runs here")
def test_where_systemd_does_not_run_that_is_said(board: Board) -> None:
    done = board.install("desk-break")
    assert done.returncode == 0
    assert "systemd does not run here" in done.stderr
    assert "scripts/coach service install desk-break" in done.stderr
    assert not [one for one in board.asked if one.startswith("service")]

"""scripts/coach in a checkout whose Python only writes down what it is asked for."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash") or ""

pytestmark = pytest.mark.skipif(not BASH or sys.platform == "win32", reason="there is no bash to run scripts/coach")

Coach = Callable[..., list[str]]
"""Runs scripts/coach; returns what was installed, and last how the coach was called."""

FAKE = '#!/bin/sh\necho "${0##*/} $*" >>"$CALLED"\ncase "$* " in *"$NO_NETWORK"*) exit 1 ;; esac\n'


def executable(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)


@pytest.fixture
def coach(tmp_path: Path) -> Coach:
    checkout, called = tmp_path / "checkout", tmp_path / "called"
    shutil.copytree(ROOT / "scripts", checkout / "scripts")
    shutil.copy(ROOT / "pyproject.toml", checkout)
    venv = checkout.resolve() / ".venv"
    for name in ("python", "voice-coach"):
        executable(venv / "bin" / name, FAKE)
    executable(tmp_path / "system" / "dpkg-query", "#!/bin/sh\necho installed\n")
    executable(tmp_path / "system" / "apt-get", "#!/bin/sh\nexit 1\n")
    (venv / "pyvenv.cfg").write_text(f"command = python -m venv {venv}\n", "utf-8")

    def run(*arguments: str, no_network: str = "never") -> list[str]:
        called.write_text("", "utf-8")
        environment = {
            "PATH": f"{tmp_path / 'system'}:/usr/bin:/bin", "CALLED": str(called), "NO_NETWORK": no_network,
        }  # fmt: skip
        subprocess.run(  # noqa: S603 - our own script
            [BASH, checkout / "scripts" / "coach", *arguments],
            cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=30,
        )  # fmt: skip
        pip = f"python -m pip install --quiet --editable {checkout.resolve()}"
        return called.read_text("utf-8").replace(pip, "install").splitlines()

    return run


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    (tmp_path / "room.scenario.yaml").write_text("routine: desk-break\nroom: {reverberation: 0.3s}\n", "utf-8")
    (tmp_path / "plain.scenario.yaml").write_text("routine: desk-break\n", "utf-8")
    return tmp_path


@pytest.mark.usefixtures("scenarios")
@pytest.mark.parametrize(
    "arguments",
    [
        ("room.scenario.yaml",),
        ("--wav", "room.scenario.yaml"),
        ("plain.scenario.yaml", "room.scenario.yaml"),
        ("plain.scenario.yaml", "--png"),
    ],
)
def test_a_room_and_a_picture_bring_what_they_need_once(coach: Coach, arguments: tuple[str, ...]) -> None:
    asked = " ".join(("voice-coach simulate", *arguments))

    assert coach("simulate", *arguments) == ["install", "install[room]", asked]
    assert coach("simulate", *arguments) == [asked]


@pytest.mark.usefixtures("scenarios")
@pytest.mark.parametrize(
    "arguments",
    [
        ("simulate",),
        ("simulate", "plain.scenario.yaml"),
        ("simulate", "missing.scenario.yaml"),
        ("check", "room.scenario.yaml"),
        ("list",),
    ],
)
def test_what_needs_no_room_installs_none(coach: Coach, arguments: tuple[str, ...]) -> None:
    assert coach(*arguments) == ["install", " ".join(("voice-coach", *arguments))]


@pytest.mark.usefixtures("scenarios")
def test_what_the_tests_have_installed_is_enough(coach: Coach, tmp_path: Path) -> None:
    (tmp_path / "checkout" / ".venv" / "installed[room,test]").touch()

    assert coach("simulate", "room.scenario.yaml") == ["install", "voice-coach simulate room.scenario.yaml"]


@pytest.mark.usefixtures("scenarios")
def test_without_a_network_the_coach_says_itself_what_is_missing(coach: Coach) -> None:
    assert coach("simulate", "room.scenario.yaml", no_network="[room]")[-1] == "voice-coach simulate room.scenario.yaml"

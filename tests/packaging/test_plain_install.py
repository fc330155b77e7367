"""A plain `pip install`, and then no network: the wheel in an environment of its own hears English."""

import importlib.util
import os
import subprocess
import sys
import tomllib
import venv
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest
import soundfile
from packaging.requirements import Requirement

from voice_coach.audio.format import RATE, from_bytes

ROOT = Path(__file__).parents[2]

NEEDED = ("hatchling", "pip")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]

pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not installed, and needed for a wheel: {', '.join(MISSING)}"),
    pytest.mark.skipif(sys.platform == "win32", reason="environments are laid out otherwise there"),
]

NO_NETWORK = """
import sys

def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        raise OSError("the network is off")

sys.addaudithook(refuse)
"""
"""Python asks such a hook before each of these, whoever calls; unlike a namespace of its own it needs no rights."""


def closure(requirements: list[str]) -> set[str]:
    """Return the names of what a plain `pip install` of these brings here, extras only where one asks for them."""
    found: dict[str, set[str]] = {}
    open_ends = [Requirement(text) for text in requirements]
    while open_ends:
        wanted = open_ends.pop()
        extras = {"", *wanted.extras}
        if extras <= found.get(wanted.name, set()):
            continue
        found.setdefault(wanted.name, set()).update(extras)
        needs = map(Requirement, distribution(wanted.name).requires or ())
        open_ends += [
            need
            for need in needs
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
        ]
    return set(found)


def link(name: str, site: Path) -> None:
    """Put an installed distribution, and nothing beside it, into another environment."""
    installed = distribution(name)
    for top in {path.parts[0] for path in installed.files or ()} - {"..", "__pycache__"}:
        (site / top).symlink_to(Path(str(installed.locate_file(top))).resolve())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - the project's own backend
    return next(folder.glob("*.whl"))


@pytest.fixture
def plain_install(tmp_path: Path, wheel: Path) -> Path:
    """The environment; pip has no index to go to, so it fails where a declared dependency is missing."""
    folder = tmp_path / "venv"
    venv.create(folder, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for name in closure(project["dependencies"]):
        link(name, site)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-index", str(wheel)], check=True, timeout=60)  # noqa: S603
    (site / "no_network.py").write_text(NO_NETWORK, "utf-8")
    (site / "no_network.pth").write_text("import no_network\n", "utf-8")  # a sitecustomize may be the system's
    return folder


@pytest.fixture
def spoken(tmp_path: Path, flite_says: Callable[[str, str], bytes]) -> Path:
    path = tmp_path / "said.wav"
    said = [from_bytes(flite_says("slt", text)) for text in ("stop now", "next exercise")]
    soundfile.write(path, np.concatenate(said), RATE)
    return path


def test_it_hears_english_without_a_network(plain_install: Path, spoken: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    heard = subprocess.run(  # noqa: S603 - our own program
        [plain_install / "bin" / "voice-coach", "listen", "--mic", spoken],
        cwd=home, env={"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert heard.returncode == 0, heard.stderr
    assert "could not be fetched" in heard.stderr
    assert "no connection" in heard.stderr
    assert 'heard "stop now": stop' in heard.stdout
    assert 'heard "next exercise": next exercise' in heard.stdout
    assert "not taken" not in heard.stdout


def test_nothing_but_what_is_declared_is_there(plain_install: Path) -> None:
    listed = subprocess.run(  # noqa: S603 - a Python of our own
        [plain_install / "bin" / "python", "-I", "-c", "import pytest"], capture_output=True, check=False
    )

    assert b"ModuleNotFoundError" in listed.stderr

"""docs/testing.md and the example beside it say what the program does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path

import pytest

from voice_coach.app.scenarios import play
from voice_coach.core.effects import Tone
from voice_coach.forms.kind import keys_of
from voice_coach.listening.gate import Reason
from voice_coach.simulator.room.noise import KINDS
from voice_coach.simulator.scenario.load import load, loads
from voice_coach.simulator.scenario.scenario import SCENARIO, FaultKind
from voice_coach.simulator.scenario.telling.report import report, verdict
from voice_coach.simulator.scenario.timing import SENTENCES, parse

DOCS = Path(__file__).parents[3] / "docs"
EXAMPLE = DOCS / "testing-example"
PAGE = (DOCS / "testing.md").read_text("utf-8")
YAML = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

needs_a_room = pytest.mark.skipif(
    not (find_spec("pyroomacoustics") and shutil.which("flite") and find_library("espeak-ng")),
    reason="the extra room, flite or libespeak-ng1 is not installed",
)


def marked(text: str) -> object:
    return pytest.param(text, marks=needs_a_room) if "recogniser:" in text else text


@pytest.mark.parametrize("text", [marked(text) for text in YAML])
def test_every_example_goes_as_it_says(text: str) -> None:
    performance = play(loads(text, EXAMPLE / "pause.scenario.yaml"))
    findings = performance.findings()
    assert verdict(performance, findings).good, report(performance, findings)


def test_the_report_on_the_page_is_the_one_that_is_printed() -> None:
    (shown,) = re.findall(r"```\n(A pause in the hold\..*?)```", PAGE, re.DOTALL)
    performance = play(loads(YAML[0], EXAMPLE / "pause.scenario.yaml"))
    printed = report(performance, performance.findings()).splitlines()
    first, *rest, last = shown.splitlines()
    begins = printed.index(rest[0])
    assert first == printed[0]
    assert rest == printed[begins:-1]
    assert last.split(" in ")[0] == printed[-1].split(" in ")[0]


def test_every_key_is_described() -> None:
    assert len(YAML) == 4
    for part in (SCENARIO.whole, *SCENARIO.parts.values()):
        for key in keys_of(part):
            assert f"`{key}`" in PAGE, f"{part.called}: {key}"


@pytest.mark.parametrize("name", [*FaultKind, *KINDS, *SENTENCES, *Tone, *Reason])
def test_every_name_that_the_tables_list_is_there(name: str) -> None:
    assert f"`{name}`" in PAGE or f"into {name}`" in PAGE


def test_every_moment_of_the_table_is_one() -> None:
    table = PAGE.split("| moment | means |")[1].split("\n\n")[0]
    moments = re.findall(r"`([0-9][^`]*)`", table)
    assert len(moments) == 7
    assert all(parse(moment) for moment in moments)


def example(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of a copy of the example, as somebody would who has copied it."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "test_page.py").write_text(PYTHON[0], "utf-8")
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "pytest", "-W", "error", "--rootdir", folder, *arguments, folder],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )


@needs_a_room
def test_the_example_passes(tmp_path: Path) -> None:
    ran = example(tmp_path / "mine")
    assert ran.returncode == 0, ran.stdout
    assert "10 passed" in ran.stdout


def test_the_example_without_sound_passes(tmp_path: Path) -> None:
    ran = example(tmp_path / "mine", "-k", "not room and not bathroom and not page")
    assert ran.returncode == 0, ran.stdout
    assert "7 passed" in ran.stdout


def test_the_example_has_what_the_page_promises() -> None:
    scenarios = [load(file) for file in sorted(EXAMPLE.glob("*.scenario.yaml"))]
    assert [scenario.scripted for scenario in scenarios].count(False) == 1
    assert any(scenario.golden for scenario in scenarios)

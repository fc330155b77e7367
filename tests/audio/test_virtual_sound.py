"""Real streams of PortAudio on a sound card made of software (scripts/virtual-sound)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "virtual-sound"
BASH = shutil.which("bash") or ""

TAKES = 3
"""A machine that is busy for a moment spoils a take; beside other tests that happens."""

pytestmark = [
    pytest.mark.sound,
    pytest.mark.skipif(not BASH, reason="there is no bash to run scripts/virtual-sound"),
]


def virtual_sound(*command: str | Path, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script
        [BASH, SCRIPT, *command],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=environment,
        cwd=ROOT,
    )


def run(*command: str | Path) -> str:
    """Run a Python script inside the virtual sound card and return what it printed."""
    done = virtual_sound("run", sys.executable, *command)
    if done.returncode == 77:
        pytest.skip(done.stderr.strip())
    if "no-portaudio" in done.stderr or "cannot be loaded" in done.stderr:
        pytest.skip("libportaudio2 is not installed")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_pips_come_out_of_the_loudspeaker_exactly_one_second_apart(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    for _ in range(TAKES):
        run(
            ROOT / "benchmarks" / "cue_jitter.py", "--seconds", "3", "--simulate-minutes", "0.1", "--json", figures
        )  # fmt: skip
        measured = json.loads(figures.read_text())
        if not measured["underflows"]:
            break
    else:
        pytest.skip(f"the machine was too busy to play: {measured['underflows']} underflows")
    assert measured["timeline"]["pips"] == 3
    assert measured["timeline"]["interval_error_max_ms"] < 0.03  # one sample is 0.021 ms


def test_what_is_played_into_the_microphone_comes_out_of_it_in_short_blocks(tmp_path: Path) -> None:
    rate = 44_100
    path = tmp_path / "tone.wav"
    soundfile.write(path, np.sin(2 * np.pi * 440 * np.arange(rate) / rate) / 2, rate)
    heard = json.loads(run(Path(__file__).with_name("record_microphone.py"), path))
    assert heard["hertz"] == pytest.approx(440, abs=2)
    assert heard["peak"] == pytest.approx(0.5, abs=0.05)
    assert 10 <= heard["block_ms"] <= 50
    assert heard["silent_for"] < 5


def test_the_commands_exit_code_comes_through_and_nothing_is_left_behind(tmp_path: Path) -> None:
    done = virtual_sound(
        "run", BASH, "-c", "echo $PULSE_SERVER; exit 7", environment=dict(os.environ, TMPDIR=str(tmp_path))
    )
    if done.returncode == 77:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 7
    assert str(tmp_path) in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_without_pulseaudio_it_says_so_with_the_exit_code_of_a_skipped_test(tmp_path: Path) -> None:
    done = virtual_sound("run", "true", environment={"PATH": str(tmp_path)})
    assert done.returncode == 77
    assert "pulseaudio is missing" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("run",), ("walk", "true")])
def test_wrong_use_is_answered_with_the_usage(arguments: tuple[str, ...]) -> None:
    done = virtual_sound(*arguments)
    assert done.returncode == 2
    assert "usage" in done.stderr

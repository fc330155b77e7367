"""`voice-coach doctor` over a sound card made of software, in which the microphone hears the loudspeaker."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.end_to_end.home import BASH, Home, require_card, require_voice
from voice_coach.audio.format import RATE, from_bytes

pytestmark = pytest.mark.sound

ROOT = Path(__file__).parents[2]
ROOM = """
pactl load-module module-loopback source=coach_speaker.monitor sink=coach_user latency_msec=60 >/dev/null
paplay -d coach_user "$1" & trap 'kill %1' EXIT
"${@:2}"
"""
"""The loudspeaker is heard, and so is the sound file."""

LONGEST_S = 40


def in_the_room(home: Home, sound: np.ndarray, *command: str) -> tuple[int, str]:
    """Run a module of ours while a sound is heard; returns the exit code and the output."""
    require_card()
    heard = home.folder / "heard.wav"
    soundfile.write(heard, sound, RATE)
    ran = subprocess.run(  # noqa: S603 - our own scripts
        [
            *(BASH, ROOT / "scripts" / "virtual-sound", "run", BASH, "-c", ROOM),
            "room",
            heard,
            sys.executable,
            "-m",
            *command,
        ],
        env=home.environment,
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=3 * LONGEST_S,
        check=False,
    )
    if ran.returncode == 77:
        pytest.skip("PulseAudio is not installed")
    return ran.returncode, ran.stdout


def test_all_that_is_there_is_found(tmp_path: Path) -> None:
    require_voice("en")
    noise = np.random.default_rng(0).normal(0.0, 0.002, LONGEST_S * RATE)
    code, out = in_the_room(Home(tmp_path), noise, "voice_coach", "doctor", "--json")
    found = {one["name"]: one for one in json.loads(out)["checks"]}

    assert {name for name, one in found.items() if one["grade"] == "failed"} == set(), out
    assert code == 0
    assert "dBFS" in found["microphone"]["found"]
    assert "until it sounds" in found["loudspeaker"]["found"]
    assert "came back after" in found["echo"]["found"]
    assert found["recogniser"]["grade"] == "warning"  # there is no model in this home
    assert found["understood"]["grade"] == "skipped"


def test_who_says_what_was_asked_for_is_understood(tmp_path: Path, flite_says: Callable[[str, str], bytes]) -> None:
    said = from_bytes(flite_says("slt", "pause now"))
    again_and_again = np.tile(said, LONGEST_S * RATE // len(said))
    options = {"recogniser": "phones", "microphone": "", "speaker": "", "language": "en", "model": ""}
    code, out = in_the_room(
        Home(tmp_path), again_and_again, "voice_coach.app.doctor.measuring", "understood", json.dumps(options)
    )

    asked, answer = out.splitlines()
    assert code == 0
    assert asked == "Say: pause now"
    assert json.loads(answer)["obeyed"], answer

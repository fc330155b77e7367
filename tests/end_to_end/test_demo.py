"""The demo as a newcomer runs it: a session in which a synthetic user speaks, written as a sound file."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from typing import NamedTuple

import pytest

from tests.end_to_end.home import Home, require_voice
from tests.end_to_end.recording import RATE, Recording
from voice_coach.audio import wav
from voice_coach.audio.format import RATE as MICROPHONE_RATE
from voice_coach.audio.resampling import resample
from voice_coach.simulator.demonstration import LINES, clips

COACH = re.compile(r"^ +(\d+):(\d\d\.\d)  coach  (.+)$", re.MULTILINE)
USER = re.compile(r"^(.{16}) (.{16}) +(\d+\.\d)s +(?:\d+\.\d\d s)?  (yes|NO)$", re.MULTILINE)

PRINTED_S = 0.06
"""Times are printed to a tenth of a second."""

SAME = 0.4
"""How alike the demo is to what is spoken there. Measured: 1.00 for most of the 70 sentences, 0.43 at the least, where
a tone or the other voice sounds too."""

APART = 0.1
"""How much less alike another sentence is; short words of one speaker are alike by up to 0.4."""


class Demo(NamedTuple):
    """What a demo left behind."""

    printed: str
    recording: Recording
    home: Home

    @property
    def user(self) -> list[tuple[str, str, str, str]]:
        """The rows of the table: said, heard, the second of its end, yes or no."""
        return USER.findall(self.printed)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    require_voice("en")
    home = Home(tmp_path_factory.mktemp("demo"))
    out = home.folder / "demo.wav"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "voice_coach", "demo", "--out", out],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=home.environment,
        cwd=home.folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    samples, rate = wav.read(out)
    assert rate == RATE
    return Demo(done.stdout, Recording(samples), home)


def test_every_command_is_heard_and_obeyed(demo: Demo) -> None:
    rows = [(said.strip(), heard.strip(), obeyed) for said, heard, _, obeyed in demo.user]
    assert rows == [(line.text, line.text, "yes") for line in LINES]


def test_the_users_voice_is_where_the_table_says(demo: Demo) -> None:
    clip = clips()
    sounds = [(resample(clip[said.strip()], MICROPHONE_RATE, RATE), float(at)) for said, _, at, _ in demo.user]
    for (sound, ended_s), (other, _) in pairwise(sounds):
        starts_s = ended_s - len(sound) / RATE
        alike = demo.recording.find(sound, starts_s, PRINTED_S).alike
        assert alike > SAME
        assert demo.recording.find(other, starts_s, PRINTED_S).alike < alike - APART


def test_the_coachs_voice_is_where_the_transcript_says(demo: Demo) -> None:
    sentences = COACH.findall(demo.printed)
    assert len(sentences) > 40
    for (minutes, seconds, text), (*_, other) in pairwise(sentences):
        at_s = 60 * int(minutes) + float(seconds)
        alike = demo.recording.find(demo.home.spoken(text), at_s, PRINTED_S).alike
        assert alike > SAME, text
        assert demo.recording.find(demo.home.spoken(other), at_s, PRINTED_S).alike < alike - APART, (text, other)

"""Sessions with files, pipes, or nothing in place of microphone and loudspeaker, each run as a process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.end_to_end.home import Home, require_voice
from tests.end_to_end.recording import RATE, Recording
from voice_coach.audio import wav
from voice_coach.audio.format import RATE as MICROPHONE_RATE
from voice_coach.audio.format import Samples, from_bytes, to_bytes
from voice_coach.audio.resampling import resample
from voice_coach.core.effects import Record
from voice_coach.core.events import Heard
from voice_coach.errors import AudioError

SAID = {
    4.0: "next exercise",  # while the coach speaks
    16.0: "louder",
    20.0: "pause now",
    28.0: "time left",
    38.0: "end the workout",
    47.0: "of course",
}
"""What the user says when, in a session of desk-break with few words."""

LENGTH_S = 65.0
EARLY_S, LATE_S = 0.3, 0.4
"""How far from its end an utterance may be dated: at its last clear phone, which a long soft sound may follow."""

SAME, OTHER = 0.4, 0.3
"""How alike the coach's sound is to a sentence where it is spoken, tones over it or not, and to another one at most."""

TINY = """
title: Tiny
safety: Move gently.
exercises:
  - name: Child's pose
    setup: {position: [Kneel down.], move: [Sit back.], feel: [Your back is long.], short: Kneel., wait: 1s}
    do: {hold: 1s}
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture(scope="module")
def room(flite_says: Callable[[str, str], bytes]) -> tuple[Samples, list[float]]:
    """What a microphone hears of the user, 16 kHz, and when each utterance ends."""
    require_voice("en")
    sound = np.random.default_rng(1).normal(0.0, 0.0005, round(LENGTH_S * MICROPHONE_RATE)).astype(np.float32)
    ends = []
    for at_s, text in SAID.items():
        clip = from_bytes(flite_says("slt", text))
        first = round(at_s * MICROPHONE_RATE)
        sound[first : first + len(clip)] += clip
        ends.append(at_s + float(np.flatnonzero(np.abs(clip) > 0.004)[-1]) / MICROPHONE_RATE)
    return sound, ends


def run(home: Home, *arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "voice_coach", "run", *arguments],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env=home.environment,
        cwd=home.folder,
    )


def obeyed(home: Home, room: tuple[Samples, list[float]], done: subprocess.CompletedProcess[bytes]) -> None:
    """Everything was heard when it was said, and the coach's answers are in the sound file."""
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    heard = [entry.what for entry in home.journal() if isinstance(entry.what, Heard)]
    assert [event.text for event in heard] == list(SAID.values())
    apart_s = [event.at - end for event, end in zip(heard, room[1], strict=True)]
    assert -EARLY_S < min(apart_s) <= max(apart_s) < LATE_S, apart_s
    samples, rate = wav.read(home.folder / "out.wav")
    assert rate == RATE
    recording = Recording(samples)
    answers = [sound for sound in home.schedule("en") if sound.say]
    assert len(answers) >= 5
    places = {sound.what: recording.find(home.spoken(sound.what), sound.starts, 0.05) for sound in answers}
    assert {text: place for text, place in places.items() if place.alike < SAME or abs(place.late_s) > 0.02} == {}
    wrong = [recording.find(home.spoken(other.what), one.starts, 0.05) for one, other in pairwise(answers)]
    assert max(place.alike for place in wrong) < OTHER


@pytest.mark.parametrize("rate", [MICROPHONE_RATE, 44_100])
def test_a_sound_file_is_a_microphone(home: Home, room: tuple[Samples, list[float]], rate: int) -> None:
    soundfile.write(home.folder / "user.wav", resample(room[0], MICROPHONE_RATE, rate), rate)
    done = run(home, "desk-break", "--verbosity", "short", "--fast", "--mic", "user.wav", "--speaker", "out.wav")
    obeyed(home, room, done)


def test_a_pipe_is_a_microphone(home: Home, room: tuple[Samples, list[float]]) -> None:
    pcm = to_bytes(room[0])
    done = run(home, "desk-break", "--verbosity", "short", "--fast", "--mic", "-", "--speaker", "out.wav", stdin=pcm)
    obeyed(home, room, done)


def test_without_microphone_and_sound_the_session_is_text(home: Home) -> None:
    (home.folder / "tiny.yaml").write_text(TINY)
    done = run(home, "tiny.yaml", "--no-mic", "--no-sound", "--verbosity", "sounds")
    assert done.returncode == 0, done.stderr.decode()
    shown = done.stdout.decode()
    assert "Move gently." in shown
    assert shown.index("Tiny, about") < shown.index("hold 1 s") < shown.index("That is all.")
    assert [entry.what.kind for entry in home.journal() if isinstance(entry.what, Record)] == ["step", "finished"]


@pytest.mark.parametrize(("options", "shown"), [((), True), (("--no-captions",), False)])
def test_what_the_coach_says_is_shown_as_well(home: Home, options: tuple[str, ...], *, shown: bool) -> None:
    require_voice("en")
    (home.folder / "tiny.yaml").write_text(TINY)
    soundfile.write(home.folder / "user.wav", np.zeros(60 * MICROPHONE_RATE, np.float32), MICROPHONE_RATE)
    done = run(home, "tiny.yaml", "--fast", "--mic", "user.wav", "--speaker", "out.wav", *options)
    assert done.returncode == 0, done.stderr.decode()
    assert ("- Move gently." in done.stdout.decode()) == shown


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_who_breaks_off_is_told_what_is_kept_and_has_not_finished(home: Home) -> None:
    long = TINY + TINY.partition("exercises:\n")[2].replace("Child's pose", "Long hold").replace(
        "hold: 1s", "hold: 99s"
    )
    (home.folder / "long.yaml").write_text(long)
    with subprocess.Popen(
        [sys.executable, "-m", "voice_coach", "run", "long.yaml", "--no-mic", "--no-sound", "--verbosity", "sounds"],
        stdout=subprocess.PIPE,
        text=True,
        env=home.environment,
        cwd=home.folder,
    ) as process:
        assert process.stdout
        for line in process.stdout:
            if "Long hold: hold" in line:
                break
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(timeout=20) == 130
    assert "What you did is kept: one exercise." in rest
    history = json.loads((home.folder / "data" / "voice-coach" / "history.json").read_text("utf-8"))
    assert [(of["done"], of["finished"]) for of in history["routines"].values()] == [({"Child's pose": 1}, 0)]


@pytest.mark.parametrize("contents", [b"", b"this is no sound"])
def test_a_microphone_file_that_is_no_sound_is_an_error_in_a_sentence(home: Home, contents: bytes) -> None:
    (home.folder / "user.wav").write_bytes(contents)
    done = run(home, "desk-break", "--fast", "--mic", "user.wav")
    assert done.returncode == AudioError.exit_code
    assert done.stderr.decode().startswith("error: Cannot read user.wav")
    assert b"Traceback" not in done.stderr

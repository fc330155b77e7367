"""A session that is recorded and heard again, each run as a process with a real recogniser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.home import Home
from voice_coach.audio.flac import FlacReader, FlacWriter
from voice_coach.audio.format import RATE, from_bytes
from voice_coach.audio.wav import WavWriter

ROOT = Path(__file__).parents[2]
TINY = """
title: Tiny
safety: Move gently.
exercises:
  - name: Child's pose
    setup: {position: [Kneel down.], move: [Sit back.], feel: [Your back is long.], short: Kneel., wait: 1s}
    do: {hold: 60s}
"""
HOLD_AT_S = 18

Does = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def does(tmp_path_factory: pytest.TempPathFactory) -> Does:
    """Run a command in a home of its own, in which tiny.yaml lies."""
    home = Home(tmp_path_factory.mktemp("home"))
    (home.folder / "tiny.yaml").write_text(TINY, encoding="utf-8")

    def done(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "voice_coach", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            env=home.environment,
            cwd=home.folder,
        )

    return done


@pytest.fixture(scope="module")
def english_session(
    does: Does, flite_says: Callable[[str, str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("english")
    said = b"".join(flite_says("slt", text) for text in ("time left", "louder", "the weather", "pause now"))
    return recorded(does, folder, said, "--recogniser", "phones")


@pytest.fixture(scope="module")
def korean_session(
    does: Does, korean_says: Callable[[str], bytes], korean_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("korean")
    language = ROOT / "tests" / "audio_fixtures" / "ko.yaml"
    said = b"".join(korean_says(text) for text in ("남은 시간", "볼륨 크게", "아니요", "일시정지"))
    return recorded(does, folder, said, "--language", language, "--model", korean_model)


def recorded(does: Does, folder: Path, said: bytes, *options: str | Path) -> Path:
    """A session without sound, in whose hold somebody says this."""
    second_of_quiet = said[-2 * RATE :]
    with WavWriter(folder / "user.wav", RATE) as writer:
        writer.write(from_bytes(second_of_quiet * HOLD_AT_S + said))
    kept, fast = folder / "kept", ("--fast", "--mic", folder / "user.wav")
    done = does("run", "tiny.yaml", "--no-sound", "--verbosity", "sounds", *fast, "--record", kept, *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("Recording what the microphone hears.") == 2  # shown, and spoken as a subtitle
    return kept


def decided(kept: Path) -> list[str]:
    lines = [json.loads(line) for line in (kept / "ear.jsonl").read_text(encoding="utf-8").splitlines()]
    return [kind for line in lines for one in line.get("decided", []) for kind in one]


def test_an_english_session_that_is_heard_again_is_the_same(does: Does, english_session: Path) -> None:
    assert decided(english_session) == ["Heard", "Rejected", "Rejected", "Heard"]
    done = does("replay", english_session)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "4 decisions: 4 the same, 0 different."


def test_a_korean_session_that_is_heard_again_is_the_same(does: Does, korean_session: Path) -> None:
    assert decided(korean_session) == ["Heard", "Rejected", "Rejected", "Heard"]
    done = does("replay", korean_session)  # with the recorded model: no model of the language can be fetched
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].endswith("the same, 0 different.")
    assert " earlier" not in done.stdout
    assert " later" not in done.stdout


def test_a_model_that_is_gone_is_told_and_another_can_be_named(
    does: Does, korean_session: Path, korean_model: Path, tmp_path: Path
) -> None:
    for path in korean_session.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    header = json.loads((tmp_path / "session.json").read_text(encoding="utf-8"))
    assert header["model"] == str(korean_model.resolve())
    gone = str(tmp_path / "gone")
    (tmp_path / "session.json").write_text(json.dumps({**header, "model": gone}), encoding="utf-8")
    done = does("replay", tmp_path)
    assert done.returncode == 4
    assert f"The model that listened is no longer there: {gone}." in done.stderr
    assert does("replay", tmp_path, "--model", korean_model).returncode == 0
    fetched = does("replay", tmp_path, "--recogniser", "vosk")
    assert (fetched.returncode, "There is no model for the language ko" in fetched.stderr) == (4, True)


def test_another_sound_is_decided_differently(does: Does, english_session: Path, tmp_path: Path) -> None:
    for name in ("session.json", "ear.jsonl", "played.flac"):
        (tmp_path / name).write_bytes((english_session / name).read_bytes())
    sound, silent = FlacReader(english_session / "heard.flac"), FlacWriter(tmp_path / "heard.flac")
    while block := sound.read(RATE):
        silent.write(bytes(len(block)))
    silent.close()
    done = does("replay", tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert 'DIFFERENT was pause "pause now"; is now nothing' in done.stdout
    assert done.stdout.splitlines()[-1] == "4 decisions: 0 the same, 4 different."


def test_a_decision_that_was_another_is_shown(does: Does, english_session: Path, tmp_path: Path) -> None:
    for path in english_session.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (tmp_path / "ear.jsonl").read_text(encoding="utf-8")
    (tmp_path / "ear.jsonl").write_text(lines.replace('"command":"pause"', '"command":"stop"'), encoding="utf-8")
    done = does("replay", tmp_path)
    assert done.returncode == 1
    assert 'DIFFERENT was stop "pause now"; is now pause "pause now"' in done.stdout
    assert done.stdout.splitlines()[-1] == "4 decisions: 3 the same, 1 different."


def test_a_session_that_was_killed_says_what_is_lost(does: Does, english_session: Path, tmp_path: Path) -> None:
    for path in english_session.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    sound = bytearray((tmp_path / "heard.flac").read_bytes())
    sound[21:26] = bytes([sound[21] & 0xF0, 0, 0, 0, 0])  # of unknown length, as a file that is not closed
    (tmp_path / "heard.flac").write_bytes(sound[: len(sound) - 5_000])
    done = does("replay", tmp_path)
    assert "The session was killed; its last 0." in done.stdout


def test_nothing_is_recorded_when_nobody_listens(does: Does, tmp_path: Path) -> None:
    done = does("run", "tiny.yaml", "--no-sound", "--verbosity", "sounds", "--no-mic", "--record", tmp_path / "kept")
    assert done.returncode == 2
    assert "--record and --no-mic exclude each other" in done.stderr
    assert not (tmp_path / "kept").exists()


def test_a_recording_is_never_overwritten(does: Does, english_session: Path) -> None:
    before = {path.name: path.stat().st_size for path in english_session.iterdir()}
    user = english_session.parent / "user.wav"
    done = does("run", "tiny.yaml", "--no-sound", "--fast", "--mic", user, "--record", english_session)
    assert done.returncode == 9
    assert done.stderr.startswith(f"error: The folder {english_session} is not empty.")
    assert {path.name: path.stat().st_size for path in english_session.iterdir()} == before

"""What is known of the echo's way from one session to the next."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from voice_coach.audio.format import BLOCK_FRAMES, RATE, Samples
from voice_coach.listening.echo.absent import AbsentEcho
from voice_coach.listening.echo.control import EchoControl
from voice_coach.listening.echo.memory import EchoMemory, echo_for


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "voice-coach" / "echo"


def learned() -> EchoControl:
    """One that has learned an echo that is 40 ms late."""
    control, played = EchoControl(), _speech(8.0)
    heard = 0.3 * np.roll(played, 640)
    for block, sound in zip(heard.reshape(-1, BLOCK_FRAMES), played.reshape(-1, BLOCK_FRAMES), strict=True):
        control.take(block.astype(np.float32), sound)
    return control


def _speech(seconds: float) -> Samples:
    """Noise that comes and goes as syllables do."""
    frames = round(seconds * RATE)
    loud = np.sin(2 * np.pi * 2 * np.arange(frames) / RATE) ** 2
    return np.asarray(0.1 * loud * np.random.default_rng(4).standard_normal(frames), np.float32)


def test_what_one_session_has_learned_another_begins_with() -> None:
    before, after = learned(), EchoControl()
    EchoMemory("desk microphone", "speaker").keep(before)
    EchoMemory("desk microphone", "speaker").recall(after)
    assert after.learned_before
    assert before.saved()


@pytest.mark.parametrize("other", [("another microphone", "speaker"), ("desk microphone", "another"), ("", "")])
def test_other_devices_know_nothing_of_it(other: tuple[str, str]) -> None:
    EchoMemory("desk microphone", "speaker").keep(learned())
    control = EchoControl()
    EchoMemory(*other).recall(control)
    assert not control.learned_before


def test_who_has_learned_nothing_keeps_what_is_there(cache: Path) -> None:
    memory = EchoMemory("desk microphone", "speaker")
    memory.keep(EchoControl())
    assert not cache.exists()


@pytest.mark.parametrize("contents", [b"", b"noise" * 1000])
def test_what_is_damaged_is_as_if_it_were_not_there(cache: Path, contents: bytes) -> None:
    memory = EchoMemory("desk microphone", "speaker")
    memory.keep(learned())
    (file,) = cache.iterdir()
    file.write_bytes(contents)
    control = EchoControl()
    memory.recall(control)
    assert not control.learned_before


def test_a_place_that_cannot_be_written_is_no_trouble(cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_text("a file where the folder should be")
    EchoMemory("desk microphone", "speaker").keep(learned())


def test_a_choice_makes_what_stands_in_the_ear() -> None:
    assert isinstance(echo_for("auto"), EchoControl)
    assert isinstance(echo_for("absent"), AbsentEcho)
    assert echo_for("off") is None

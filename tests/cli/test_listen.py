"""`voice-coach listen`, with a sound file in place of the microphone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_coach.audio.format import from_bytes

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def spoken(tmp_path: Path, flite_says: Callable[[str, str], bytes]) -> str:
    said = [from_bytes(flite_says("slt", text)) for text in ("pause now", "six", "i would like some coffee")]
    path = tmp_path / "said.wav"
    soundfile.write(path, np.concatenate(said), 16_000)
    return str(path)


def test_it_tells_what_each_utterance_was_taken_for_and_why_not(run: Run, spoken: str) -> None:
    code, out, err = run("listen", "--mic", spoken, "--recogniser", "phones")
    assert (code, err) == (0, "")
    assert 'heard "pause now": pause' in out
    assert "not taken: no command" in out
    assert " dB  " in out
    assert "speech" in out


def test_as_if_a_question_were_open_a_number_counts(run: Run, spoken: str) -> None:
    code, out, _ = run("listen", "--mic", spoken, "--asked", "--recogniser", "phones")
    assert code == 0
    assert 'heard "six": number' in out


def test_without_a_recogniser_it_says_what_to_do(run: Run, spoken: str) -> None:
    code, out, err = run("listen", "--mic", spoken, "--recogniser", "vosk")
    assert (code, out) == (4, "")
    assert "models fetch" in err

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from voice_coach.speaking.voices import worker


@pytest.mark.parametrize(
    ("head", "size", "whole"),
    [
        (b"RIFF\x24\x00\x00\x00", 44, True),
        (b"RIFF\x24\x00\x00\x00", 43, False),
        (b"RIFF\x00\x00\x00\x00", 44, False),
        (b"FORM\x00\x00\x00\x24", 44, True),
        (b"FORM\x00\x00\x01\x00", 44, False),
        (b"RIFF", 4, False),
        (b"", 0, False),
        (b"ID3\x03\x00\x00\x00\x00", 1_000, False),
    ],
)
def test_a_file_is_whole_when_it_is_as_long_as_its_header_says(head: bytes, size: int, whole: bool) -> None:
    assert worker.is_whole(head, size) is whole


def test_a_file_that_never_comes_is_not_waited_for_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "WHOLE_FILE_S", 0.01)
    with pytest.raises(TimeoutError):
        worker.wait_until_whole(tmp_path / "absent.wav")


def test_a_missing_engine_is_an_answer_and_no_traceback() -> None:
    script = "import sys; sys.modules['pyttsx3'] = None; from voice_coach.speaking.voices.worker import main; main()"
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-c", script], input='{"ask": "voices"}\n', capture_output=True, text=True, check=True
    )
    assert "pyttsx3" in json.loads(done.stdout)["dead"]
    assert done.stderr == ""

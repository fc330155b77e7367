"""A session that the system ends leaves a whole sound file behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from voice_coach.audio import wav

ROUTINE = """
title: Short
exercises:
  - name: Plank
    setup: {position: "To get into position, lie down.", wait: 30s}
    do: {hold: 30s}
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_session_that_is_told_to_go_completes_its_files(tmp_path: Path, number: int) -> None:
    routine, out = tmp_path / "short.yaml", tmp_path / "out.wav"
    routine.write_text(ROUTINE, encoding="utf-8")
    session = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "voice_coach", "run", routine, "--no-mic", "--speaker", out, "--verbosity", "sounds"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    assert session.stdout
    assert "Short" in "".join(session.stdout.readline() for _ in range(2))
    session.send_signal(number)
    _, errors = session.communicate(timeout=30)
    assert session.returncode == 128 + number
    assert "Traceback" not in errors
    samples, _ = wav.read(out)
    assert len(samples)

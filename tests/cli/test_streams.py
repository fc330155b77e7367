"""Standard streams that are closed, or that take nothing more."""

import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.home import Home

Shell = Callable[[str, str], subprocess.CompletedProcess[str]]

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")

ROUTINE = """
title: One second
safety: Move gently.
exercises:
  - name: Child's pose
    setup: {position: [Kneel down.], move: [Sit back.], feel: [Your back is long.], short: Kneel., wait: 1s}
    do: {hold: 1s}
"""
SESSION = "run routine.yaml --no-sound --fast --mic -"
"""A session without a word from the user, as fast as the machine can."""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run a command with its streams redirected by a shell."""
    if sys.platform == "win32":
        pytest.skip("closes streams as a POSIX shell does")
    (tmp_path / "routine.yaml").write_text(ROUTINE)

    def ran(command: str, redirected: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own program
            ["/bin/sh", "-c", f'exec "$0" -m voice_coach {command} {redirected}', sys.executable],
            input="",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=Home(tmp_path).environment,
            cwd=tmp_path,
        )

    return ran


@pytest.mark.parametrize(("redirected", "shown"), [("<&-", True), (">&-", False), ("<&- >&- 2>&-", False)])
def test_a_session_needs_no_streams(shell: Shell, redirected: str, *, shown: bool) -> None:
    done = shell(SESSION, redirected)

    assert (done.returncode, done.stderr) == (0, "")
    assert ("One second: finished" in done.stdout) is shown


@needs_full
def test_a_log_that_cannot_be_written_does_not_end_a_session(shell: Shell) -> None:
    done = shell(SESSION, ">/dev/full")

    assert (done.returncode, done.stderr) == (0, "")


@needs_full
@pytest.mark.parametrize("command", ["list", "simulate routine.yaml"])
def test_output_that_cannot_be_written_is_told(shell: Shell, command: str) -> None:
    done = shell(command, ">/dev/full")

    assert (done.returncode, done.stderr) == (1, "error: No space left on device\n")


def header(kind: int, channels: int, bits: int) -> bytes:
    align = channels * bits // 8
    fmt = struct.pack("<HHIIHH", kind, channels, 48_000, 48_000 * align, align, bits)
    return b"RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00" + fmt + b"data\x00\x00\x00\x00"


@pytest.mark.parametrize("fast", ["--fast", ""])
def test_a_pipe_with_a_header_that_cannot_be_used_is_refused(shell: Shell, tmp_path: Path, fast: str) -> None:
    (tmp_path / "mp3.wav").write_bytes(header(0x55, 2, 16) + bytes(100))
    done = shell(f"run routine.yaml --no-sound {fast} --mic -", "<mp3.wav")

    assert done.returncode == 5
    assert done.stderr.startswith("error: The sound from the pipe is WAV of a compressed format")


@pytest.mark.parametrize("fast", ["--fast", ""])
def test_what_is_no_number_in_a_pipe_is_told_once(shell: Shell, tmp_path: Path, fast: str) -> None:
    (tmp_path / "nan.wav").write_bytes(header(3, 2, 32) + struct.pack("<f", float("nan")) * 2 * 48_000)
    done = shell(f"run routine.yaml --no-sound {fast} --mic -:2", "<nan.wav")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("NaN") == 1

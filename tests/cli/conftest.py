"""The command line as a user runs it: arguments in; exit code, output and errors out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.cli import main
from voice_coach.supervision.supervisor import Life

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a home of its own; it returns the exit code, the output and the errors."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("VOICE_COACH_DEBUG", raising=False)
    monkeypatch.delenv("VOICE_COACH_MODEL", raising=False)

    # A fork of the process that runs the tests would run what is left of them.
    monkeypatch.setattr("voice_coach.cli.session.supervised", lambda session: session(Life()))

    def ran(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return ran

"""`voice-coach rehearse --list`."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from voice_coach.cli.rehearse import rehearse


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def test_nobody_has_rehearsed() -> None:
    done = CliRunner().invoke(rehearse, ["--list"])
    assert done.exit_code == 0
    assert done.output.startswith("Not rehearsed: ")
    assert "pause" in done.output


def test_no_other_option_goes_with_it() -> None:
    done = CliRunner().invoke(rehearse, ["--list", "--commands", "pause"])
    assert done.exit_code == 2
    assert "--language" in done.output

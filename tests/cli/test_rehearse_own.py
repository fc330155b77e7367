"""`voice-coach rehearse --own`."""

import pytest
from click.testing import CliRunner

from voice_coach.cli.rehearse import rehearse


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--own", "dance"], "there is no command 'dance'"),
        (["--own", "pause,next"], "one command at a time"),
        (["--own", "pause", "--commands", "next"], "no option but --language, --mic, --speaker, --no-sound"),
        (["--own", "pause", "--recogniser", "vosk"], "no option but --language"),
        (["--list", "--own", "pause"], "no option but --language goes with it"),
    ],
)
def test_what_does_not_go_together_is_told(arguments: list[str], told: str) -> None:
    done = CliRunner().invoke(rehearse, arguments)
    assert done.exit_code == 2
    assert told in done.output

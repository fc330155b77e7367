"""Where does one add a command? In one row of the table, and with its phrases: shown on a copy of the package."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

ROW = """    DANCE = "dance", Row(
        obey=adjusting.louder, acts_in=frozenset({State.HOLD}), refusal=Refusal.NO_TEMPO,
        barge_in=frozenset({State.HOLD}), help={State.REST: 0},
    )
"""
PHRASES = "  dance: [dance with me, shake it]\n"

SESSION = """
import json
from tests.core.phases import at_state
from voice_coach.core.commands.table import Command
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.language.language import load_language
from voice_coach.language.phrasebook import Phrasebook
from voice_coach.listening.early_decision import Utterance
from voice_coach.listening.gate import Gate, Speech

language = load_language("en")
book, wording, dance = Phrasebook(language), language.wording, Command("dance")
told = {}
for state in (State.HOLD, State.REST, State.WAITING, State.PAUSED):
    session = at_state(wording, state)
    session.hear(dance)
    told[state] = [session.status.heard.obeyed, session.status.heard.reason, session.status.volume, session.texts[:1]]
resting = at_state(wording, State.REST)
resting.hear(Command.HELP)
told["help"] = resting.texts[0]
for state in (State.HOLD, State.REST):
    said = Utterance("shake it", book.match("please shake it"), 1.0, 11.0, 10.5)
    reason = Gate().judge(said, Status(state, state, ""), (Speech("Lie on your back.", 10.0, 13.0),))
    told[f"while speaking, {state}"] = reason
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a session does with the command, in a package that differs by one row and one line of phrases."""
    folder = tmp_path_factory.mktemp("package")
    package = folder / "voice_coach"
    shutil.copytree(ROOT / "voice_coach", package, ignore=shutil.ignore_patterns("__pycache__", "*.flac"))
    for file, before, new in (
        ("core/commands/table.py", "    # fmt: on\n", ROW),
        ("language/en.yaml", "  help: [", PHRASES),
    ):
        text = (package / file).read_text("utf-8")
        assert text.count(before) == 1
        (package / file).write_text(text.replace(before, new + before), "utf-8")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", SESSION],
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_it_is_obeyed_where_its_row_says(told: dict[str, object]) -> None:
    assert told["hold"] == [True, "", 1, ["A little louder."]]
    assert told["paused"] == [True, "", 1, ["A little louder."]], "a pause keeps the orders of its step"


def test_it_is_refused_elsewhere_with_the_reason_of_its_row(told: dict[str, object]) -> None:
    refused = [False, "no-tempo", 0, ["There is no tempo here."]]
    assert told["rest"] == refused
    assert told["waiting"] == refused


def test_help_names_it_where_its_row_says(told: dict[str, object]) -> None:
    assert str(told["help"]).startswith("You can say: dance with me,")


def test_it_passes_the_gate_while_the_coach_speaks_where_its_row_says(told: dict[str, object]) -> None:
    assert told["while speaking, hold"] is None
    assert told["while speaking, rest"] == "speaking"

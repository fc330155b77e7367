"""The audit, with this machine's voice, the simulated room and the phone ear."""

from pathlib import Path

import pytest

from voice_coach.app.components import Components
from voice_coach.app.soundcheck.audit import played, texts
from voice_coach.app.soundcheck.triggers import SaidText
from voice_coach.authoring.load import loads
from voice_coach.core.commands.table import Command
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.errors import ModelError
from voice_coach.session.options import RunOptions

ROUTINE = """
title: Bridges
exercises:
  - name: Bridge
    setup: {position: "To get into position, lie down.", wait: 5s}
    sets: 2
    do: {hold: 10s}
    explain: Both knees are bent.
    easier: {say: Stay low.}
"""
SETUP = Status(State.SETUP, State.SETUP, "Bridges")
SENTENCES = (
    "To get into position, lie on your back.",
    "Breathe slowly, all the way out.",
    "Whenever it hurts, stop now.",
)


def components(**chosen: str) -> Components:
    return Components(loads(ROUTINE, "bridges.yaml"), RunOptions(**{"recogniser": "phones", **chosen}))  # type: ignore[arg-type]  # none but texts


def test_a_session_says_each_text_once_a_state_and_what_is_asked_of_it_too() -> None:
    found = texts(components())
    said = [one.text for one in found]

    assert len({(one.text, one.status.state) for one in found}) == len(found)
    assert said[0].startswith("Bridges, about ")
    assert said.index("To get into position, lie down.") < said.index("Both knees are bent.") < said.index("Stay low.")
    assert any(text.startswith("You can say") for text in said)


def test_a_text_that_says_a_command_triggers_it_and_echo_control_keeps_it_from_that() -> None:
    told: list[tuple[int, int]] = []
    said = [SaidText(text, SETUP) for text in SENTENCES]

    first, second, third = played(components(), said, lambda done, of: told.append((done, of)))

    assert (first.text, second.text, third.text) == SENTENCES
    assert (first.triggers, second.triggers) == ((), ())
    assert [trigger.command for trigger in third.bare] == [Command.STOP]
    assert third.words == ("stop now",)
    assert third.controlled == ()
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_without_a_recogniser_there_is_no_audit() -> None:
    korean = Path(__file__).parents[2] / "audio_fixtures" / "ko.yaml"

    with pytest.raises(ModelError, match="The audit needs a speech recogniser"):
        played(components(language=str(korean), recogniser="auto"), [])

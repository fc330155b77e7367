"""Every command in every state: what is obeyed, what is not, and that nothing is ever an accident."""

from __future__ import annotations

import pytest

from tests.core.phases import at_state
from voice_coach.core.commands.table import ASKED, BESIDE, ROUTINE, Command, help_in
from voice_coach.core.effects import Chime, Tone
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import State

OBEYED = """
            wait intr setu rep hold moti swit move rest chec outr expl paus resu aski fini
start       yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes
ready       -    -    yes  -    -    -    yes  yes  yes  yes  -    -    -    -    -    -
next        -    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    -
next_exercise -    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    -
skip        -    -    yes  yes  yes  yes  yes  yes  yes  yes  -    yes  yes  yes  -    -
back        -    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    -
repeat      -    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -
again       -    -    -    yes  yes  yes  -    -    yes  -    -    yes  yes  yes  -    -
restart     -    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    -
pause       -    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -
resume      -    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -
stop        yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
finish      yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    yes
done        -    -    -    -    -    yes  -    -    -    -    -    -    -    -    -    -
count       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
time_left   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    yes
where       yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    yes
whats_next  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    yes
last_time   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    yes
how_often   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    yes
today       yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    yes
explain     -    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    -
more_time   -    -    -    -    yes  yes  -    -    yes  -    -    yes  yes  yes  -    -
less_time   -    -    -    -    yes  yes  -    -    yes  -    -    yes  yes  yes  -    -
slower      -    -    -    yes  -    -    -    -    -    -    -    -    -    -    -    -
faster      -    -    -    yes  -    -    -    -    -    -    -    -    -    -    -    -
heavier     -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
lighter     -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
easier      -    -    yes  yes  -    -    -    -    -    -    -    -    -    -    -    -
harder      -    -    yes  yes  -    -    -    -    -    -    -    -    -    -    -    -
switch      -    -    yes  yes  yes  -    yes  yes  yes  -    -    yes  yes  yes  -    -
louder      yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
quieter     yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
less_talk   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    yes
more_talk   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    yes
pain        -    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -
undo        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
cancel      -    -    -    -    -    -    -    -    -    yes  -    -    -    -    yes  -
yes         -    -    -    -    -    -    -    -    -    yes  -    -    -    -    yes  -
no          -    -    -    -    -    -    -    -    -    yes  -    -    -    -    yes  -
number      -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
sleep       yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
wake        yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
help        yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
"""
"""For the routine in `phases`: its rep, hold and setup have sides, its motion has none; the hold is explained;
RESTART is being asked; the check asks whether to do an exercise without sides."""

HEADER, *ROWS = OBEYED.strip("\n").splitlines()
TABLE = {row.split()[0]: dict(zip(State, row.split()[1:], strict=True)) for row in ROWS}


@pytest.mark.parametrize("state", State)
def test_every_command_is_obeyed_with_a_tone_or_refused_for_a_reason_and_changes_nothing(
    wording: Wording, state: State
) -> None:
    there = at_state(wording, state)
    for command in Command:
        session = there.fork()
        place = session.coach.place
        session.hear(command, number=3 if command is Command.NUMBER else None)

        heard, obeyed = session.status.heard, TABLE[command][state] == "yes"
        assert heard is not None
        assert (heard.obeyed, bool(heard.reason)) == (obeyed, not obeyed), command
        assert (Chime(Tone.HEARD) in session.effects) == obeyed, command
        if not obeyed:
            assert (session.coach.place, session.state) == (place, state), command


def test_every_command_is_obeyed_by_something_or_is_an_answer() -> None:
    answers = {command for command in Command if command.row.obey is None}
    assert answers == {Command.YES, Command.NO, Command.NUMBER, Command.CANCEL}
    assert {command for command in Command if command.row.answers} == answers - {Command.CANCEL}


def test_a_row_speaks_of_states_in_which_an_order_can_count() -> None:
    assert all(command.row.acts_in <= ROUTINE | BESIDE | ASKED for command in Command)
    assert {command for command in Command if command.row.acts_in == BESIDE} == {Command.START}


def test_help_names_four_commands_that_would_be_obeyed() -> None:
    assert {state for command in Command for state in command.row.help} == {*State} - {State.ASKING}
    for state in {*State} - {State.ASKING}:
        assert len(help_in(state)) == 4
        ranks = sorted(command.row.help[state] for command in help_in(state))
        assert ranks == [1, 2, 3, 4], state
        for command in help_in(state):
            assert TABLE[command][state] == "yes" or command in {Command.EASIER, Command.DONE}, (state, command)

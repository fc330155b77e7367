"""What a key orders depends on where the session is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.core.commands.table import Command
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.displays.keyboard import command, keys_in, keys_that_act


def at(state: State, question: str = "", *answers: Command) -> Status:
    return Status(state, State.HOLD, "Desk break", question=question, answers=answers)


PAIN = at(State.ASKING, "How strong is it?", Command.NUMBER, Command.FINISH, Command.SKIP, Command.NEXT)


@pytest.mark.parametrize(
    ("key", "status", "expected"),
    [
        (" ", None, Command.START),
        (" ", at(State.WAITING), Command.START),
        (" ", at(State.FINISHED), Command.START),
        (" ", at(State.HOLD), Command.PAUSE),
        (" ", at(State.PAUSED), Command.RESUME),
        ("\r", at(State.WAITING), Command.START),
        ("\n", at(State.SETUP), Command.READY),
        ("\n", at(State.REP), Command.DONE),
        ("n", at(State.HOLD), Command.NEXT),
        ("N", at(State.HOLD), Command.NEXT),
        ("\x1b[C", at(State.HOLD), Command.NEXT),
        ("\x1b[6~", at(State.HOLD), Command.NEXT),
        ("\x1b[5~", at(State.HOLD), Command.BACK),
        ("\x1b[D", at(State.HOLD), Command.BACK),
        ("b", at(State.HOLD), Command.BACK),
        ("r", at(State.HOLD), Command.REPEAT),
        ("s", at(State.HOLD), Command.SKIP),
        ("?", at(State.HOLD), Command.HELP),
        ("q", at(State.HOLD), Command.FINISH),
        ("y", at(State.HOLD), None),
        ("y", at(State.ASKING, "Start over?"), Command.YES),
        ("n", at(State.ASKING, "Start over?"), Command.NO),
        ("x", at(State.HOLD), None),
        ("0", PAIN, Command.NUMBER),
        ("10", PAIN, Command.NUMBER),
        ("q", PAIN, Command.FINISH),
        ("7", at(State.HOLD), None),
        ("7", at(State.ASKING, "Start over?", Command.YES, Command.NO), None),
        ("7", None, None),
        ("\x1b[A", at(State.HOLD), None),
    ],
)
def test_a_key_orders(key: str, status: Status | None, expected: Command | None) -> None:
    assert command(key, status) is expected


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("", ()),
        ("n", ("n",)),
        ("nb ", ("n", "b", " ")),
        ("10", ("10",)),
        ("1n0", ("1", "n", "0")),
        ("\x1b[C", ("\x1b[C",)),
        ("\x1bOC", ("\x1b[C",)),
        ("n\x1b[6~s", ("n", "\x1b[6~", "s")),
        ("\x1b", ()),
    ],
)
def test_what_is_typed_is_cut_into_keys(typed: str, keys: tuple[str, ...]) -> None:
    assert keys_in(typed) == keys


@given(st.text())
def test_nothing_that_can_be_typed_is_a_mistake(typed: str) -> None:
    for key in keys_in(typed):
        command(key, at(State.HOLD))


def test_an_open_question_shows_the_keys_that_answer_it() -> None:
    restart = at(State.ASKING, "Start over?", Command.YES, Command.NO, Command.CANCEL)
    offer = at(State.ASKING, "Easier, skip it, or finish?", Command.YES, Command.NO, Command.READY, Command.SKIP)

    assert [key for key, _ in keys_that_act(PAIN)] == ["0-10", "space", "r", "s", "?", "q"]
    assert [key for key, _ in keys_that_act(restart)] == ["space", "y", "n", "r", "?"]
    assert [key for key, _ in keys_that_act(offer)] == ["space", "y", "n", "r", "s", "?"]

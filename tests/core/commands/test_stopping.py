"""Stop, pause, resume, finish, and a coach that sleeps or doubts its ears."""

from __future__ import annotations

import pytest

from tests.core.phases import at_state
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Hush, Priority, Say, Tone
from voice_coach.core.speech.greeting import farewell
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import PHASES, State


@pytest.mark.parametrize("state", [*PHASES, State.RESUMING, State.ASKING])
@pytest.mark.parametrize(("command", "words"), [(Command.STOP, "stopped"), (Command.PAUSE, "paused")])
def test_stop_and_pause_silence_first_and_say_how_to_go_on(
    wording: Wording, state: State, command: Command, words: str
) -> None:
    session = at_state(wording, state)
    session.hear(command)
    assert isinstance(session.effects[0], Hush)
    assert (session.texts, session.state) == ([wording(words)], State.PAUSED)
    says = [effect for effect in session.effects if isinstance(effect, Say)]
    assert says[0].priority is Priority.SAFETY
    assert session.coach.deadline is None
    place = session.coach.place
    session.wait(600.0)
    assert session.coach.place == place


def test_a_second_stop_within_ten_seconds_ends_the_session(wording: Wording) -> None:
    for wait_s, state in ((9.9, State.OUTRO), (10.1, State.PAUSED)):
        session = at_state(wording, State.HOLD)
        session.hear(Command.STOP)
        session.wait(wait_s)
        session.hear(Command.STOP)
        assert session.state is state


def test_a_stop_after_going_on_is_a_first_stop(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.STOP, Command.RESUME)
    session.wait(2.0)
    session.hear(Command.STOP)
    assert session.state is State.PAUSED


def test_resume_gives_time_to_take_the_position_and_counts_in(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.wait(4.0)
    session.hear(Command.PAUSE)
    place = session.coach.place
    session.wait(30.0)
    session.hear(Command.RESUME)
    assert session.state is State.RESUMING
    assert [tone.at for tone in session.tones(Tone.PIP, Tone.START)] == [session.now + s for s in (2, 3, 4, 5)]
    session.wait(5.0)
    assert session.status.ends_at is not None
    assert session.coach.place == place


@pytest.mark.parametrize("state", [State.SETUP, State.REST, State.SWITCH_SIDE, State.MOVE])
def test_resume_outside_of_work_goes_on_at_once(wording: Wording, state: State) -> None:
    session = at_state(wording, state)
    session.hear(Command.PAUSE, Command.RESUME)
    assert session.state is state


def test_continue_is_next_when_nothing_is_paused(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    here = session.coach.place.index
    session.hear(Command.RESUME)
    assert session.coach.place.index == here + 1


def test_finish_asks_while_less_than_four_fifths_are_done(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.FINISH)
    assert session.status.question == wording("ask_finish")
    session.wait(4.0)
    session.hear(Command.YES)
    assert session.state is State.OUTRO
    session.until_state(State.FINISHED)

    near_the_end = at_state(wording, State.OUTRO)
    near_the_end.hear(Command.FINISH)
    assert near_the_end.state is State.FINISHED


def test_no_goes_on_and_leaves_a_pause_a_pause(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.FINISH, Command.NO)
    assert session.state is State.RESUMING

    session = at_state(wording, State.PAUSED)
    session.hear(Command.FINISH, Command.NO)
    assert session.state is State.PAUSED


@pytest.mark.parametrize("state", [*PHASES, State.PAUSED, State.RESUMING])
@pytest.mark.parametrize("commands", [(Command.FINISH,), (Command.STOP, Command.STOP)])
def test_a_doubtful_ear_ends_nothing_without_a_yes(
    wording: Wording, state: State, commands: tuple[Command, ...]
) -> None:
    session = at_state(wording, state, cautious=True)
    session.hear(*commands)
    assert session.state is State.ASKING
    session.wait(4.0)
    session.hear(Command.YES)
    session.until_state(State.FINISHED)


def test_before_the_start_there_is_nothing_to_ask_about(wording: Wording) -> None:
    session = at_state(wording, State.WAITING, cautious=True)
    session.hear(Command.FINISH)
    assert session.state is State.FINISHED


def test_asleep_only_wake_up_and_the_keys_act(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.SLEEP)
    for command in set(Command) - {Command.WAKE}:
        session.hear(command)
        assert session.effects == (), command
    assert session.status.ends_at is not None
    session.press(Command.PAUSE)
    assert session.state is State.PAUSED
    session.hear(Command.WAKE, Command.RESUME)
    assert session.status.state is State.RESUMING


def test_asleep_the_coach_goes_on_coaching(wording: Wording) -> None:
    session = at_state(wording, State.REP)
    session.hear(Command.SLEEP)
    session.until_state(State.FINISHED)


def test_a_session_that_is_ended_early_is_not_remembered_as_finished(wording: Wording) -> None:
    for state, command in ((State.HOLD, Command.FINISH), (State.PAUSED, Command.STOP)):
        session = at_state(wording, State.HOLD)
        if state is State.PAUSED:
            session.hear(Command.STOP)
        session.hear(command)
        if session.state is State.ASKING:
            session.wait(5.0)
            session.hear(Command.YES)
        session.wait(60.0)
        assert session.state is State.FINISHED
        assert session.records[-1].kind == "ended"


def test_a_session_that_is_ended_before_it_begins_is_not_remembered_as_finished(wording: Wording) -> None:
    session = at_state(wording, State.WAITING)
    session.hear(Command.FINISH)
    assert [record.kind for record in session.records] == ["ended"]


def test_a_session_of_which_nothing_was_done_is_not_remembered_as_finished(wording: Wording) -> None:
    session = at_state(wording, State.INTRO)
    while session.state is not State.FINISHED:
        session.hear(Command.NEXT_EXERCISE if session.state is not State.OUTRO else Command.FINISH)
    assert [record.kind for record in session.records] == ["ended"]


def test_a_summary_that_is_cut_short_takes_nothing_from_a_session_that_was_done(wording: Wording) -> None:
    session = at_state(wording, State.OUTRO)
    session.hear(Command.FINISH)
    assert session.state is State.FINISHED
    assert session.records[-1].kind == "finished"


def test_who_has_done_nothing_is_not_told_how_much(wording: Wording) -> None:
    assert farewell(0, 8.0, wording, early=True, hurt=False)[0].text == "We end here, after eight seconds."
    assert farewell(0, 8.0, wording, early=False, hurt=False)[0].text == "We end here, after eight seconds."
    assert (
        farewell(1, 8.0, wording, early=True, hurt=False)[0].text
        == "We end here. You did one exercise in eight seconds."
    )

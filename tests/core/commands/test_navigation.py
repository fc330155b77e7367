"""What moving commands do, one rule a test."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.phases import POSE, ROLL, at_state, rehearse
from tests.core.rehearsal import Rehearsal
from voice_coach.core.coach import Coach
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Chime, Tone
from voice_coach.core.events import Heard
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import Circuit, Exercise, Movement, Reps, Routine, Side
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import State


def index(session: Rehearsal) -> int:
    return session.coach.place.index


@pytest.mark.parametrize("state", [State.REP, State.HOLD, State.MOTION])
def test_next_leaves_work_undone_and_goes_on_to_the_next_step(wording: Wording, state: State) -> None:
    session = at_state(wording, state)
    here = index(session)
    session.hear(Command.NEXT)
    assert index(session) == here + 1
    assert here not in session.coach.place.done


@pytest.mark.parametrize("command", [Command.NEXT, Command.READY, Command.RESUME])
def test_moving_on_before_work_keeps_the_three_pips(wording: Wording, command: Command) -> None:
    session = at_state(wording, State.SETUP)
    session.wait(1.0)
    session.hear(command)
    assert [tone.at for tone in session.tones(Tone.PIP, Tone.START)] == [session.now + s for s in (0, 1, 2, 3)]
    session.wait(3.0)
    assert session.state is State.REP


def test_next_never_makes_a_step_longer(wording: Wording) -> None:
    session = at_state(wording, State.SETUP)
    session.hear(Command.NEXT)
    session.wait(2.0)
    session.press(Command.NEXT)
    session.wait(1.0)
    assert session.state is State.REP


def test_an_order_for_what_the_clock_has_just_done_does_not_move_twice(wording: Wording) -> None:
    session = at_state(wording, State.REST)
    began = session.now - 1.0
    here = index(session)
    session.take(Heard(Command.NEXT, "next", began + 0.7))
    assert index(session) == here
    assert session.status.heard is not None
    assert session.status.heard.obeyed
    session.take(Heard(Command.NEXT, "next", began + 0.9))
    assert session.state is not State.REST or index(session) > here or session.tones(Tone.PIP)


def across(wording: Wording, command: Command, end_of: State) -> tuple[Rehearsal, int]:
    """A session in which a command begins just before the end of a step and ends after it; and that step."""
    session = at_state(wording, end_of)
    before = index(session)
    session.until(lambda status: status.step > before)
    session.wait(0.9)
    session.take(Heard(command, str(command), session.now, began=session.now - 1.2))
    return session, before


@pytest.mark.parametrize("command", [Command.SWITCH, Command.NEXT])
def test_what_the_clock_does_while_it_is_said_is_done_once(wording: Wording, command: Command) -> None:
    session, before = across(wording, command, State.HOLD)
    assert (index(session), session.state, session.status.side) == (before + 1, State.SWITCH_SIDE, Side.RIGHT)


def test_skip_across_a_new_exercise_does_not_skip_the_next_one(wording: Wording) -> None:
    session = rehearse(wording, Routine("two", "Two", (ROLL, POSE), "Gently."))
    session.press(Command.START)
    session.until(lambda status: status.exercise == POSE.name)
    session.wait(0.5)
    session.take(Heard(Command.SKIP, "skip this", session.now, began=session.now - 1.0))
    assert session.status.exercise == POSE.name
    assert session.coach.place.left_out == frozenset()
    session.wait(2.0)
    session.hear(Command.SKIP)
    assert session.status.exercise != POSE.name


def test_next_exercise_across_a_switch_goes_to_the_next_exercise(wording: Wording) -> None:
    session, _ = across(wording, Command.NEXT_EXERCISE, State.HOLD)
    assert session.status.exercise == ROLL.name


def test_again_across_the_end_of_a_hold_is_that_hold_again(wording: Wording) -> None:
    session, before = across(wording, Command.AGAIN, State.HOLD)
    assert (index(session), session.state) == (before, State.RESUMING)


def test_back_across_the_end_of_a_hold_goes_to_the_step_before_the_hold(wording: Wording) -> None:
    session, before = across(wording, Command.BACK, State.HOLD)
    assert index(session) == before - 1


def test_pain_across_a_new_exercise_is_of_the_one_before(wording: Wording) -> None:
    session = rehearse(wording, Routine("two", "Two", (ROLL, POSE), "Gently."))
    session.press(Command.START)
    session.until(lambda status: status.exercise == POSE.name)
    session.wait(0.5)
    session.take(Heard(Command.PAIN, "that hurts", session.now, began=session.now - 1.0))
    session.wait(12.0)
    session.hear(Command.NUMBER, number=9)
    assert {record.exercise for record in session.records if record.kind == "pain"} == {ROLL.name}
    session.wait(20.0)
    session.hear(Command.YES)
    assert session.status.exercise == POSE.name


@pytest.mark.parametrize(("after_s", "steps"), [(1.0, 2), (6.0, 1)])
def test_back_goes_one_step_back_and_two_when_the_clock_has_only_just_led_here(
    wording: Wording, after_s: float, steps: int
) -> None:
    session = rehearse(wording)
    session.press(Command.START)
    session.until(lambda status: status.state is State.REP and status.side is Side.RIGHT)
    session.wait(after_s)
    here = index(session)
    session.hear(Command.BACK)
    assert index(session) == here - steps


def test_back_twice_in_a_row_goes_back_twice(wording: Wording) -> None:
    session = at_state(wording, State.REST)
    session.wait(5.0)
    here = index(session)
    session.hear(Command.BACK)
    session.wait(1.0)
    session.hear(Command.BACK)
    assert index(session) == here - 2


def test_skip_leaves_out_all_sets_and_sides_and_says_so_in_the_history(wording: Wording) -> None:
    session = at_state(wording, State.REP)
    session.hear(Command.SKIP)
    assert session.status.exercise == POSE.name
    assert [record.kind for record in session.records] == ["skip"]


def test_skip_of_the_last_exercise_leads_to_the_end(wording: Wording) -> None:
    session = rehearse(wording, Routine("one", "One", (POSE,), ""))
    session.press(Command.START)
    session.until_state(State.HOLD)
    session.hear(Command.SKIP)
    assert session.state is State.OUTRO


def test_skip_in_a_circuit_leaves_out_this_round_only(wording: Wording) -> None:
    session = rehearse(wording, Routine("round", "Round", (Circuit("Wall", (POSE,), rounds=2),), ""))
    session.press(Command.START)
    session.until_state(State.HOLD)
    session.hear(Command.SKIP)
    assert session.status.round == 2


@pytest.mark.parametrize("state", [State.HOLD, State.REST])
def test_again_begins_this_set_anew_after_a_count_in(wording: Wording, state: State) -> None:
    session = at_state(wording, state)
    session.wait(8.0)
    session.hear(Command.AGAIN)
    assert session.state is State.RESUMING
    assert session.coach.place.elapsed_s == 0
    session.until(lambda status: status.state is not State.RESUMING)
    assert session.state in {State.HOLD, State.REP}


def test_switch_changes_over_and_back(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    assert session.status.side is Side.LEFT
    session.hear(Command.SWITCH)
    assert (session.state, session.status.side) == (State.SWITCH_SIDE, Side.RIGHT)
    session.until_state(State.HOLD)
    session.hear(Command.SWITCH)
    assert session.status.side is Side.LEFT


def test_done_counts_where_the_user_sets_the_pace_and_not_where_the_coach_does(wording: Wording) -> None:
    session = at_state(wording, State.MOTION)
    here = index(session)
    session.hear(Command.DONE)
    assert here in session.coach.place.done
    assert Chime(Tone.END) in session.effects
    session.until(lambda status: status.exercise == "Press" and status.state is State.REP)
    session.wait(5.0)
    session.hear(Command.DONE)
    assert session.state is State.OUTRO

    counted = at_state(wording, State.REP)
    counted.hear(Command.DONE)
    assert counted.texts == [wording.refusal(Refusal.NOTHING_TO_END)]


@pytest.mark.parametrize("command", [Command.NEXT, Command.SKIP, Command.BACK, Command.AGAIN, Command.SWITCH])
def test_undo_is_possible_for_ten_seconds(wording: Wording, command: Command) -> None:
    for wait_s, possible in ((9.9, True), (10.1, False)):
        session = at_state(wording, State.HOLD)
        session.wait(6.0)
        before = session.coach.place
        session.hear(command)
        session.wait(wait_s)
        session.hear(Command.UNDO)
        assert (session.coach.place == before) == possible, wait_s
        assert (session.texts == [wording.refusal(Refusal.NOTHING_TO_UNDO)]) != possible


def test_undo_takes_a_second_of_work_up_again_after_a_count_in(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.NEXT)
    session.hear(Command.UNDO)
    assert session.state is State.RESUMING
    assert session.texts == [wording("undone")]


def test_a_new_start_cannot_be_undone_into_the_session_before(wording: Wording) -> None:
    session = at_state(wording, State.OUTRO)
    session.hear(Command.BACK)
    session.press(Command.FINISH)
    session.press(Command.FINISH)
    assert session.state is State.FINISHED
    session.hear(Command.START)
    session.hear(Command.UNDO)
    assert (session.state, index(session)) == (State.INTRO, 0)


def test_start_begins_again_after_the_end_with_nothing_done(wording: Wording) -> None:
    session = at_state(wording, State.FINISHED)
    session.hear(Command.START)
    assert session.state is State.INTRO
    assert session.coach.place.done == frozenset()


def test_start_over_asks_and_begins_with_the_first_exercise(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.RESTART)
    assert session.status.question == wording("ask_restart")
    session.wait(5.0)
    session.hear(Command.YES)
    assert (session.state, session.status.exercise) == (State.SETUP, "Twist")
    assert session.coach.place.done == frozenset()


def test_an_end_that_was_taken_back_is_forgotten(wording: Wording) -> None:
    session = rehearse(wording)
    session.press(Command.START)
    session.until(lambda status: status.exercise == "Press" and status.state is State.REP)
    session.hear(Command.FINISH)
    assert "end here" in session.texts[0]
    session.hear(Command.BACK)
    session.until_state(State.OUTRO)
    assert "That is all." in session.log.texts[-1]


ROW = Reps(6, (Movement("Draw", 2.0), Movement("let go", 2.0)), least=3)


def row(wording: Wording, **more: Any) -> Rehearsal:  # noqa: ANN401 - what an exercise has
    session = Rehearsal(Coach(compile_plan(Routine("r", "R", (Exercise("Row", (ROW,), **more),))), wording))
    session.press(Command.START)
    session.until_state(State.REP)
    return session


@pytest.mark.parametrize(("wait_s", "state"), [(4.0, State.REP), (12.0, State.OUTRO)])
def test_done_ends_a_range_from_its_bottom_on(wording: Wording, wait_s: float, state: State) -> None:
    session = row(wording)
    session.wait(wait_s)
    session.press(Command.DONE)
    assert session.state is state
    assert [record.kind for record in session.records] == ["step", "reached"][: 2 * (state is State.OUTRO)]


def test_a_range_is_said_with_how_to_end_it_and_is_counted_to_its_top(wording: Wording) -> None:
    session = row(wording)
    assert "Row, three to six reps." in session.log.texts
    assert "From three on, say: done, when it is enough." in session.log.texts
    session.until_state(State.OUTRO)
    assert any(text.startswith("Last one") for text in session.log.texts)
    step = session.coach._session.plan.steps[2].index
    assert [(record.kind, record.value) for record in session.records] == [("step", step), ("reached", 6)]


def test_a_rest_that_waits_ends_with_ready_or_after_a_minute_with_a_reminder(wording: Wording) -> None:
    for says_so in (True, False):
        session = row(wording, sets=2, rest_s=None)
        session.until_state(State.REST)
        session.wait(8.0)
        asked = session.log.texts.index(wording("go_on_ready"))
        assert session.log.texts[asked - 2 : asked] == ("Rest.", "Then: Set two of two.")
        began = session.now
        if says_so:
            session.hear(Command.READY)
        session.until_state(State.REP)
        assert (session.now - began < 5.0) is says_so

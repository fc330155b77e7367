"""Coming back after a crash, a power cut or a sleep: the place stands, and who may be elsewhere is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from tests.core.phases import at_state
from tests.core.rehearsal import Rehearsal
from tests.core.strategies import routines, sessions
from tests.core.test_properties import Happenings, all_work_is_done, happen
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import SetVolume
from voice_coach.core.events import Returned
from voice_coach.core.place import Place
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import Routine
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import PHASES, WORK, State


def comes_back(session: Rehearsal, away_s: float = 660.0, **how: Any) -> None:  # noqa: ANN401 - what Returned takes
    session.take(Returned(session.now, away_s, **how))


def dose(place: Place) -> object:
    return place.index, place.forms, place.extra_s, place.left_out, place.done


@pytest.mark.parametrize("state", PHASES)
def test_after_a_crash_the_step_goes_on_where_it_was(wording: Wording, state: State) -> None:
    session = at_state(wording, state)
    session.wait(0.7)
    before = session.coach.place
    comes_back(session, 0.4)

    assert session.hushed
    assert session.texts[0] == wording("returned")
    assert session.state is (State.RESUMING if state in WORK else state)
    after = session.coach.place
    assert dose(after) == dose(before)
    assert after.elapsed_s == before.elapsed_s


def test_work_goes_on_after_a_count_in_to_its_full_dose(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.wait(3.0)
    place = session.coach.place
    comes_back(session, 0.4)
    session.until_state(State.HOLD)
    assert session.coach.place == place


def test_a_pause_stays_a_pause(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.PAUSE)
    place = session.coach.place
    comes_back(session)
    assert (session.state, session.texts) == (State.PAUSED, [wording("returned"), wording("paused")])
    assert session.coach.place == place


def test_an_open_question_is_asked_again(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.PAIN)
    comes_back(session, 0.4)
    assert (session.state, session.texts) == (State.ASKING, [wording("ask_pain")])
    session.wait(4.0)
    session.hear(Command.NUMBER, number=2)
    assert session.state is State.RESUMING


@pytest.mark.parametrize("state", [State.WAITING, State.FINISHED])
def test_where_there_is_no_place_there_is_nothing_to_say(wording: Wording, state: State) -> None:
    session = at_state(wording, state)
    comes_back(session)
    assert (session.state, session.texts) == (state, [])


def test_the_volume_is_that_of_before(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.LOUDER, Command.LOUDER)
    comes_back(session)
    assert SetVolume(2) in session.effects


def test_who_begins_again_is_asked_where_they_were(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    before = session.coach.place
    comes_back(session, asks=True)

    exercise = session.coach._session.plan.exercise(session.coach._session.step)
    assert exercise
    assert session.texts[0].startswith(f"You were at {exercise.spoken}")
    assert session.texts[0].endswith(", about eleven minutes ago.")
    assert session.texts[1:] == [wording("ask_return")]
    session.wait(6.0)
    session.hear(Command.RESUME)
    session.until_state(State.HOLD)
    assert session.coach.place == replace(before, elapsed_s=session.coach.place.elapsed_s)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Command.YES, State.RESUMING),
        (Command.READY, State.RESUMING),
        (Command.RESTART, State.SETUP),
        (Command.FINISH, State.OUTRO),
        (Command.CANCEL, State.PAUSED),
    ],
)
def test_the_answers_to_that_question(wording: Wording, answer: Command, state: State) -> None:
    session = at_state(wording, State.HOLD)
    comes_back(session, asks=True)
    session.wait(6.0)
    session.hear(answer)
    assert session.state is state


def test_when_nobody_answers_it_pauses_there(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    before = session.coach.place
    comes_back(session, asks=True)
    session.wait(60.0)
    assert session.state is State.PAUSED
    assert session.coach.place == before


def test_who_begins_again_is_heard_even_if_the_coach_was_asleep(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.SLEEP)
    comes_back(session, 0.4)
    assert session.status.asleep
    comes_back(session, asks=True)
    assert not session.status.asleep


def test_a_routine_that_was_edited_goes_on_with_the_exercise_and_says_so(wording: Wording) -> None:
    plan = at_state(wording, State.HOLD).coach._session.plan
    step = next(step for step in reversed(plan.steps) if step.exercise is not None and step.first)
    session = Rehearsal(Coach(plan, wording))
    comes_back(session, step=step.index)
    assert session.coach.place.index == step.index
    assert session.texts[-1] != wording("greet", title=plan.routine.title, time="")
    assert wording("return_changed") in session.texts


@given(routines, sessions)
def test_whenever_it_comes_back_the_dose_is_the_same_and_all_work_is_done(
    wording: Wording, routine: Routine, happenings: Happenings
) -> None:
    session = Rehearsal(Coach(compile_plan(routine), wording))
    for kind, what in [("press", Command.START), *happenings]:
        happen(session, kind, what)
        if kind == "wait":
            before = session.coach.place
            comes_back(session, 0.4)
            assert dose(session.coach.place) == dose(before)


@given(routines)
def test_a_session_that_dies_at_every_turn_still_does_all_its_work(wording: Wording, routine: Routine) -> None:
    session = Rehearsal(Coach(compile_plan(routine), wording))
    session.press(Command.START)
    for _ in range(20):
        session.wait(9.0)
        comes_back(session, 0.4)
    session.until_state(State.FINISHED)
    assert all_work_is_done(session)

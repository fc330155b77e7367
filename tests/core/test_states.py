"""The table of states: what may happen where, that nothing else may, and what is true after everything that happens."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.phases import at_state
from tests.core.rehearsal import Rehearsal
from tests.core.strategies import routines, sessions
from tests.core.test_properties import Happenings, happen
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import Routine
from voice_coach.core.plan.steps import WHOLE, Course
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import AT_WORK, PHASES, STOPPED, TABLE, TRUTH, WAITS, WORK, Happening, State, StateMachine

WAYS = [(source, happening, to) for source, ways in TABLE.items() for happening, dests in ways.items() for to in dests]
PAIRS = {(source, happening) for source, happening, _ in WAYS}


def machine_in(state: State) -> StateMachine:
    """A machine that was led to a state by the shortest way."""
    ways: dict[State, tuple[tuple[Happening, State], ...]] = {State.WAITING: ()}
    open_ends = deque(ways)
    while open_ends:
        source = open_ends.popleft()
        for start, happening, to in WAYS:
            if start is source and to not in ways:
                ways[to] = (*ways[source], (happening, to))
                open_ends.append(to)
    machine = StateMachine()
    for happening, to in ways[state]:
        machine.take(happening, to)
    return machine


@pytest.mark.parametrize("state", State)
def test_every_state_can_be_reached(state: State) -> None:
    assert machine_in(state).state is state


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("happening", Happening)
def test_what_the_table_has_leads_there_and_all_else_is_an_error_that_changes_nothing(
    state: State, happening: Happening
) -> None:
    machine = machine_in(state)
    for to in State:
        if (state, happening, to) in WAYS:
            machine.take(happening, to)
            assert machine.state is to
            machine = machine_in(state)
        else:
            with pytest.raises(
                ValueError, match=f"'{happening.value}' cannot lead from '{state.value}' to '{to.value}'"
            ):
                machine.take(happening, to)
            assert machine.state is state


def test_at_most_a_third_of_all_pairs_of_a_state_and_a_happening_are_legal() -> None:
    assert 3 * len(PAIRS) <= len(State) * len(Happening), len(PAIRS)


def test_everything_that_can_happen_happens_somewhere() -> None:
    assert {happening for _, happening in PAIRS} == {*Happening}


def test_work_begins_by_the_clock_or_after_a_count_in_never_by_a_command() -> None:
    ways = {happening for source, happening, to in WAYS if to in WORK and source not in WORK}
    assert ways == {Happening.TIME_UP, Happening.COUNTED_IN, Happening.EXPLANATION_ENDED, Happening.RESUMED}
    assert {source for source, happening, to in WAYS if happening is Happening.RESUMED and to in WORK} == {
        State.EXPLAINING
    }


def test_the_sets_of_states_say_the_same_as_the_truth() -> None:
    running = {state for state, truth in TRUTH.items() if truth.clock}
    assert running == WAITS | WORK
    assert running == {*PHASES}
    stopped = {state for state, truth in TRUTH.items() if truth.at_step and not truth.clock}
    assert stopped == STOPPED
    assert {*AT_WORK - WORK} == {State.EXPLAINING}
    assert {*TRUTH} == {*TABLE} == {*State}


@pytest.mark.parametrize("back_door", ["to_hold", "wake", "", "state", "is_hold"])
def test_there_are_no_back_doors(back_door: str) -> None:
    machine = StateMachine()
    assert not hasattr(machine, back_door or "trigger") or back_door == "state"
    with pytest.raises(AttributeError):
        machine._model.trigger(back_door)
    assert machine.state is State.WAITING


@given(routines, sessions, st.booleans())
def test_what_stands_beside_a_state_is_true_after_every_event(
    wording: Wording, routine: Routine, happenings: Happenings, cautious: bool
) -> None:
    session = Rehearsal(Coach(compile_plan(routine), wording, cautious=cautious))
    inner, talk = session.coach._session, session.coach._talk
    for kind, what in [("press", Command.START), *happenings]:
        happen(session, kind, what)
        truth = TRUTH[session.state]
        now = (inner.running, inner.prompter.then is not None, talk.question is not None, inner.at_step)
        wanted = (truth.clock, now[1] if truth.prompt is None else truth.prompt, truth.question, truth.at_step)
        assert now == wanted, (session.state, kind, what)
        if session.state in WAITS:
            assert now[1] == (inner.place.length_s is None), "until it is opened"
        if session.state in PHASES:
            assert session.state is inner.step.phase
        if session.state is State.EXPLAINING:
            assert inner.step.works


@given(routines, st.sets(st.integers(0, 3)))
def test_whatever_is_left_out_the_clock_leads_only_where_the_table_allows(routine: Routine, left_out: set[int]) -> None:
    plan = compile_plan(routine)
    for step in (one for one in plan.steps[:-1] if plan.comes(one, WHOLE)):
        ahead = plan.ahead(step.index, Course(frozenset(left_out - {step.exercise})))
        following = next(ahead, plan.steps[-1])
        assert following.phase in TABLE[step.phase][Happening.TIME_UP], (step, following)


@pytest.mark.parametrize("state", [State.SETUP, State.SWITCH_SIDE, State.MOVE, State.REST, State.HOLD])
@pytest.mark.parametrize("answered", [True, False])
def test_an_exercise_that_was_left_out_and_is_come_back_to_is_done(
    wording: Wording, state: State, answered: bool
) -> None:
    session = at_state(wording, state)
    exercise = session.status.exercise
    session.hear(Command.PAIN)
    if answered:
        session.until(lambda _: session.coach._session.prompter.then is None)
        session.hear(Command.NUMBER, number=8)
        session.hear(Command.YES)
    else:
        session.until_state(State.PAUSED)
        session.hear(Command.NEXT)
    session.hear(Command.UNDO)
    assert session.status.exercise == exercise
    step = session.status.step
    session.until(lambda status: status.step > step)
    assert session.status.exercise == exercise or state in {State.REST, State.HOLD}

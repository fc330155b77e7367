from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.core.phases import POSE, ROLL, ROUTINE, TURN, TWIST
from tests.core.strategies import routines
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import (
    Alternative,
    Circuit,
    Exercise,
    Hold,
    Positions,
    Reps,
    Routine,
    Side,
    Switch,
    Variant,
)
from voice_coach.core.plan.steps import Course, Form, Step, in_turn, rep_s, scaled, work_s
from voice_coach.core.states import State

L, R = Side.LEFT, Side.RIGHT


def phases(*items: Exercise | Circuit) -> list[str]:
    return [step.phase.value for step in compile_plan(Routine("r", "R", items, "")).steps]


def test_one_exercise_is_prepared_done_and_left() -> None:
    assert phases(ROLL) == ["intro", "setup", "motion", "outro"]


def test_each_set_has_both_sides_and_each_side_all_positions() -> None:
    side = ["rep", "move", "rep"]
    one_set = [*side, "switch_side", *side, "rest"]
    assert phases(TWIST) == ["intro", "setup", *one_set, *one_set[:-1], "outro"]


def test_sets_without_a_rest_are_announced_all_the_same() -> None:
    assert phases(replace(POSE, sides=(), sets=2, rest_s=0.0)) == ["intro", "setup", "hold", "setup", "hold", "outro"]


@pytest.mark.parametrize(("own_s", "rest_s"), [(0.0, 60.0), (30.0, 60.0), (90.0, 90.0)])
def test_the_rest_after_a_round_is_that_of_its_last_member_and_the_longer_of_two(own_s: float, rest_s: float) -> None:
    members = tuple(Exercise(name, (Hold(10.0),)) for name in ("Squat", "Lunge"))
    circuit = Circuit("Legs", (members[0], replace(members[1], rest_s=own_s)), 2, 60.0)
    plan = compile_plan(Routine("r", "R", (circuit,), ""))
    between = [step for step in plan.steps if step.phase is State.REST]
    assert [step.for_s for step in between] == [rest_s]
    assert {step.exercise for step in between} == {1}


def test_several_works_are_done_at_each_position() -> None:
    both = replace(POSE, work=(TURN, Hold(5.0)), sides=(), positions=Positions(2, ("Up.",)))
    here = ["rep", "setup", "hold"]
    assert phases(both) == ["intro", "setup", *here, "move", *here, "outro"]


def test_a_circuit_goes_through_its_members_in_rounds_and_instructs_once() -> None:
    plan = compile_plan(Routine("r", "R", (Circuit("C", (ROLL, POSE), 2, rest_s=20.0),), ""))
    setups = [(step.exercise, step.round, step.first) for step in plan.steps if step.phase is State.SETUP]
    assert setups == [(0, 1, True), (1, 1, True), (0, 2, False), (1, 2, False)]
    assert len(plan.exercises) == 2


def test_a_routine_does_not_end_with_a_rest() -> None:
    assert phases(replace(POSE, sides=()))[-2:] == ["hold", "outro"]


def test_next_exercise_passes_over_the_rest_of_this_one() -> None:
    plan = compile_plan(ROUTINE)
    first_rep = next(step for step in plan.steps if step.phase is State.REP)
    following = plan.next_exercise(first_rep)
    assert following is not None
    assert (plan.exercise(following), following.phase) == (POSE, State.SETUP)
    assert plan.next_exercise(plan.steps[-1]) is None


def test_the_dose_follows_the_form() -> None:
    easier = Alternative(("Half.",), (Reps(2, TURN.tempo),))
    plan = compile_plan(Routine("r", "R", (replace(TWIST, easier=easier),), ""))
    step = next(step for step in plan.steps if step.works)
    form = Form()
    assert plan.dose(step, form) == TURN
    assert plan.dose(step, replace(form, share=0.5)) == replace(TURN, count=3)
    assert plan.dose(step, Form(Variant.EASIER)) == easier.work[0]
    assert plan.dose(plan.steps[0], form) is None


def test_a_part_of_a_dose_is_never_nothing() -> None:
    assert scaled(Reps(1), 0.5) == Reps(1)
    assert scaled(Hold(30.0), 0.5) == Hold(15.0)
    assert scaled(Hold(8.0), 0.5) == Hold(5.0)
    assert scaled(Hold(3.0), 0.5) == Hold(3.0)


def test_a_rep_lasts_as_long_as_its_movements() -> None:
    assert rep_s(TURN) == 4.0
    assert work_s(TURN) == 20.0
    assert work_s(Reps(5)) == 20.0  # a guess at 4 s each


def reaching(step: Step) -> Course:
    """The course of a session whose answers lead to a step."""
    return Course(answers={one.check: one.low for one in step.conditions})


@given(routines)
def test_work_never_begins_out_of_the_blue_and_steps_know_their_number(routine: Routine) -> None:
    plan = compile_plan(routine)
    assert [step.index for step in plan.steps] == list(range(len(plan.steps)))
    assert (plan.steps[0].phase, plan.steps[-1].phase) == (State.INTRO, State.OUTRO)
    for step in plan.steps:
        assert step.works == (step.dose is not None)
        if step.works:
            before = plan.steps[step.index - 1]
            assert not before.works
            assert plan.work_after(before, reaching(step)) is step


@given(routines)
def test_both_sides_are_planned_alike_unless_each_has_its_own(routine: Routine) -> None:
    plan = compile_plan(routine)
    planned = {side: [step.dose_key for step in plan.steps if step.works and step.side is side] for side in Side}
    other = {i for i, exercise in enumerate(plan.exercises) if len(exercise.sides) == 1 or exercise.second}
    both = {side: sorted(key for key in keys if key[0] not in other) for side, keys in planned.items()}
    assert both[L] == both[R]


@given(routines)
def test_each_side_gets_the_sets_and_the_works_that_are_written_for_it(routine: Routine) -> None:
    plan = compile_plan(routine)
    for number, exercise in enumerate(plan.exercises):
        of_it = [step for step in plan.steps if step.works and step.exercise == number]
        turns = len({step.laps for step in of_it})
        places = exercise.positions.count if exercise.positions else 1
        for side in exercise.sides if exercise.switch is not Switch.EACH_REP else (None,):
            dose = exercise.dose(side)
            written = [work for set_ in range(1, dose.sets + 1) for work in dose.of_set(set_)]
            done = [step.dose for step in of_it if step.side is side]
            sides = exercise.sides if side is None else ()
            wanted = [in_turn(work, sides) if sides else work for work in written] * (turns * places)
            assert sorted(map(repr, done)) == sorted(map(repr, wanted))


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (("Bridge", "Plank", "Bridge", "Bridge"), ("Bridge", "Plank", "Bridge (2)", "Bridge (3)")),
        (("Bridge", "Bridge", "Bridge (2)"), ("Bridge", "Bridge (3)", "Bridge (2)")),
    ],
)
def test_exercises_of_one_name_are_remembered_apart(names: tuple[str, ...], keys: tuple[str, ...]) -> None:
    plan = compile_plan(Routine("r", "R", tuple(Exercise(name, (Hold(10.0),)) for name in names)))
    assert plan.keys == keys
    assert {plan.key(step) for step in plan.steps if step.works} == {*keys}
    assert plan.key(plan.steps[0]) == ""

"""Work without one dose: the user counts, holds out, and says when it is enough; and loads that move."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.phases import rehearse
from tests.core.rehearsal import Rehearsal
from voice_coach.core.coach import Coach
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Hush, Record, Say
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.load import Load, Named, Weight
from voice_coach.core.plan.routine import (
    Alternative,
    Exercise,
    Hold,
    Motion,
    Movement,
    Reps,
    Routine,
    Seconds,
    Setup,
    Work,
)
from voice_coach.core.plan.steps import Form
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import State

SHORT = Setup(wait_s=1.0)
TEMPO = (Movement("Up", 2.0), Movement("Down", 2.0))


def at_work(wording: Wording, work: Work, load: Load | None = None, sets: int = 1) -> Rehearsal:
    exercise = Exercise("Row", (work,), SHORT, sets, rest_s=20.0 if sets > 1 else 0.0, load=load)
    session = rehearse(wording, Routine("r", "Rowing", (exercise,), "Gently."))
    session.press(Command.START)
    session.until(lambda status: status.state in {State.REP, State.HOLD, State.MOTION})
    return session


def reached(session: Rehearsal) -> list[int | float | str]:
    return [record.value for record in session.records if record.kind == "reached"]


@pytest.mark.parametrize(
    ("work", "waits_s", "value", "said"),
    [
        (Hold(60.0, to_failure=True), 41.3, 41, "That was forty-one seconds."),
        (Hold(40.0, least_s=20.0), 25.0, 25, "That was twenty-five seconds."),
        (Motion(60.0, to_failure=True), 9.0, 9, "That was nine seconds."),
        (Reps(50, TEMPO, to_failure=True), 17.0, 4, "That was four reps."),
        (Reps(12, TEMPO, least=8), 37.0, 9, "That was nine reps."),
    ],
)
def test_what_was_reached_is_said_and_kept(
    wording: Wording, work: Work, waits_s: Seconds, value: int, said: str
) -> None:
    session = at_work(wording, work)
    session.wait(waits_s)
    session.hear(Command.DONE)
    assert reached(session) == [value]
    session.until_state(State.FINISHED)
    assert said in session.log.texts


@pytest.mark.parametrize(
    ("work", "waits_s"), [(Hold(30.0), 20.0), (Hold(40.0, least_s=20.0), 19.0), (Reps(9, TEMPO), 9.0)]
)
def test_what_is_not_far_enough_is_not_ended(wording: Wording, work: Work, waits_s: Seconds) -> None:
    session = at_work(wording, work)
    session.wait(waits_s)
    assert not session.status.may_end
    session.hear(Command.DONE)
    assert session.status.heard is not None
    assert session.status.heard.reason == Refusal.NOTHING_TO_END


def test_a_hold_to_failure_is_counted_up_and_ends_at_its_limit(wording: Wording) -> None:
    session = at_work(wording, Hold(150.0, to_failure=True))
    session.until_state(State.OUTRO)
    said = session.log.texts[session.log.texts.index("Ten seconds.") :]
    assert said[:3] == ("Ten seconds.", "Twenty seconds.", "Thirty seconds.")
    assert "Two minutes." in said
    assert "Halfway." not in said
    assert reached(session) == [150]


def test_reps_at_an_own_pace_are_counted_by_the_user_and_end_with_the_last(wording: Wording) -> None:
    session = at_work(wording, Reps(3))
    for number in ("One.", "Two."):
        session.wait(2.0)
        session.hear(Command.COUNT)
        assert session.texts == [number]
    assert (session.status.rep, session.status.reps) == (2, 3)
    session.hear(Command.COUNT)
    assert session.state is State.OUTRO


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (Reps(50, within_s=30.0, to_failure=True), "That was four reps."),
        (Motion(30.0, rounds=True), "That was four rounds."),
    ],
)
def test_reps_and_rounds_in_a_time_are_counted_until_it_is_over(wording: Wording, work: Work, said: str) -> None:
    session = at_work(wording, work)
    for _ in range(4):
        session.wait(5.0)
        session.hear(Command.COUNT)
    session.hear(Command.WHERE)
    assert "4 done." in session.texts or "Four done." in session.texts
    session.until_state(State.OUTRO)
    assert reached(session) == [4]
    session.until_state(State.FINISHED)
    assert said in session.log.texts


def test_with_a_tempo_the_coach_counts_and_a_stray_word_changes_nothing(wording: Wording) -> None:
    session = at_work(wording, Reps(5, TEMPO))
    session.wait(5.0)
    place = session.coach.place
    session.hear(Command.COUNT)
    assert (session.coach.place, session.texts) == (place, [])


def test_a_count_is_taken_back_with_its_set(wording: Wording) -> None:
    session = at_work(wording, Reps(9), sets=2)
    session.wait(3.0)
    session.hear(Command.COUNT)
    session.hear(Command.COUNT)
    before = session.coach.place
    session.hear(Command.NEXT)
    session.wait(2.0)
    session.hear(Command.UNDO)
    assert session.coach.place == before
    assert session.status.rep == 2


@pytest.mark.parametrize(
    ("load", "said"),
    [
        (Weight((20.0,), step=2.5), "Twenty-two and a half kilograms from now."),
        (Weight((1.0,), step=0.25), "1.25 kilograms from now."),
        (Named(("a red band", "a green band")), "A green band from now."),
    ],
)
def test_heavier_takes_the_next_load_and_it_is_kept(wording: Wording, load: Load, said: str) -> None:
    session = at_work(wording, Reps(5, TEMPO), load)
    session.hear(Command.HEAVIER)
    assert said in session.texts
    assert [record for record in session.records if record.kind == "load"] == [Record("load", "Row", 1, session.now)]
    session.hear(Command.LIGHTER)
    assert [record.value for record in session.records if record.kind == "load"] == [1, 0]


@pytest.mark.parametrize(
    ("load", "command", "reason"),
    [
        (None, Command.HEAVIER, Refusal.NO_LOAD),
        (Weight((20.0,)), Command.HEAVIER, Refusal.NO_OTHER_LOAD),
        (Weight((2.5,), step=2.5), Command.LIGHTER, Refusal.NO_OTHER_LOAD),
        (Named(("a red band", "a green band"), 1), Command.HEAVIER, Refusal.NO_OTHER_LOAD),
    ],
)
def test_a_load_ends_where_its_author_has_ended_it(
    wording: Wording, load: Load | None, command: Command, reason: Refusal
) -> None:
    session = at_work(wording, Reps(5, TEMPO), load)
    session.hear(command)
    assert session.status.heard is not None
    assert session.status.heard.reason == reason
    assert not [record for record in session.records if record.kind == "load"]


def test_a_load_for_each_set_is_said_with_the_set(wording: Wording) -> None:
    session = at_work(wording, Reps(2, TEMPO), Weight((20.0, 25.0)), sets=2)
    session.until_state(State.FINISHED)
    assert "Row, two sets of two reps, twenty and twenty-five kilograms." in session.log.texts
    assert "Then: Set two of two, twenty-five kilograms." in session.log.texts


def test_what_was_reached_last_time_is_said_before_with_the_load_of_then(wording: Wording) -> None:
    exercise = Exercise("Row", (Hold(60.0, to_failure=True),), SHORT, load=Weight((20.0,), step=5.0))
    plan = compile_plan(Routine("r", "Rowing", (exercise,), "Gently."))
    session = Rehearsal(Coach(plan, wording, forms=(replace(Form(), reached=41, load=1),)))
    session.press(Command.START)
    session.until_state(State.HOLD)
    assert "Last time: forty-one seconds." in session.log.texts
    assert "Row, as long as you can, sixty seconds at most, twenty-five kilograms." in session.log.texts


def test_the_last_count_is_heard_and_undo_takes_it_back(wording: Wording) -> None:
    session = at_work(wording, Reps(2), sets=2)
    session.wait(3.0)
    session.hear(Command.COUNT)
    before = session.coach.place
    session.hear(Command.COUNT)
    hushes = [index for index, effect in enumerate(session.effects) if isinstance(effect, Hush)]
    said = [index for index, effect in enumerate(session.effects) if isinstance(effect, Say) and effect.text == "Two."]
    assert said > hushes
    session.hear(Command.UNDO)
    assert session.coach.place == before


@pytest.mark.parametrize("pace", [-1, 0, 2])
def test_a_time_for_reps_is_no_matter_of_tempo(wording: Wording, pace: int) -> None:
    exercise = Exercise("Stand", (Reps(50, within_s=30.0, to_failure=True),), SHORT)
    plan = compile_plan(Routine("r", "Standing", (exercise,), "Gently."))
    session = Rehearsal(Coach(plan, wording, forms=(replace(Form(), pace=pace),)))
    session.press(Command.START)
    session.until_state(State.REP)
    begun = session.now
    session.hear(Command.SLOWER)
    session.until_state(State.OUTRO)
    assert session.now - begun == pytest.approx(30.0)


def test_what_was_reached_in_a_set_that_is_done_again_and_left_is_not_told(wording: Wording) -> None:
    session = at_work(wording, Hold(60.0, to_failure=True), sets=2)
    session.wait(9.0)
    session.hear(Command.DONE)
    session.wait(5.0)
    session.hear(Command.AGAIN)
    session.until_state(State.HOLD)
    session.wait(20.0)
    session.hear(Command.NEXT)
    assert not [text for text in session.texts if text.startswith("That was")]


def test_of_several_works_the_first_is_remembered(wording: Wording) -> None:
    exercise = Exercise("Both", (Hold(60.0, to_failure=True), Reps(50, TEMPO, to_failure=True)), SHORT)
    session = rehearse(wording, Routine("r", "Both", (exercise,), "Gently."))
    session.press(Command.START)
    for state, waits_s in ((State.HOLD, 30.0), (State.REP, 17.0)):
        session.until_state(state)
        session.wait(waits_s)
        session.hear(Command.DONE)
    session.until_state(State.FINISHED)
    assert reached(session) == [30]
    assert {"That was thirty seconds.", "That was four reps."} <= {*session.log.texts}


def test_what_hurt_last_time_begins_with_its_easier_form(wording: Wording) -> None:
    easier = Alternative(("Bend your knees.",), (Hold(10.0),))
    row = Exercise("Row", (Hold(30.0),), SHORT, easier=easier)
    plan = compile_plan(Routine("r", "Rowing", (row, replace(row, name="Press"), replace(row, easier=None)), "Gently."))
    session = Rehearsal(Coach(plan, wording, forms=(Form(hurt=6), Form(), Form(hurt=6))))
    session.press(Command.START)
    lengths = []
    for _ in plan.exercises:
        session.until_state(State.HOLD)
        lengths.append(session.coach.place.length_s)
        session.until(lambda status: status.state is not State.HOLD)
    assert lengths == [10.0, 30.0, 30.0]
    assert "Last time it hurt, six of ten." in session.log.texts
    assert "Bend your knees." in session.log.texts

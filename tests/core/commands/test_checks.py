"""Steps that ask: the plan follows the answer, silence follows the plan, and all can be taken back."""

from __future__ import annotations

import pytest

from tests.core.phases import rehearse
from tests.core.rehearsal import Rehearsal
from voice_coach.core.commands.table import Command
from voice_coach.core.events import Returned
from voice_coach.core.plan.routine import Circuit, Dose, Exercise, Hold, Motion, OneOf, Reps, Routine, Setup, When
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import State

SHORT = Setup(wait_s=1.0)
STAIRS = Exercise("Stairs", (Motion(20.0),), SHORT)
STEPS = Exercise("Step-ups", (Hold(20.0),), SHORT)
POSE = Exercise("Child's pose", (Hold(20.0),), SHORT)


def asked(wording: Wording, *items: Exercise | Circuit | OneOf) -> Rehearsal:
    """A session whose first question has been asked."""
    session = rehearse(wording, Routine("r", "Asking", items, "Gently."))
    session.press(Command.START)
    session.until(lambda status: status.state is State.CHECK and session.coach._session.prompter.then is None)
    session.coach._session.effects.clear()
    return session


def done(session: Rehearsal) -> list[str]:
    """The exercises that are done to the end of the session."""
    session.until_state(State.FINISHED)
    return [record.exercise for record in session.records if record.kind == "step"]


@pytest.mark.parametrize(("number", "exercise"), [(1, "Stairs"), (2, "Step-ups")])
def test_one_of_several_is_chosen_by_its_number(wording: Wording, number: int, exercise: str) -> None:
    session = asked(wording, OneOf((STAIRS, STEPS)), POSE)
    assert "One: Stairs." in session.log.texts
    assert "Two: Step-ups." in session.log.texts
    session.hear(Command.NUMBER, number=number)
    assert session.status.exercise == exercise
    assert done(session) == [exercise, "Child's pose"]


@pytest.mark.parametrize("number", [0, 3, None])
def test_a_number_that_stands_for_nothing_is_asked_again(wording: Wording, number: int | None) -> None:
    session = asked(wording, OneOf((STAIRS, STEPS)))
    session.hear(Command.NUMBER, number=number)
    assert session.state is State.CHECK
    assert session.texts[-1] == "Which one, by its number?"


def test_silence_takes_the_first_of_several_and_leaves_out_what_is_optional(wording: Wording) -> None:
    extra = Exercise("Bridge", (Hold(9.0),), SHORT, optional=True)
    assert done(asked(wording, OneOf((STAIRS, STEPS)), extra, POSE)) == ["Stairs", "Child's pose"]


@pytest.mark.parametrize(
    ("command", "does"),
    [(Command.YES, True), (Command.READY, True), (Command.NO, False), (Command.SKIP, False), (Command.NEXT, False)],
)
def test_whether_to_do_an_exercise_is_said_in_many_words(wording: Wording, command: Command, does: bool) -> None:
    session = asked(wording, Exercise("Bridge", (Hold(9.0),), SHORT, optional=True), POSE)
    session.hear(command)
    assert done(session) == [*(["Bridge"] if does else []), "Child's pose"]


@pytest.mark.parametrize(("score", "exercise"), [(3, "Stairs"), (4, "Step-ups"), (None, "Step-ups")])
def test_the_pain_of_today_is_asked_once_and_decides(wording: Wording, score: int | None, exercise: str) -> None:
    few, many = When((0, 3)), When((4, 10))
    items = tuple(
        Exercise(each.name, each.work, SHORT, when=when) for each, when in ((STAIRS, few), (STEPS, many), (POSE, few))
    )
    session = asked(wording, *items)
    if score is not None:
        session.hear(Command.NUMBER, number=score)
    does = done(session)
    assert does[0] == exercise
    assert ("Child's pose" in does) == (score == 3)
    assert session.log.texts.count(wording("check_pain")) == 1
    assert [record.value for record in session.records if record.kind == "pain_today"] == ([score] if score else [])


def test_the_pain_is_asked_although_what_needs_it_first_stands_in_something_optional(wording: Wording) -> None:
    inner = Exercise("Bridge", (Hold(9.0),), SHORT, when=When((0, 3)))
    circuit = Circuit("Extra", (inner,), rounds=1, optional=True)
    session = asked(wording, circuit, Exercise("Plank", (Hold(9.0),), SHORT, when=When((0, 3))))
    session.hear(Command.NUMBER, number=2)
    assert done(session) == ["Plank"]


def test_an_effort_is_kept_and_silence_goes_on(wording: Wording) -> None:
    session = asked(wording, Exercise("Row", (Hold(9.0),), SHORT, sets=2, asks_effort=True, rest_s=20.0))
    session.hear(Command.NUMBER, number=7)
    assert session.state is State.REST
    session.until_state(State.FINISHED)
    assert [(record.exercise, record.value) for record in session.records if record.kind == "effort"] == [("Row", 7)]


def test_sets_beyond_the_least_are_asked_for_until_one_says_no(wording: Wording) -> None:
    dose = Dose((Hold(9.0),), 4, (), 2)
    session = asked(wording, Exercise("Row", dose.work, SHORT, dose.sets, rest_s=20.0, least_sets=dose.least_sets))
    session.hear(Command.YES)
    session.until(lambda status: status.state is State.CHECK and session.coach._session.prompter.then is None)
    session.hear(Command.NO)
    assert done(session) == ["Row"] * 3


def test_a_work_is_asked_for_each_time(wording: Wording) -> None:
    spot = Hold(9.0, say=("Stay on the spot.",), optional=True)
    session = asked(wording, Exercise("Roll", (Motion(20.0), spot), SHORT, sets=2))
    assert "Next, if you like: Stay on the spot. Yes or no?" in session.log.texts
    session.hear(Command.YES)
    assert len(done(session)) == 3


@pytest.mark.parametrize("command", [Command.YES, Command.NO, Command.NEXT])
def test_an_answer_is_taken_back_to_the_very_second(wording: Wording, command: Command) -> None:
    session = asked(wording, Exercise("Bridge", (Hold(9.0),), SHORT, optional=True), POSE)
    session.wait(1.5)
    before = session.coach.place
    session.hear(command)
    session.wait(3.0)
    session.hear(Command.UNDO)
    assert session.coach.place == before


def test_a_pause_in_a_check_asks_again_afterwards(wording: Wording) -> None:
    session = asked(wording, OneOf((STAIRS, STEPS)))
    session.hear(Command.PAUSE)
    session.wait(60.0)
    session.hear(Command.RESUME)
    assert session.state is State.CHECK
    assert session.status.question == "Which one, by its number?"
    assert Command.NUMBER in session.status.answers


def test_back_goes_past_what_was_not_chosen(wording: Wording) -> None:
    session = asked(wording, OneOf((STAIRS, STEPS)), POSE)
    session.hear(Command.NUMBER, number=1)
    session.until(lambda status: status.exercise == "Child's pose")
    session.wait(5.0)
    session.hear(Command.BACK)
    assert session.status.exercise == "Stairs"


def test_starting_over_asks_anew(wording: Wording) -> None:
    session = asked(wording, OneOf((STAIRS, STEPS)))
    session.hear(Command.NUMBER, number=2)
    session.hear(Command.RESTART)
    session.hear(Command.YES)
    assert session.state is State.CHECK
    assert not session.coach.place.answers


def test_nobody_rests_before_the_end_that_an_answer_has_led_to(wording: Wording) -> None:
    rested = Exercise("Stairs", (Motion(20.0),), SHORT, rest_s=30.0)
    session = asked(wording, OneOf((rested, Exercise("Reps", (Reps(2),), SHORT))))
    session.hear(Command.NUMBER, number=1)
    session.until_state(State.MOTION)
    session.until(lambda status: status.state is not State.MOTION)
    assert session.state is State.OUTRO


def test_a_choice_that_is_optional_asks_whether_and_then_which(wording: Wording) -> None:
    session = asked(wording, OneOf((STAIRS, STEPS), optional=True), POSE)
    assert session.log.texts[-1] == "Next, if you like: Stairs or Step-ups. Yes or no?"
    session.hear(Command.YES)
    session.until(lambda _: session.coach._session.prompter.then is None)
    assert session.log.texts[-1] == "Which one, by its number?"
    session.hear(Command.NUMBER, number=2)
    assert done(session) == ["Step-ups", "Child's pose"]


def test_one_more_set_can_be_said_so_and_is_asked_before_its_rest(wording: Wording) -> None:
    session = asked(wording, Exercise("Row", (Hold(9.0),), SHORT, 3, rest_s=20.0, least_sets=2))
    session.hear(Command.AGAIN)
    assert session.state is State.REST
    assert done(session) == ["Row"] * 3


def test_who_wants_no_further_set_rests_for_the_next_exercise(wording: Wording) -> None:
    session = asked(wording, Exercise("Row", (Hold(9.0),), SHORT, 3, rest_s=20.0, least_sets=2), POSE)
    session.hear(Command.NO)
    session.until_state(State.SETUP)
    assert "Then: Child's pose." in session.log.texts
    assert session.status.exercise == "Child's pose"


def test_a_question_that_is_come_back_to_forgets_its_answer(wording: Wording) -> None:
    session = asked(wording, Exercise("Bridge", (Hold(9.0),), SHORT, optional=True), POSE)
    session.hear(Command.YES)
    session.wait(4.0)
    session.hear(Command.BACK)
    assert session.state is State.CHECK
    assert done(session) == ["Child's pose"]


def test_after_an_undone_answer_the_question_is_said_again(wording: Wording) -> None:
    session = asked(wording, OneOf((STAIRS, STEPS)))
    session.hear(Command.NUMBER, number=2)
    session.wait(2.0)
    session.hear(Command.UNDO)
    assert session.texts[-1] == "Which one, by its number?"


def test_a_session_whose_routine_was_edited_goes_on_behind_a_question(wording: Wording) -> None:
    circuit = Circuit("Extra", (STAIRS, STEPS), rounds=1, optional=True)
    session = asked(wording, circuit, OneOf((POSE, Exercise("Bridge", (Hold(9.0),), SHORT))))
    for step in session.coach._session.plan.steps:
        if step.exercise is not None:
            again = rehearse(wording, Routine("r", "Asking", session.coach._session.plan.routine.items, "Gently."))
            again.take(Returned(again.now, 60.0, asks=True, step=step.index))
            again.until_state(State.PAUSED)
            again.hear(Command.RESUME)
            again.until_state(State.FINISHED)


def test_what_brings_the_body_out_is_said_once_a_side_also_behind_a_question(wording: Wording) -> None:
    spot = Hold(9.0, say=("Stay on the spot.",), optional=True)
    for answer in (Command.YES, Command.NO):
        session = asked(wording, Exercise("Roll", (Motion(20.0), spot), SHORT, release=("Come up.",)), POSE)
        session.hear(answer)
        session.until_state(State.FINISHED)
        assert session.log.texts.count("Come up.") == 1
        assert session.log.texts.index("Come up.") > session.log.texts.index(
            "Next, if you like: Stay on the spot. Yes or no?"
        )

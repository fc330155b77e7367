"""Open questions: how long they stay open, and the talk after "that hurts"."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.core.phases import at_state, rehearse
from tests.core.rehearsal import Rehearsal
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Role
from voice_coach.core.events import NOT_A_PHRASE, Rejected
from voice_coach.core.plan.routine import Circuit, Exercise, Hold, Routine, Variant
from voice_coach.core.plan.steps import UNKNOWN_PAIN
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import PHASES, State
from voice_coach.core.status import HeardNote


def hurt(wording: Wording, state: State, score: int | None = None, *, cautious: bool = False) -> Rehearsal:
    session = at_state(wording, state, cautious=cautious)
    session.hear(Command.PAIN)
    session.wait(12.0)
    if score is not None:
        session.hear(Command.NUMBER, number=score)
    return session


def test_an_answer_counts_from_the_last_sample_of_the_question_on(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(Command.RESTART)
    session.wait(0.1)
    session.hear(Command.NO)
    assert session.state is State.RESUMING


def test_silence_brings_one_more_prompt_after_eight_seconds_and_then_a_pause(wording: Wording) -> None:
    session = at_state(wording, State.ASKING)
    session.until_state(State.PAUSED)
    spoken = [entry for entry in session.speaker.log(session.now + 5) if entry.say]
    asked = [entry for entry in spoken if entry.role is Role.ASK]
    assert [entry.what for entry in asked] == [wording("ask_restart"), wording("ask_again_yes_no")]
    for before, after in pairwise([*asked, spoken[-1]]):
        assert after.starts - before.ends == pytest.approx(8.0, abs=1.0)
    assert spoken[-1].what == wording("pausing_here")


def test_a_question_stays_open_for_what_is_no_answer(wording: Wording) -> None:
    session = at_state(wording, State.ASKING)
    session.hear(Command.NEXT, Command.MORE_TIME, Command.NUMBER)
    session.take(Rejected("maybe", "not-a-phrase", session.now, near=True))
    assert session.state is State.ASKING


@pytest.mark.parametrize("state", [*PHASES, State.PAUSED, State.RESUMING])
def test_that_hurts_stops_the_set_and_asks_one_question_after_four_quiet_seconds(
    wording: Wording, state: State
) -> None:
    session = at_state(wording, state)
    session.hear(Command.PAIN)
    assert session.hushed
    assert session.texts == [wording("pain_ease"), wording("ask_pain")]
    session.wait(10.0)
    ease, ask = [entry for entry in session.speaker.log(session.now) if entry.say][-2:]
    assert ask.starts - ease.ends == pytest.approx(4.0)


@pytest.mark.parametrize("score", range(4))
def test_little_pain_goes_on_smaller_and_slower(wording: Wording, score: int) -> None:
    session = hurt(wording, State.REP, score)
    assert session.state is State.RESUMING
    assert session.coach.place.forms[0].pace == -1
    assert [record.value for record in session.records if record.kind == "pain"] == [UNKNOWN_PAIN, score]


@pytest.mark.parametrize("score", [4, 5])
def test_middling_pain_halves_the_dose_and_offers_a_choice(wording: Wording, score: int) -> None:
    session = hurt(wording, State.HOLD, score)
    assert session.coach.place.forms[1].share == 0.5
    assert session.status.question == wording("ask_offer")
    session.wait(6.0)
    session.hear(Command.RESUME)
    session.wait(5.0)
    assert session.coach.place.length_s == 15.0


@pytest.mark.parametrize("score", range(6, 11))
def test_strong_pain_leaves_the_exercise_out_and_tells_the_warning_signs(wording: Wording, score: int) -> None:
    session = hurt(wording, State.REP, score)
    assert wording("pain_signs") in session.texts
    assert session.status.question == wording("ask_go_on", name="Child's pose")
    session.wait(20.0)
    session.hear(Command.YES)
    assert session.status.exercise == "Child's pose"
    assert [record.kind for record in session.records if record.kind != "step"] == ["pain", "pain", "skip"]


@pytest.mark.parametrize(("score", "question"), [(4, "ask_offer"), (10, "ask_go_on")])
def test_the_pain_can_be_told_by_a_key(wording: Wording, score: int, question: str) -> None:
    session = hurt(wording, State.REP)
    session.press(Command.NUMBER, number=score)
    assert [record.value for record in session.records if record.kind == "pain"] == [UNKNOWN_PAIN, score]
    assert session.status.question == wording(question, name="Child's pose")
    assert session.status.heard == HeardNote(str(score), obeyed=True, pressed=True)


def test_what_is_shown_to_answer_a_question_answers_it(wording: Wording) -> None:
    def asked(question: Command) -> Rehearsal:
        return hurt(wording, State.REP) if question is Command.PAIN else at_state(wording, State.ASKING)

    for question in (Command.PAIN, Command.RESTART):
        answers = asked(question).status.answers
        assert (Command.NUMBER in answers, Command.YES in answers) == (
            question is Command.PAIN,
            question is Command.RESTART,
        )
        for answer in map(Command, answers):
            session = asked(question)
            before = session.status.question
            session.press(answer, number=3 if answer is Command.NUMBER else None)
            assert session.status.question != before
            assert bool(session.status.question) == bool(session.status.answers)


def test_a_yes_in_the_rest_after_the_exercise_leads_on_too(wording: Wording) -> None:
    session = hurt(wording, State.REST, 7)
    session.wait(20.0)
    session.hear(Command.YES)
    assert (session.state, session.status.exercise) == (State.SETUP, "Child's pose")


def test_without_a_number_the_coach_pauses_and_never_leads_back_into_what_hurt(wording: Wording) -> None:
    session = hurt(wording, State.REP)
    session.until_state(State.PAUSED)
    session.wait(10.0)
    spoken = [entry.what for entry in session.speaker.log(session.now) if entry.say]
    assert spoken[-2:] == [wording("pain_unknown"), wording("pausing_here")]
    assert [(record.exercise, record.value) for record in session.records if record.kind == "pain"] == [
        ("Twist", UNKNOWN_PAIN)
    ]
    session.hear(Command.RESUME)
    assert session.status.exercise == "Child's pose"


def test_silence_after_strong_pain_never_leads_back_into_what_hurt(wording: Wording) -> None:
    session = hurt(wording, State.REP, 8)
    session.until_state(State.PAUSED)
    session.hear(Command.RESUME)
    assert session.status.exercise == "Child's pose"


@pytest.mark.parametrize("command", [Command.PAUSE, Command.CANCEL, Command.STOP])
def test_a_pause_after_strong_pain_never_leads_back_into_what_hurt(wording: Wording, command: Command) -> None:
    session = hurt(wording, State.REP, 8)
    session.hear(command)
    assert session.state is State.PAUSED
    session.hear(Command.RESUME)
    assert session.status.exercise == "Child's pose"


def test_the_easier_form_takes_an_exercise_in_again_that_hurt(wording: Wording) -> None:
    session = hurt(wording, State.REP, 8)
    session.hear(Command.EASIER)
    session.until_state(State.REP)
    assert session.status.exercise == "Twist"


def test_what_hurt_too_much_is_left_out_of_every_round(wording: Wording) -> None:
    one, other = Exercise("One", (Hold(10.0),)), Exercise("Other", (Hold(10.0),))
    session = rehearse(wording, Routine("circuit", "Circuit", (Circuit("Wall", (one, other), rounds=2),), "Gently."))
    session.press(Command.START)
    session.until_state(State.HOLD)
    session.hear(Command.PAIN)
    session.wait(12.0)
    session.hear(Command.NUMBER, number=9)
    session.wait(20.0)
    session.hear(Command.YES)
    done = []
    while session.state is not State.FINISHED:
        done.append(session.status.exercise)
        session.wait(1.0)
    assert set(done) == {"Other", ""}


def test_several_numbers_are_asked_about_again(wording: Wording) -> None:
    session = hurt(wording, State.REP)
    session.hear(Command.NUMBER)
    assert session.status.question
    assert session.texts[-1] == wording("ask_pain")
    session.wait(12.0)
    session.hear(Command.NUMBER, number=2)
    assert session.state is State.RESUMING


@pytest.mark.parametrize("command", [Command.SKIP, Command.FINISH, Command.CANCEL, Command.EASIER])
def test_the_question_for_pain_takes_an_order_instead_of_a_number(wording: Wording, command: Command) -> None:
    session = hurt(wording, State.REP)
    session.hear(command)
    led_to = {Command.SKIP: State.SETUP, Command.FINISH: State.OUTRO, Command.CANCEL: State.PAUSED}
    assert session.state is led_to.get(command, State.RESUMING)


def test_somebody_in_pain_who_says_finish_is_asked_only_by_a_doubtful_ear(wording: Wording) -> None:
    session = hurt(wording, State.REP, cautious=True)
    session.hear(Command.FINISH)
    assert session.status.question == wording("ask_finish")


def test_the_end_after_pain_names_the_physio(wording: Wording) -> None:
    session = hurt(wording, State.REP, 1)
    session.until_state(State.FINISHED)
    assert session.log.texts[-1] == wording("after_pain")


def test_three_loud_misheard_utterances_bring_one_apology_and_none_during_work(wording: Wording) -> None:
    for state, sorry in ((State.REST, 1), (State.REP, 0)):
        session = at_state(wording, state)
        for _ in range(7):
            session.take(Rejected("mumble", NOT_A_PHRASE, session.now, near=True))
        assert session.log.texts.count(wording("sorry")) == sorry


def test_utterances_from_afar_bring_no_apology(wording: Wording) -> None:
    session = at_state(wording, State.REST)
    for _ in range(7):
        session.take(Rejected("the news at ten", "not-a-phrase", session.now))
    assert wording("sorry") not in session.log.texts


@pytest.mark.parametrize("score", [2, 5, 9])
def test_a_new_start_knows_nothing_of_the_pain_but_the_tempo(wording: Wording, score: int) -> None:
    session = hurt(wording, State.REP, score)
    session.wait(15.0)
    session.hear(Command.FINISH)
    if session.state is State.ASKING:
        session.hear(Command.YES)
    session.until_state(State.FINISHED)
    session.hear(Command.START)
    place = session.coach.place
    assert place.left_out == frozenset()
    assert {(form.share, form.variant) for form in place.forms} == {(1.0, Variant.PLAIN)}

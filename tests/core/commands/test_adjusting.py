"""More and less of time, tempo, talk and loudness; other forms of an exercise; instructions said again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.phases import POSE, TWIST, at_state, rehearse
from tests.core.rehearsal import Rehearsal
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import SetVolume, Tone
from voice_coach.core.events import Heard
from voice_coach.core.plan.routine import Routine, Side, Variant
from voice_coach.core.speech.wording import Verbosity, Wording
from voice_coach.core.states import State


def length(session: Rehearsal) -> float | None:
    return session.coach.place.length_s


@pytest.mark.parametrize("state", [State.HOLD, State.MOTION])
@pytest.mark.parametrize(("command", "extra_s"), [(Command.MORE_TIME, 10.0), (Command.LESS_TIME, -10.0)])
def test_more_and_less_time_change_the_clock_by_ten_seconds(
    wording: Wording, state: State, command: Command, extra_s: float
) -> None:
    session = at_state(wording, state)
    ends_at = session.status.ends_at
    assert ends_at is not None
    session.hear(command)
    assert session.status.ends_at == pytest.approx(ends_at + extra_s)
    assert [tone.at for tone in session.tones(Tone.END)] == [pytest.approx(ends_at + extra_s)]


@pytest.mark.parametrize("commands", [(Command.MORE_TIME,), (Command.LESS_TIME,), (Command.LESS_TIME,) * 2])
def test_time_that_was_changed_is_changed_on_the_other_side_too(
    wording: Wording, commands: tuple[Command, ...]
) -> None:
    session = at_state(wording, State.HOLD)
    session.wait(10.0)
    session.hear(*commands)
    left_s = length(session)
    session.until(lambda status: status.state is State.HOLD and status.side is Side.RIGHT)
    assert length(session) == left_s


def test_less_time_ends_at_once_and_more_time_still_counts_afterwards(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(*(Command.LESS_TIME,) * 6)
    assert length(session) == 5.0
    session.hear(Command.MORE_TIME)
    assert length(session) == 15.0


def test_a_rest_can_be_longer_and_shorter_also_while_it_is_announced(wording: Wording) -> None:
    lengths = []
    for commands in ((), (Command.MORE_TIME,), (Command.LESS_TIME,)):
        session = at_state(wording, State.REST)
        session.hear(*commands)
        began = session.now
        session.until(lambda status: status.state is not State.REST)
        lengths.append(session.now - began)
    plain, longer, shorter = lengths
    assert longer == pytest.approx(plain + 10)
    assert shorter == pytest.approx(plain - 10)


def test_slower_and_faster_stretch_the_rest_of_the_set_and_are_remembered(wording: Wording) -> None:
    session = at_state(wording, State.REP)
    left_s = session.status.remaining_s
    assert left_s is not None
    session.hear(Command.SLOWER)
    assert session.status.remaining_s == pytest.approx(1.2 * left_s)
    session.hear(Command.FASTER, Command.FASTER)
    assert session.status.remaining_s == pytest.approx(left_s / 1.2)
    assert [record.value for record in session.records] == [-1, 0, 1]


@pytest.mark.parametrize(("command", "refusal"), [(Command.SLOWER, Refusal.SLOWEST), (Command.FASTER, Refusal.FASTEST)])
def test_the_tempo_has_bounds_and_says_so(wording: Wording, command: Command, refusal: Refusal) -> None:
    session = at_state(wording, State.REP)
    session.hear(*(command,) * 4)
    assert session.texts == [wording.refusal(refusal)]
    assert abs(session.coach.place.forms[0].pace) == 3


def test_easier_and_harder_go_one_form_at_a_time(wording: Wording) -> None:
    session = at_state(wording, State.SETUP)
    said = []
    for command in (Command.EASIER, Command.HARDER, Command.HARDER, Command.HARDER):
        session.hear(command)
        said.append(session.texts[0])
    assert said == [
        "Turn half as far.",
        wording("plain_again"),
        "Raise your arms.",
        wording.refusal(Refusal.NO_HARDER_FORM),
    ]


def test_another_form_in_an_opening_is_followed_by_the_rest_of_the_opening(wording: Wording) -> None:
    session = at_state(wording, State.SETUP)
    session.wait(6.0)
    session.hear(Command.EASIER)
    assert session.texts == [
        "Turn half as far.",
        "Turn your left shoulder backward.",
        "Your hips stay still.",
        "Falling tone:",
        "And return.",
    ]


@pytest.mark.parametrize("command", [Command.REPEAT, Command.EXPLAIN])
@pytest.mark.parametrize("state", [State.REP, State.HOLD, State.MOTION])
def test_the_clock_of_work_stands_while_the_coach_explains(wording: Wording, state: State, command: Command) -> None:
    session = at_state(wording, state)
    session.wait(4.0)
    session.hear(command)
    place, began = session.coach.place, session.now
    session.until(lambda status: status.ends_at is not None)
    assert session.coach.place == place
    assert session.now > began


def test_repeat_says_the_opening_of_a_setup_again(wording: Wording) -> None:
    session = at_state(wording, State.SETUP)
    session.hear(Command.REPEAT)
    assert session.texts[0] == "Twist, left side first, two sets of five reps each."


def test_a_question_about_the_plan_does_not_stop_the_clock(wording: Wording) -> None:
    for command in (Command.TIME_LEFT, Command.WHERE, Command.WHATS_NEXT, Command.HELP):
        session = at_state(wording, State.HOLD)
        ends_at = session.status.ends_at
        session.hear(command)
        assert session.texts
        assert session.status.ends_at == ends_at


def test_an_answer_during_an_opening_is_followed_by_the_rest_of_the_opening(wording: Wording) -> None:
    session = at_state(wording, State.SETUP)
    opening = list(session.log.texts[-6:])
    session.wait(2.0)
    assert opening[0].startswith("Twist")
    session.hear(Command.TIME_LEFT)
    assert session.texts[1:] == opening  # the name was cut, and comes again


def test_volume_has_bounds(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    session.hear(*(Command.LOUDER,) * 9)
    assert SetVolume(3) in session.effects
    session.hear(*(Command.QUIETER,) * 19)
    assert SetVolume(-6) in session.effects
    assert session.status.volume == -6


def test_talk_goes_down_to_sounds_and_up_to_everything(wording: Wording) -> None:
    session = at_state(wording, State.HOLD)
    levels = []
    for command in (Command.LESS_TALK, Command.LESS_TALK, Command.LESS_TALK, Command.MORE_TALK, Command.MORE_TALK):
        session.hear(command)
        levels.append(session.status.verbosity)
    assert levels == [Verbosity.SHORT, Verbosity.SOUNDS, Verbosity.SOUNDS, Verbosity.SHORT, Verbosity.FULL]


def test_answers_name_place_and_time(wording: Wording) -> None:
    session = at_state(wording, State.REP)
    session.wait(4.0)
    session.hear(Command.WHERE)
    assert session.texts == [
        "Twist.",
        "Left side, set one of two, place one of two, rep two of five.",
        "Next: place two.",
    ]
    session.hear(Command.TIME_LEFT)
    assert session.texts[0].startswith("Fifteen seconds of this set, ")
    session.hear(Command.WHATS_NEXT)
    assert session.texts == ["Next: place two."]


def across(wording: Wording, command: Command, end_of: State) -> Rehearsal:
    """A session in which a command begins just before the end of a step and ends after it."""
    session = at_state(wording, end_of)
    before = session.coach.place.index
    session.until(lambda status: status.step > before)
    session.wait(0.9)
    session.take(Heard(command, str(command), session.now, began=session.now - 1.2))
    return session


@pytest.mark.parametrize("state", [State.HOLD, State.REST])
def test_more_time_across_the_end_is_more_of_what_has_ended(wording: Wording, state: State) -> None:
    session = across(wording, Command.MORE_TIME, state)
    assert session.status.phase is state
    assert session.status.remaining_s == pytest.approx(10.0)
    session.until_state(state)
    session.wait(9.9)
    assert session.state is state
    session.wait(0.2)
    assert session.state is not state


def test_less_time_across_the_end_is_done_already(wording: Wording) -> None:
    session = across(wording, Command.LESS_TIME, State.REST)
    assert session.status.heard is not None
    assert session.status.heard.obeyed
    assert session.coach.place.extra_s == {}


def across_a_new_exercise(wording: Wording, command: Command) -> Rehearsal:
    session = rehearse(wording, Routine("two", "Two", (replace(TWIST, rest_s=0.0), POSE), "Gently."))
    session.press(Command.START)
    session.until(lambda status: status.exercise == POSE.name)
    session.wait(0.5)
    session.take(Heard(command, str(command), session.now, began=session.now - 1.0))
    assert session.status.exercise == POSE.name
    return session


@pytest.mark.parametrize(("command", "notch"), [(Command.SLOWER, -1), (Command.FASTER, 1)])
def test_a_tempo_across_the_end_is_of_the_exercise_that_has_ended(
    wording: Wording, command: Command, notch: int
) -> None:
    session = across_a_new_exercise(wording, command)
    assert [form.pace for form in session.coach.place.forms] == [notch, 0]
    assert [record.exercise for record in session.records if record.kind == "pace"] == [TWIST.name]


@pytest.mark.parametrize(("command", "variant"), [(Command.EASIER, Variant.EASIER), (Command.HARDER, Variant.HARDER)])
def test_another_form_across_the_end_is_of_the_exercise_that_has_ended(
    wording: Wording, command: Command, variant: Variant
) -> None:
    session = across_a_new_exercise(wording, command)
    assert [form.variant for form in session.coach.place.forms] == [variant, Variant.PLAIN]
    assert "Next time, for Twist." in session.texts

"""What is answered about the time before the session."""

from __future__ import annotations

import pytest

from tests.core.rehearsal import Rehearsal
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.past import Before, Past
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import Exercise, Hold, Reps, Routine, Setup
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import State

ROUTINE = Routine("pull", "Pull", (Exercise("Row", (Reps(9),), Setup(wait_s=1.0)), Exercise("Plank", (Hold(30.0),))))


def answer(wording: Wording, past: Past, command: Command, *, at_row: bool = True) -> list[str]:
    """What the coach says to a command, in the first exercise or before the start."""
    session = Rehearsal(Coach(compile_plan(ROUTINE), wording, past=past))
    if at_row:
        session.press(Command.START)
        session.until_state(State.SETUP)
        session.until_state(State.REP)
    session.hear(command)
    return session.texts


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (None, "This is the first time."),
        (Before(5, (9, 9, 9), (36.0, 36.0, 36.0), "22.5 kg"), "five days ago: three sets of nine reps, twenty-two and"),
        (Before(1, (12, 10, 8), (48.0, 40.0, 32.0)), "Last time, yesterday: twelve reps, ten reps and eight reps."),
        (Before(0, (0,), (41.0,), "a red band"), "Last time, earlier today: forty-one seconds, a red band."),
        (Before(40, (1,), (4.0,), "1 kg"), "Last time, forty days ago: one rep, one kilogram."),
    ],
)
def test_what_was_done_of_an_exercise_last_time(wording: Wording, before: Before | None, said: str) -> None:
    past = Past(exercises={"Row": before} if before else {}, days=1, done=2, lasted_s=600.0)
    (text,) = answer(wording, past, Command.LAST_TIME)
    assert said in text


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (Past(), ["This is the first time."]),
        (
            Past(days=3, done=2, lasted_s=720.0),
            ["Last time, three days ago, you did two exercises in about twelve minutes."],
        ),
    ],
)
def test_outside_of_an_exercise_it_is_about_the_routine(wording: Wording, past: Past, said: list[str]) -> None:
    assert answer(wording, past, Command.LAST_TIME, at_row=False) == said


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (0, "This is the first session since Monday."),
        (1, "Before this one, one session since Monday."),
        (3, "Before this one, three sessions since Monday."),
    ],
)
def test_how_often_this_week(wording: Wording, week: int, said: str) -> None:
    assert answer(wording, Past(week=week), Command.HOW_OFTEN) == [said]


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (None, "There is no programme to follow."),
        ((), "Nothing more is planned for today."),
        (("Pull",), "For today: Pull."),
        (("Pull", "Neck"), "For today: Pull and Neck."),
    ],
)
def test_what_is_on_today(wording: Wording, today: tuple[str, ...] | None, said: str) -> None:
    assert answer(wording, Past(today=today), Command.TODAY) == [said]

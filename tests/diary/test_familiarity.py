"""Words shorten as an exercise becomes known, and come back after a time without it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.core.rehearsal import Rehearsal
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import Exercise, Hold, Routine, Setup
from voice_coach.core.plan.steps import Form
from voice_coach.core.states import State
from voice_coach.diary.familiarity import times_done
from voice_coach.diary.past import PastSession, PastSet
from voice_coach.language.language import load_language

NOW = datetime.fromisoformat("2026-05-31T12:00:00+02:00")
HOLD = PastSet("Plank", "Plank", 1, "", 9.0, 0, 30.0)
WHOLE = ("To get into position, lie on your front.", "To start, lift your hips.", "Your back stays long.")
SETUP = Setup((WHOLE[0],), (WHOLE[1],), (WHOLE[2],), ("Up on your elbows.",), wait_s=None)


def sessions(count: int, days_ago: int) -> list[PastSession]:
    """So many sessions, the last of them so long ago."""
    began = [NOW - timedelta(days=days_ago + count - 1 - n) for n in range(count)]
    return [PastSession(str(at), "r", "R", at.isoformat(), 60.0, finished=False, sets=(HOLD, HOLD)) for at in began]


@pytest.mark.parametrize(
    ("count", "days_ago", "times"),
    [(1, 0, 1), (4, 13, 4), (9, 13, 9), (4, 14, 0), (9, 14, 2), (9, 59, 2), (9, 60, 0), (1, 14, 0)],
)
def test_what_is_long_ago_is_half_forgotten_and_then_whole(count: int, days_ago: int, times: int) -> None:
    assert times_done(sessions(count, days_ago), NOW) == {"Plank": times}


def test_what_was_never_done_is_not_known() -> None:
    assert times_done([], NOW) == {}


def test_a_change_of_the_clocks_is_no_time_that_has_passed() -> None:
    before = PastSession("a", "r", "R", "2026-10-24T12:00:00+02:00", 60.0, finished=True, sets=(HOLD,))
    after = datetime.fromisoformat("2026-11-07T10:59:00+01:00")
    assert times_done([before], after) == {"Plank": 1}
    assert times_done([before], after + timedelta(minutes=1)) == {"Plank": 0}


@pytest.mark.parametrize(
    ("times", "said"),
    [(0, WHOLE), (1, WHOLE), (2, SETUP.short), (4, SETUP.short), (5, ()), (50, ())],
)
def test_an_exercise_that_is_known_is_announced_in_fewer_words(times: int, said: tuple[str, ...]) -> None:
    wording = load_language("en").wording
    exercise = Exercise("Plank", (Hold(30.0),), SETUP, explain=("Elbows under shoulders.",))
    plan = compile_plan(Routine("r", "R", (exercise,), "Gently."))
    session = Rehearsal(Coach(plan, wording, forms=(Form(times=times),)))
    session.press(Command.START)
    session.until_state(State.SETUP)
    session.hear(Command.EXPLAIN)
    assert session.texts == ["Elbows under shoulders."]
    session.until_state(State.HOLD)
    texts = session.log.texts
    assert "Plank, thirty seconds." in texts
    assert "Say: ready, when you are in place." in texts
    assert [text for text in texts if text in {*WHOLE, *SETUP.short}] == list(said)

"""Sets and rounds that begin every so often: on the second, however long they take, and without drift."""

from __future__ import annotations

import pytest

from tests.core.phases import rehearse
from tests.core.rehearsal import Rehearsal
from voice_coach.core.commands.table import Command
from voice_coach.core.plan.routine import Circuit, Exercise, Hold, Item, Reps, Routine, Seconds, Setup
from voice_coach.core.speech.wording import Wording
from voice_coach.core.states import WORK, State

SHORT = Setup(wait_s=1.0)
NEAR: Seconds = 0.5
"""Words between a rest and the work are as long as they are thought to be, nearly."""


def starts(session: Rehearsal, *, takes_s: tuple[Seconds, ...] = ()) -> list[Seconds]:
    """When each work begins; at an own pace each takes as long as is said here, one after the other."""
    found, takes = list[Seconds](), list(takes_s)
    session.press(Command.START)
    while session.state is not State.FINISHED:
        index = session.coach.place.index
        if session.state in WORK:
            found.append(session.now)
            if takes:
                session.wait(takes.pop(0))
                session.hear(Command.DONE)
                continue
        session.until(lambda status, at=index: status.state is State.FINISHED or status.step != at)  # type: ignore[misc]  # a default cannot be typed in a lambda
    return found


def session_of(wording: Wording, *items: Item) -> Rehearsal:
    return rehearse(wording, Routine("r", "Every", items, "Gently."))


@pytest.mark.parametrize("takes_s", [(20.0, 31.0, 12.5, 40.0), (7.0, 7.0, 50.0, 3.0)])
def test_sets_begin_on_the_minute_whatever_they_take(wording: Wording, takes_s: tuple[Seconds, ...]) -> None:
    press_ups = Exercise("Press-ups", (Reps(5),), SHORT, 4, every_s=60.0)
    at = starts(session_of(wording, press_ups), takes_s=takes_s)
    assert [round(one - at[0], 6) for one in at] == [0.0, 60.0, 120.0, 180.0]


def test_who_takes_longer_begins_late_and_is_on_the_minute_again_after_that(wording: Wording) -> None:
    press_ups = Exercise("Press-ups", (Reps(5),), SHORT, 4, every_s=60.0)
    at = starts(session_of(wording, press_ups), takes_s=(65.0, 20.0, 20.0, 20.0))
    late, *others = (one - at[0] for one in at[1:])
    assert 65.0 < late < 80.0
    assert others == [pytest.approx(120.0), pytest.approx(180.0)]


def test_who_goes_on_sooner_begins_the_minute_anew(wording: Wording) -> None:
    session = session_of(wording, Exercise("Press-ups", (Hold(10.0),), SHORT, 3, every_s=60.0))
    session.press(Command.START)
    session.until_state(State.REST)
    session.wait(15.0)
    session.hear(Command.NEXT)
    session.until_state(State.HOLD)
    again = session.now
    session.until_state(State.REST)
    session.until_state(State.HOLD)
    assert session.now - again == pytest.approx(60.0)


def test_a_pause_stops_the_minute(wording: Wording) -> None:
    session = session_of(wording, Exercise("Press-ups", (Hold(10.0),), SHORT, 2, every_s=60.0))
    session.press(Command.START)
    session.until_state(State.HOLD)
    begun = session.now
    session.until_state(State.REST)
    session.wait(10.0)
    session.hear(Command.PAUSE)
    session.wait(100.0)
    session.hear(Command.RESUME)
    session.until_state(State.HOLD)
    assert session.now - begun - 100.0 == pytest.approx(60.0, abs=NEAR)


def test_rounds_begin_every_so_often_with_a_setup_in_between(wording: Wording) -> None:
    members = (Exercise("Squats", (Hold(10.0),), SHORT), Exercise("Press-ups", (Hold(10.0),), SHORT))
    at = starts(session_of(wording, Circuit("Legs and arms", members, 10, every_s=90.0)))[::2]
    assert [one - at[0] for one in at] == [pytest.approx(90.0 * n, abs=NEAR) for n in range(10)]


def test_the_time_begins_with_the_first_work_that_is_done(wording: Wording) -> None:
    members = (Exercise("Squats", (Hold(10.0),), SHORT, optional=True), Exercise("Press-ups", (Hold(10.0),), SHORT))
    at = starts(session_of(wording, Circuit("Legs and arms", members, 3, every_s=60.0)))
    assert [one - at[0] for one in at] == [pytest.approx(60.0 * n, abs=NEAR) for n in range(3)]


def test_a_question_about_a_further_set_costs_no_time(wording: Wording) -> None:
    session = session_of(wording, Exercise("Press-ups", (Hold(10.0),), SHORT, 4, every_s=60.0, least_sets=2))
    session.press(Command.START)
    at = []
    while session.state is not State.FINISHED:
        if session.state is State.CHECK:
            session.until(lambda _: session.coach._session.prompter.then is None)
            session.hear(Command.YES)
            continue
        if session.state is State.HOLD:
            at.append(session.now)
        left = session.state
        session.until(lambda status, left=left: status.state is not left)  # type: ignore[misc]  # as above
    assert [one - at[0] for one in at] == [pytest.approx(60.0 * n) for n in range(4)]


def test_what_is_declined_takes_no_part_of_the_time(wording: Wording) -> None:
    long = Exercise("Squats", (Hold(10.0),), Setup(wait_s=60.0), optional=True)
    members = (long, Exercise("Press-ups", (Hold(10.0),), SHORT))
    at = starts(session_of(wording, Circuit("Legs and arms", members, 3, every_s=120.0)))
    assert [one - at[0] for one in at] == [pytest.approx(120.0 * n, abs=NEAR) for n in range(3)]

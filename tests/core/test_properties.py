"""What holds for every routine and every session, whatever happens in it."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.core.rehearsal import Rehearsal
from tests.core.strategies import SPOKEN, routines, sessions
from voice_coach.core.coach import Coach
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Chime, Effect, Say
from voice_coach.core.events import Event, Heard, Pressed, Rejected, Returned, SpeechFinished
from voice_coach.core.plan.layout import compile_plan
from voice_coach.core.plan.routine import Exercise, Routine, Seconds, Side
from voice_coach.core.plan.steps import Form
from voice_coach.core.schedule import step_lengths_s
from voice_coach.core.speech.wording import Verbosity, Wording
from voice_coach.core.states import State
from voice_coach.journal.entry import Entry

Happenings = list[tuple[str, Any]]

MOVING = {Command.NEXT, Command.SKIP, Command.BACK, Command.AGAIN, Command.SWITCH}


def happen(session: Rehearsal, kind: str, what: Any) -> None:  # noqa: ANN401 - seconds, a command, a number or a flag
    match kind:
        case "wait":
            session.wait(what)
        case "late":
            session.late(what)
        case "hear":
            session.hear(what)
        case "press":
            session.press(what)
        case "number":
            session.hear(Command.NUMBER, number=what)
        case "finished":
            session.take(SpeechFinished(what, session.now))
        case "rejected":
            session.take(Rejected("mumble", "not-a-phrase", session.now, near=what))
        case "returned":
            session.take(Returned(session.now, 660.0, asks=what))


def goes_on(session: Rehearsal) -> bool:
    """Whether the session has ended, or time, speech or the user takes it further."""
    waits_for_the_user = {State.WAITING, State.PAUSED, State.FINISHED}
    return session.coach.deadline is not None or session.state in waits_for_the_user


@given(routines, sessions, st.booleans(), st.sampled_from(Verbosity))
def test_whatever_happens_the_session_goes_on_and_time_runs_forward(
    wording: Wording, routine: Routine, happenings: Happenings, cautious: bool, level: Verbosity
) -> None:
    session = Rehearsal(Coach(compile_plan(routine), wording, cautious=cautious, level=level))
    for kind, what in [("press", Command.START), *happenings]:
        before = session.coach.deadline
        on_time = before is None or before > session.now
        happen(session, kind, what)
        assert goes_on(session), (kind, what)
        assert kind == "late" or session.coach.deadline is None or session.coach.deadline >= session.now
        if on_time:
            times = [effect.at for effect in session.effects if isinstance(effect, Say | Chime)]
            assert all(at >= session.now - 1e-6 for at in times if at is not None) or kind in {"wait", "late"}


@given(routines, sessions)
def test_the_same_events_give_the_same_effects(wording: Wording, routine: Routine, happenings: Happenings) -> None:
    session = Rehearsal(Coach(compile_plan(routine), wording))
    for kind, what in [("press", Command.START), *happenings]:
        happen(session, kind, what)

    fresh = Coach(compile_plan(routine), wording)
    again: list[tuple[Seconds, Event | Effect]] = []
    for now, event in session.events:
        again += [(now, event), *((now, effect) for effect in fresh.handle(event, now))]

    assert lines(again) == lines(session.log.entries)
    assert fresh.place == session.coach.place


def lines(entries: list[tuple[Seconds, Event | Effect]]) -> list[str]:
    return [Entry(n, at, what).line() for n, (at, what) in enumerate(entries)]


@given(routines, sessions, st.floats(0.001, 100))
def test_time_that_runs_back_is_refused_and_changes_nothing(
    wording: Wording, routine: Routine, happenings: Happenings, back_s: Seconds
) -> None:
    session = Rehearsal(Coach(compile_plan(routine), wording))
    for kind, what in [("press", Command.START), ("wait", 1.0), *happenings, ("press", Command.PAUSE)]:
        happen(session, kind, what)
    coach = session.coach
    before = coach.status, coach.place, coach.deadline
    now = session.now - back_s
    try:
        coach.handle(Heard(Command.NEXT, "next", now), now)
    except ValueError:
        assert (coach.status, coach.place, coach.deadline) == before
    else:
        raise AssertionError("time ran back")


@given(routines, sessions, st.sampled_from(sorted(MOVING)), st.floats(0, 9.9))
def test_undo_leads_back_to_the_exact_second(
    wording: Wording, routine: Routine, happenings: Happenings, command: Command, later_s: Seconds
) -> None:
    session = Rehearsal(Coach(compile_plan(routine), wording))
    for kind, what in [("press", Command.START), *happenings, ("wait", 0.0)]:
        happen(session, kind, what)
    before = session.coach.place
    assume(session.state not in {State.ASKING, State.WAITING} and not session.coach.finished)
    # Who goes back into an exercise that was left out for its pain takes it in again.
    assume(compile_plan(routine).steps[before.index].exercise not in before.left_out)
    session.press(command)
    heard = session.status.heard
    assume(heard is not None and heard.obeyed)
    session.wait(later_s)
    assume(not session.coach.finished)
    session.press(Command.UNDO)
    assert session.coach.place == before


@given(routines, st.sampled_from(Verbosity))
def test_left_alone_any_routine_finishes_in_the_time_that_was_foretold(
    wording: Wording, routine: Routine, level: Verbosity
) -> None:
    plan = compile_plan(routine)
    session = Rehearsal(Coach(plan, wording, level=level))
    session.press(Command.START)
    session.until_state(State.FINISHED)

    assert all_work_is_done(session)
    lengths = step_lengths_s(plan, (Form(),) * len(plan.exercises), level, wording)
    foretold = sum(lengths[step.index] for step in plan.ahead(-1))
    assert abs(session.now - foretold) <= 1.0, (session.now, foretold)


@given(routines, st.sampled_from(Verbosity))
def test_left_alone_everything_that_is_ordered_sounds_and_nothing_overlaps(
    wording: Wording, routine: Routine, level: Verbosity
) -> None:
    session = Rehearsal(Coach(compile_plan(routine), wording, level=level))
    session.press(Command.START)
    session.until_state(State.FINISHED)
    assume(len([event for _, event in session.events if isinstance(event, Pressed)]) == 1)  # nobody had to end a set
    ordered = [what for _, what in session.log.entries if isinstance(what, Say)]
    sounded = [one for one in session.speaker.log(session.now + 60) if one.say]
    assert sorted(one.text for one in ordered) == sorted(one.what for one in sounded if not one.cut)
    assert all(before.ends <= after.starts + 1e-6 for before, after in pairwise(sounded))


def all_work_is_done(session: Rehearsal) -> bool:
    done = [record.value for record in session.records if record.kind == "step"]
    return done == [step.index for step in session.coach._session.plan.ahead(-1) if step.works]


LEAVES_THE_PLACE = {
    *MOVING, Command.READY, Command.RESUME, Command.RESTART, Command.STOP, Command.FINISH, Command.DONE, Command.START,
    Command.PAIN, Command.UNDO, Command.PAUSE, Command.SLEEP,
}  # fmt: skip
ADJUSTING = [command for command in SPOKEN if command not in LEAVES_THE_PLACE]


@given(
    routines,
    st.lists(st.tuples(st.sampled_from([1.0, 7.0, 23.0, 60.0, 120.0]), st.sampled_from(ADJUSTING)), max_size=9),
)
def test_both_sides_get_the_same_dose_unless_an_order_comes_on_the_second(
    wording: Wording, routine: Routine, orders: list[tuple[Seconds, Command]]
) -> None:
    """Sides are compared per exercise, round, set, position and work; nothing is ordered on the second of them.

    An exercise that changes its form half way has doses of its own, and so has one whose author gave each side its own;
    those are left out.
    """
    session = Rehearsal(Coach(plan := compile_plan(routine), wording))
    session.press(Command.START)
    lengths: dict[int, Seconds | None] = {}
    ordered = [0.0]
    for wait_s, command in orders:
        ordered.append(ordered[-1] + wait_s)
        run_to(session, ordered[-1], lengths)
        here = plan.steps[session.coach.place.index]
        begun = here.works or any(plan.steps[i].exercise == here.exercise for i in session.coach.place.done)
        mixes_forms = begun and command in {Command.EASIER, Command.HARDER}
        if not session.coach.finished and not mixes_forms and not on_second_side(plan.exercise(here), here.side):
            session.press(command)
    run_to(session, inf, lengths)

    doses: dict[Any, set[Any]] = {}
    for record in session.records:
        step = plan.steps[int(record.value)] if record.kind == "step" else None
        exercise = plan.exercise(step) if step else None
        if step is not None and step.side is not None and exercise and exercise.second is None:
            doses.setdefault(step.dose_key, set()).add(lengths[step.index])
    assert all(len(same) == 1 for same in doses.values()), doses


def on_second_side(exercise: Exercise | None, side: Side | None) -> bool:
    return exercise is not None and side is not None and side is not exercise.sides[0]


def run_to(session: Rehearsal, until: Seconds, lengths: dict[int, Seconds | None]) -> None:
    """Let time pass and note how long each step was at last."""
    while session.now < until and session.state is not State.FINISHED:
        place = session.coach.place
        lengths[place.index] = place.length_s
        times = [t for t in (session.coach.deadline, session.speaker.next_finish, until) if t is not None]
        session.wait(max(0.0, min(times) - session.now))

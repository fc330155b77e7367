"""What the coach answers when it is asked where we are: sentences made from the session, which it does not change."""

from __future__ import annotations

from voice_coach.core.effects import Role
from voice_coach.core.plan.routine import Reps, Seconds
from voice_coach.core.plan.steps import Form, own_pace
from voice_coach.core.session import Session
from voice_coach.core.speech.wording import Line
from voice_coach.core.states import State


def time_left(session: Session, now: Seconds) -> tuple[Line, ...]:
    """How much is left of this step, where that is known, and of everything."""
    wording = session.wording
    total, step_s = wording.about(left_s(session, now), to_the_minute=True), step_left_s(session, now)
    if step_s is None or session.state is State.WAITING:
        return _answer(wording("time_open", total=total))
    phase = wording(f"phase_{session.step.phase}").lower()
    return _answer(wording("time_left", time=wording.time(round(step_s)), phase=phase, total=total))


def where(session: Session, now: Seconds) -> tuple[Line, ...]:
    """Exercise, round, set, side, place and rep, and what comes after."""
    wording, step = session.wording, session.step
    exercise = session.plan.exercise(step)
    if exercise is None:
        return _answer(wording("where_waiting")) if step.index == 0 else whats_next(session)
    if step.check is not None:
        return _answer(wording("where_check"))
    place = parts(session, now)
    said = _answer(f"{', '.join(place).capitalize()}.") if place else ()
    return (Line(wording("where_name", name=exercise.spoken), Role.ANSWER, 0.0), *said, *whats_next(session))


def parts(session: Session, now: Seconds) -> tuple[str, ...]:
    """Where in its exercise the session is, as far as there is more than one of it: side, round, set, place, rep."""
    wording, step = session.wording, session.step
    exercise = session.plan.exercise(step)
    if exercise is None:
        return ()
    found = [] if step.side is None else [wording("where_side", side=wording.side(step.side)).lower()]
    for key, shown, n, of in (
        ("where_round", step.rounds > 1, step.round, step.rounds),
        ("where_set", exercise.dose(step.side).sets > 1, step.set, exercise.dose(step.side).sets),
        ("where_place", exercise.positions is not None, step.position, getattr(exercise.positions, "count", 0)),
        ("where_rep", _reps(session) > 0 and session.rep(now) > 0, session.rep(now), _reps(session)),
        ("where_counted", _reps(session) == 0 and session.rep(now) > 0, session.rep(now), 0),
    ):
        if shown:
            found.append(wording(key, n=wording.number(n), of=wording.number(of)).lower())
    return tuple(found)


def _reps(session: Session) -> int:
    """How many reps the work has; 0 where that is open."""
    work = session.work
    return work.count if isinstance(work, Reps) and not work.to_failure else 0


def whats_next(session: Session) -> tuple[Line, ...]:
    """What comes after this step."""
    return _answer(next_text(session))


def next_text(session: Session) -> str:
    """What comes after this step, as a sentence: the next side, place, set, rest or exercise."""
    plan, step, wording = session.plan, session.step, session.wording
    later = session.following
    if later.check is not None:
        return wording("next_check")
    exercise, dose = plan.exercise(later), plan.dose(plan.work_from(later) or later, Form())
    if exercise is None or dose is None:
        return wording("next_end")
    match later.phase:
        case State.REST if later.for_s is None or later.every_s is not None:
            text = wording("next_rest_ready")
        case State.REST:
            text = wording("next_rest", time=wording.time(later.for_s or 0))
        case State.SWITCH_SIDE if later.side:
            text = wording("next_side", side=wording.side(later.side))
        case State.MOVE:
            text = wording("next_place", n=wording.number(later.position))
        case _ if later.first or later.turn != step.turn:
            text = wording("next_is", name=exercise.spoken)
        case _ if later.set != step.set:
            text = wording("next_set", n=wording.number(later.set))
        case _:
            text = wording("next_is", name=wording.dose(dose))
    return text


def step_left_s(session: Session, now: Seconds) -> Seconds | None:
    """How much is left of the step; None while its end is open, as it is where the user sets the pace."""
    work, length_s = session.work, session.place.length_s
    if length_s is None or own_pace(work):
        return None
    return max(0.0, (length_s - session.elapsed_s(now)) * session.stretch)


def left_s(session: Session, now: Seconds) -> Seconds:
    """How much is left of everything."""
    lengths = session.lengths_s()
    index = session.place.index
    here_s = max(0.0, lengths[index] - session.elapsed_s(now) * session.stretch)
    step_s = step_left_s(session, now)
    return (here_s if step_s is None else step_s) + session.after_s(index)


def done_share(session: Session, now: Seconds) -> float:
    """How much of the whole is behind us, from 0 to 1."""
    return 1.0 - left_s(session, now) / session.after_s(-1)


def _answer(text: str) -> tuple[Line, ...]:
    return (Line(text, Role.ANSWER, 0.3),)

"""Commands that move through the plan, stop it, or end it: one function a command.

Each returns "" when it has obeyed, else the key of the sentence that says why not; then nothing has changed.
"""

from __future__ import annotations

from voice_coach.core import answers, openings
from voice_coach.core.conversation import UNDO_S, Conversation, Question
from voice_coach.core.effects import Chime, Hush, Record, Tone
from voice_coach.core.place import Place
from voice_coach.core.routine import Reps, Seconds
from voice_coach.core.states import State
from voice_coach.core.steps import Form

SECOND_STOP_S: Seconds = 10.0
JUST_STARTED_S: Seconds = 3.0
PIPS_S: Seconds = 3.0
"""What is kept of a step before work when the user moves on: the three pips."""

ASKS_BELOW = 0.8
"""Ending asks for a yes while less than this share of the routine is done."""


def start(talk: Conversation, now: Seconds) -> str:
    """Begin the routine, or begin it again after its end."""
    session = talk.session
    session.began_at, talk.moved = now, None
    session.hurt = False
    forms = tuple(Form(pace=form.pace) for form in session.place.forms)  # of pain, only the tempo is kept
    session.place = Place(forms=forms)
    session.go(0, now)
    return ""


def next_step(talk: Conversation, now: Seconds) -> str:
    """Go on to the next step; before work its count-in comes first."""
    session = talk.session
    if session.step.index + 1 == len(session.plan.steps):
        talk.end(now)
        return ""
    talk.leave(now)
    if session.plan.work_after(session.step) is not None and session.state is not State.PAUSED:
        left_s = answers.step_left_s(session, now)
        session.shorten(now, PIPS_S if left_s is None else min(left_s, PIPS_S))
    else:
        session.go(session.following.index, now)
    return ""


def done(talk: Conversation, now: Seconds) -> str:
    """End a set without a tempo, or a timed movement: it counts as done."""
    session = talk.session
    if isinstance(session.work, Reps) and session.work.tempo:
        return "not_now_done"
    talk.leave(now)
    session.effects.append(Chime(Tone.END))
    session.end_step(now)
    return ""


def skip(talk: Conversation, now: Seconds) -> str:
    """Leave out the rest of the exercise, all its sets and sides."""
    session, step = talk.session, talk.session.step
    ahead = session.plan.work_from(step)
    if step.exercise is None or ahead is None or (ahead.exercise, ahead.round) != (step.exercise, step.round):
        return "not_now_skip"
    return leave_out(talk, now)


def leave_out(talk: Conversation, now: Seconds) -> str:
    """Go on with the next exercise, also from the rest after this one; after the last one, to the end."""
    session, step = talk.session, talk.session.step
    exercise, following = session.plan.exercise(step), session.next_exercise
    talk.leave(now)
    if exercise is not None:
        session.effects.append(Record("skip", exercise.name, step.index, now))
    session.go(following.index if following else len(session.plan.steps) - 1, now, by_itself=not following)
    return ""


def back(talk: Conversation, now: Seconds) -> str:
    """Go to the previous step; when the clock has only just led here, to the one before that."""
    session = talk.session
    just_started = session.place.by_itself and session.elapsed_s(now) <= JUST_STARTED_S
    talk.leave(now)
    session.go(max(0, session.step.index - (2 if just_started else 1)), now)
    return ""


def again(talk: Conversation, now: Seconds) -> str:
    """Do this set once more from its start."""
    session, step = talk.session, talk.session.step
    same = [
        other.index
        for other in session.plan.steps[: step.index + 1]
        if other.works and (other.exercise, other.round, other.set) == (step.exercise, step.round, step.set)
        and (other.side, other.work) == (step.side, step.work) and (not step.works or other.position == step.position)
    ]  # fmt: skip
    if not same:
        return "not_now_again"
    talk.leave(now)
    session.go(same[0] if step.works else same[-1], now)
    return ""


def switch(talk: Conversation, now: Seconds) -> str:
    """Change over now: to the side that is still to come, or back to the first one."""
    session, step = talk.session, talk.session.step
    exercise = session.plan.exercise(step)
    if exercise is None or len(exercise.sides) < 2 or step.side is None:
        return "not_now_switch"
    same = [
        other
        for other in session.plan.steps
        if (other.exercise, other.round, other.set) == (step.exercise, step.round, step.set)
    ]
    ahead = [other for other in same if other.phase is State.SWITCH_SIDE and other.index > step.index]
    first = [other for other in same if other.works and other.side is exercise.sides[0]]
    talk.leave(now)
    session.go((ahead or first)[0].index, now)
    return ""


def restart(talk: Conversation, now: Seconds) -> str:
    """Ask whether to begin again."""
    talk.ask(Question.RESTART, now)
    return ""


def pause(talk: Conversation, now: Seconds) -> str:
    """Stop the clock and say how to go on."""
    talk.pause("paused", now)
    return ""


def resume(talk: Conversation, now: Seconds) -> str:
    """Go on after a pause; when nothing is paused, the same as next."""
    session = talk.session
    if session.state is State.PAUSED:
        talk.halt(now)
        session.carry_on(now)
        return ""
    return "" if session.state is State.RESUMING else next_step(talk, now)


def stop(talk: Conversation, now: Seconds) -> str:
    """Be silent and pause at once; a second time within ten seconds, end."""
    if talk.session.state in {State.WAITING, State.FINISHED}:
        talk.session.effects.append(Hush())
        return ""
    still = talk.session.state is State.PAUSED
    if still and talk.stopped_at is not None and now - talk.stopped_at <= SECOND_STOP_S:
        talk.stopped_at = None
        _end_or_ask(talk, now, sure=True)
        return ""
    talk.stopped_at = now
    talk.pause("stopped", now)
    return ""


def finish(talk: Conversation, now: Seconds) -> str:
    """End and save; asks first while much is still to be done."""
    match talk.session.state:
        case State.FINISHED:
            pass
        case State.WAITING:
            talk.end(now)
        case _:
            _end_or_ask(talk, now, sure=answers.done_share(talk.session, now) >= ASKS_BELOW)
    return ""


def pain(talk: Conversation, now: Seconds) -> str:
    """Stop the set, let the body come out of it, then ask how strong the pain is."""
    talk.halt(now)
    talk.session.hurt = True
    talk.ask(Question.PAIN, now, (talk.line("pain_ease"),), gap_s=openings.AFTER_BODY_S)
    return ""


def undo(talk: Conversation, now: Seconds) -> str:
    """Take the last command that moved on back: the same second of the same step."""
    if talk.moved is None or now - talk.moved[1] > UNDO_S:
        return "not_now_undo"
    talk.halt(now)
    talk.session.place, talk.moved = talk.moved[0], None
    talk.session.take_up(now, (talk.line("undone"),))
    return ""


def _end_or_ask(talk: Conversation, now: Seconds, *, sure: bool) -> None:
    if sure and not talk.cautious:
        talk.end(now)
    else:
        talk.ask(Question.FINISH, now)

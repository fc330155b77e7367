"""Commands that move through the plan, stop it, or end it: one function a command.

Each returns None when it has obeyed, else why not; then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from voice_coach.core.commands import progress
from voice_coach.core.commands.dialogue import UNDO_S, Dialogue, Question
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.effects import Chime, Hush, Priority, Record, Role, Tone
from voice_coach.core.place import Place
from voice_coach.core.plan.routine import Exercise, Hold, Motion, Reps, Seconds, Switch, Variant
from voice_coach.core.plan.steps import UNKNOWN_PAIN, Form, Step, counts_aloud, reps_done
from voice_coach.core.session import COUNT_IN_S, Session
from voice_coach.core.speech import instructions
from voice_coach.core.speech.wording import Line
from voice_coach.core.states import Happening, State

SECOND_STOP_S: Seconds = 10.0
JUST_STARTED_S: Seconds = 3.0
PIPS_S: Seconds = 3.0
"""What is kept of a step before work when the user moves on: the three pips."""

ASKS_BELOW = 0.8
"""Ending asks for a yes while less than this share of the routine is done."""


def start(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Begin the routine, or begin it again after its end."""
    session = talk.session
    session.began_at, talk.moved = now, None
    session.hurt = False
    # Of this session's forms, tempo and load are kept, and the easier form of what hurt last time.
    forms = tuple(
        replace(form, share=1.0, variant=_first_variant(session.plan.exercises[number], form))
        for number, form in enumerate(session.place.forms)
    )
    session.place = Place(forms=forms)
    session.go(0, now, Happening.STARTED)
    return None


def _first_variant(exercise: Exercise, form: Form) -> Variant:
    """The form with which an exercise begins: the easier one of what hurt last time."""
    return Variant.EASIER if form.hurt and exercise.easier else Variant.PLAIN


def next_step(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Go on to the next step; before work its count-in comes first."""
    session = talk.session
    if session.step.index + 1 == len(session.plan.steps):
        talk.end(now)
        return None
    goes_on = session.running and session.plan.work_after(session.step, session.place.course) is not None
    talk.leave(now)
    if goes_on:
        left_s = progress.step_left_s(session, now)
        session.shorten(now, PIPS_S if left_s is None else min(left_s, PIPS_S))
    else:
        session.go(session.following.index, now)
    return None


def next_exercise(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Go on to the next exercise; after the last one, to the end."""
    _lead_on(talk, now)
    return None


def done(talk: Dialogue, now: Seconds) -> Refusal | None:
    """End a set without a tempo, to failure or in its range, or a timed movement: it counts as done."""
    session = talk.session
    if not may_end(session, now):
        return Refusal.NOTHING_TO_END
    talk.leave(now)
    session.effects.append(Chime(Tone.END))
    session.end_step(now, Happening.MOVED)
    return None


def may_end(session: Session, now: Seconds) -> bool:
    """Whether the user may end the work here: it is their pace, to failure, or far enough."""
    match session.work:
        case Reps() as reps:
            done_s = session.elapsed_s(now)
            return not reps.tempo or reps.to_failure or 0 < reps.least <= reps_done(reps, 0, done_s)
        case Hold() as hold:
            return hold.to_failure or 0 < hold.least_s <= session.elapsed_s(now)
        case Motion() as motion:
            return session.elapsed_s(now) >= motion.least_s
    return False


def count(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Count a rep or a round that the user has done; the last one ends the set."""
    session, work = talk.session, talk.session.work
    if not counts_aloud(work):
        return Refusal.NOTHING_TO_COUNT
    counted = session.place.counted + 1
    last = isinstance(work, Reps) and not work.to_failure and counted >= work.count
    if last:
        talk.leave(now)
    session.place = replace(session.place, counted=counted)
    number = session.wording.number(counted)
    session.say((Line(session.wording("count", n=number), Role.COUNT, 0.0),), Priority.COUNT)
    if last:
        session.effects.append(Chime(Tone.END))
        session.end_step(now, Happening.MOVED)
    return None


def skip(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Leave out the rest of the exercise, all its sets and sides."""
    session, step = talk.session, talk.session.step
    ahead = session.plan.work_from(step)
    if step.exercise is None or ahead is None or ahead.turn != step.turn:
        return Refusal.NOTHING_TO_SKIP
    return leave_out(talk, now)


def leave_out(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Go on with the next exercise, also from the rest after this one; after the last one, to the end."""
    session, step = talk.session, talk.session.step
    exercise = session.plan.exercise(step)
    _lead_on(talk, now, *([Record("skip", session.plan.key(step), step.index, now)] if exercise else []))
    return None


def _lead_on(talk: Dialogue, now: Seconds, *records: Record) -> None:
    session, following, because = talk.session, talk.session.next_exercise, talk.led_by
    talk.leave(now)
    session.effects += records
    session.go(following.index if following else len(session.plan.steps) - 1, now, because, by_itself=not following)


def back(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Go to the previous step; when the clock has only just led here, to the one before that."""
    session = talk.session
    just_started = session.place.by_itself and session.elapsed_s(now) <= JUST_STARTED_S
    talk.leave(now)
    behind = [step.index for step in islice(session.plan.behind(session.step.index, session.place.course), 2)]
    session.go(behind[-1 if just_started else 0] if behind else 0, now)
    return None


def again(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Do this set once more from its start; in the rest after it, all of it, from its first side."""
    session, step = talk.session, talk.session.step
    exercise = session.plan.exercise(step)
    all_sets = exercise is not None and exercise.switch is Switch.AFTER_SETS
    same = [
        other.index
        for other in _of_turn(session)
        if other.works and other.index <= step.index and other.set == step.set
        and (not step.works or (other.side, other.work, other.position) == (step.side, step.work, step.position))
        and (not all_sets or other.side is step.side)
    ]  # fmt: skip
    if not same:
        return Refusal.NO_SET
    talk.leave(now)
    session.go(same[0], now)
    return None


def switch(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Change over now: to the side that is still to come, or back to the first one."""
    session, step = talk.session, talk.session.step
    exercise = session.plan.exercise(step)
    if exercise is None or len(exercise.sides) < 2:
        return Refusal.NO_SIDES
    if step.side is None:
        return Refusal.SIDES_IN_TURN
    all_sets = exercise.switch is Switch.AFTER_SETS
    same = [other for other in _of_turn(session) if all_sets or other.set == step.set]
    ahead = [other for other in same if other.phase is State.SWITCH_SIDE and other.index > step.index]
    first = [other for other in same if other.works and other.side is exercise.sides[0]]
    if not ahead and {other.side for other in same if other.works} <= {step.side}:
        return Refusal.NO_OTHER_SIDE
    talk.leave(now)
    session.go((ahead or first)[0].index, now)
    return None


def _of_turn(session: Session) -> Iterator[Step]:
    """The steps of this exercise's turn that come, those behind as well."""
    turn, course = session.step.turn, session.place.course
    return (one for one in session.plan.steps if one.turn == turn and session.plan.comes(one, course))


def restart(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Ask whether to begin again."""
    talk.ask(Question.RESTART, now)
    return None


def pause(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Stop the clock and say how to go on."""
    talk.pause("paused", now)
    return None


def resume(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Go on after a pause, or at once in the middle of an explanation; when the clock runs, the same as next."""
    session = talk.session
    match session.state:
        case State.PAUSED:
            talk.halt(now)
            _give_time(session)
            session.carry_on(now, Happening.RESUMED)
        case State.EXPLAINING:
            session.stop_clock(now)
            session.enter(now, Happening.RESUMED)
        case State.RESUMING:
            pass
        case _:
            return next_step(talk, now)
    return None


def _give_time(session: Session) -> None:
    """Leave time to take the position in a step before work that was about to end."""
    place = session.place
    if place.length_s is not None and session.plan.work_after(session.step, place.course):
        session.place = replace(place, length_s=max(place.length_s, place.elapsed_s + COUNT_IN_S))


def stop(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Be silent and pause at once; a second time within ten seconds, end."""
    if not talk.session.at_step:
        talk.session.effects.append(Hush())
        return None
    still = talk.session.state is State.PAUSED
    if still and talk.stopped_at is not None and now - talk.stopped_at <= SECOND_STOP_S:
        talk.stopped_at = None
        _end_or_ask(talk, now, sure=True)
        return None
    talk.stopped_at = now
    talk.pause("stopped", now)
    return None


def finish(talk: Dialogue, now: Seconds) -> Refusal | None:
    """End and save; asks first while much is still to be done."""
    match talk.session.state:
        case State.FINISHED:
            pass
        case State.WAITING:
            talk.end(now)
        case _:
            _end_or_ask(talk, now, sure=progress.done_share(talk.session, now) >= ASKS_BELOW)
    return None


def pain(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Stop the set, let the body come out of it, then ask how strong the pain is."""
    session = talk.session
    talk.halt(now)
    session.hurt = True
    session.effects.append(Record("pain", session.plan.key(session.step), UNKNOWN_PAIN, now))
    talk.ask(Question.PAIN, now, (talk.line("pain_ease"),), gap_s=instructions.AFTER_BODY_S)
    return None


def undo(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Take the last command that moved on back: the same second of the same step."""
    if talk.moved is None or now - talk.moved[1] > UNDO_S:
        return Refusal.NOTHING_TO_UNDO
    talk.halt(now)
    talk.session.go_back_to(talk.moved[0])
    talk.moved = None
    asked = instructions.asked(talk.session.scene) if talk.session.scene else ()
    talk.session.take_up(now, Happening.MOVED, (talk.line("undone"), *asked))
    return None


def _end_or_ask(talk: Dialogue, now: Seconds, *, sure: bool) -> None:
    if sure and not talk.cautious:
        talk.end(now)
    else:
        talk.ask(Question.FINISH, now)

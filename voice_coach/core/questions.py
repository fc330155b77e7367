"""Questions and what their answers bring: ending, starting over, and the talk after "that hurts"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from voice_coach.core import adjustments, moves, replies
from voice_coach.core.adjustments import PACES
from voice_coach.core.commands import Command
from voice_coach.core.conversation import Conversation, Question
from voice_coach.core.effects import Priority, Record, Role
from voice_coach.core.routine import Reps, Seconds
from voice_coach.core.wording import Line

ANSWER_S: Seconds = 8.0
"""Silence after a question before it is asked once more, and after that before a pause (manners, rule 26)."""

SMALLER_UP_TO, HALF_UP_TO = 3, 5
"""Pain of 0-3: smaller and slower; 4-5: half; from 6 on: leave the exercise out (manners, rule 31)."""

LEAVES_OUT = frozenset({Question.PAIN, Question.GO_ON, Question.GO_ON_END})
"""Silence after these counts as strong pain: a later "carry on" must not lead back into the exercise that hurt."""

Answer = Callable[[Conversation, Seconds], str]


def answer(talk: Conversation, command: Command, number: int | None, now: Seconds) -> str | None:
    """Obey an answer to the open question. Returns the reason if it cannot be obeyed, None if it is no answer."""
    question = talk.question
    if question is None:
        return None
    if command is Command.NUMBER:
        return _score(talk, number, now) if question is Question.PAIN and number is not None else None
    order = _ANSWERS[question].get(command) or _ALWAYS.get(command)
    return order(talk, now) if order else None


def asked(talk: Conversation, now: Seconds) -> None:
    """The question's last sample has sounded: wait for the answer."""
    talk.session.timer = now + ANSWER_S


def unanswered(talk: Conversation, now: Seconds) -> None:
    """Nobody has answered: ask once more, with an example; then pause, which is always safe."""
    question, session = talk.question, talk.session
    if question is None:
        return
    session.timer = None
    if talk.prompts == 1:
        talk.prompts = 2
        session.ask((talk.asked(_AGAIN[question]),), now)
        return
    if question in LEAVES_OUT:
        _leave_out(talk)
        exercise = session.plan.exercise(session.step)
        session.effects.append(Record("skip", exercise.name if exercise else "", session.step.index, now))
    if question is Question.PAIN:
        talk.pause("pain_unknown", now)
        talk.say("pausing_here", priority=Priority.SAFETY)
    else:
        talk.pause("pausing_here", now)


def _score(talk: Conversation, number: int, now: Seconds) -> str:
    session, index = talk.session, talk.session.step.exercise
    exercise = session.plan.exercise(session.step)
    session.effects.append(Record("pain", exercise.name if exercise else "", number, now))
    said = session.wording.number(number)
    talk.question, session.timer = None, None
    if number > HALF_UP_TO:
        _offer_to_leave_out(talk, said, now)
    elif number > SMALLER_UP_TO:
        if index is not None:
            session.take_form(index, replace(session.form, share=0.5))
        talk.ask(Question.OFFER, now, (talk.line("pain_mid", n=said),))
    else:
        if index is not None and isinstance(session.work, Reps):
            session.take_form(index, replace(session.form, pace=max(session.form.pace - 1, PACES[0])))
        session.stop_clock(now)
        session.carry_on(now, (talk.line("pain_low", n=said),))
    return ""


def _offer_to_leave_out(talk: Conversation, said: str, now: Seconds) -> None:
    session = talk.session
    before = (talk.line("pain_high", n=said), talk.line("pain_signs", 1.0))
    _leave_out(talk)
    more = session.next_exercise is not None
    talk.ask(Question.GO_ON if more else Question.GO_ON_END, now, before)


def _leave_out(talk: Conversation) -> None:
    """Leave the exercise out from here on; whatever starts the clock again goes on with the next one."""
    session, exercise = talk.session, talk.session.step.exercise
    if exercise is not None:
        session.place = replace(session.place, left_out=session.place.left_out | {exercise})


def _carry_on(talk: Conversation, now: Seconds) -> str:
    talk.question = None
    talk.session.stop_clock(now)
    talk.session.carry_on(now)
    return ""


def _drop(talk: Conversation, now: Seconds) -> str:
    """Go back to how it was before the question: a pause stays a pause."""
    return moves.pause(talk, now) if talk.paused_before else _carry_on(talk, now)


def _start_over(talk: Conversation, now: Seconds) -> str:
    talk.leave(now)
    session = talk.session
    session.place = replace(session.place, done=frozenset(), extra_s={})
    session.go(1, now)
    return ""


def _end(talk: Conversation, now: Seconds) -> str:
    talk.end(now)
    return ""


def _end_hurt(talk: Conversation, now: Seconds) -> str:
    """Somebody in pain is not asked twice, but for a recogniser that mishears."""
    if talk.cautious:
        talk.ask(Question.FINISH, now)
    else:
        talk.end(now)
    return ""


def _easier(talk: Conversation, now: Seconds) -> str:
    """Take the exercise in again, in an easier form."""
    session = talk.session
    place = session.place
    session.place = replace(place, left_out=place.left_out - {session.step.exercise})
    reason = adjustments.easier(talk, now)
    if reason:
        session.place = place
    return reason


def _ask_again(talk: Conversation, now: Seconds) -> str:
    if talk.question is not None:
        talk.session.stop_clock(now)
        talk.session.ask((talk.asked(talk.question.value),), now)
    return ""


def _examples(talk: Conversation, now: Seconds) -> str:
    if talk.question is not None:
        talk.session.stop_clock(now)
        talk.session.ask((Line(talk.session.wording(_AGAIN[talk.question]), Role.ASK),), now)
    return ""


_AGAIN: Mapping[Question, str] = {
    Question.FINISH: "ask_again_yes_no",
    Question.RESTART: "ask_again_yes_no",
    Question.PAIN: "ask_pain_again",
    Question.OFFER: "ask_offer_again",
    Question.GO_ON: "ask_go_on_again",
    Question.GO_ON_END: "ask_again_yes_no",
}

_ALWAYS: Mapping[Command, Answer] = {
    Command.STOP: moves.stop,
    Command.PAUSE: moves.pause,
    Command.PAIN: moves.pain,
    Command.REPEAT: _ask_again,
    Command.HELP: _examples,
    Command.LOUDER: adjustments.louder,
    Command.QUIETER: adjustments.quieter,
    Command.SLEEP: replies.sleep,
    Command.WAKE: replies.wake,
}
"""What can be said while any question is open."""

_YES_NO: Mapping[Command, Answer] = {Command.NO: _drop, Command.CANCEL: _drop, Command.RESUME: _carry_on}

_ANSWERS: Mapping[Question, Mapping[Command, Answer]] = {
    Question.FINISH: {**_YES_NO, Command.YES: _end},
    Question.RESTART: {**_YES_NO, Command.YES: _start_over},
    Question.PAIN: {
        Command.FINISH: _end_hurt,
        Command.SKIP: moves.leave_out,
        Command.NEXT: moves.leave_out,
        Command.EASIER: adjustments.easier,
        Command.CANCEL: moves.pause,
    },
    Question.OFFER: {
        **_YES_NO,
        Command.YES: _carry_on,
        Command.READY: _carry_on,
        Command.EASIER: adjustments.easier,
        Command.SKIP: moves.leave_out,
        Command.NEXT: moves.leave_out,
        Command.FINISH: _end_hurt,
    },
    Question.GO_ON: {
        Command.YES: moves.leave_out,
        Command.SKIP: moves.leave_out,
        Command.NEXT: moves.leave_out,
        Command.RESUME: moves.leave_out,
        Command.EASIER: _easier,
        Command.NO: _end_hurt,
        Command.FINISH: _end_hurt,
        Command.CANCEL: moves.pause,
    },
    Question.GO_ON_END: {
        Command.YES: _end_hurt,
        Command.FINISH: _end_hurt,
        Command.NO: moves.pause,
        Command.CANCEL: moves.pause,
        Command.EASIER: _easier,
    },
}

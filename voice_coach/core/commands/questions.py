"""Questions and what their answers bring: ending, starting over, and the talk after "that hurts"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from voice_coach.core.commands import adjusting, checks, navigation
from voice_coach.core.commands.adjusting import PACES
from voice_coach.core.commands.dialogue import Dialogue, Question
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import ASKED, Command
from voice_coach.core.effects import Priority, Record
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.plan.steps import paced
from voice_coach.core.states import Happening

ANSWER_S: Seconds = 8.0
"""Silence after a question before it is asked once more, and after that before a pause (manners, rule 26)."""

SMALLER_UP_TO, HALF_UP_TO = 3, 5
"""Pain of 0-3: smaller and slower; 4-5: half; from 6 on: leave the exercise out (manners, rule 31)."""

Answer = Callable[[Dialogue, Seconds], Refusal | None]


def answer(talk: Dialogue, command: Command, number: int | None) -> Answer | None:
    """What obeys a command as an answer to the open question, or to what the step asks; None when it is none."""
    if talk.question is None:
        return checks.answer(talk, command, number)
    if command is Command.NUMBER:
        if talk.question is not Question.PAIN:
            return None
        return _ask_which if number is None else partial(_score, number)
    return _ANSWERS[talk.question].get(command)


def answers(talk: Dialogue) -> tuple[Command, ...]:
    """The commands that answer the open question, or what the step asks; none when nothing is asked."""
    if talk.question is None:
        check = checks.asked(talk)
        return checks.answers(check) if check else ()
    return (*((Command.NUMBER,) if talk.question is Question.PAIN else ()), *_ANSWERS[talk.question])


def said(talk: Dialogue, now: Seconds) -> None:
    """The question's last sample has sounded: wait for the answer."""
    talk.session.await_answer(now + ANSWER_S)


def unanswered(talk: Dialogue, now: Seconds) -> None:
    """Nobody has answered: ask once more, with an example; then pause, which is always safe."""
    question, session = talk.question, talk.session
    if question is None:
        return
    if talk.prompts == 1:
        talk.prompts = 2
        session.ask((talk.asked(question.example),), now, Happening.UNANSWERED)
        return
    if question.leaves_out:
        _leave_out(talk)
        session.effects.append(Record("skip", session.plan.key(session.step), session.step.index, now))
    if question is Question.PAIN:
        talk.pause("pain_unknown", now, Happening.UNANSWERED)
        talk.say("pausing_here", priority=Priority.SAFETY)
    else:
        talk.pause("pausing_here", now, Happening.UNANSWERED)


def _ask_which(talk: Dialogue, now: Seconds) -> None:
    """Several numbers are no answer."""
    talk.ask_again(now)


def _score(number: int, talk: Dialogue, now: Seconds) -> None:
    session, index = talk.session, talk.session.step.exercise
    session.effects.append(Record("pain", session.plan.key(session.step), number, now))
    said = session.wording.number(number)
    talk.question = None
    if number > HALF_UP_TO:
        _offer_to_leave_out(talk, said, now)
    elif number > SMALLER_UP_TO:
        if index is not None:
            session.take_form(index, replace(session.form, share=0.5))
        talk.ask(Question.OFFER, now, (talk.line("pain_mid", n=said),))
    else:
        if index is not None and paced(session.work):
            session.take_form(index, replace(session.form, pace=max(session.form.pace - 1, PACES[0])))
        session.stop_clock(now)
        session.carry_on(now, Happening.ANSWERED, (talk.line("pain_low", n=said),))


def _offer_to_leave_out(talk: Dialogue, said: str, now: Seconds) -> None:
    session = talk.session
    before = (talk.line("pain_high", n=said), talk.line("pain_signs", 1.0))
    _leave_out(talk)
    more = session.next_exercise is not None
    talk.ask(Question.GO_ON if more else Question.GO_ON_END, now, before)


def _leave_out(talk: Dialogue) -> None:
    """Leave the exercise out from here on; whatever starts the clock again goes on with the next one."""
    session, exercise = talk.session, talk.session.step.exercise
    if exercise is not None:
        session.place = replace(session.place, left_out=session.place.left_out | {exercise})


def _carry_on(talk: Dialogue, now: Seconds) -> None:
    talk.halt(now)
    talk.session.carry_on(now, Happening.ANSWERED)


def _drop(talk: Dialogue, now: Seconds) -> None:
    """Go back to how it was before the question: a pause stays a pause."""
    if talk.paused_before:
        navigation.pause(talk, now)
    else:
        _carry_on(talk, now)


def _start_over(talk: Dialogue, now: Seconds) -> None:
    talk.leave(now)
    session = talk.session
    session.place = replace(session.place, done=frozenset(), extra_s={}, answers={}, reached={})
    session.go(1, now, Happening.ANSWERED)


def _end(talk: Dialogue, now: Seconds) -> None:
    talk.end(now)


def _end_hurt(talk: Dialogue, now: Seconds) -> None:
    """Somebody in pain is not asked twice, but for a recogniser that mishears."""
    if talk.cautious:
        talk.ask(Question.FINISH, now)
    else:
        talk.end(now)


def _easier(talk: Dialogue, now: Seconds) -> Refusal | None:
    """Take the exercise in again, in an easier form."""
    session = talk.session
    place = session.place
    session.place = replace(place, left_out=place.left_out - {session.step.exercise})
    refusal = adjusting.easier(talk, now)
    if refusal:
        session.place = place
    return refusal


_YES_NO: Mapping[Command, Answer] = {Command.NO: _drop, Command.CANCEL: _drop, Command.RESUME: _carry_on}

_ANSWERS: Mapping[Question, Mapping[Command, Answer]] = {
    Question.FINISH: {**_YES_NO, Command.YES: _end},
    Question.RESTART: {**_YES_NO, Command.YES: _start_over},
    Question.PAIN: {
        Command.FINISH: _end_hurt,
        Command.SKIP: navigation.leave_out,
        Command.NEXT: navigation.leave_out,
        Command.EASIER: adjusting.easier,
        Command.CANCEL: navigation.pause,
    },
    Question.OFFER: {
        **_YES_NO,
        Command.YES: _carry_on,
        Command.READY: _carry_on,
        Command.EASIER: adjusting.easier,
        Command.SKIP: navigation.leave_out,
        Command.NEXT: navigation.leave_out,
        Command.FINISH: _end_hurt,
    },
    Question.GO_ON: {
        Command.YES: navigation.leave_out,
        Command.SKIP: navigation.leave_out,
        Command.NEXT: navigation.leave_out,
        Command.RESUME: navigation.leave_out,
        Command.EASIER: _easier,
        Command.NO: _end_hurt,
        Command.FINISH: _end_hurt,
        Command.CANCEL: navigation.pause,
    },
    Question.RETURN: {
        Command.YES: _carry_on,
        Command.RESUME: _carry_on,
        Command.READY: _carry_on,
        Command.START: _carry_on,
        Command.RESTART: _start_over,
        Command.FINISH: _end,
        Command.CANCEL: navigation.pause,
    },
    Question.GO_ON_END: {
        Command.YES: _end_hurt,
        Command.FINISH: _end_hurt,
        Command.NO: navigation.pause,
        Command.CANCEL: navigation.pause,
        Command.EASIER: _easier,
    },
}

TO_A_QUESTION = frozenset(
    command for command in Command if command.row.answers or command.row.acts_in >= ASKED
) | frozenset(command for answers in _ANSWERS.values() for command in answers)
"""What can be said while a question is open; nothing else needs to be understood then."""

"""Commands that make the coach speak and leave the plan as it is: one function a command, as in `moves`."""

from __future__ import annotations

from voice_coach.core import answers, openings
from voice_coach.core.commands import HELP_IN
from voice_coach.core.conversation import Conversation
from voice_coach.core.routine import Seconds
from voice_coach.core.states import State
from voice_coach.core.wording import Line


def repeat(talk: Conversation, now: Seconds) -> str:
    """Say the last instruction again; the clock of work stands meanwhile."""
    session = talk.session
    lines = openings.instruction(session.scene) if session.scene else session.opening_lines(now)
    return explain_lines(talk, lines, now)


def explain(talk: Conversation, now: Seconds) -> str:
    """Say the long instruction; the clock of work stands meanwhile."""
    session = talk.session
    lines = openings.explanation(session.scene) if session.scene else session.opening_lines(now)
    return explain_lines(talk, lines, now)


def sleep(talk: Conversation, now: Seconds) -> str:
    """Hear nothing but "wake up" from now on."""
    talk.asleep = True
    return _tell(talk, (talk.line("asleep"),), now)


def wake(talk: Conversation, now: Seconds) -> str:
    """Hear everything again; to somebody who is awake there is nothing to say."""
    if not talk.asleep:
        return ""
    talk.asleep = False
    return _tell(talk, (talk.line("awake"),), now)


def time_left(talk: Conversation, now: Seconds) -> str:
    """Say how much is left."""
    return _tell(talk, answers.time_left(talk.session, now), now)


def where(talk: Conversation, now: Seconds) -> str:
    """Say where we are."""
    return _tell(talk, answers.where(talk.session, now), now)


def whats_next(talk: Conversation, now: Seconds) -> str:
    """Say what comes next."""
    return _tell(talk, answers.whats_next(talk.session), now)


def help_me(talk: Conversation, now: Seconds) -> str:
    """Name the four commands of most use here."""
    wording = talk.session.wording
    a, b, c, d = (wording.phrase(command) for command in HELP_IN[talk.session.state])
    return _tell(talk, (talk.line("help", a=a, b=b, c=c, d=d),), now)


def _tell(talk: Conversation, lines: tuple[Line, ...], now: Seconds) -> str:
    talk.session.interject(lines, now)
    return ""


def explain_lines(talk: Conversation, lines: tuple[Line, ...], now: Seconds) -> str:
    """Say an instruction; a running clock stands meanwhile, a pause stays a pause, a count-in begins anew."""
    session = talk.session
    if session.state is State.PAUSED:
        session.say(lines)
    elif session.state is State.RESUMING:
        session.stop_clock(now)
        session.count_in(now, lines)
    else:
        session.stop_clock(now)
        session.explain(lines, now)
    return ""

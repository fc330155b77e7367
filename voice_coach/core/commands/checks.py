"""Steps that ask something on which the plan depends: which one, whether to, how strong the pain is, how hard it was.

They are no open questions: the session goes on by itself as the plan foresees, and stays as undoable as anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from voice_coach.core.commands import informing, navigation
from voice_coach.core.commands.dialogue import Dialogue
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.commands.table import Command
from voice_coach.core.effects import Record
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.plan.steps import Asks, Check
from voice_coach.core.states import Happening, State

Answer = Callable[[Dialogue, Seconds], Refusal | None]

YES, NO = 1, 0

_WORDS: Mapping[Command, int] = MappingProxyType(
    {Command.YES: YES, Command.READY: YES, Command.NO: NO, Command.SKIP: NO, Command.CANCEL: NO}
)
"""What answers whether to do something, beside a number of those to choose from and a score."""


def asked(talk: Dialogue) -> Check | None:
    """What is being asked by the step that runs; None where nothing is."""
    session = talk.session
    return session.plan.check(session.step) if session.state is State.CHECK else None


def answer(talk: Dialogue, command: Command, number: int | None) -> Answer | None:
    """What obeys a command as an answer to what the step asks; None when it is none."""
    check = asked(talk)
    if check is None:
        return None
    if command is Command.NUMBER and not check.yes_or_no:
        return informing.repeat if number is None or not check.takes(number) else partial(_take, number)
    if check.asks is Asks.SET and command is Command.AGAIN:  # "one more" is what was asked
        return partial(_take, YES)
    if check.yes_or_no and command in _WORDS:
        return partial(_take, _WORDS[command])
    return navigation.next_step if command is Command.CANCEL else None


def answers(check: Check) -> tuple[Command, ...]:
    """The commands that answer it."""
    return tuple(_WORDS) if check.yes_or_no else (Command.NUMBER, Command.CANCEL)


def _take(number: int, talk: Dialogue, now: Seconds) -> None:
    """Go on as was answered."""
    session, step = talk.session, talk.session.step
    check = session.plan.check(step)
    talk.leave(now)
    if step.check is not None and check is not None:
        if check.silent is not None:
            session.place = replace(session.place, answers={**session.place.answers, step.check: number})
        if check.asks in {Asks.EFFORT, Asks.PAIN}:
            kind = "effort" if check.asks is Asks.EFFORT else "pain_today"
            key = session.plan.key(step) if check.asks is Asks.EFFORT else ""
            session.effects.append(Record(kind, key, number, now))
    session.go(session.following.index, now, Happening.MOVED, by_itself=True)

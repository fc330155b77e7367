"""What the user can order: one row a command. Every set of commands is derived from these rows.

To add a command, add a row here and its phrases to the language files; nothing else need know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import Self

from voice_coach.core.commands import adjusting, informing, navigation, recalling
from voice_coach.core.commands.dialogue import Dialogue
from voice_coach.core.commands.refusal import Refusal
from voice_coach.core.plan.routine import Seconds
from voice_coach.core.states import PHASES, WORK, State

Order = Callable[[Dialogue, Seconds], Refusal | None]
"""Obeys at once and returns None, or returns why not and changes nothing."""

States = frozenset[State]

ROUTINE: States = frozenset(PHASES)
"""The routine runs, in whatever phase; a kept place counts as its step (see `states.orders_of`)."""

BESIDE: States = frozenset({State.WAITING, State.FINISHED})
"""Before the routine has begun, and after its end."""

ASKED: States = frozenset({State.ASKING})
"""A question is open. What each question takes as its answer stands in `questions`; this is what any lets through."""

NOWHERE: States = frozenset()
BREAKS: States = frozenset({State.SETUP, State.REST, State.CHECK, State.SWITCH_SIDE, State.MOVE})
TIMED: States = frozenset({State.HOLD, State.REST, State.MOTION})
FORMED: States = WORK | {State.SETUP}
LOADED: States = FORMED | {State.REST, State.CHECK, State.SWITCH_SIDE}
REPS: States = frozenset({State.REP})
COUNTED: States = REPS | {State.MOTION}
KEPT: States = frozenset({State.EXPLAINING, State.PAUSED, State.RESUMING})


class Span(Enum):
    """A stretch of a routine that a command ends."""

    STEP = auto()
    SIDE = auto()
    EXERCISE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """All there is to know of a command.

    Attributes:
        obey: what obeys it; None for what only ever answers a question.
        acts_in: the states in which it acts.
        refusal: why not, in the others.
        barge_in: the states in which it is heard also while the coach speaks.
        yields: where it barges in, it does so only while the coach says no word of it: its effect is too great for an
            echo that was half understood.
        destroys: listening waits for the final result and its confidence; the coach asks before it obeys.
        answers: it means nothing while no question is open.
        ends: what it is for to end; when the clock has ended that while it was spoken, it is done already.
        of_step: it is about the step in which it was spoken; when the clock has led on meanwhile, it leads back there.
        of_exercise: it is about the exercise in which it was spoken, wherever the clock has led meanwhile.
        safety: above zero for a safe order; of several said in one breath the highest counts.
        stops: it is safety: heard in whatever form it is said, and never taken for the coach's own word.
        wakes: it is heard also while the coach is asleep.
        everyday: no session can do without it, so it is rehearsed.
        help: where "help" names it, with its place there; the first four are named.

    """

    obey: Order | None = None
    acts_in: States
    refusal: Refusal = Refusal.NOT_NOW
    barge_in: States = NOWHERE
    yields: bool = False
    destroys: bool = False
    answers: bool = False
    ends: Span | None = None
    of_step: bool = False
    of_exercise: bool = False
    safety: int = 0
    stops: bool = False
    wakes: bool = False
    everyday: bool = False
    help: Mapping[State, int] = field(default_factory=dict)


def _help(talk: Dialogue, now: Seconds) -> None:
    """Name the four commands of most use here; while a question is open, its answers. Here, for it knows the table."""
    if talk.question is not None:
        talk.give_examples(now)
        return
    wording = talk.session.wording
    a, b, c, d = (wording.phrase(command) for command in help_in(talk.session.state))
    talk.session.interject((talk.line("help", a=a, b=b, c=c, d=d),), now)


class Command(StrEnum):
    """The commands; a member's value is the key of its phrases in a language file, its row all that is known of it."""

    row: Row

    def __new__(cls, name: str, *row: Row) -> Self:
        """Make a member of its name and its row; with a name alone a member is looked up."""
        member = str.__new__(cls, name)
        member._value_ = name
        (member.row,) = row
        return member

    # fmt: off
    START = "start", Row(
        obey=navigation.start, acts_in=BESIDE, refusal=Refusal.UNDER_WAY, barge_in=BESIDE,
        help={State.WAITING: 1, State.FINISHED: 1},
    )
    READY = "ready", Row(
        obey=navigation.next_step, acts_in=BREAKS, refusal=Refusal.AT_WORK, ends=Span.STEP,
        barge_in=BREAKS, yields=True,
        help={State.SETUP: 1, State.SWITCH_SIDE: 1, State.MOVE: 1, State.REST: 1}, everyday=True,
    )
    NEXT = "next", Row(
        obey=navigation.next_step, acts_in=ROUTINE, barge_in=frozenset(State), ends=Span.STEP,
        help={State.INTRO: 1, State.REP: 3, State.EXPLAINING: 4, State.CHECK: 1}, everyday=True,
    )
    NEXT_EXERCISE = "next_exercise", Row(
        obey=navigation.next_exercise, acts_in=ROUTINE, barge_in=frozenset(State), yields=True, ends=Span.EXERCISE,
        everyday=True,
    )
    SKIP = "skip", Row(
        obey=navigation.skip, acts_in=ROUTINE, refusal=Refusal.NOTHING_TO_SKIP, ends=Span.EXERCISE,
        barge_in=ROUTINE | KEPT, yields=True, help={State.SETUP: 4}, everyday=True,
    )
    BACK = "back", Row(
        obey=navigation.back, acts_in=ROUTINE, of_step=True, barge_in=ROUTINE | KEPT, yields=True,
        help={State.REST: 4, State.CHECK: 4, State.OUTRO: 2, State.PAUSED: 3, State.RESUMING: 3}, everyday=True,
    )
    REPEAT = "repeat", Row(
        obey=informing.repeat, acts_in=ROUTINE | ASKED, barge_in=frozenset(State),
        help={State.SETUP: 2, State.SWITCH_SIDE: 2, State.MOVE: 2, State.CHECK: 2, State.PAUSED: 2, State.RESUMING: 2},
        everyday=True,
    )
    AGAIN = "again", Row(
        obey=navigation.again, acts_in=WORK | {State.REST}, refusal=Refusal.NO_SET, of_step=True,
        barge_in=WORK | {State.REST}, yields=True,
    )
    RESTART = "restart", Row(obey=navigation.restart, acts_in=ROUTINE, destroys=True, help={State.OUTRO: 1})
    PAUSE = "pause", Row(
        obey=navigation.pause, acts_in=ROUTINE | ASKED, barge_in=frozenset(State), safety=1,
        help={State.INTRO: 2, State.REP: 1, State.HOLD: 1, State.MOTION: 1, State.EXPLAINING: 2, State.SWITCH_SIDE: 3,
            State.MOVE: 3, State.CHECK: 3, State.OUTRO: 3, State.RESUMING: 1}, everyday=True,
    )
    RESUME = "resume", Row(
        obey=navigation.resume, acts_in=ROUTINE, refusal=Refusal.NOT_PAUSED,
        barge_in=KEPT, yields=True,
        help={State.PAUSED: 1, State.EXPLAINING: 1}, everyday=True,
    )
    STOP = "stop", Row(
        obey=navigation.stop, acts_in=ROUTINE | BESIDE | ASKED, barge_in=frozenset(State), safety=2, stops=True,
        everyday=True,
    )
    FINISH = "finish", Row(
        obey=navigation.finish, acts_in=ROUTINE | BESIDE, barge_in=ROUTINE | KEPT | BESIDE, yields=True, destroys=True,
        help={State.OUTRO: 4, State.PAUSED: 4}, everyday=True,
    )
    DONE = "done", Row(
        obey=navigation.done, acts_in=WORK, refusal=Refusal.NOTHING_TO_END, barge_in=WORK, yields=True,
        ends=Span.STEP, help={State.MOTION: 3}, everyday=True,
    )
    COUNT = "count", Row(
        obey=navigation.count, acts_in=COUNTED, refusal=Refusal.NOTHING_TO_COUNT, barge_in=COUNTED, yields=True,
    )
    TIME_LEFT = "time_left", Row(
        obey=informing.time_left, acts_in=ROUTINE | BESIDE, help={State.WAITING: 2, State.HOLD: 2, State.MOTION: 2},
        everyday=True,
    )
    WHERE = "where", Row(obey=informing.where, acts_in=ROUTINE | BESIDE)
    WHATS_NEXT = "whats_next", Row(obey=informing.whats_next, acts_in=ROUTINE | BESIDE, help={State.REST: 3})
    LAST_TIME = "last_time", Row(obey=recalling.last_time, acts_in=ROUTINE | BESIDE)
    HOW_OFTEN = "how_often", Row(obey=recalling.how_often, acts_in=ROUTINE | BESIDE)
    TODAY = "today", Row(obey=recalling.for_today, acts_in=ROUTINE | BESIDE)
    EXPLAIN = "explain", Row(obey=informing.explain, acts_in=ROUTINE)
    MORE_TIME = "more_time", Row(
        obey=adjusting.more_time, acts_in=TIMED, refusal=Refusal.NO_FIXED_TIME, help={State.REST: 2},
        barge_in=TIMED, yields=True, of_step=True,
    )
    LESS_TIME = "less_time", Row(
        obey=adjusting.less_time, acts_in=TIMED, refusal=Refusal.NO_FIXED_TIME, help={State.HOLD: 3},
        barge_in=TIMED, yields=True, ends=Span.STEP,
    )
    SLOWER = "slower", Row(
        obey=adjusting.slower, acts_in=REPS, refusal=Refusal.NO_TEMPO, barge_in=REPS, yields=True, of_exercise=True,
        help={State.REP: 2},
    )
    FASTER = "faster", Row(
        obey=adjusting.faster, acts_in=REPS, refusal=Refusal.NO_TEMPO, barge_in=REPS, yields=True, of_exercise=True,
    )
    HEAVIER = "heavier", Row(obey=adjusting.heavier, acts_in=LOADED, refusal=Refusal.NO_LOAD, of_exercise=True)
    LIGHTER = "lighter", Row(obey=adjusting.lighter, acts_in=LOADED, refusal=Refusal.NO_LOAD, of_exercise=True)
    EASIER = "easier", Row(
        obey=adjusting.easier, acts_in=FORMED, refusal=Refusal.NO_EASIER_FORM, of_exercise=True, help={State.SETUP: 3},
    )
    HARDER = "harder", Row(obey=adjusting.harder, acts_in=FORMED, refusal=Refusal.NO_HARDER_FORM, of_exercise=True)
    SWITCH = "switch", Row(
        obey=navigation.switch, acts_in=ROUTINE, refusal=Refusal.NO_SIDES, ends=Span.SIDE,
        barge_in=ROUTINE | KEPT, yields=True,
    )
    LOUDER = "louder", Row(
        obey=adjusting.louder, acts_in=ROUTINE | BESIDE | ASKED,
        help={State.WAITING: 3, State.INTRO: 4, State.FINISHED: 2},
    )
    QUIETER = "quieter", Row(
        obey=adjusting.quieter, acts_in=ROUTINE | BESIDE | ASKED, help={State.WAITING: 4, State.FINISHED: 3},
    )
    LESS_TALK = "less_talk", Row(obey=adjusting.less_talk, acts_in=ROUTINE | BESIDE, help={State.INTRO: 3})
    MORE_TALK = "more_talk", Row(obey=adjusting.more_talk, acts_in=ROUTINE | BESIDE)
    PAIN = "pain", Row(
        obey=navigation.pain, acts_in=ROUTINE | ASKED, barge_in=frozenset(State), of_step=True, safety=3,
        help={State.REP: 4, State.HOLD: 4, State.MOTION: 4, State.SWITCH_SIDE: 4, State.MOVE: 4, State.RESUMING: 4,
            State.EXPLAINING: 3}, everyday=True,
    )
    UNDO = "undo", Row(
        obey=navigation.undo, acts_in=ROUTINE, refusal=Refusal.NOTHING_TO_UNDO, barge_in=ROUTINE | KEPT, yields=True,
    )
    CANCEL = "cancel", Row(acts_in=NOWHERE, refusal=Refusal.NOT_ASKED)
    YES = "yes", Row(acts_in=NOWHERE, refusal=Refusal.NOT_ASKED, answers=True, everyday=True)
    NO = "no", Row(acts_in=NOWHERE, refusal=Refusal.NOT_ASKED, answers=True, everyday=True)
    NUMBER = "number", Row(acts_in=NOWHERE, refusal=Refusal.NOT_ASKED, answers=True)
    SLEEP = "sleep", Row(obey=informing.sleep, acts_in=ROUTINE | BESIDE | ASKED, help={State.FINISHED: 4})
    WAKE = "wake", Row(obey=informing.wake, acts_in=ROUTINE | BESIDE | ASKED, wakes=True)
    HELP = "help", Row(obey=_help, acts_in=ROUTINE | BESIDE | ASKED)
    # fmt: on


HELP_NAMES = 4


def help_in(state: State) -> tuple[Command, ...]:
    """The commands of most use in a state, which "help" names."""
    named = (command for command in Command if state in command.row.help)
    return tuple(sorted(named, key=lambda command: command.row.help[state])[:HELP_NAMES])

"""The table of orders: which function obeys which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from voice_coach.core import adjustments, moves, replies
from voice_coach.core.commands import Command
from voice_coach.core.conversation import Conversation
from voice_coach.core.routine import Seconds

Order = Callable[[Conversation, Seconds], str]
"""Obeys at once and returns "", or returns the key of the sentence that says why not and changes nothing."""

ORDERS: Mapping[Command, Order] = {
    Command.START: moves.start,
    Command.READY: moves.next_step,
    Command.NEXT: moves.next_step,
    Command.SKIP: moves.skip,
    Command.BACK: moves.back,
    Command.REPEAT: replies.repeat,
    Command.AGAIN: moves.again,
    Command.RESTART: moves.restart,
    Command.PAUSE: moves.pause,
    Command.RESUME: moves.resume,
    Command.STOP: moves.stop,
    Command.FINISH: moves.finish,
    Command.DONE: moves.done,
    Command.TIME_LEFT: replies.time_left,
    Command.WHERE: replies.where,
    Command.WHATS_NEXT: replies.whats_next,
    Command.EXPLAIN: replies.explain,
    Command.MORE_TIME: adjustments.more_time,
    Command.LESS_TIME: adjustments.less_time,
    Command.SLOWER: adjustments.slower,
    Command.FASTER: adjustments.faster,
    Command.EASIER: adjustments.easier,
    Command.HARDER: adjustments.harder,
    Command.SWITCH: moves.switch,
    Command.LOUDER: adjustments.louder,
    Command.QUIETER: adjustments.quieter,
    Command.LESS_TALK: adjustments.less_talk,
    Command.MORE_TALK: adjustments.more_talk,
    Command.PAIN: moves.pain,
    Command.UNDO: moves.undo,
    Command.SLEEP: replies.sleep,
    Command.WAKE: replies.wake,
    Command.HELP: replies.help_me,
}
"""Answers and "cancel" are missing on purpose: they act only while a question is open (see `questions`)."""

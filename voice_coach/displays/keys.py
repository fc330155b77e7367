"""Single keys of a terminal, and the buttons of a presenter's clicker, as commands.

A clicker is a keyboard to the computer: its buttons send Page Down and Page Up, which are next and back here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voice_coach.core.commands import Command
from voice_coach.core.states import State

if TYPE_CHECKING:
    from voice_coach.core.status import Status

KEYS = {
    "n": Command.NEXT,
    "\x1b[C": Command.NEXT,  # arrow to the right
    "\x1b[6~": Command.NEXT,  # Page Down
    "b": Command.BACK,
    "\x1b[D": Command.BACK,  # arrow to the left
    "\x1b[5~": Command.BACK,  # Page Up
    "r": Command.REPEAT,
    "s": Command.SKIP,
    "?": Command.HELP,
    "q": Command.FINISH,
}
ANSWERS = {"y": Command.YES, "n": Command.NO}
"""What these keys mean while a question is open."""

_KEY = re.compile(r"\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Za-z]|[^\x1b]", re.DOTALL)


def keys_in(typed: str) -> tuple[str, ...]:
    """Cut what a terminal sent into keys; an arrow or a page key is one key, whatever it is made of."""
    return tuple(_KEY.findall(typed.replace("\x1bO", "\x1b[")))


def command(key: str, status: Status | None) -> Command | None:
    """Return what a key orders in a session of that status; None for a key without a meaning.

    The space bar does what is most needed: it starts, pauses, and goes on. Return says "ready" or "done".
    """
    state = status.state if status else State.WAITING
    if status and status.question and key in ANSWERS:
        return ANSWERS[key]
    if key in {" ", "\r", "\n"} and state in {State.WAITING, State.FINISHED}:
        return Command.START
    if key == " ":
        return Command.RESUME if state is State.PAUSED else Command.PAUSE
    if key in {"\r", "\n"}:
        return Command.DONE if state in {State.REP, State.MOTION} else Command.READY
    return KEYS.get(key.lower() if len(key) == 1 else key)

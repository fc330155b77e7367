"""The keyboard of a terminal, read key by key while a session goes on, and what each key orders.

A presenter's clicker is a keyboard, too: its buttons send Page Down and Page Up, which are next and back here.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
from typing import TYPE_CHECKING, Self, TextIO

from voice_coach.core.commands.table import Command
from voice_coach.core.states import State, orders_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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

NUMBERS = {str(number): number for number in range(11)}
"""What these keys mean while a question is open that a number answers; ten is typed as two."""

_KEY = re.compile(r"10|\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Za-z]|[^\x1b]", re.DOTALL)


def keys_in(typed: str) -> tuple[str, ...]:
    """Cut what a terminal sent into keys; an arrow or a page key is one key, and ten is, whatever it is made of."""
    return tuple(_KEY.findall(typed.replace("\x1bO", "\x1b[")))


def command(key: str, status: Status | None) -> Command | None:
    """Return what a key orders in a session of that status; None for a key without a meaning.

    The space bar does what is most needed: it starts, pauses, and goes on. Return says "ready" or "done".
    """
    state = status.state if status else State.WAITING
    if status and status.question and key in ANSWERS:
        return ANSWERS[key]
    if key in NUMBERS:
        return Command.NUMBER if status and Command.NUMBER in status.answers else None
    if key in {" ", "\r", "\n"} and state in Command.START.row.acts_in:
        return Command.START
    if key == " ":
        return Command.RESUME if state is State.PAUSED else Command.PAUSE
    if key in {"\r", "\n"}:
        return Command.DONE if state in Command.DONE.row.acts_in else Command.READY
    return KEYS.get(key.lower() if len(key) == 1 else key)


def keys_that_act(status: Status) -> tuple[tuple[str, Command], ...]:
    """The keys that do something in a session of that status, as they are called, and what each orders."""
    orders = orders_of(status.state, status.phase)
    keys = [("0-10", "0"), ("space", " "), ("enter", "\r"), *((key, key) for key in ("y", *KEYS) if len(key) == 1)]
    ordered = [(name, command(key, status)) for name, key in keys]
    acting = {
        name: order for name, order in ordered if order and (order in status.answers or orders in order.row.acts_in)
    }
    if status.question:
        acting.pop("enter", None)  # "ready" answers what "yes" does
        return tuple(acting.items())
    # Return says what is said at an own pace; what has its own end does not end before it.
    if acting.get("enter") is Command.START or (acting.get("enter") is Command.DONE and not status.may_end):
        del acting["enter"]
    elif "enter" in acting and acting["enter"].row.obey is Command.NEXT.row.obey:
        acting.pop("n", None)  # the same, by another name
    return tuple(acting.items())


_LOOK_S = 0.1
"""How often the reading thread looks whether it is to end; a key is read at once."""

_NOUGHT_S = 1.0
"""So long a one waits for a nought: who types that a pain is of ten must not be taken to have said one."""


class Keyboard:
    """Calls ``press`` for each key that means something, from a thread of its own, until it is closed.

    It gives the order and, for a number, which. ``status`` returns what the session shows, None before its first
    status. Where ``terminal`` is none, such as a pipe, nothing is read. Use it in a ``with`` statement: then the
    terminal is given back as it was found.
    """

    def __init__(
        self,
        press: Callable[[Command, int | None], None],
        status: Callable[[], Status | None],
        terminal: TextIO | None = None,
    ) -> None:
        self._press = press
        self._status = status
        self._terminal = terminal or sys.stdin
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="keyboard", daemon=True)

    def __enter__(self) -> Self:
        if self._terminal.isatty():
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop reading and give the terminal back; calling it twice is harmless."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def _listen(self) -> None:
        for typed in _typed(self._terminal, self._closing):
            for key in keys_in(typed):
                order = command(key, self._status())
                if order is not None:
                    self._press(order, NUMBERS.get(key))


if sys.platform == "win32":

    def _typed(terminal: TextIO, closing: threading.Event) -> Iterator[str]:  # noqa: ARG001 - there is one console
        """Yield what is typed. Keys that Windows sends as two codes, such as arrows, are left out."""
        import msvcrt  # noqa: PLC0415 - only Windows has it

        while not closing.wait(_LOOK_S):
            typed = ""
            while msvcrt.kbhit() or (typed.endswith("1") and not closing.wait(_NOUGHT_S) and msvcrt.kbhit()):
                key = msvcrt.getwch()
                if key in {"\0", "\xe0"}:
                    msvcrt.getwch()
                else:
                    typed += key
            yield typed

else:

    def _typed(terminal: TextIO, closing: threading.Event) -> Iterator[str]:
        """Yield what is typed, without waiting for the end of a line; ends when the terminal goes away."""
        import select  # noqa: PLC0415 - not for terminals on Windows
        import termios  # noqa: PLC0415 - Windows has none
        import tty  # noqa: PLC0415 - Windows has none

        fd = terminal.fileno()
        before = termios.tcgetattr(fd)
        try:
            tty.setcbreak(fd, termios.TCSADRAIN)  # keeps what was typed ahead
            while not closing.is_set():
                if select.select([fd], [], [], _LOOK_S)[0]:
                    typed = os.read(fd, 64)
                    if not typed:
                        return
                    if typed.endswith(b"1") and select.select([fd], [], [], _NOUGHT_S)[0]:
                        typed += os.read(fd, 64)
                    yield typed.decode(errors="ignore")
        except OSError:  # the terminal was closed under us
            return
        finally:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(fd, termios.TCSADRAIN, before)

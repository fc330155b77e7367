"""Keeps a session alive: runs it in a process of its own, and begins another when that dies or shows no life."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Self

from voice_coach.errors import SupervisionError, VoiceCoachError
from voice_coach.storage import cache_folder
from voice_coach.supervision.heartbeat import Doing, Heartbeat, Sign
from voice_coach.supervision.notify import Notifier
from voice_coach.supervision.policy import Part, Policy
from voice_coach.supervision.signals import Handlers, give_back, handled_by

LOOK_S = 0.1
"""How often the parent looks for a sign of life; a death it sees at once."""

SILENT_S = 1.4
"""So old a sign of life is a dead process: whoever lies on the floor is to wait two seconds at the most. A turn of the
loop takes 0.2 s, and a second where a voice or a disk fails."""

OPENING_S = 8.0
"""So long devices may take to be opened or closed: a Bluetooth loudspeaker wakes in five."""

BEGINNING_S = 600.0
"""So long a beginning may take: it may fetch a model, and has limits of its own for the rest."""

PATIENCE_S = 5.0
"""How long a process that was asked to end may take."""

CRASHED = 70
"""The exit code of a process that has met an error of ours (EX_SOFTWARE of sysexits.h)."""


@dataclass(frozen=True, slots=True)
class Death:
    """The end of the process before this one that nobody had asked for: its last sign of life, and how long ago."""

    sign: Sign
    away_s: float


@dataclass(frozen=True, slots=True)
class Life:
    """What a session's process is born with; ``death`` is that of the one before it, None for the first.

    ``parent`` is the number of the process that begins the next one, 0 where none does.
    """

    heartbeat: Heartbeat = field(default_factory=Heartbeat)
    death: Death | None = None
    without: frozenset[Part] = frozenset()
    parent: int = 0

    def throw_away(self) -> None:
        """End this process at once, for another to go on; without a parent to begin that, do nothing."""
        if self.parent and self.parent == os.getppid():  # one that was killed begins none
            os._exit(CRASHED)


Session = Callable[[Life], int]
"""Runs a session, or the rest of one, and returns the exit code. What it raises is an error of ours."""


def supervised(session: Session) -> int:
    """Run a session until it has come to its end, in as many processes as that takes; return its exit code.

    A process that ends with a code of its own was asked to, or has told why it cannot go on. Where processes cannot be
    forked (Windows), the session runs in this one. Raises SupervisionError (``session-dies``) when every process dies.
    """
    if not hasattr(os, "fork"):
        return session(Life())
    life = Life(parent=os.getpid())
    policy, notifier = Policy(), Notifier()
    with _Child() as child:
        while True:
            born = time.monotonic()
            life.heartbeat.begin()
            child.begin(session, life)
            code = child.end(life.heartbeat, notifier)
            if code is not None:
                notifier.send("STOPPING=1")
                return code
            sign = life.heartbeat.last
            if sign.doing is Doing.ENDING:  # it died of closing something; nothing is left to go on with
                notifier.send("STOPPING=1")
                return 0
            after = policy.died(time.monotonic() - born, sign.step, sign.doing)
            if after.gives_up:
                raise SupervisionError(
                    "session-dies",
                    "The session has died again and again, at the same place.",
                    f"What was done is kept; --resume start-over begins anew. Please report {crash_path()}, if there.",
                )
            child.rest(after.wait_s)
            if child.asked:
                return 128 + child.asked
            life = Life(life.heartbeat, Death(sign, time.monotonic() - sign.given), after.without, life.parent)


class _Child:
    """The parent's end of one process after the other: its death is seen at once, and signals are passed on to it."""

    def __init__(self) -> None:
        self._pid = 0
        self._alive = -1
        """The read end of a pipe that the child holds open as long as it lives."""
        self.asked = 0
        self._asked_at = 0.0
        self._terminal = _Terminal()

    def __enter__(self) -> Self:
        self._before = handled_by(self._pass_on)
        return self

    def __exit__(self, *_: object) -> None:
        give_back(self._before)

    def begin(self, session: Session, life: Life) -> None:
        """Fork a process that runs the session; it is told of what was asked before this one knew of it."""
        self._alive, held = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, self._before)
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._alive)
            os._exit(_run(session, life, self._before, mask))
        os.close(held)
        if self.asked:
            os.kill(self._pid, self.asked)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def end(self, heartbeat: Heartbeat, notifier: Notifier) -> int | None:
        """Wait for its end, or bring it about; return its exit code, None for a death that nobody had asked for."""
        looked, patient_until = time.monotonic(), 0.0
        while not select.select([self._alive], [], [], LOOK_S)[0]:
            now, sign = time.monotonic(), heartbeat.last
            if now - looked > SILENT_S / 2:  # we were stopped, or the machine slept, and so did the child
                patient_until = now + SILENT_S
            looked = now
            if (self.asked and now - self._asked_at > PATIENCE_S) or (now > patient_until and _is_dead(sign, now)):
                self._kill()
            elif sign.doing is not Doing.BEGINNING:
                notifier.alive()
        os.close(self._alive)
        _, status = os.waitpid(self._pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if code < 0 or code == CRASHED:
            self._terminal.give_back()
            return 128 + self.asked if self.asked else None
        return code

    def rest(self, wait_s: float) -> None:
        """Wait before the next one; who asks for the end need not."""
        give_up = time.monotonic() + wait_s
        while not self.asked and (left_s := give_up - time.monotonic()) > 0:
            time.sleep(min(left_s, LOOK_S))

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)

    def _pass_on(self, number: int, _frame: FrameType | None) -> None:
        if not self.asked:
            self.asked, self._asked_at = number, time.monotonic()
        if self._pid:  # a terminal's Ctrl-C reaches the child itself as well; it takes no notice of a second one
            with suppress(ProcessLookupError):
                os.kill(self._pid, number)


def _is_dead(sign: Sign, now: float) -> bool:
    """Whether this is the last that will be heard of a process."""
    match sign.doing:
        case Doing.BEGINNING:
            limit_s = BEGINNING_S
        case Doing.DEVICES | Doing.ENDING:
            limit_s = OPENING_S
        case _:
            limit_s = SILENT_S
    return now - sign.given > limit_s


def _run(session: Session, life: Life, handlers: Handlers, mask: Iterable[int]) -> int:
    """Run a session in the forked process; whatever happens, nothing of the parent's own is run after it."""
    try:
        give_back(handlers)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        code = session(life)
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except VoiceCoachError as error:  # shown to developers instead of told
        traceback.print_exc()
        code = error.exit_code
    except BaseException:  # noqa: BLE001 - an error of ours; the next process goes on
        code = CRASHED
        if os.environ.get("VOICE_COACH_DEBUG"):
            traceback.print_exc()
        with suppress(OSError):
            crash_path().parent.mkdir(parents=True, exist_ok=True)
            crash_path().write_text(traceback.format_exc(), encoding="utf-8")
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    return code


def crash_path() -> Path:
    """Where the last error of ours that has ended a process is written down."""
    return cache_folder("crash.txt")


class _Terminal:
    """The terminal as it was found; a process that was killed has not given it back."""

    def __init__(self) -> None:
        self.there = sys.stdin is not None and sys.stdin.isatty()
        if self.there:
            import termios  # noqa: PLC0415 - Windows has none, and forks nothing

            self._before = termios.tcgetattr(sys.stdin)

    def give_back(self) -> None:
        """Let it be as it was: keys, the screen behind the session's, and the cursor."""
        if self.there:
            import termios  # noqa: PLC0415 - as above

            with suppress(termios.error):
                termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._before)
            if sys.stdout.isatty():
                with suppress(OSError):
                    os.write(sys.stdout.fileno(), b"\x1b[?1049l\x1b[?25h")

"""The coach that waits: puts together what may start a routine, and does what the menu says."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from voice_coach.app.standby.child import Asked, ChildSession
from voice_coach.app.standby.listening import Listening, known_phrases
from voice_coach.core.commands.table import Command
from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.displays.keyboard import Keyboard
from voice_coach.errors import UsageError
from voice_coach.standby.alarms import Alarms
from voice_coach.standby.choosing import Digit, Happening, Menu, Pushed
from voice_coach.standby.clicker import Clicker
from voice_coach.standby.pins import Pins
from voice_coach.supervision.notify import Notifier

LOOK_S = 0.1
"""How often it is looked at what the microphone has brought; keys are seen at once."""

ALIVE_S = 2.0
"""How often the time of day is looked at, and systemd told that the coach lives."""

PAUSE_S = 5.0
"""How long nothing starts after a session that ended with an error, or one that cannot run were run for ever."""

AWAITING = Status(State.WAITING, State.WAITING, "Waiting", answers=(Command.NUMBER,))
"""What the keyboard is told: Return and space start, and digits are numbers."""


@dataclass(frozen=True, slots=True)
class StandbyOptions:
    """What a coach waits for.

    ``language`` is a code or the path of a language file; ``microphone`` as in `RunOptions`, and ``listen`` is False
    for none. ``at`` are times of day; ``button``, ``led`` and ``buzzer`` the numbers of pins, None for what is not
    there; ``clicker`` a part of a device's name, "" for none. ``session`` are options for `run`.
    """

    language: str = "en"
    microphone: str = ""
    listen: bool = True
    at: tuple[dt.time, ...] = ()
    button: int | None = None
    clicker: str = ""
    led: int | None = None
    buzzer: int | None = None
    session: tuple[str, ...] = ()


def standby(menu: Menu, options: StandbyOptions, tell: Callable[[str], None]) -> int:
    """Wait, start what is wanted, and wait again, until somebody ends it; return 128 and the signal's number.

    Raises UsageError when there is nothing to wait for, and for what cannot be used; AudioError for a sound file that
    cannot.
    """
    _check(menu, options)
    with ExitStack() as stack:
        session = ChildSession(options.session)
        asked = Asked(session.pass_on)
        stack.callback(asked.close)
        return _Standby(menu, options, tell, stack).go_on(session, asked)


def _check(menu: Menu, options: StandbyOptions) -> None:
    """Raise UsageError for what starts the default routine where there is none."""
    wanting = {"--at": options.at, "--clicker": options.clicker, "--button": options.button is not None}
    if menu.default is None and any(wanting.values()):
        names = " and ".join(name for name, wanted in wanting.items() if wanted)
        hint = "Name one with --routine, or in the settings."
        raise UsageError("no-default", f"{names} cannot start anything: there is no default routine.", hint)


class _Standby:
    def __init__(self, menu: Menu, options: StandbyOptions, tell: Callable[[str], None], stack: ExitStack) -> None:
        self._menu, self._options, self._tell = menu, options, tell
        self._events: SimpleQueue[Happening | None] = SimpleQueue()
        self._notifier = Notifier()
        self._alarms = Alarms(options.at, _now())
        self._clicker: Clicker | None = None
        self._listening = self._ears()
        if not (self._listening or sys.stdin.isatty() or options.at or options.clicker or options.button is not None):
            raise UsageError(
                "nothing-to-wait-for",
                "The coach is told to wait for nothing: there is no microphone, terminal, button, clicker or time.",
                "Leave --no-mic out, or give --button, --clicker or --at.",
            )
        self._pins = Pins(options.button, options.led, options.buzzer, lambda: self._events.put(Pushed.BUTTON))
        stack.callback(self._pins.close)
        if self._listening:
            stack.callback(self._listening.close)
        stack.callback(self._let_go)

    def go_on(self, session: ChildSession, asked: Asked) -> int:
        """Wait and start until the end is asked for."""
        while True:
            self._tell(self._waits_for())
            routine = self._wait(asked)
            if routine is None:
                return 128 + asked.number if asked.number else 0
            self._pins.beep()
            began = _now()
            code = session.run(routine, self._meanwhile)
            if asked.number:
                return 128 + asked.number
            minutes = (_now() - began).total_seconds() / 60
            self._tell(f"{routine} has ended after {minutes:.1f} min" + (f", with exit code {code}" if code else ""))
            self._meanwhile()
            if code:
                self._rest(asked)

    def _wait(self, asked: Asked) -> str | None:
        """Wait with everything open, and return the routine that is to start; None for the end."""
        with ExitStack() as stack:
            if self._listening:
                stack.callback(self._listening.close)
                self._listening.begin()
            self._take_clicker()
            stack.callback(self._let_go)
            stack.enter_context(Keyboard(self._pressed, lambda: AWAITING))
            self._drain()
            self._pins.waiting(now=True)
            stack.callback(self._pins.waiting, now=False)
            self._notifier.alive()
            for happening in self._happenings(asked):
                choice = self._menu.choose(happening)
                if choice.line:
                    self._tell(choice.line)
                if choice.routine:
                    return choice.routine
        return None

    def _happenings(self, asked: Asked) -> Iterator[Happening]:
        looked = 0.0
        while not asked.number:
            try:
                event = self._events.get(timeout=LOOK_S)
            except Empty:
                pass
            else:
                if event is None:  # the key that ends
                    return
                yield event
            if self._listening:
                yield from self._listening.hear()
                if self._listening.ended:
                    self._tell("the sound file has ended")
                    return
            if time.monotonic() - looked >= ALIVE_S:
                looked = time.monotonic()
                self._notifier.alive()
                self._look_for_clicker()
                if (due := self._alarms.due(_now())) is not None:
                    yield due

    def _meanwhile(self) -> None:
        """What goes on while a session runs."""
        self._notifier.alive()
        if (due := self._alarms.due(_now())) is not None:
            self._tell(f"{due:%H:%M} came while a session was under way: left out")

    def _rest(self, asked: Asked) -> None:
        until = time.monotonic() + PAUSE_S
        while not asked.number and time.monotonic() < until:
            time.sleep(LOOK_S)

    def _ears(self) -> Listening | None:
        if not self._options.listen:
            return None
        try:
            ear, phrases = known_phrases(
                self._options.language, self._menu.routines, default=self._menu.default is not None
            )
        except UsageError as error:
            self._tell(error.message)
            return None
        for line in phrases.told:
            self._tell(line)
        return Listening(ear, self._options.microphone, self._tell)

    def _take_clicker(self) -> None:
        if self._options.clicker:
            self._clicker = Clicker(self._options.clicker, lambda: self._events.put(Pushed.CLICKER))

    def _look_for_clicker(self) -> None:
        """Take a clicker that was unplugged up again when it is there."""
        if self._clicker and self._clicker.lost:
            try:
                self._take_clicker()
            except UsageError:
                return
            self._tell("The clicker is there again.")

    def _let_go(self) -> None:
        clicker, self._clicker = self._clicker, None
        if clicker:
            clicker.close()

    def _drain(self) -> None:
        """Forget what was pressed while a session ran: the button may have meant something there."""
        while not self._events.empty():
            self._events.get()

    def _pressed(self, order: Command, number: int | None) -> None:
        if order is Command.START:
            self._events.put(Pushed.KEY)
        elif order is Command.NUMBER and number is not None:
            self._events.put(Digit(number))
        elif order is Command.FINISH:
            self._events.put(None)

    def _waits_for(self) -> str:
        options = self._options
        name = self._menu.routines[0].spoken()[0]
        ways = (
            (self._listening is not None, f'a phrase, such as "start {name}"'),
            (sys.stdin.isatty(), "a key (Return, 1 to 9; q ends)"),
            (options.button is not None, f"the button at pin {options.button}"),
            (bool(options.clicker), f"the clicker {options.clicker}"),
            (bool(options.at), " and ".join(f"{one:%H:%M}" for one in options.at)),
        )
        return "waiting for " + ", ".join(told for so, told in ways if so)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).astimezone()

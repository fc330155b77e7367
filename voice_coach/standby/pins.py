"""A button, a lamp and a buzzer on the pins of a Raspberry Pi, and the only import of gpiozero."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from voice_coach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

BOUNCE_S = 0.05
"""For so long the contacts of a cheap button may chatter."""

BEEP_S = 0.15


class Pins:
    """What is wired to a board, by the numbers of its pins (BCM); None for what is not there.

    The button closes its pin to ground, and calls ``pressed`` on a thread of gpiozero's. Raises UsageError
    (``no-pins``) without gpiozero, without such pins, and for one that is taken or given twice.
    """

    def __init__(self, button: int | None, led: int | None, buzzer: int | None, pressed: Callable[[], None]) -> None:
        self._stack = ExitStack()
        self._led: Any = None
        self._buzzer: Any = None
        if button is led is buzzer is None:
            return
        try:
            import gpiozero  # noqa: PLC0415 - an extra, which only a board needs
        except ImportError as error:
            hint = "Install the extra: pip install 'voice-coach[gpio]'"
            raise UsageError("no-pins", "A button, an LED or a buzzer needs gpiozero.", hint) from error
        try:
            if button is not None:
                made = gpiozero.Button(button, bounce_time=BOUNCE_S)
                self._stack.callback(made.close)
                made.when_pressed = pressed
            if led is not None:
                self._led = gpiozero.LED(led)
                self._stack.callback(self._led.close)
            if buzzer is not None:
                self._buzzer = gpiozero.Buzzer(buzzer)
                self._stack.callback(self._buzzer.close)
        except (gpiozero.GPIOZeroError, OSError, ValueError) as error:
            self.close()
            hint = "Look at the numbers (BCM), and whether this account may use the pins (group gpio)."
            raise UsageError("no-pins", f"The pins cannot be used: {error}", hint) from error

    def waiting(self, *, now: bool) -> None:
        """Light the LED while the coach waits."""
        if self._led is not None:
            self._led.value = int(now)

    def beep(self) -> None:
        """Sound the buzzer once, briefly; it does not wait for its end."""
        if self._buzzer is not None:
            self._buzzer.beep(on_time=BEEP_S, off_time=BEEP_S, n=1, background=True)

    def close(self) -> None:
        """Let go of the pins; calling it twice is harmless."""
        self._led = self._buzzer = None
        self._stack.close()

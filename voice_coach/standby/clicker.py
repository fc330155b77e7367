"""A presenter's clicker, or a headset's media keys, read from the kernel; the only import of evdev.

It is grabbed while the coach waits, so that Page Down turns no page elsewhere, and given back for the session.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from select import select
from typing import Any, Protocol

from voice_coach.errors import UsageError

STARTS = frozenset({28, 96, 109, 164, 200, 207})
"""Enter (and that of the keypad), Page Down, play/pause, play (two codes): as linux/input-event-codes.h has them."""

KEY, DOWN = 1, 1
"""The type of an event that is a key's, and its value when it goes down; 2 is a key that is held."""

LOOK_S = 0.5
"""How often the reading thread looks whether it is to end; a key is read at once."""


class InputDevice(Protocol):
    """What is used of evdev's `InputDevice`."""

    name: str

    def fileno(self) -> int:
        """The number of its open file."""
        ...

    def grab(self) -> None:
        """Have it alone. Raises OSError when somebody else does."""
        ...

    def read(self) -> Iterator[Any]:
        """What has come since. Raises OSError when it has gone."""
        ...

    def close(self) -> None:
        """Give it back."""
        ...


class Clicker:
    """Opens every input device with ``wanted`` in its name that has a starting key, and calls ``pressed`` for one.

    ``pressed`` runs on a thread of its own. A clicker may show as several devices. Raises UsageError: ``no-evdev``
    without evdev, ``no-clicker`` when there is none of that name, or somebody else has grabbed it.
    """

    def __init__(
        self, wanted: str, pressed: Callable[[], None], listed: Callable[[], list[InputDevice]] | None = None
    ) -> None:
        every = (listed or _with_keys)()
        self._devices = [one for one in every if wanted.casefold() in one.name.casefold()]
        for one in every:
            if one not in self._devices:
                one.close()
        if not self._devices:
            names = ", ".join(dict.fromkeys(one.name for one in every)) or "none that this account may read"
            hint = f"There are: {names}. The group input may read them."
            raise UsageError("no-clicker", f"No clicker is called {wanted!r}.", hint)
        self._pressed = pressed
        self._closing = threading.Event()
        try:
            for one in self._devices:
                one.grab()
        except OSError as error:
            self._give_back()
            message = f"The clicker {one.name!r} is used by another program: {error.strerror or error}"
            raise UsageError("no-clicker", message, "Close that, or choose another.") from error
        self._thread = threading.Thread(target=self._listen, name="clicker", daemon=True)
        self._thread.start()

    @property
    def lost(self) -> bool:
        """Whether all of it has gone, as when its receiver was unplugged."""
        return not self._devices

    def close(self) -> None:
        """Give it back; calling it twice is harmless."""
        self._closing.set()
        self._thread.join()
        self._give_back()

    def _give_back(self) -> None:
        devices, self._devices = self._devices, []
        for one in devices:
            with suppress(OSError):  # closing a device that was unplugged
                one.close()

    def _listen(self) -> None:
        while self._devices and not self._closing.is_set():
            for one in select(self._devices, [], [], LOOK_S)[0]:
                try:
                    events = [*one.read()]
                except OSError:
                    self._devices.remove(one)
                    with suppress(OSError):
                        one.close()
                    continue
                if any(event.type == KEY and event.value == DOWN and event.code in STARTS for event in events):
                    self._pressed()


def _with_keys() -> list[InputDevice]:
    try:
        import evdev  # noqa: PLC0415 - an extra, for Linux only
    except ImportError as error:
        hint = "Install the extra (Linux only): pip install 'voice-coach[keys]'"
        raise UsageError("no-evdev", "A clicker needs evdev.", hint) from error
    found: list[InputDevice] = []
    for path in evdev.list_devices():
        with suppress(OSError):
            device = evdev.InputDevice(path)
            if STARTS.isdisjoint(device.capabilities().get(KEY, [])):
                device.close()
            else:
                found.append(device)
    return found

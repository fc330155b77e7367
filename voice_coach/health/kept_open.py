"""A device that is kept open: watched, closed when it has fallen silent, and opened anew when it is there again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from math import inf
from threading import Thread
from typing import Generic, Protocol, TypeVar

from voice_coach.errors import AudioError

GONE_S = 0.7
"""A device that has not called for so long has gone; one that lives calls every 10 to 20 ms."""

STALL_S = 0.4
"""A loop that has not looked for so long was late itself, and knows nothing of the device."""

CLOSING_S = 0.4
"""So long a device may take to be closed: a loudspeaker plays 0.15 s of silence first."""

TRY_S = 1.0
"""How often a device that has gone is tried."""


class Calling(Protocol):
    """What is kept open: `microphone.Microphone` or `loudspeaker.Loudspeaker`."""

    @property
    def called(self) -> bool:
        """Whether it has called at all."""
        ...

    def silent_for(self) -> float:
        """Seconds since it last called, or was opened."""
        ...

    def close(self) -> None:
        """Give it back."""
        ...


Kept = TypeVar("Kept", bound=Calling)


class Change(StrEnum):
    """What has become of a device."""

    GONE = "gone"
    BACK = "back"


class KeptOpen(Generic[Kept]):
    """Keeps what ``open_it`` opens. Times are `time.monotonic`'s; all is called by one thread.

    ``device`` is None while it is away. ``tries`` counts how often it was tried in vain since it went. ``hung`` is
    called when a device that has gone cannot even be closed: PortAudio waits for it without end then.
    """

    def __init__(self, open_it: Callable[[], Kept], hung: Callable[[], None] = lambda: None) -> None:
        self._open = open_it
        self._hung = hung
        self.device: Kept | None = None
        self.tries = 0
        self._on_trial = False
        self._next = 0.0
        self._looked = -inf

    def open(self) -> Kept:
        """Open it now. Raises AudioError when it is not there."""
        self.device = self._open()
        self.tries, self._on_trial = 0, False
        return self.device

    def drop(self, until: float = 0.0) -> None:
        """Close it, and do not try it before then; twice is harmless."""
        device, self.device = self.device, None
        self._next = until
        if device:
            closing = Thread(target=device.close, name="closing", daemon=True)
            closing.start()
            closing.join(CLOSING_S)
            if closing.is_alive():
                self._hung()

    def reopen(self, now: float) -> Change | None:
        """Close it and open it at once, for it may no longer be what it was; GONE when it is not there."""
        self.drop()
        try:
            self.open()
        except AudioError:
            self._next, self._on_trial = now + TRY_S, True
            return Change.GONE
        return None

    def due(self, now: float) -> bool:
        """Whether `tend` would try it now."""
        return self.device is None and now >= self._next

    def tend(self, now: float) -> Change | None:
        """Look after it; return what has become of it, None for nothing new."""
        stalled, self._looked = now - self._looked > STALL_S, now
        if self.device:
            return None if stalled else self._look(self.device, now)
        if not self.due(now):
            return None
        self._next = now + TRY_S
        self.tries += 1
        self._on_trial = True
        with suppress(AudioError):
            self.device = self._open()
        return None

    def _look(self, device: Kept, now: float) -> Change | None:
        """Look at a device that is open; one that was opened anew is back when it calls, and only then."""
        if self._on_trial and device.called:
            self._on_trial, self.tries = False, 0
            return Change.BACK
        if device.silent_for() < GONE_S:
            return None
        self.drop(until=now + TRY_S)
        return None if self._on_trial else Change.GONE

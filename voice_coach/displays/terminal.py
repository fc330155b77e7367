"""A terminal that is read from across the room, drawn anew five times a second."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live

from voice_coach.core.states import State
from voice_coach.core.status import Status
from voice_coach.displays.layout import Picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from voice_coach.core.plan.routine import Seconds
    from voice_coach.displays.labels import Labels


class Terminal:
    """Shows the last status on the whole screen and counts its time down between two of them.

    The screen is drawn by a thread of its own, which calls ``now``; the session never waits for it. After the end
    the terminal is as it was, with the notices and the last sentence below.
    """

    def __init__(self, labels: Labels, now: Callable[[], Seconds], console: Console | None = None) -> None:
        self._labels = labels
        self._now = now
        self._status = Status(State.WAITING, State.WAITING, "voice coach")
        self._spoken: deque[str] = deque(maxlen=3)
        self._notices: list[str] = []
        self._console = console or Console()
        self._live = Live(console=self._console, get_renderable=self.picture, screen=True, refresh_per_second=5)
        self._live.start()

    def picture(self) -> Picture:
        """Return what is on the screen now."""
        notice = self._notices[-1] if self._notices else ""
        return Picture(self._labels, self._status, self._now(), tuple(self._spoken), notice)

    def show(self, status: Status) -> None:
        """Show this from the next drawing on."""
        self._status = status

    def spoken(self, text: str) -> None:
        """Show a sentence under the two before it; the last one stays when the screen is given back."""
        self._spoken.append(text)

    def notice(self, text: str) -> None:
        """Show a sentence until the next one comes, and once more when the screen is given back."""
        self._notices.append(text)

    def close(self) -> None:
        """Give the screen back and print what should stay; calling it twice is harmless."""
        if self._live.is_started:
            self._live.stop()
            for text in (*self._notices, *list(self._spoken)[-1:]):
                self._console.print(text, markup=False, highlight=False)

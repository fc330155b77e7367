"""The port that every display stands behind, and the choice between those there are."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from voice_coach.core.plan.routine import Seconds
    from voice_coach.core.status import Status
    from voice_coach.displays.labels import Labels


class Display(Protocol):
    """Shows a session to a person. None of its methods waits for anybody."""

    def show(self, status: Status) -> None:
        """Show this from now on."""
        ...

    def spoken(self, text: str) -> None:
        """Show a sentence that the coach says, for a session without sound."""
        ...

    def notice(self, text: str) -> None:
        """Show a sentence about the session itself, such as a microphone that is missing."""
        ...

    def close(self) -> None:
        """Give the screen back; calling it twice is harmless."""
        ...


def open_display(labels: Labels, now: Callable[[], Seconds]) -> Display:
    """Return a screen with big figures when standard output is a terminal, otherwise a log.

    ``now`` returns the time on the session's clock; it is called from a thread of the display's own.
    """
    # Imported here: rich takes a tenth of a second, which a log on a Raspberry Pi need not wait for.
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        from voice_coach.displays.terminal import Terminal  # noqa: PLC0415

        return Terminal(labels, now)
    from voice_coach.displays.plain import Plain  # noqa: PLC0415

    return Plain(labels, now, sys.stdout)

"""The echo's way from one session to the next: learned once, it is known when the coach says its first words.

It lies in the cache, a file for each pair of a microphone and a loudspeaker, and is made anew where it is missing.
"""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from hashlib import sha256

from voice_coach.listening.echo.absent import AbsentEcho, Echoes
from voice_coach.listening.echo.control import EchoControl
from voice_coach.storage import cache_folder, write_atomically


class EchoChoice(StrEnum):
    """What to do about the coach's own voice in the microphone.

    AUTO: it is taken out, where something comes back. OFF: it is told by the words that the coach says; only what is
    safe passes over it. ABSENT: nothing comes back, from the first word on: headphones, or a canceller of the system's.
    """

    AUTO = "auto"
    OFF = "off"
    ABSENT = "absent"


def echo_for(choice: str) -> Echoes:
    """What stands in the ear for a choice."""
    match EchoChoice(choice):
        case EchoChoice.AUTO:
            return EchoControl()
        case EchoChoice.ABSENT:
            return AbsentEcho()
        case EchoChoice.OFF:
            return None


class EchoMemory:
    """What is known of the way between two devices, by their names. What cannot be kept is forgotten."""

    def __init__(self, microphone: str, loudspeaker: str) -> None:
        name = sha256(f"{microphone}\n{loudspeaker}".encode(errors="surrogateescape")).hexdigest()[:16]
        self._path = cache_folder("echo", f"{name}.way")

    def recall(self, control: EchoControl) -> None:
        """Let it begin with what was learned before, if that is there and whole."""
        with suppress(OSError, ValueError):
            control.restore(self._path.read_bytes())

    def keep(self, control: EchoControl) -> None:
        """Keep what it has learned, if it has learned something."""
        learned = control.saved()
        if learned:
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(self._path, learned)

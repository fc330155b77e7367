"""A status in a few words, as every display writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voice_coach.core.commands.table import Command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from voice_coach.core.plan.routine import Seconds
    from voice_coach.core.states import State
    from voice_coach.core.status import HeardNote, Status

UNKNOWN = "[unk]"
"""What recognisers write for a sound that is no word they know."""


class Labels:
    """The words of a language for the screen: its section ``screen``."""

    def __init__(self, screen: Mapping[str, Mapping[str, str]]) -> None:
        self._states = screen["states"]
        self._reasons = screen["reasons"]
        self._keys = screen["keys"]
        self._broken_off = screen["broken_off"]

    def state(self, state: State) -> str:
        """What is shown of a state."""
        return self._states[state]

    @property
    def asleep(self) -> str:
        """What is shown while only "wake up" is heard."""
        return self._reasons["asleep"]

    def broken_off(self, exercises: str, recording: str = "") -> str:
        """Say what is kept of a session that was ended from outside; "" for no exercise, and for no recording."""
        kept = self._broken_off["kept" if exercises else "nothing"].format(exercises=exercises)
        return f"{kept} {self._broken_off['recorded'].format(recording=recording)}" if recording else kept

    def key(self, command: str) -> str:
        """What is shown of the command that a key orders."""
        return self._keys.get(command, command.replace("_", " "))

    def heard(self, note: HeardNote) -> str:
        """Say what was heard or pressed last and what became of it; "" where there is nothing to tell."""
        if note.pressed and note.obeyed and note.text == Command.START:
            return ""  # the welcome says as much, and a session that begins by itself has had no key
        if note.pressed:
            what = f"key: {self.key(note.text)}"
        else:
            words = " ".join(note.text.replace(UNKNOWN, " ").split())
            what = f'heard "{words}"' if words else "heard something"
        return what if note.obeyed else f"{what}, not taken: {self._reasons.get(note.reason, self._reasons['not-now'])}"


def remaining(status: Status, now: Seconds) -> Seconds | None:
    """Return the seconds that are left of the running step; None when it waits for the user."""
    return status.remaining_s if status.ends_at is None else max(0.0, status.ends_at - now)


def place(status: Status) -> str:
    """Say which side, set, round and position it is; only of what there is more than one."""
    parts = [f"{status.side} side"] if status.side else []
    for name, at, of in (
        ("set", status.set, status.sets),
        ("round", status.round, status.rounds),
        ("position", status.position, status.positions),
    ):
        if of > 1:
            parts.append(f"{name} {at} of {of}")
    return ", ".join(parts)

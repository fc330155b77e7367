"""A status in a few words, as every display writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from voice_coach.core.plan.routine import Seconds
    from voice_coach.core.states import State
    from voice_coach.core.status import HeardNote, Status


class Labels:
    """The words of a language for the screen: its section ``screen``."""

    def __init__(self, screen: Mapping[str, Mapping[str, str]]) -> None:
        self._states = screen["states"]
        self._reasons = screen["reasons"]

    def state(self, state: State) -> str:
        """What is shown of a state."""
        return self._states[state]

    def heard(self, note: HeardNote) -> str:
        """Say what was heard or pressed last and what became of it."""
        what = f"key: {note.text}" if note.pressed else f'heard "{note.text}"'
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

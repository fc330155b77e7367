"""A status in a few words, as every display writes it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from voice_coach.core.states import State

if TYPE_CHECKING:
    from voice_coach.core.routine import Seconds
    from voice_coach.core.status import HeardNote, Status

STATES = {
    State.WAITING: "Ready when you are",
    State.INTRO: "Welcome",
    State.SETUP: "Get into position",
    State.REP: "Reps",
    State.HOLD: "Hold",
    State.MOTION: "Keep moving",
    State.SWITCH_SIDE: "Change sides",
    State.MOVE: "Move to the next position",
    State.REST: "Rest",
    State.OUTRO: "The end",
    State.PAUSED: "Paused",
    State.RESUMING: "Back into position",
    State.ASKING: "A question",
    State.FINISHED: "Finished",
}


def remaining(status: Status, now: Seconds) -> Seconds | None:
    """Return the seconds that are left of the running step; None when it waits for the user."""
    return status.remaining_s if status.ends_at is None else max(0.0, status.ends_at - now)


def clock(seconds: Seconds) -> str:
    """Write a time as people count it down: 30 until the thirtieth second is over, 1:05 from a minute on."""
    whole = math.ceil(seconds)
    return f"{whole // 60}:{whole % 60:02}" if whole >= 60 else str(whole)


def duration(seconds: Seconds) -> str:
    """Write a time with its unit: 30 s, or 1:05 from a minute on."""
    text = clock(seconds)
    return text if ":" in text else f"{text} s"


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


def heard(note: HeardNote) -> str:
    """Say what was heard or pressed last and what became of it."""
    return (f"key: {note.text}" if note.pressed else f'heard "{note.text}"') + (
        "" if note.obeyed else f", not taken: {note.reason or 'not now'}"
    )

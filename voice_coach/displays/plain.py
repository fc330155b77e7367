"""A log for a machine without a screen: one line a change."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from voice_coach.core.states import State
from voice_coach.displays.labels import Labels, place, remaining
from voice_coach.formats import clock, duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from voice_coach.core.plan.routine import Seconds
    from voice_coach.core.status import Status


class Plain:
    """Writes lines such as ``[02:05] Child's pose: hold 30 s, left side``, each as soon as it is true."""

    def __init__(self, labels: Labels, now: Callable[[], Seconds], out: TextIO) -> None:
        self._labels = labels
        self._now = now
        self._out = out
        self._shown: Status | None = None

    def show(self, status: Status) -> None:
        """Write what differs from the status before: another step or state, what was heard, being asleep."""
        before, self._shown = self._shown, status
        if status.heard and (before is None or before.heard is not status.heard):
            told = self._labels.heard(status.heard)
            if told:
                self._line(told)
        if before is None or _moment(before) != _moment(status):
            self._line(_sentence(status, self._now(), self._labels))
        if before and before.asleep != status.asleep:
            self._line("not listening" if status.asleep else "listening again")

    def spoken(self, text: str) -> None:
        """Write what the coach says."""
        self._line(f"- {text}")

    def notice(self, text: str) -> None:
        """Write a sentence about the session itself."""
        self._line(f"note: {text}")

    def close(self) -> None:
        """Do nothing: a log has no screen to give back."""

    def _line(self, text: str) -> None:
        with suppress(OSError):  # a full disk or a reader that has gone must not end a session
            print(f"[{clock(int(self._now())):0>5}] {text}", file=self._out, flush=True)


def _moment(status: Status) -> tuple[object, ...]:
    """Return what a new line is worth; a rep or a second that goes by is not."""
    return status.state, status.phase, status.step, status.exercise, place(status), status.question


def _sentence(status: Status, now: Seconds, labels: Labels) -> str:
    left = remaining(status, now)
    dose = f" {duration(left)}" if left else ""
    if status.phase is State.REP and status.reps:
        dose = f" {status.reps}"
    phase = labels.state(status.phase).lower()
    match status.state:
        case State.WAITING | State.FINISHED | State.INTRO | State.OUTRO:
            return f"{status.routine}: {labels.state(status.state).lower()}"
        case State.ASKING:
            return f"question: {status.question}"
        case State.PAUSED | State.RESUMING:
            return f"{labels.state(status.state).lower()} ({': '.join(filter(None, (status.exercise, phase)))})"
    where = place(status)
    return f"{status.exercise}: {labels.state(status.state).lower()}{dose}{f', {where}' if where else ''}"

"""The live inbox: it never holds the loop up for long, and a machine that slept is the first thing that it tells."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from voice_coach.core.commands.table import Command
from voice_coach.core.events import ClockSet, Pressed, Returned
from voice_coach.inbox.live import LONGEST_WAIT_S, LiveInbox


def test_the_loop_turns_also_when_nothing_comes() -> None:
    inbox = LiveInbox(lambda: 5.0)
    assert inbox.next(None) is None
    assert inbox.next(5.0 + LONGEST_WAIT_S / 10) is None
    assert inbox.next(4.0) is None, "the time is over"


def test_what_was_posted_comes_in_order() -> None:
    inbox = LiveInbox(lambda: 5.0)
    inbox.press(Command.NEXT)
    inbox.press(Command.NUMBER, 7)
    assert inbox.next(None) == Pressed(Command.NEXT, 5.0)
    assert inbox.next(9.0) == Pressed(Command.NUMBER, 5.0, 7)


@pytest.mark.parametrize(("slept_s", "asks"), [(20.0, False), (600.0, True)])
def test_a_machine_that_slept_brings_the_coach_back_before_anything_else(
    monkeypatch: pytest.MonkeyPatch, slept_s: float, asks: bool
) -> None:
    slept = iter([0.0, 0.0, *[slept_s] * 9])
    now = [0.0]

    def wall() -> float:
        now[0] = next(slept)
        return 100.0 + now[0]

    monkeypatch.setattr("voice_coach.inbox.live.wall", wall)
    clock = SimpleNamespace(monotonic=time.monotonic, time=lambda: 1.8e9 + now[0])
    monkeypatch.setattr("voice_coach.inbox.live.time", clock)
    inbox = LiveInbox(lambda: 5.0)
    inbox.press(Command.NEXT)
    inbox.press(Command.BACK)
    assert inbox.next(None) == Pressed(Command.NEXT, 5.0)
    assert inbox.next(None) == Returned(5.0, slept_s, asks=asks)
    assert inbox.next(None) == Pressed(Command.BACK, 5.0)


def test_a_time_of_day_that_was_set_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 0.1, *[1.8e9] * 9])
    monkeypatch.setattr("voice_coach.inbox.live.wall", lambda: 100.0)
    clock = SimpleNamespace(monotonic=time.monotonic, time=lambda: next(times))
    monkeypatch.setattr("voice_coach.inbox.live.time", clock)
    inbox = LiveInbox(lambda: 5.0)
    inbox.press(Command.NEXT)
    inbox.press(Command.BACK)
    assert inbox.next(None) == Pressed(Command.NEXT, 5.0)
    assert inbox.next(None) == Pressed(Command.BACK, 5.0)
    told = inbox.next(None)
    assert isinstance(told, ClockSet)
    assert told.at == 5.0

"""A device that goes away and comes back: noticed, tried, opened anew; a busy machine is no reason."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from voice_coach.errors import AudioError
from voice_coach.health.kept_open import Change, KeptOpen


class Fake:
    """A device whose silence a test sets."""

    def __init__(self) -> None:
        self.silent = 0.0
        self.called = True
        self.closed = False

    def silent_for(self) -> float:
        return self.silent

    def close(self) -> None:
        self.closed = True


class Socket:
    """Where a device is plugged in, or not."""

    def __init__(self) -> None:
        self.plugged = True
        self.calls = True
        self.opened = 0

    def open(self) -> Fake:
        if not self.plugged:
            raise AudioError("no-device", "There is none.")
        self.opened += 1
        fake = Fake()
        fake.called = self.calls
        fake.silent = 0.0 if self.calls else 5.0
        return fake


def looks(kept: KeptOpen[Fake], since: float, seconds: float, then: Callable[[], None] = lambda: None) -> list[Change]:
    """Look five times a second; return what has become of it."""
    changes = []
    for n in range(round(seconds * 5)):
        if change := kept.tend(since + n / 5):
            changes.append(change)
        then()
    return changes


def test_a_device_that_falls_silent_has_gone_and_is_back_when_it_can_be_opened() -> None:
    socket = Socket()
    kept = KeptOpen(socket.open)
    first = kept.open()
    assert looks(kept, 0.0, 5.0) == []

    first.silent, socket.plugged = 0.8, False
    assert looks(kept, 5.0, 5.0) == [Change.GONE]
    assert (first.closed, kept.device, kept.tries) == (True, None, 4)

    socket.plugged = True
    assert looks(kept, 10.0, 1.2) == [Change.BACK]
    assert (socket.opened, kept.tries) == (2, 0)


def test_a_loop_that_was_late_itself_knows_nothing_of_the_device() -> None:
    kept = KeptOpen(Socket().open)
    kept.open().silent = 2.0
    assert kept.tend(0.0) is None, "the first look"
    assert kept.tend(3.0) is None, "three seconds late"
    assert kept.tend(3.2) is Change.GONE


def test_what_was_never_there_is_looked_for() -> None:
    socket = Socket()
    socket.plugged = False
    kept = KeptOpen(socket.open)
    with pytest.raises(AudioError):
        kept.open()
    assert looks(kept, 0.0, 3.0) == []
    socket.plugged = True
    assert looks(kept, 3.0, 1.2) == [Change.BACK]


def test_what_is_dropped_is_left_alone_for_a_while() -> None:
    socket = Socket()
    kept = KeptOpen(socket.open)
    kept.open()
    kept.drop(until=10.0)
    assert looks(kept, 0.0, 9.9) == []
    assert looks(kept, 10.0, 1.0) == [Change.BACK]


@pytest.mark.parametrize(("plugged", "change"), [(True, None), (False, Change.GONE)])
def test_opened_anew_it_is_there_or_it_has_gone(plugged: bool, change: Change | None) -> None:
    socket = Socket()
    kept = KeptOpen(socket.open)
    kept.open()
    socket.plugged = plugged
    assert kept.reopen(1.0) is change


def test_a_device_that_cannot_even_be_closed_is_told_of() -> None:
    release, told = Event(), []
    kept = KeptOpen(Socket().open, lambda: told.append("hung"))
    device = kept.open()
    device.close = release.wait  # type: ignore[method-assign,assignment]
    kept.drop()
    release.set()
    assert (told, kept.device) == (["hung"], None)


def test_a_device_that_opens_and_never_calls_is_not_back() -> None:
    socket = Socket()
    kept = KeptOpen(socket.open)
    kept.open().silent = 0.8
    socket.calls = False
    assert looks(kept, 0.0, 10.0) == [Change.GONE]
    assert socket.opened > 3, "it is tried again and again"
    socket.calls = True
    assert looks(kept, 10.0, 2.5) == [Change.BACK]

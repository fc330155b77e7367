"""The loudspeaker's clock on a machine that is too busy to play; `test_virtual_sound.py` has the real stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pytest

from tests.audio.fake_portaudio import FakePortAudio, described, install
from voice_coach.audio.devices import Device
from voice_coach.audio.format import RATE as EARS_RATE
from voice_coach.audio.format import Samples, from_bytes
from voice_coach.audio.loudspeaker import BEHIND_S, PAUSE_S, RATE, STANDSTILL_S, Lag, Loudspeaker

BLOCK = RATE // 100
BLOCK_S = 0.01


@dataclass
class Machine:
    """A machine whose sound card asks for a block every 10 ms, whenever it comes to it.

    ``sounding`` are the seconds of the session's clock, from and to, in which something sounds.
    """

    monkeypatch: pytest.MonkeyPatch
    sounding: tuple[tuple[float, float], ...] = ()
    now: float = 0.0
    given: list[float] = field(default_factory=list)
    """The session's second of every block that went to the card."""
    _filled: float = 0.0

    def __post_init__(self) -> None:
        library = install(self.monkeypatch, FakePortAudio(described("speaker", 0, 1)))
        self.monkeypatch.setattr("time.monotonic", lambda: self.now)
        self.speaker = Loudspeaker(Device(0, "speaker", 0, 1, RATE))
        self.speaker.start(self.fill)
        self.library = library

    def fill(self, out: Samples, first_frame: int) -> None:
        at = self._filled = first_frame / RATE
        out.fill(0.1 if any(begins <= at < ends for begins, ends in self.sounding) else 0.0)

    def play(self, seconds: float) -> None:
        for _ in range(round(seconds / BLOCK_S)):
            self.now += BLOCK_S
            out = np.zeros((BLOCK, 1), np.float32)
            self.library.callback(out, BLOCK, None, SimpleNamespace(output_underflow=False))
            self.given.append(self._filled)

    @property
    def late(self) -> float:
        return self.now - self.speaker.now()


def test_a_clock_that_gaps_have_made_late_is_right_again_within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch)
    machine.play(1.0)
    for _ in range(10):
        machine.now += 0.3
        machine.play(1.0)
        assert machine.late <= BEHIND_S + BLOCK_S
    assert machine.speaker.lost_s == pytest.approx(3.0, abs=BEHIND_S + BLOCK_S)
    assert "too busy" in machine.speaker.trouble


def test_no_part_of_what_sounds_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ((1.0, 3.0), (3.1, 5.0), (5.4, 5.5))
    machine = Machine(monkeypatch, words)
    machine.play(1.0)
    machine.now += 0.5
    machine.play(6.0)
    given = np.round(machine.given, 2)
    for begins, ends in words:
        assert np.isin(np.round(np.arange(begins, ends, BLOCK_S), 2), given).all()
    assert machine.late <= BEHIND_S + BLOCK_S
    assert np.isin(np.round(np.arange(3.0, 3.1, BLOCK_S), 2), given).all()  # it may be the closure of a consonant
    assert np.isin(np.round(np.arange(5.0, 5.0 + PAUSE_S, BLOCK_S), 2), given).sum() == round(PAUSE_S / BLOCK_S) - 1
    assert not np.isin(5.3, given)


@pytest.mark.parametrize("wait_s", [0.02, 0.1, 0.2])
def test_a_card_that_asks_for_several_blocks_at_once_is_not_late(wait_s: float) -> None:
    lag, given_s = Lag(), 0.0
    for wakes in range(1, 100):
        now = wakes * wait_s
        while given_s < now:
            assert lag.take(given_s, now) == 0.0
            given_s += BLOCK_S
    assert given_s > wait_s


def test_a_machine_that_slept_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch)
    machine.play(1.0)
    machine.now += STANDSTILL_S + 600.0
    machine.play(2.0)
    assert machine.speaker.lost_s == 0.0
    assert machine.speaker.trouble == ""


def test_one_gap_is_nothing_to_speak_of(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch)
    machine.play(1.0)
    machine.now += 0.3
    machine.play(1.0)
    assert machine.speaker.lost_s > 0.2
    assert machine.speaker.trouble == ""


def test_what_the_card_was_given_is_told_once_as_the_ear_hears_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, sounding=((0.5, 0.8),))
    machine.play(1.0)
    played = from_bytes(machine.speaker.played())
    assert len(played) == pytest.approx(EARS_RATE, abs=500), "the filter holds a little back"
    loud = np.flatnonzero(np.abs(played) > 0.05) / EARS_RATE
    assert (loud[0], loud[-1]) == pytest.approx((0.5, 0.8), abs=0.01)
    assert machine.speaker.played() == b""
    machine.play(0.5)
    assert not from_bytes(machine.speaker.played()).any()


def test_what_nobody_asks_for_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch)
    machine.play(30.0)
    assert len(machine.speaker.played()) <= 2 * 10 * EARS_RATE

"""The coach that waits, with a sound file as its microphone and a session that only writes down that it was begun."""

from __future__ import annotations

import datetime as dt
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_coach.app.standby import waiting
from voice_coach.app.standby.child import Asked, ChildSession
from voice_coach.app.standby.waiting import StandbyOptions, standby
from voice_coach.audio.format import RATE, from_bytes
from voice_coach.errors import UsageError
from voice_coach.standby.choosing import Menu
from voice_coach.standby.phrases import Startable

DESK = Startable("desk-break", "desk-break", "Desk break")
MENU = Menu((DESK,), "desk-break")


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def run(_: ChildSession, routine: str, meanwhile: Callable[[], None]) -> int:
        found.append(routine)
        meanwhile()
        return 0

    monkeypatch.setattr(ChildSession, "run", run)
    return found


@pytest.fixture
def spoken(tmp_path: Path, flite_says: Callable[[str, str], bytes], monkeypatch: pytest.MonkeyPatch) -> str:
    """A file that is heard as fast as it goes."""
    said = from_bytes(flite_says("rms", "coach, start desk break"))
    quiet = np.zeros(RATE, np.float32)
    path = tmp_path / "said.wav"
    soundfile.write(path, np.concatenate([quiet, said, quiet]), RATE)
    monkeypatch.setattr("voice_coach.audio.paced.BLOCK_S", 0.0)
    return str(path)


def test_what_is_said_starts_a_session_and_then_it_waits_again(spoken: str, begun: list[str]) -> None:
    told: list[str] = []
    assert standby(MENU, StandbyOptions(microphone=spoken), told.append) == 0
    assert begun == ["desk-break"]
    assert told[0] == 'waiting for a phrase, such as "start desk break"'
    assert told[1].startswith('heard "start desk break" (')
    assert told[2].startswith("desk-break has ended after ")
    assert told[3] == told[0]


def test_a_time_of_day_starts_the_default(begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    minute = dt.timedelta(minutes=1)
    now = dt.datetime(2026, 3, 2, 7, 29, tzinfo=dt.UTC).astimezone()
    at = (now + minute).time()

    def clock() -> dt.datetime:
        nonlocal now
        if begun:
            signal.raise_signal(signal.SIGTERM)
        now += minute / 2
        return now

    monkeypatch.setattr(waiting, "_now", clock)
    monkeypatch.setattr(waiting, "ALIVE_S", 0.0)
    monkeypatch.setattr(waiting, "LOOK_S", 0.001)
    told: list[str] = []
    assert standby(MENU, StandbyOptions(listen=False, at=(at,)), told.append) == 128 + signal.SIGTERM
    assert begun == ["desk-break"]
    assert told[1] == f"{at:%H:%M}: start desk-break"


def test_it_is_not_told_to_wait_for_nothing() -> None:
    with pytest.raises(UsageError, match="wait for nothing"):
        standby(MENU, StandbyOptions(listen=False), print)


@pytest.mark.parametrize(
    "options", [StandbyOptions(at=(dt.time(7, 30),)), StandbyOptions(button=17), StandbyOptions(clicker="x")]
)
def test_what_starts_the_default_wants_one(options: StandbyOptions) -> None:
    with pytest.raises(UsageError, match="there is no default routine"):
        standby(Menu((DESK,)), options, print)


def test_a_language_that_is_not_learned_leaves_nothing_to_wait_for_but_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice_coach.app.standby.listening.lesson", lambda _: None)
    told: list[str] = []
    with pytest.raises(UsageError, match="wait for nothing"):
        standby(MENU, StandbyOptions(), told.append)
    assert told == ["No routine can be started by voice in the language en; all else works."]


def test_signals_do_afterwards_what_they_did_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    passed: list[int] = []
    asked = Asked(passed.append)
    signal.raise_signal(signal.SIGTERM)
    signal.raise_signal(signal.SIGINT)
    asked.close()
    assert (asked.number, passed) == (signal.SIGTERM, [signal.SIGTERM, signal.SIGINT])
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_session_is_a_run_of_its_own_that_begins_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[Sequence[str]] = []

    class Process:
        def __init__(self, command: Sequence[str]) -> None:
            commands.append(command)

        def __enter__(self) -> Process:
            return self

        def __exit__(self, *_: object) -> None: ...

        def wait(self, _: float) -> int:
            return 11

    monkeypatch.setattr("subprocess.Popen", Process)
    assert ChildSession(("--mic=Jabra",)).run("desk-break", lambda: None) == 11
    assert commands[0][1:] == ["-m", "voice_coach", "run", "desk-break", "--no-wait", "--no-stay", "--mic=Jabra"]

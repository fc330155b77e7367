"""A live session whose devices come and go, and whose process is killed: it says so, and goes on where it was.

Real processes and a real PulseAudio, in real time; `benchmarks/devices.py` and `benchmarks/crashes.py` do the same a
hundred times.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from benchmarks.crashes import child_of, same_place, wait_for
from benchmarks.devices import BACK, GONE, Mouth, Server, Session
from tests.end_to_end.home import require_voice
from voice_coach.core.effects import Say
from voice_coach.core.events import Returned, SpeechFinished
from voice_coach.journal.reader import read

pytestmark = [
    pytest.mark.sound,
    pytest.mark.skipif(not shutil.which("pulseaudio") or not shutil.which("flite"), reason="no PulseAudio or no flite"),
]

SOON_S = 3.0
"""How soon a device that is back must be used."""

BUSY_S = 2.0
"""What the machine that runs the tests may add to it."""

HEARD = 'heard "where am i"'


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    require_voice("en")
    server = Server(tmp_path)
    yield server
    server.stop()


def test_devices_that_go_are_told_of_and_used_again_when_they_are_back(server: Server, tmp_path: Path) -> None:
    with ExitStack() as stack:
        server.start()
        voice = Mouth(tmp_path / "pipe")
        session = Session(stack, server, tmp_path)
        assert session.wait("get into position", time.monotonic())
        for what in ("source", "sink"):
            since = time.monotonic()
            server.take(what)
            gone = session.wait(GONE[what], since)
            assert gone, session.lines
            assert gone - since < SOON_S
            server.bring(what)
            since = time.monotonic()
            back = session.wait(BACK[what], since)
            assert back, session.lines
            assert back - since < SOON_S + BUSY_S
        since = time.monotonic()
        server.stop()
        assert session.wait(GONE["source"], since), session.lines
        server.start()
        since = time.monotonic()
        assert session.wait(BACK["source"], since), session.lines
        assert session.wait(BACK["sink"], since - 3.0), session.lines
        wait_for("a quiet moment", partial(has_said_its_notices, tmp_path))
        voice.speak()
        assert session.wait(HEARD, since), session.lines


def test_a_card_that_comes_late_is_waited_for(server: Server, tmp_path: Path) -> None:
    with ExitStack() as stack:
        voice = Mouth(tmp_path / "pipe")
        session = Session(stack, server, tmp_path)
        began = time.monotonic()
        assert session.wait("shown as text", began), session.lines
        assert session.wait("get into position", began), "it goes on without"
        server.start()
        since = time.monotonic()
        for back in (BACK["source"], BACK["sink"]):
            at = session.wait(back, since - 1.0)
            assert at, session.lines
            assert at - since < SOON_S + BUSY_S
        wait_for("a quiet moment", partial(has_said_its_notices, tmp_path))
        voice.speak()
        assert session.wait(HEARD, since), session.lines


def test_a_process_that_is_killed_is_followed_by_one_that_knows_the_place(server: Server, tmp_path: Path) -> None:
    with ExitStack() as stack:
        server.start()
        Mouth(tmp_path / "pipe")
        session = Session(stack, server, tmp_path)
        assert session.wait("get into position", time.monotonic()), session.lines
        (path,) = tmp_path.rglob("journals/*.jsonl")
        for kills in (1, 2):
            wait_for("it goes on", partial(has_more_than, path, len(read(path).entries)))
            os.kill(child_of(session.process.pid), signal.SIGKILL)
            wait_for("its return", partial(has_returned, path, kills))
            assert same_place(read(path))
        since = time.monotonic()
        session.process.terminate()
        assert session.process.wait(10) == 128 + signal.SIGTERM
        assert session.said("Ended before", since - 1.0)
        assert [path] == list(tmp_path.rglob("journals/*.jsonl"))


def has_returned(path: Path, times: int) -> bool:
    return sum(isinstance(event, Returned) for _, event in read(path).events) == times


def has_more_than(path: Path, entries: int) -> bool:
    return len(read(path).entries) > entries


def has_said_its_notices(folder: Path) -> bool:
    """Whether every notice about the session itself, which are sentences without a number, has sounded."""
    (path,) = folder.rglob("journals/*.jsonl")
    what = [entry.what for entry in read(path).entries]
    said = sum(isinstance(one, Say) and one.id == 0 for one in what)
    return said == sum(isinstance(one, SpeechFinished) and one.id == 0 for one in what)

"""A parent and its children, for real: each test forks them from a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from voice_coach.supervision.notify import Notifier

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")

PROLOGUE = """
import os, signal, sys, time
from voice_coach.supervision import supervisor
from voice_coach.supervision.heartbeat import Doing
from voice_coach.supervision.supervisor import supervised
supervisor.LOOK_S, supervisor.SILENT_S, supervisor.PATIENCE_S = 0.02, 1.0, 2.0

def tell(what):
    os.write(1, f"{what}\\n".encode())  # unlike print, also from a handler that has interrupted it

def die(life):
    life.heartbeat.beat(12.5, 3)
    os.kill(os.getpid(), signal.SIGKILL)

def session(life):
    death = life.death
    tell(f"{death.sign.at} {death.sign.step} {death.sign.doing.name}" if death else "born")
"""


def run(session: str, tmp_path: Path, *, ask: int = 0, parent: str = "") -> tuple[int, list[str]]:
    """Run a supervised session whose body is ``session``; send its parent a signal when it says "ask".

    ``parent`` is run before.
    """
    body = "\n".join(f"    {line}" for line in session.strip().splitlines())
    script = f"{PROLOGUE}{body}\n\n{parent}\nsys.exit(supervised(session))\n"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    lines = []
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        for line in process.stdout:
            lines.append(line.strip())
            if line == "ask\n":
                process.send_signal(ask)
        return process.wait(20), lines


def test_a_session_that_ends_is_run_once(tmp_path: Path) -> None:
    assert run("return 5", tmp_path) == (5, ["born"])


def test_a_beginning_without_a_sign_of_life_is_waited_for(tmp_path: Path) -> None:
    assert run("time.sleep(0.3)\nreturn 5", tmp_path) == (5, ["born"])


@pytest.mark.parametrize(
    ("end", "doing"),
    [
        ("die(life)", "TURNING"),
        ("life.heartbeat.beat(12.5, 3)\n    os.abort()", "TURNING"),
        ("life.heartbeat.beat(12.5, 3)\n    raise ValueError('ours')", "TURNING"),
        ("life.heartbeat.beat(12.5, 3)\n    life.heartbeat.doing(Doing.LISTENING)\n    time.sleep(60)", "LISTENING"),
    ],
    ids=["killed", "aborted", "raised", "hung"],
)
def test_after_a_death_the_next_process_knows_where_the_last_one_was(end: str, doing: str, tmp_path: Path) -> None:
    assert run(f"if not death:\n    {end}\nreturn 0", tmp_path) == (0, ["born", f"12.5 3 {doing}"])


def test_who_dies_while_ending_has_ended(tmp_path: Path) -> None:
    assert run("life.heartbeat.doing(Doing.ENDING)\nos.abort()", tmp_path) == (0, ["born"])


def test_an_error_that_a_person_can_mend_ends_the_session_with_its_code(tmp_path: Path) -> None:
    session = """
from voice_coach.errors import AudioError
raise AudioError("no-device", "There is none.")
"""
    assert run(session, tmp_path) == (5, ["born"])


def test_who_is_thrown_away_is_followed_by_another(tmp_path: Path) -> None:
    session = """
if not death:
    life.heartbeat.beat(12.5, 3)
    life.throw_away()
return 0
"""
    assert run(session, tmp_path) == (0, ["born", "12.5 3 TURNING"])


def test_a_journal_is_told_whatever_its_name(tmp_path: Path) -> None:
    session = """
from pathlib import Path
if death:
    tell(ascii(str(death.sign.journal)))
    return 0
life.heartbeat.journal(Path("x" * 2000))
assert life.heartbeat.last.journal is None
life.heartbeat.journal(Path(os.fsdecode(b"/d\\xe9j\\xe0")))
die(life)
"""
    code, lines = run(session, tmp_path)
    assert (code, lines[-1]) == (0, r"'/d\udce9j\udce0'")


def test_an_error_of_ours_is_written_down(tmp_path: Path) -> None:
    run("if not death:\n    raise ValueError('ours')\nreturn 0", tmp_path)
    assert "ValueError: ours" in (tmp_path / "voice-coach" / "crash.txt").read_text()


SLOW_TO_LEARN_OF_ITS_CHILD = """
fork = os.fork
def slow():
    pid = fork()
    time.sleep(0.3 if pid else 0)
    return pid
os.fork = slow
"""


@pytest.mark.parametrize("parent", ["", SLOW_TO_LEARN_OF_ITS_CHILD], ids=["any", "slow"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_who_asks_the_parent_to_end_ends_the_child_in_order(number: int, parent: str, tmp_path: Path) -> None:
    session = f"""
def leave(*_):
    life.heartbeat.doing(Doing.ENDING)
    tell("in order")
    raise SystemExit(128 + {number:d})
signal.signal({number:d}, leave)
life.heartbeat.beat(1.0, 0)
tell("ask")
while True:
    life.heartbeat.beat(1.0, 0)
    time.sleep(0.01)
"""
    assert run(session, tmp_path, ask=number, parent=parent) == (128 + number, ["born", "ask", "in order"])


def test_a_child_that_takes_no_notice_is_killed(tmp_path: Path) -> None:
    session = """
signal.signal(signal.SIGTERM, signal.SIG_IGN)
tell("ask")
time.sleep(60)
"""
    assert run(session, tmp_path, ask=signal.SIGTERM) == (128 + signal.SIGTERM, ["born", "ask"])


def test_a_process_that_dies_in_one_part_is_run_without_it(tmp_path: Path) -> None:
    session = """
if life.without:
    tell(*life.without)
    return 0
life.heartbeat.beat(1.0, 7)
life.heartbeat.doing(Doing.LISTENING)
os.abort()
"""
    code, lines = run(session, tmp_path)
    assert (code, lines[-1], len(lines)) == (0, "listening", 5)


def test_systemd_is_told_of_the_beginning_of_life_and_of_the_end(tmp_path: Path) -> None:
    path = tmp_path / "notify"
    session = """
tell(os.environ.get("NOTIFY_SOCKET"))
while time.monotonic() < begun + 1.2:
    life.heartbeat.beat(1.0, 0)
    time.sleep(0.01)
return 0
"""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd, pytest.MonkeyPatch.context() as patch:
        systemd.bind(str(path))
        systemd.settimeout(10)
        patch.setenv("NOTIFY_SOCKET", str(path))
        code, lines = run(f"begun = time.monotonic()\n{session}", tmp_path)
        told = [systemd.recv(100).decode() for _ in range(3)]
    assert (code, lines) == (0, ["born", "None"])
    assert told[:2] == ["READY=1\nWATCHDOG=1"] * 2
    assert "STOPPING=1" in told[2:] or told[2] == told[0]


def test_a_systemd_that_does_not_read_stops_nobody(tmp_path: Path) -> None:
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd, pytest.MonkeyPatch.context() as patch:
        systemd.bind(str(path))
        patch.setenv("NOTIFY_SOCKET", str(path))
        notifier = Notifier()
        for _ in range(1000):
            notifier.send("WATCHDOG=1")

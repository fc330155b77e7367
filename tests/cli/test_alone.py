"""Two sessions at once: the second says so, and asks."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from voice_coach.app.components import Components
from voice_coach.cli.alone import alone
from voice_coach.errors import AlreadyRunningError
from voice_coach.supervision.supervisor import Life

Run = Callable[..., tuple[int, str, str]]

HOLDER = """
import sys
from voice_coach.cli.alone import alone
with alone():
    print("running", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which sessions were begun, instead of running them."""
    sessions: list[str] = []

    def note(components: Components, _: Life) -> int:
        sessions.append(components.plan.routine.id)
        return 0

    monkeypatch.setattr("voice_coach.app.live.run.run", note)
    monkeypatch.setattr("voice_coach.app.rehearse.rehearse", lambda *_: sessions.append("rehearsal"))
    return sessions


@pytest.fixture
def other(run: Run) -> Iterator[subprocess.Popen[str]]:  # noqa: ARG001 - `run` makes the home
    """A session of another process, in the same home."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "running\n"
    yield process
    process.kill()
    process.communicate(timeout=20)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], list[str]]:
    """Sit somebody at a terminal, who answers every question so; it returns what they were asked."""

    def answering(answer: bool) -> list[str]:
        asked: list[str] = []
        monkeypatch.setattr("voice_coach.cli.alone.somebody_there", lambda: True)

        def confirm(text: str, *, default: bool) -> bool:
            assert not default
            asked.append(text)
            return answer

        monkeypatch.setattr(click, "confirm", confirm)
        return asked

    return answering


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize("command", [("run", "desk-break"), ("rehearse",)])
def test_without_a_terminal_the_second_ends_with_a_code_of_its_own(
    run: Run, begun: list[str], command: tuple[str, ...]
) -> None:
    code, out, err = run(*command)

    assert (code, out, begun) == (11, "", [])
    assert err.startswith("error: A session is running already, since ")


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize(("answer", "sessions"), [(True, ["desk-break"]), (False, [])])
def test_on_a_terminal_the_second_asks(
    run: Run, begun: list[str], answers: Callable[[bool], list[str]], answer: bool, sessions: list[str]
) -> None:
    asked = answers(answer)

    assert run("run", "desk-break") == (0, "", "")
    assert begun == sessions
    assert len(asked) == 1
    assert asked[0].startswith("A session is running already, since ")


def test_one_alone_asks_nothing(run: Run, begun: list[str], answers: Callable[[bool], list[str]]) -> None:
    asked = answers(False)

    for _ in range(2):
        assert run("run", "desk-break")[0] == 0
    assert (begun, asked) == (["desk-break"] * 2, [])


@pytest.mark.usefixtures("other")
def test_a_session_on_the_clock_of_a_sound_file_disturbs_nobody(run: Run, begun: list[str], tmp_path: Path) -> None:
    (tmp_path / "me.wav").touch()

    assert run("run", "desk-break", "--mic", str(tmp_path / "me.wav"), "--fast")[0] == 0
    assert begun == ["desk-break"]


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal")
def test_a_session_that_was_killed_is_in_nobodys_way(
    run: Run, begun: list[str], other: subprocess.Popen[str], tmp_path: Path
) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait(timeout=20)

    assert run("run", "desk-break")[0] == 0
    assert begun == ["desk-break"]
    assert [file.name for file in (tmp_path / "data" / "voice-coach").glob("*")] == ["running"]


@pytest.mark.usefixtures("run")
def test_two_in_one_process_are_two_as_well() -> None:
    with alone():
        with pytest.raises(AlreadyRunningError), alone():
            pass
        with pytest.raises(AlreadyRunningError), alone():  # the second that gave up has left the first its place
            pass
    with alone():
        pass


def test_a_disk_that_takes_no_lock_is_in_nobodys_way(run: Run, begun: list[str], tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, where a folder should be")

    assert run("run", "desk-break")[0] == 0
    assert begun == ["desk-break"]

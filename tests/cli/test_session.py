"""The commands that run a session: what they make of their arguments, and a simulated session."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.app.components import Components
from voice_coach.session.options import RunOptions
from voice_coach.supervision.supervisor import Life

Run = Callable[..., tuple[int, str, str]]


KOREAN = str(Path(__file__).parents[1] / "audio_fixtures" / "ko.yaml")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, RunOptions]]:
    """What sessions were asked for, instead of running them."""
    sessions: list[tuple[str, RunOptions]] = []

    def note(components: Components, _: Life) -> int:
        sessions.append((components.plan.routine.id, components.options))
        return 0

    monkeypatch.setattr("voice_coach.app.live.run.run", note)
    return sessions


def test_a_session_without_options_takes_what_the_system_has(run: Run, asked: list[tuple[str, RunOptions]]) -> None:
    assert run("run", "desk-break") == (0, "", "")
    assert asked == [("desk-break", RunOptions())]


def test_every_option_reaches_the_session(run: Run, asked: list[tuple[str, RunOptions]], tmp_path: Path) -> None:
    sound = tmp_path / "me.wav"
    sound.touch()

    run(
        "run",
        "desk-break",
        "--no-mic",
        "--no-sound",
        "--stay",
        "--recogniser",
        "vosk",
        "--verbosity",
        "short",
        "--no-captions",
    )
    run("run", "desk-break", "--wait")
    run("run", "desk-break", "--mic", str(sound), "--fast", "--speaker", "USB", "--model", str(tmp_path))
    run("run", "desk-break", "--mic", "-", "--fast", "--language", KOREAN, "--record", "monday")

    assert [options for _, options in asked] == [
        RunOptions(listen=False, sound=False, stay=True, recogniser="vosk", verbosity="short", captions=False),
        RunOptions(wait=True),
        RunOptions(microphone=str(sound), fast=True, speaker="USB", model=tmp_path),
        RunOptions(microphone="-", fast=True, language=KOREAN, record=Path("monday")),
    ]


def test_an_unknown_routine_starts_no_session(run: Run, asked: list[tuple[str, RunOptions]]) -> None:
    code, _, err = run("run", "desk-brake")

    assert code == 3
    assert "Did you mean desk-break?" in err
    assert asked == []


def test_a_simulated_session_is_told_with_its_times(run: Run) -> None:
    code, out, err = run("simulate", "desk-break", "--say", "40 pause", "--say", "20 next")
    lines = [line.split(maxsplit=2) for line in out.splitlines()]

    assert (code, err) == (0, "")
    assert ["0:20.0", "you", "next  [obeyed]"] in lines
    assert ["0:40.0", "you", "pause  [obeyed]"] in lines
    assert any(who == "coach" and "Chair extension" in what for _, who, what in lines)


def test_what_is_said_stands_before_the_answer_and_what_is_not_said_at_the_end(run: Run) -> None:
    _, out, _ = run("simulate", "desk-break", "--say", "20 next", "--say", "99998 blah", "--say", "99999 next")
    lines = [line.split(maxsplit=2)[1:] for line in out.splitlines() if line.startswith("  0:20.0")]

    assert lines == [["you", "next  [obeyed]"], ["tone", "heard"]]
    assert out.splitlines()[-2:] == [
        "1666:38.0  you    blah  [never said: the session was over]",
        "1666:39.0  you    next  [never said: the session was over]",
    ]


def test_phrases_come_from_a_script_too(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("# what I say\n\n20 next\n30 carry on  \n")

    _, from_file, _ = run("simulate", "desk-break", "--script", str(script))
    _, from_options, _ = run("simulate", "desk-break", "--say", "20 next", "--say", "30 carry on")

    assert from_file == from_options


def test_phrases_come_from_a_pipe_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"20 next\n"), encoding="utf-8"))

    assert "you    next  [obeyed]" in run("simulate", "desk-break", "--script", "-")[1]


def test_a_script_with_a_line_that_is_none_is_wrong_use(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("20 next\nsoon pause\n")

    code, out, err = run("simulate", "desk-break", "--script", str(script))

    assert (code, out) == (2, "")
    assert "'soon pause' is not a time and a phrase" in err


def test_a_script_that_is_no_utf_8_is_wrong_use(run: Run, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_bytes("20 nächste\n".encode("latin-1"))

    code, out, err = run("simulate", "desk-break", "--script", str(script))

    assert (code, out) == (2, "")
    assert "--script: the script is not UTF-8" in err


@pytest.mark.parametrize("name", ["absent/demo.wav", "demo.mp3"])
def test_the_demo_looks_first_where_it_is_to_write(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setattr("voice_coach.app.demo.demo", lambda _: pytest.fail("the work has begun"))

    code, out, err = run("demo", "--out", str(tmp_path / name))

    assert (code, out) == (5, "")
    assert str((tmp_path / name).parent) in err


def test_an_unknown_language_is_told(run: Run) -> None:
    code, _, err = run("simulate", "desk-break", "--language", "xx")

    assert code == 10
    assert err.startswith("error: There is no language xx, and no file of that name.\nBuilt in: en")


def test_who_waits_for_nothing_is_told_so(run: Run, asked: list[tuple[str, RunOptions]]) -> None:
    code, _, error = run("run", "desk-break", "--wait", "--no-mic")
    assert (code, asked) == (2, [])
    assert "wait for nothing" in error

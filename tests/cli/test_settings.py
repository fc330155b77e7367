"""`voice-coach settings`, and what becomes of a setting beside the options of the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from voice_coach.app.components import Components
from voice_coach.session.options import RunOptions

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config" / "voice-coach" / "settings.yaml"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[RunOptions]:
    found: list[RunOptions] = []

    def session(components: Components, _: object) -> int:
        found.append(components.options)
        return 0

    monkeypatch.setattr("voice_coach.app.live.run.run", session)
    return found


def test_the_file_is_written_once_where_path_says(run: Run, file: Path) -> None:
    assert run("settings", "path") == (0, f"{file}\n", "")
    assert run("settings", "init") == (0, f"{file}\n", "")
    code, out, err = run("settings", "init")
    assert (code, out) == (12, "")
    assert "is there already" in err


def test_every_setting_is_shown_with_where_it_came_from(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("echo: absent\n", encoding="utf-8")
    monkeypatch.setenv("VOICE_COACH_STAY", "yes")
    code, out, _ = run("settings", "show")
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()}
    assert code == 0
    assert rows["echo"] == ["absent", "file"]
    assert rows["stay"] == ["true", "environment,", "VOICE_COACH_STAY"]
    assert rows["language"] == ["en", "default"]


def test_a_session_is_as_settled_but_for_what_the_command_line_says(
    run: Run, file: Path, asked: list[RunOptions]
) -> None:
    file.write_text(
        "microphone: Jabra\nverbosity: short\nstay: true\ncaptions: false\nresume: go-on\n", encoding="utf-8"
    )
    run("run", "desk-break", "--verbosity", "sounds", "--no-stay")
    assert asked == [
        RunOptions(microphone="Jabra", verbosity="sounds", stay=False, captions=False, resume="go-on"),
    ]


@pytest.mark.parametrize(
    "settled",
    [
        ("microphone: Jabra", "--no-mic", {"listen": False}),
        ("speaker: Jabra", "--no-sound", {"sound": False}),
        ("model: /", "--recogniser=phones", {"recogniser": "phones"}),
        ("recogniser: phones", "--model=/", {"model": Path("/")}),
    ],
)
def test_a_setting_steps_back_before_an_option_that_excludes_it(
    run: Run, file: Path, asked: list[RunOptions], settled: tuple[str, str, dict[str, Any]]
) -> None:
    settings, option, session = settled
    file.write_text(settings, encoding="utf-8")
    assert run("run", "desk-break", option)[0] == 0
    assert asked == [RunOptions(**session)]


def test_the_variable_of_a_model_goes_before_the_file(
    run: Run, file: Path, asked: list[RunOptions], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file.write_text("model: /\n", encoding="utf-8")
    monkeypatch.setenv("VOICE_COACH_MODEL", str(tmp_path))
    run("run", "desk-break")
    assert asked == [RunOptions(model=None)]  # the catalogue asks the variable itself


@pytest.mark.parametrize("command", [("run", "desk-break"), ("listen",), ("rehearse",), ("settings", "show")])
def test_a_broken_file_ends_what_reads_it_with_12(run: Run, file: Path, command: tuple[str, ...]) -> None:
    file.write_text("echo: loud\n", encoding="utf-8")
    code, out, err = run(*command)
    assert (code, out) == (12, "")
    assert f"{file}:1:7: 'echo' must be auto, absent or off" in err


@pytest.mark.parametrize("command", [("run", "--help"), ("list",), ("settings", "path")])
def test_a_broken_file_is_in_nobody_elses_way(run: Run, file: Path, command: tuple[str, ...]) -> None:
    file.write_text("echo: loud\n", encoding="utf-8")
    assert run(*command)[0] == 0


def test_a_settled_language_keeps_no_rehearsal_from_being_listed(run: Run, file: Path) -> None:
    file.write_text("recogniser: phones\nmicrophone: Jabra\n", encoding="utf-8")
    assert run("rehearse", "--list")[0] == 0

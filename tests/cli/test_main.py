"""Exit codes and errors, as scripts and people rely on them."""

import subprocess
import sys
from collections.abc import Callable

import click
import pytest

from voice_coach import __version__, errors
from voice_coach.cli.main import group

Run = Callable[..., tuple[int, str, str]]

COMMANDS = [
    *("check", "completion", "demo", "devices", "doctor", "export", "forget", "history", "import", "list", "listen"),
    *("models", "pack", "rehearse", "replay", "run", "schedule", "schema", "service", "settings", "show", "simulate"),
    *("standby", "today", "unpack"),
]


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == (0, f"voice-coach {__version__}\n", "")


def test_help_lists_the_commands(run: Run) -> None:
    code, out, _ = run("--help")

    assert code == 0
    assert sorted(group.commands) == COMMANDS
    assert all(f"\n  {command} " in out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    code, out, _ = run(command, "-h")

    assert code == 0
    assert out.startswith(f"Usage: voice-coach {command}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("fly",), "No such command 'fly'"),
        (("run",), "name a routine from: voice-coach list"),
        (("run", "desk-break", "--louder"), "No such option"),
        (("run", "desk-break", "--fast"), "--fast needs a sound file or - as --mic"),
        (("run", "desk-break", "--fast", "--mic", "headset.wav"), "there is no file headset.wav"),
        (("run", "desk-break", "--fast", "--mic", "/"), "; / is no file"),
        (("run", "desk-break", "--model", "/", "--recogniser", "phones"), "--model is for vosk"),
        (("run", "desk-break", "--mic", "-", "--no-mic"), "--mic and --no-mic exclude each other"),
        (("run", "desk-break", "--speaker", "x", "--no-sound"), "--speaker and --no-sound exclude each other"),
        (("run", "desk-break", "--recogniser", "magic"), "'magic' is not one of"),
        (("run", "desk-break", "--verbosity", "loud"), "'loud' is not one of"),
        (("run", "desk-break", "--model", "/no/such/folder"), "does not exist"),
        (("simulate", "desk-break", "--say", "next"), "'next' is not a time and a phrase"),
        (("simulate", "desk-break", "--say", "-3 next"), "'-3 next' is not a time and a phrase"),
        (("simulate", "desk-break", "--say", "inf next"), "'inf next' is not a time and a phrase"),
        (("simulate", "desk-break", "--say", "nan next"), "'nan next' is not a time and a phrase"),
        (("simulate", "desk-break", "--say", "12 "), "'12' is not a time and a phrase"),
        (("simulate", "desk-break", "--script", "/no/such/file"), "No such file"),
        (("completion", "csh"), "'csh' is not one of"),
    ],
)
def test_wrong_use_exits_with_2_and_says_why(run: Run, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert message in err
    assert "\nUsage: voice-coach" in err
    assert "--help' for help.\n" in err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.VoiceCoachError, 1),
        (errors.UsageError, 2),
        (errors.RoutineError, 3),
        (errors.ModelError, 4),
        (errors.AudioError, 5),
        (errors.ListeningError, 6),
        (errors.LanguageError, 10),
        (errors.AlreadyRunningError, 11),
        (errors.SettingsError, 12),
        (errors.SpeakingError, 7),
        (errors.JournalError, 1),
        (errors.NothingDueError, 18),
    ],
)
def test_every_family_of_errors_has_its_exit_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: type[errors.VoiceCoachError], code: int
) -> None:
    def fail() -> None:
        raise error("it-broke", "it broke", "mend it")

    monkeypatch.setitem(group.commands, "devices", click.command("devices")(fail))

    assert run("devices") == (code, "", "error: it broke\nmend it\n")


def test_an_error_is_raised_for_developers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICE_COACH_DEBUG", "1")

    with pytest.raises(errors.RoutineError, match="no routine 'nope'"):
        run("show", "nope")


def test_ctrl_c_exits_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(group.commands, "devices", click.command("devices")(interrupted))

    assert run("devices")[0] == 130


@pytest.mark.parametrize(
    ("shell", "word"), [("bash", "complete -o nosort -F"), ("zsh", "#compdef voice-coach"), ("fish", "complete")]
)
def test_every_shell_gets_its_completion(run: Run, shell: str, word: str) -> None:
    code, out, _ = run("completion", shell)

    assert code == 0
    assert word in out
    assert "_VOICE_COACH_COMPLETE" in out


def test_it_runs_as_a_module_and_loads_nothing_heavy_for_help() -> None:
    heavy = "{'numpy', 'rich', 'vosk', 'yaml', 'pydantic', 'sounddevice', 'pyttsx3', 'transitions'}"
    look = (
        f"import sys; from voice_coach.cli import main; code = main(['--help']); "
        f"sys.exit(code or ', '.join({heavy} & set(sys.modules)) or 0)"
    )
    for arguments, out in ((["-c", look], "Usage: "), (["-m", "voice_coach", "--version"], "voice-coach ")):
        ran = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - ours

        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.startswith(out)

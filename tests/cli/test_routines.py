"""The commands about routine files."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from voice_coach.app.soundcheck.triggers import Audited, Trigger
from voice_coach.core.commands.table import Command

Run = Callable[..., tuple[int, str, str]]

ROUTINE = """
title: Two things
safety: Move gently.
equipment: [chair]
exercises:
  - name: Squeeze
    sets: 2
    do: {reps: 3, tempo: [{say: Draw, for: 2s}, {say: Squeeze, hold: 3s}]}
    rest: 20s
  - name: Twist
    setup: {position: "To get into position, sit down.", wait: ready}
    sides: [left, right]
    do: [{hold: 30s}, {move: 10s}]
"""


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    path = tmp_path / "two.yaml"
    path.write_text(ROUTINE)
    return path


def test_the_shipped_routines_are_listed_with_their_length(run: Run) -> None:
    code, out, _ = run("list")
    names = [line.split()[0] for line in out.splitlines()]

    assert code == 0
    assert "desk-break" in names
    assert names == sorted(names)
    assert len(names) == 6


def test_a_users_own_routine_is_listed_and_a_broken_one_does_not_hide_the_others(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "data" / "voice-coach" / "routines"
    own.mkdir(parents=True)
    (own / "a-mine.yaml").write_text(ROUTINE)
    (own / "b-broken.yaml").write_text("title: [")
    (own / "c-folder.yaml").mkdir()
    (own / "desk-break.yaml").write_text(ROUTINE.replace("equipment: [chair]", ""))

    code, out, _ = run("list")

    assert code == 0
    assert "Two things (yours; with chair)\n" in out
    assert "b-broken                 cannot be read" in out
    assert "c-folder" not in out
    assert re.search("^desk-break .*  Two things \\(yours\\)$", out, re.MULTILINE)
    assert "Six for a flexible back (with chair, floor mat)\n" in out


def test_the_readme_lists_the_same_routines(run: Run) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\S+) \| (\d+ min) \| (.+) \|$", readme, re.MULTILINE)
    told = {name: (length, needs) for name, length, needs in rows}

    listed = {}
    for line in run("list")[1].splitlines():
        name, length, rest = line.split(maxsplit=2)
        whole, seconds = map(int, length.split(":"))
        things = re.search(r"\(with (.*)\)", rest)
        listed[name] = (f"{round(whole + seconds / 60)} min", things[1] if things else "just your chair")

    assert told == listed


def test_nothing_is_shown_in_a_language_that_there_is_not(run: Run, tmp_path: Path) -> None:
    code, out, err = run("show", "desk-break", "--language", str(tmp_path))

    assert (code, out) == (10, "")
    assert "Is a directory" in err


def test_the_plan_of_a_routine_is_shown_step_by_step(run: Run, routine: Path) -> None:
    code, out, _ = run("show", str(routine))
    steps = [line.split("  ", 2)[-1].strip() for line in out.splitlines() if ":" in line[:6]]

    assert code == 0
    assert "You need: chair" in out
    assert [step.rpartition("  ")[-1] for step in steps] == [
        "Welcome",
        "Squeeze: get into position, set 1 of 2",
        "Squeeze: 3 reps of 5 s, set 1 of 2",
        "Squeeze: rest, set 1 of 2",
        "Squeeze: 3 reps of 5 s, set 2 of 2",
        "Squeeze: rest, set 2 of 2",
        'Twist: get into position, until you say "ready", left side',
        "Twist: hold 30 s, left side",
        "Twist: get into position, left side",
        "Twist: keep moving 10 s, left side",
        "Twist: change sides, right side",
        "Twist: hold 30 s, right side",
        "Twist: get into position, right side",
        "Twist: keep moving 10 s, right side",
        "The end",
        "in all",
    ]


def test_times_in_a_plan_never_go_back(run: Run) -> None:
    _, out, _ = run("show", "midback-wall-circuit")
    times = [line.split()[0].split(":") for line in out.splitlines() if line[:1] == " "]
    seconds = [int(minute) * 60 + int(second) for minute, second in times]

    assert len(seconds) > 20
    assert seconds == sorted(seconds)


def test_an_unknown_routine_is_told_with_what_there_is(run: Run) -> None:
    code, out, err = run("show", "deskbreak")

    assert (code, out) == (3, "")
    assert err.startswith("error: there is no routine 'deskbreak'\n")
    assert "desk-break" in err


def test_check_tells_what_is_wrong_with_each_file(run: Run, routine: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(ROUTINE.replace("hold: 30s", "hodl: 30s"))

    code, out, err = run("check", str(routine), str(broken), str(tmp_path / "none.yaml"))

    assert code == 3
    assert f"{broken}: 1 error\n" in out
    assert f"{broken}:13:11: unknown key 'hodl', did you mean 'hold'?" in err
    assert "none.yaml: No such file or directory\nGive the path of a routine file.\n" in err
    assert "Traceback" not in err


def test_a_file_with_warnings_alone_is_no_failure(run: Run, tmp_path: Path) -> None:
    odd = tmp_path / "odd.yaml"
    odd.write_text(ROUTINE.replace("sit down.", "sit like this."))

    code, out, err = run("check", str(odd))

    assert code == 0
    assert " warning" in out
    assert "[rule 9]" in err


STOP = Trigger(Command.STOP, "stop", 0.8, 1.0)
OWN = Audited("If it hurts, stop and say: that hurts.", (STOP,))
AUTHORS = Audited("Two, squeeze.", (STOP,))


@pytest.fixture
def audited(run: Run, routine: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, list[str]]]:
    """Check a routine whose audit has found this; it returns the exit code and the lines about it."""

    def check(*found: Audited) -> tuple[int, list[str]]:
        monkeypatch.setattr("voice_coach.app.soundcheck.audit.audit", lambda *_: found)
        code, out, _ = run("check", "--audio", str(routine))
        return code, out.replace(str(routine), "FILE").splitlines()[1:]

    return check


def test_an_audit_tells_each_text_that_triggers_something(audited: Callable[..., tuple[int, list[str]]]) -> None:
    mend = 'say "squeeze" in other words, or leave echo control on'

    assert audited(Audited("Move gently."), OWN, AUTHORS) == (
        0,
        [
            f'"{OWN.text}" would be heard as stop without echo control; leave echo control on',
            f'FILE:6: "Two, squeeze." would be heard as stop without echo control; {mend}',
            "FILE: 3 texts, 2 would trigger something without echo control, 0 with it",
        ],
    )


def test_what_echo_control_does_not_keep_from_triggering_is_a_failure(
    audited: Callable[..., tuple[int, list[str]]],
) -> None:
    assert audited(Audited("Two, squeeze.", (STOP,), (STOP,))) == (
        1,
        [
            'FILE:6: "Two, squeeze." would be heard as stop even with echo control; say "squeeze" in other words',
            "FILE: 1 text, 1 would trigger something without echo control, 1 with it",
        ],
    )


def test_an_audit_takes_a_routine_by_its_name_and_passes_over_a_broken_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(ROUTINE.replace("hold: 30s", "hodl: 30s"))
    monkeypatch.setattr("voice_coach.app.soundcheck.audit.audit", lambda *_: ())

    code, out, err = run("check", "--audio", "desk-break", str(broken), "deskbreak")

    assert code == 3
    assert out.count("would trigger something") == 1
    assert "there is no routine 'deskbreak'" in err


def test_what_listens_goes_with_an_audit_alone(run: Run, routine: Path) -> None:
    code, _, err = run("check", "--recogniser", "phones", str(routine))

    assert code == 2
    assert "--recogniser and --model go with --audio" in err


def test_an_audit_without_the_recogniser_that_was_asked_for_is_an_error(run: Run, routine: Path) -> None:
    code, _, err = run("check", "--audio", "--recogniser", "vosk", str(routine))

    assert code == 4
    assert "There is no model for the language en." in err


def test_the_schema_is_json(run: Run) -> None:
    code, out, _ = run("schema")

    assert code == 0
    assert json.loads(out)["$schema"].startswith("https://json-schema.org/")


BY_DAY = """
title: By day
often: three times a week
exercises:
  - name: Row
    when: {days: [mon, wednesday]}
    load: 20 kg
    do: {reps: 8-12, tempo: [{say: Pull, for: 2s}, {say: Back, for: 2s}]}
  - choose:
      - {name: Stairs, when: {days: monday}, do: {move: max}}
      - {name: Walk, when: {days: Monday}, do: {hold: 20-40s}}
"""


def test_a_routine_is_shown_as_it_is_done_on_a_day(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "by-day.yaml"
    file.write_text(BY_DAY)
    _, monday, _ = run("show", str(file), "--day", "monday")
    _, wednesday, _ = run("show", str(file), "--day", "Wednesday")
    assert "To be done: three times a week" in monday
    assert "Row: 8-12 reps of 4 s, 20 kg" in monday
    assert "Which one: Stairs or Walk?" in monday
    assert re.search(r"\d:\d\d  Stairs: keep moving at most 180 s", monday)
    assert re.search(r"    or  Walk: hold 20-40 s", monday)
    assert "Stairs" not in wednesday
    assert "Row" in wednesday


@pytest.mark.parametrize("command", ["show", "simulate"])
def test_a_day_without_anything_is_told(run: Run, tmp_path: Path, command: str) -> None:
    file = tmp_path / "by-day.yaml"
    file.write_text(BY_DAY)
    code, _, told = run(command, str(file), "--day", "sunday")
    assert code == 3
    assert "'By day' has nothing to do on Sunday" in told

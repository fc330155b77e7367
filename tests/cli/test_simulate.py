"""The command that plays sessions without a person: its options, its verdicts, and the files that it is given."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.cli.sound_files import BAD, GOOD, make

Run = Callable[..., tuple[int, str, str]]
Write = Callable[[str, str], str]

heard = pytest.mark.skipif(
    not find_library("espeak-ng"),
    reason="libespeak-ng1 is not installed",
)
pictured = pytest.mark.skipif(not find_spec("matplotlib"), reason="the extra room is not installed")

ONE_SECOND = "routine: desk-break\nrecogniser: phones\nlasts: 1s\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a scenario and return its path."""

    def written(name: str, text: str) -> str:
        path = tmp_path / f"{name}.scenario.yaml"
        path.write_text(text, "utf-8")
        return str(path)

    return written


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sounds")
    make(folder)
    return folder


PAUSE = "routine: desk-break\nlasts: 40s\nuser: [{at: 30s, say: pause now}]\nexpect:\n  - heard: "


def test_a_scenario_that_goes_as_its_file_says_is_told_in_full(run: Run, write: Write) -> None:
    code, out, err = run("simulate", write("pause", PAUSE + "pause"))

    assert (code, err) == (0, "")
    assert "    0:30.00  you     pause now\n" in out
    assert "    0:30.00  heard   pause now -> pause\n" in out
    assert "    0:30.00  coach   Paused." in out
    assert "  good    heard pause\n" in out
    assert re.search(r"^pause: passed \[scripted, 40 s in \d+\.\d s\]$", out, re.MULTILINE)


def test_one_that_does_not_exits_with_1_and_says_what_was_there_instead(run: Run, write: Write) -> None:
    code, out, err = run("simulate", write("next", PAUSE + "next"))

    assert (code, err) == (1, "")
    assert "  MISSED  heard next\n          not from 0.00 s to the end; there was " in out
    assert "next: failed, 1 of 1 expectations not met [" in out


@pytest.mark.parametrize(
    ("command", "code", "verdict"),
    [("next", 0, "known failure (Not yet.)"), ("pause", 1, "passes, and is marked as a known failure (Not yet.)")],
)
def test_a_known_failure_is_good_until_it_passes(run: Run, write: Write, command: str, code: int, verdict: str) -> None:
    found, out, _ = run("simulate", write("known", PAUSE + command + "\nknown_failure: Not yet."))

    assert found == code
    assert f"known: {verdict} [" in out


def test_of_several_only_those_that_went_wrong_are_told_in_full(run: Run, write: Write) -> None:
    code, out, _ = run("simulate", write("a", PAUSE + "pause"), write("b", PAUSE + "next"), write("c", PAUSE + "pause"))

    assert code == 1
    assert [line.split(":")[0] for line in out.splitlines() if "[scripted" in line] == ["a", "b", "c"]
    assert out.count("you     pause now") == 1
    assert out.startswith("a: passed")


def test_a_file_that_is_wrong_exits_with_8_before_any_is_played(run: Run, write: Write) -> None:
    code, out, err = run("simulate", write("a", PAUSE + "pause"), write("b", "routin: desk-break"))

    assert (code, out) == (8, "")
    assert re.match(r"error: .*b\.scenario\.yaml:1:1: unknown key 'routin', did you mean 'routine'\?\n", err)
    assert err.endswith("\nMend what the carets (^) point at, then run it again.\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty; a scenario begins with: routine: desk-break"),
        (b"routine: caf\xe9", "the byte 0xE9 is not UTF-8"),
        (b"#" * 2_000_000, "the file is larger than 1 MB, which no scenario is"),
        (bytes(range(256)), "is not UTF-8"),
    ],
)
def test_what_is_no_scenario_exits_with_8(run: Run, tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "s.scenario.yaml"
    path.write_bytes(data)
    code, out, err = run("simulate", str(path))

    assert (code, out) == (8, "")
    assert message in err


def test_a_file_that_is_missing_or_a_folder_exits_with_8(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.scenario.yaml").mkdir()
    for name, reason in (("none", "No such file"), ("folder", "Is a directory")):
        code, out, err = run("simulate", str(tmp_path / f"{name}.scenario.yaml"))
        assert (code, out) == (8, "")
        assert reason in err


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("routine: nope", 3, "There is no routine 'nope'|no routine 'nope'"),
        ("routine: nope.yaml", 3, "nope.yaml"),
        ("routine: desk-break\nlanguage: xx", 10, "xx"),
        ("routine: desk-break\ngolden: none/x.journal", 1, "MISSED  it goes as x.journal says"),
        (ONE_SECOND + "user: [{at: 1s, say: next, voice: siri}]", 7, "There is no voice 'siri'."),
        (ONE_SECOND + "user: [{at: 1s, say: next, voice: mine}]", 8, "There is no clip in which you say 'next'."),
        (ONE_SECOND + "user: [{at: 1s, say: next, distance: 20 m}]", 5, "the user cannot be 20 m from the microphone"),
        (ONE_SECOND + "room: {loudspeaker: {delay: 0s, distance: 0.1 m}}", 5, "delay of 0 ms is too short"),
        (ONE_SECOND.replace("phones", "vosk"), 4, "There is no model for the language en."),
    ],
)
@heard
def test_what_a_scenario_needs_and_cannot_have_is_an_error_and_no_known_failure(
    run: Run, write: Write, text: str, code: int, message: str
) -> None:
    found, out, err = run("simulate", write("s", text))
    assert found == code
    assert re.search(message, out + err)
    assert "Traceback" not in out + err

    if code != 1:
        assert run("simulate", write("s", f"{text}\nknown_failure: Not yet."))[0] == code


@heard
def test_an_extra_that_is_missing_is_named(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyroomacoustics", None)
    text = ONE_SECOND + "room: {size: [3.1, 3.2, 2.3]}\nknown_failure: Not yet."
    found, out, err = run("simulate", write("s", text))

    assert (found, out) == (5, "")
    assert 'pip install "voice-coach[room]"' in err


@heard
def test_sound_of_every_form_is_played_as_it_is(run: Run, write: Write, sounds: Path) -> None:
    for name in GOOD:
        at = sounds / name
        text = f"user: [{{at: 0.3s, play: {at}}}]\nnoise: [{{play: {at}}}]\nroom: {{response: {at}}}\n"
        code, out, err = run("simulate", write(name, ONE_SECOND + text + "expect: [{obeyed: start}]"))
        assert (code, err) == (0, ""), name
        assert f"    0:00.30  you     [{name}]\n" in out


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize(
    "part", ["user: [{at: 0.3s, play: SOUND}]", "noise: [{play: SOUND}]", "room: {response: SOUND}"]
)
@heard
def test_sound_that_cannot_be_used_exits_with_5_and_is_named(
    run: Run, write: Write, sounds: Path, name: str, part: str
) -> None:
    code, out, err = run("simulate", write("s", ONE_SECOND + part.replace("SOUND", str(sounds / name))))

    assert (code, out) == (5, "")
    assert str(sounds / name) in err
    assert re.search(BAD[name], err)
    assert len(err.splitlines()) == 2, "what is wrong, and what to do"


@heard
def test_a_response_of_more_than_ten_seconds_is_refused(run: Run, write: Write, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "long.wav", np.ones(11 * 8000) * 0.1, 8000)
    code, _, err = run("simulate", write("s", ONE_SECOND + "room: {response: long.wav}"))
    assert code == 5
    assert "long.wav is longer than 10 s" in err


@heard
@pictured
def test_sound_and_picture_are_left_where_they_are_asked_for(run: Run, write: Write, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert run("simulate", write("s", ONE_SECOND), "--wav", "--png", "--out", str(tmp_path / "out"))[0] == 0

    samples, rate = soundfile.read(tmp_path / "out" / "s.wav")
    assert rate == 16_000
    assert 0.98 <= len(samples) / rate <= 1.0
    assert samples.any()
    assert (tmp_path / "out" / "s.png").read_bytes().startswith(b"\x89PNG")


@pictured
def test_without_a_folder_they_are_left_here_and_a_scripted_session_has_no_sound(
    run: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("simulate", write("s", PAUSE + "pause"), "--wav", "--png")
    assert code == 0
    assert "s: the scripted recogniser hears no sound, so none is written.\n" in out
    assert sorted(path.name for path in tmp_path.glob("s.*")) == ["s.png", "s.scenario.yaml"]


def test_one_that_cannot_be_played_does_not_keep_the_others_from_it(run: Run, write: Write) -> None:
    lost = write("a", "routine: nope")
    code, out, err = run("simulate", lost, write("b", PAUSE + "pause"))
    assert code == 3
    assert out.startswith("a: cannot be played: there is no routine 'nope'\nb: passed")
    assert err.startswith("error: there is no routine 'nope'\n")


def test_two_of_one_name_would_write_the_same_files(run: Run, write: Write, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    one, other = write("s", PAUSE + "pause"), tmp_path / "other" / "s.scenario.yaml"
    other.write_text(PAUSE + "pause", "utf-8")
    code, out, err = run("simulate", one, str(other), "--png")
    assert (code, out) == (2, "")
    assert err.startswith("error: Two scenarios are called s; they would write the same files.\n")


def test_a_room_that_cannot_be_is_shown_in_its_place(run: Run, write: Write) -> None:
    code, _, err = run("simulate", write("s", f"{ONE_SECOND}room:\n  voice: 6 dB"))
    assert code == 8
    assert "s.scenario.yaml:4:1: The level of a voice cannot be 6 dB." in err


def test_a_picture_without_the_extra_is_an_error(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("matplotlib", "matplotlib.figure", "matplotlib.backends.backend_agg"):
        monkeypatch.setitem(sys.modules, name, None)
    code, _, err = run("simulate", write("s", PAUSE + "pause"), "--png")
    assert code == 8
    assert err == 'error: A picture needs matplotlib.\nInstall it with: pip install "voice-coach[room]"\n'


def test_golden_journals_are_written_anew_on_demand_and_not_otherwise(run: Run, write: Write, tmp_path: Path) -> None:
    file = write("s", PAUSE + "pause\ngolden: s.journal")
    golden = tmp_path / "s.journal"

    code, out, _ = run("simulate", file)
    assert code == 1
    assert "there is no such file; --update writes it" in out
    assert not golden.exists()

    assert run("simulate", file, "--update")[0] == 0
    kept = golden.read_text("utf-8")
    assert "   30.00 > Heard command=pause text=pause now" in kept

    golden.write_text(kept.replace("pause now", "stop now"), "utf-8")
    code, out, _ = run("simulate", file)
    assert code == 1
    assert "is not '30.00 > Heard command=pause text=stop now" in out
    assert run("simulate", file, "--update")[0] == 0
    assert golden.read_text("utf-8") == kept


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.scenario.yaml", "desk-break"), "name one routine, or scenario files, not both"),
        (("desk-break", "thoracic-mini"), "one routine at a time; several scenario files may be named"),
        (("a.scenario.yaml", "--say", "3 next"), "--say belongs to a routine"),
        (
            ("a.scenario.yaml", "--language", "en", "--verbosity", "full"),
            "--language, --verbosity belongs to a routine",
        ),
        (("desk-break", "--png"), "--png belongs to scenario files"),
        (("desk-break", "--wav", "--out", "."), "--wav, --out belongs to scenario files"),
        (("desk-break", "--update"), "--update belongs to scenario files"),
        (("a.scenario.yaml", "--out", "/no/such/folder"), "does not exist"),
        ((), "Missing argument"),
    ],
)
def test_options_that_do_not_go_together_exit_with_2(run: Run, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = run("simulate", *arguments)
    assert (code, out) == (2, "")
    assert message in err

"""What is settled, by the file and by the environment, and what is said to a wrong value."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from voice_coach.errors import SettingsError
from voice_coach.session.options import RunOptions
from voice_coach.settings.commented import commented, write
from voice_coach.settings.form import SettingsForm
from voice_coach.settings.reading import Setting, every_setting, settings_path, settled


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of a home of its own; it is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = settings_path()
    path.parent.mkdir()
    return path


OF_STANDBY = {"routine", "start_at", "button", "clicker", "led", "buzzer"}


def test_the_settings_are_options_of_a_session_with_the_same_defaults() -> None:
    options = {field.name: field.default for field in fields(RunOptions)}
    settings = {name: field.default for name, field in SettingsForm.model_fields.items() if name not in OF_STANDBY}
    assert settings.items() <= options.items()


def test_what_standby_waits_for_can_be_settled(file: Path) -> None:
    file.write_text("start_at: [07:30, '12:15']\nbutton: 17\n", encoding="utf-8")
    found = settled({"VOICE_COACH_LED": "22", "VOICE_COACH_ROUTINE": "desk-break"})
    values = {name: one.value for name, one in found.items()}
    assert values == {"start_at": ("07:30", "12:15"), "button": 17, "led": 22, "routine": "desk-break"}
    assert settled({"VOICE_COACH_START_AT": "07:30, 9:00"})["start_at"].value == ("07:30", "9:00")


@pytest.mark.parametrize("wrong", ["start_at: [25:00]", "start_at: 730", "button: -1", "button: true", "led: one"])
def test_a_time_that_is_none_and_a_pin_that_is_none_are_told(file: Path, wrong: str) -> None:
    file.write_text(wrong + "\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"must be (times of day|the number)"):
        settled({})


def test_without_a_file_everything_is_at_its_default() -> None:
    assert settled({}) == {}
    assert {one.source for one in every_setting({})} == {"default"}


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(file: Path) -> None:
    file.write_text("echo: absent\nverbosity: short\n", encoding="utf-8")

    found = {one.name: one for one in every_setting({"VOICE_COACH_ECHO": "off", "VOICE_COACH_STAY": ""})}

    assert found["echo"] == Setting("echo", "off", "VOICE_COACH_ECHO")
    assert found["verbosity"] == Setting("verbosity", "short", "file")
    assert found["stay"] == Setting("stay", False, "default")


@pytest.mark.parametrize(("text", "value"), [("true", True), ("1", True), ("YES", True), ("0", False), ("off", False)])
def test_truth_in_the_environment_is_written_as_people_do(text: str, value: bool) -> None:
    assert settled({"VOICE_COACH_WAIT": text})["wait"].value is value


def test_a_name_in_the_environment_is_text_whatever_it_looks_like() -> None:
    assert settled({"VOICE_COACH_MICROPHONE": "3"})["microphone"].value == "3"
    assert settled({"VOICE_COACH_MICROPHONE": 'a "b": \\c'})["microphone"].value == 'a "b": \\c'


def test_every_wrong_variable_is_named() -> None:
    with pytest.raises(SettingsError) as raised:
        settled({"VOICE_COACH_ECHO": "loud", "VOICE_COACH_STAY": "maybe"})
    assert raised.value.message.splitlines() == [
        "the environment variable VOICE_COACH_ECHO must be auto, absent or off, not 'loud'",
        "the environment variable VOICE_COACH_STAY must be true or false, not 'maybe'",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("echos: absent", ":1:1: unknown key 'echos', did you mean 'echo'?"),
        ("microphone: 3", "must be text, not the number 3; put it in quotes"),
        ('speaker: "a\\nb"', "must be text without control characters"),
        ("verbosity: loud", "must be full, short or sounds, not 'loud'"),
        ("model: models/en", "the whole path of a folder that is there"),
        ('model: "/\\0"', "the whole path of a folder that is there"),
        ("stay: maybe", "must be true or false"),
        ("echo:", "the key 'echo' has no value"),
        ("model: /\nrecogniser: phones", "a model is for vosk"),
        ("- echo", "a settings file must be a group of keys with values"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(file: Path, text: str, message: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        settled({})
    assert message in raised.value.message
    assert str(file) in raised.value.message
    assert "^" in raised.value.message


def test_all_mistakes_are_told_at_once(file: Path) -> None:
    file.write_text("echo: loud\nstay: 3\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"(?s)'echo' must be.*'stay' must be"):
        settled({})


def test_the_file_as_it_is_first_written_settles_nothing(file: Path) -> None:
    write(file)
    assert settled({}) == {}


def test_each_of_its_lines_can_be_switched_on_and_is_the_default(file: Path) -> None:
    lines = commented().splitlines()
    switched_on = [line.removeprefix("#") if line[1:2].isalpha() else line for line in lines]
    file.write_text("\n".join(switched_on), encoding="utf-8")

    found = settled({})

    assert found.keys() == SettingsForm.model_fields.keys()
    assert all(one.value == SettingsForm.model_fields[name].default for name, one in found.items())


def test_a_file_that_is_there_is_not_written_over(file: Path) -> None:
    file.write_text("echo: off\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="is there already"):
        write(file)
    assert file.read_text(encoding="utf-8") == "echo: off\n"


def test_a_place_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    with pytest.raises(SettingsError, match="cannot be written"):
        write(tmp_path / "plain" / "settings.yaml")

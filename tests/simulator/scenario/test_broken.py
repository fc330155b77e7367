"""What somebody reads whose scenario file has a mistake: the cases and the exact messages stand in broken.txt."""

from pathlib import Path

import pytest

from tests.forms.mistakes import Case, cases
from voice_coach.errors import ScenarioError
from voice_coach.simulator.scenario.load import load, loads

CASES = cases(Path(__file__).parent)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_shown_in_its_place_and_in_plain_words(case: Case) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(case.text, Path("s.scenario.yaml"))
    assert caught.value.message == case.message
    assert caught.value.code == "scenario-invalid"
    assert caught.value.hint


def test_the_cases_are_many_and_differ() -> None:
    assert len({case.name for case in CASES}) == len({case.text for case in CASES}) >= 75


def test_only_the_first_twenty_mistakes_are_shown_and_the_rest_is_counted() -> None:
    text = "routine: desk-break\nuser:\n" + "  - {at: soon, say: next}\n" * 50
    with pytest.raises(ScenarioError) as caught:
        loads(text, Path("s.scenario.yaml"))
    assert caught.value.message.count("'at' must be a moment") == 20
    assert caught.value.message.endswith("\nand 30 more")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfer\x00", "s.scenario.yaml: the file is saved as UTF-16"),
        (b"\xff\xfe\x00\x00r\x00\x00\x00", "s.scenario.yaml: the file is saved as UTF-32"),
        (b"#" * 2_000_000, "s.scenario.yaml: the file is larger than 1 MB, which no scenario is"),
        (
            b"routine: caf\xe9",
            (
                "s.scenario.yaml:1:13: the byte 0xE9 is not UTF-8; the file seems to have another encoding\n"
                "  1 | routine: caf\ufffd\n    |             ^"
            ),
        ),
        (
            b"RIFF\xd4\x07\x00\x00WAVEfmt",
            (
                "s.scenario.yaml:1:5: the byte 0xD4 is not UTF-8; the file seems to have another encoding\n"
                "  1 | RIFF\ufffd···WAVEfmt\n    |     ^"
            ),
        ),
    ],
    ids=["UTF-16", "UTF-32", "2 MB", "Latin 1", "a sound file"],
)
def test_bytes_that_are_no_scenario(data: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.scenario.yaml").write_bytes(data)
    with pytest.raises(ScenarioError) as caught:
        load(Path("s.scenario.yaml"))
    assert caught.value.message == message
    assert caught.value.code == "scenario-unreadable"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "reason"), [("none.scenario.yaml", "No such file"), (".", "directory"), ("a\0b.scenario.yaml", "null")]
)
def test_a_path_that_cannot_be_read(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=reason) as caught:
        load(tmp_path / name)
    assert caught.value.code == "scenario-unreadable"


def test_a_control_character_is_named_with_its_place() -> None:
    with pytest.raises(ScenarioError) as caught:
        loads("routine: desk\x1bbreak", Path("s.scenario.yaml"))
    assert caught.value.message.startswith("s.scenario.yaml:1:14: the control character '\\x1b' cannot stand in a ")

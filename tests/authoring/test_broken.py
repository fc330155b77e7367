"""What an author reads who has made a mistake: the cases and the exact messages stand in broken.txt."""

from pathlib import Path

import pytest

from tests.forms.mistakes import Case, cases
from voice_coach.authoring.form.routine import ROUTINE
from voice_coach.authoring.load import load, loads
from voice_coach.errors import RoutineError
from voice_coach.forms.source import decode

CASES = cases(Path(__file__).parent)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_shown_in_its_place_and_in_plain_words(case: Case) -> None:
    with pytest.raises(RoutineError) as caught:
        loads(case.text, "r.yaml")
    assert caught.value.message == case.message
    assert caught.value.code == "routine-invalid"
    assert caught.value.hint


def test_the_cases_are_many_and_differ() -> None:
    assert len({case.name for case in CASES}) == len({case.text for case in CASES}) >= 80


def test_only_the_first_twenty_mistakes_are_shown_and_the_rest_is_counted() -> None:
    text = "title: Morning\nexercises:\n" + "  - {name: Plank, do: {hold: never}}\n" * 50
    with pytest.raises(RoutineError) as caught:
        loads(text, "r.yaml")
    assert caught.value.message.count("'hold' must be a time") == 20
    assert caught.value.message.endswith("\nand 30 more")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfet\x00", "r.yaml: the file is saved as UTF-16"),
        (b"\xfe\xff\x00t", "r.yaml: the file is saved as UTF-16"),
        (b"\xff\xfe\x00\x00t\x00\x00\x00", "r.yaml: the file is saved as UTF-32"),
        (b"#" * 1_000_001, "r.yaml: the file is larger than 1 MB, which no routine is"),
    ],
    ids=["UTF-16 little", "UTF-16 big", "UTF-32", "too large"],
)
def test_bytes_that_are_no_routine(data: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_bytes(data)
    with pytest.raises(RoutineError) as caught:
        load(Path("r.yaml"))
    assert caught.value.message == message
    assert caught.value.code == "routine-unreadable"


def test_another_encoding_is_shown_in_its_place() -> None:
    with pytest.raises(RoutineError) as caught:
        decode(b"title: x\nsource: caf\xe9", "r.yaml", ROUTINE)
    assert caught.value.message.split("\n") == [
        "r.yaml:2:12: the byte 0xE9 is not UTF-8; the file seems to have another encoding",
        "  2 | source: caf\ufffd",
        "    |            ^",
    ]


@pytest.mark.parametrize(("name", "reason"), [("none.yaml", "No such file"), (".", "directory"), ("a\0b.yaml", "null")])
def test_a_path_that_cannot_be_read(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(RoutineError, match=reason) as caught:
        load(tmp_path / name)
    assert caught.value.code == "routine-unreadable"


@pytest.mark.parametrize("control", ["\0", "\x1b", "\x0c", "\x7f", "\ud800"])
def test_a_control_character_is_named_with_its_place(control: str) -> None:
    with pytest.raises(RoutineError) as caught:
        loads(f"title: Morning\nsource: a{control}b", "r.yaml")
    first, line, caret = caught.value.message.split("\n")
    assert first == f"r.yaml:2:10: the control character {control!r} cannot stand in a routine file"
    assert (line, caret) == ("  2 | source: a·b", "    |          ^")


def test_a_value_cannot_smuggle_a_broken_letter_into_a_message() -> None:
    with pytest.raises(RoutineError) as caught:
        loads('title: "\\ud800"\n"\\ud800": 1', "r.yaml")
    caught.value.message.encode("utf-8")

"""Which file is meant by a name."""

from pathlib import Path
from typing import Literal, TypeAlias
from unicodedata import normalize

import pytest

from voice_coach import storage
from voice_coach.authoring import library
from voice_coach.authoring.library import all_routines, find
from voice_coach.errors import RoutineError


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder of routines, empty."""
    monkeypatch.setattr(storage, "user_data_path", lambda name: tmp_path / name)
    folder = tmp_path / "voice-coach" / "routines"
    folder.mkdir(parents=True)
    return folder


def test_a_shipped_routine_is_found_by_its_name(own_folder: Path) -> None:
    assert find("desk-break").name == "desk-break.yaml"
    assert own_folder not in find("desk-break").parents


def test_the_users_own_routine_wins(own_folder: Path) -> None:
    own = own_folder / "desk-break.yml"
    own.write_text("mine")
    (own_folder / "notes.txt").write_text("no routine")
    assert find("desk-break") == own
    assert all_routines()["desk-break"] == own
    assert "notes" not in all_routines()


def test_all_routines_are_listed_by_name(own_folder: Path) -> None:
    (own_folder / "evening.yaml").write_text("mine")
    assert list(all_routines()) == [
        "back-flexibility-six",
        "desk-break",
        "evening",
        "midback-wall-circuit",
        "thoracic-mini",
        "upper-back-relief-three",
        "upper-back-strong-six",
    ]


@pytest.mark.usefixtures("own_folder")
@pytest.mark.parametrize("path", ["mine.yaml", "folder/mine", "./mine", "/mine", "nowhere.yml"])
def test_a_path_is_taken_as_it_is(path: str) -> None:
    assert find(path) == Path(path)


@pytest.mark.usefixtures("own_folder")
@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("thorasic-mini", "Did you mean thoracic-mini?"),
        ("Desk-Break", "Did you mean desk-break?"),
        ("xyz", "There are: back-flexibility-six, desk-break, midback-wall-circuit"),
        ("", "There are: "),
    ],
)
def test_an_unknown_name_gets_a_suggestion(name: str, hint: str) -> None:
    with pytest.raises(RoutineError) as caught:
        find(name)
    assert caught.value.message == f"there is no routine {name!r}"
    assert caught.value.hint.startswith(hint)


@pytest.mark.usefixtures("own_folder")
def test_a_wheel_has_its_routines_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "voice_coach" / "data" / "routines"
    inside.mkdir(parents=True)
    (inside / "only.yaml").write_text("shipped")
    monkeypatch.setattr(library, "__file__", str(tmp_path / "voice_coach" / "authoring" / "library.py"))
    assert list(all_routines()) == ["only"]


Form: TypeAlias = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")


@pytest.mark.parametrize("on_disk", FORMS)
@pytest.mark.parametrize("typed", FORMS)
def test_a_name_is_the_same_composed_and_decomposed(own_folder: Path, on_disk: Form, typed: Form) -> None:
    own = own_folder / f"{normalize(on_disk, 'étirement-목')}.yaml"
    own.write_text("mine")
    if normalize("NFD", own.name) in {one.name for one in own_folder.iterdir()} and on_disk == "NFC":
        pytest.skip("this disk decomposes names itself")
    assert find(normalize(typed, "étirement-목")) == own
    assert find(str(own_folder / f"{normalize(typed, 'étirement-목')}.yaml")) == own
    assert normalize("NFC", "étirement-목") in all_routines()


def test_ones_own_routine_wins_in_the_other_form_too(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = own_folder.parent / "shipped"
    shipped.mkdir()
    (shipped / f"{normalize('NFC', 'café')}.yaml").write_text("theirs")
    own = own_folder / f"{normalize('NFD', 'café')}.yaml"
    own.write_text("mine")
    monkeypatch.setattr(library, "folders", lambda: (own_folder, shipped))
    assert list(all_routines().values()) == [own]


@pytest.mark.usefixtures("own_folder")
def test_a_suggestion_does_not_depend_on_the_form(own_folder: Path) -> None:
    (own_folder / f"{normalize('NFD', 'café')}.yaml").write_text("mine")
    with pytest.raises(RoutineError) as caught:
        find("caffé")
    assert caught.value.hint == "Did you mean café?"

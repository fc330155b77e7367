"""What a routine takes from the files beside it, and what is told when these are not as they should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from voice_coach.authoring.load import load
from voice_coach.core.plan.routine import Circuit, Exercise, Hold, Reps
from voice_coach.errors import RoutineError

LIBRARY = """
library: Mine
exercises:
  - name: Plank
    do: {hold: 30s}
    rest: 20s
  - name: Row
    do: {reps: 10}
    sides: [left, right]
"""
HIPS = """
title: Hips
rest: 15s
library: mine
exercises:
  - part: Warm-up
    exercises:
      - {name: March, do: {move: 1m}}
      - uses: Plank
  - name: Bridge
    do: {hold: 20s}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(LIBRARY, "utf-8")
    (tmp_path / "hips.yml").write_text(HIPS, "utf-8")
    return tmp_path


def written(folder: Path, text: str) -> Path:
    file = folder / "routine.yaml"
    file.write_text(text, "utf-8")
    return file


def refused(folder: Path, text: str) -> list[str]:
    """The first line of each problem, without the file's name."""
    file = written(folder, text)
    with pytest.raises(RoutineError) as caught:
        load(file)
    return [line.removeprefix(f"{file}:") for line in caught.value.message.splitlines() if line.startswith(str(file))]


def test_an_exercise_of_the_library_is_taken_as_it_is_there_but_for_what_is_written_here(folder: Path) -> None:
    text = "title: T\nlibrary: mine\nrest: 9s\nexercises: [{uses: Plank}, {uses: Plank, name: Long, do: {hold: 60s}}]"
    same, other = load(written(folder, text)).items
    assert same == Exercise("Plank", (Hold(30.0),), rest_s=20.0)
    assert other == Exercise("Long", (Hold(60.0),), rest_s=20.0)


def test_an_exercise_of_the_same_routine_can_be_used_wherever_it_stands(folder: Path) -> None:
    text = """
title: T
exercises:
  - uses: Row
    sets: 2
  - circuit: C
    exercises: [{name: Row, do: {reps: 8}, rest: 5s}]
"""
    again, circuit = load(written(folder, text)).items
    assert isinstance(circuit, Circuit)
    assert circuit.exercises == (Exercise("Row", (Reps(8),), rest_s=5.0, key="Row (2)"),)
    assert again == Exercise("Row", (Reps(8),), sets=2, rest_s=5.0)


def test_a_library_in_which_two_have_the_same_name_is_broken(folder: Path) -> None:
    text = "library: Two\nexercises:\n- {name: Plank, do: {hold: 9s}}\n- {name: Plank,  do: {hold: 30s}}\n"
    (folder / "two.yaml").write_text(text, "utf-8")
    assert refused(folder, "title: T\nlibrary: two\nexercises: [{uses: Plank}]") == [
        "2:10: two.yaml is broken itself, in line 4: two exercises are called 'Plank'; the first is in line 3"
    ]


@pytest.mark.parametrize(("name", "used"), [("Wall  squat", "Wall squat"), ("Wall squat", "Wall  squat")])
def test_a_name_is_the_same_however_many_spaces_it_is_written_with(folder: Path, name: str, used: str) -> None:
    text = f"title: T\nexercises: [{{name: {name}, do: {{hold: 30s}}}}, {{uses: {used}}}]"
    assert [one.name for one in load(written(folder, text)).items if isinstance(one, Exercise)] == ["Wall squat"] * 2


@pytest.mark.parametrize(
    ("beside", "rest_s", "every_s"), [("every: 1m", 0.0, 60.0), ("rest: 9s", 9.0, None), ("sets: 2", 20.0, None)]
)
def test_a_rest_and_a_time_for_all_put_each_other_out(
    folder: Path, beside: str, rest_s: float, every_s: float | None
) -> None:
    (used,) = load(written(folder, f"title: T\nlibrary: mine\nexercises: [{{uses: Plank, {beside}}}]")).items
    assert isinstance(used, Exercise)
    assert (used.rest_s, used.every_s) == (rest_s, every_s)


def test_a_part_of_another_routine_has_its_rest_and_its_library(folder: Path) -> None:
    (part,) = load(written(folder, "title: T\nrest: 3s\nexercises: [{part: Warm-up, of: hips}]")).items
    assert isinstance(part, Circuit)
    assert (part.name, part.rounds) == ("Warm-up", 1)
    assert [(each.name, each.rest_s) for each in part.exercises if isinstance(each, Exercise)] == [
        ("March", 15.0),
        ("Plank", 20.0),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "title: T\nlibrary: mine\nexercises: [{uses: Plonk}]",
            "3:20: there is no exercise 'Plonk' to use, did you mean 'Plank'?",
        ),
        (
            "title: T\nexercises: [{part: Warm up, of: hips}]",
            "2:33: hips.yml has no part 'Warm up'; did you mean 'Warm-up'?",
        ),
        (
            "title: T\nlibrary: hips\nexercises: [{uses: Plank}]",
            "2:10: hips.yml is broken itself, in line 2: a library file needs the key",
        ),
        (
            "title: T\nlibrary: mine\nexercises: [{uses: Plank, switch: each set}]",
            "3:27: 'switch' is when two sides change; add sides: [left, right], or take it out",
        ),
    ],
)
def test_what_is_wrong_with_a_neighbour_is_told_where_it_is_named(folder: Path, text: str, told: str) -> None:
    (line,) = refused(folder, text)
    assert line.startswith(told.split(": a library file", maxsplit=1)[0]), line


def test_a_neighbour_that_is_broken_is_told_once(folder: Path) -> None:
    (folder / "mine.yaml").write_text("library: Mine\nexercises: [{name: Plank, do: {hodl: 30s}}]", "utf-8")
    (line,) = refused(folder, "title: T\nlibrary: mine\nexercises: [{uses: Plank}, {uses: Row}]")
    assert line == "2:10: mine.yaml is broken itself, in line 2: unknown key 'hodl', did you mean 'hold'?"


def test_routines_that_take_parts_of_each_other_are_refused(folder: Path) -> None:
    (folder / "other.yaml").write_text(
        "title: O\nexercises: [{part: A, exercises: [{part: B, of: routine}]}]", encoding="utf-8"
    )
    (line,) = refused(
        folder, "title: T\nexercises: [{part: B, exercises: [{name: X, do: {hold: 9s}}]}, {part: A, of: other}]"
    )
    assert "other.yaml is broken itself, in line 2: 'routine' takes a part from this routine itself" in line

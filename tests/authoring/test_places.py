"""Where in the file the words stand that the coach says."""

from pathlib import Path

import pytest

from voice_coach.authoring.places import Places
from voice_coach.errors import RoutineError

ROUTINE = """title: Two things
source: Lie down slowly.
exercises:
  - name: Bridge
    sides: [left, right]
    setup:
      position:
        - To get into position, lie down.
        - "{Side} arm out, palm up."
      feel: Nothing sharp. Breathe.
    do: {reps: 3, tempo: [{say: Roll down, for: 2s}, {say: Come up, for: 2s}]}
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    path = tmp_path / "two.yaml"
    path.write_text(ROUTINE)
    return Places(path)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("To get into position, lie down.", 8),
        ("Right arm out, palm up.", 9),
        ("Breathe.", 10),
        ("One, roll down.", 11),
        ("Bridge, three reps a side.", 4),
        ("Two things, about a minute.", 1),
        ("Lie down slowly.", None),
        ("Move gently.", None),
        ("Bridges are hard.", None),
    ],
)
def test_a_sentence_is_found_by_the_longest_text_that_it_repeats(places: Places, said: str, line: int | None) -> None:
    assert places.line(said) == line


def test_a_file_that_cannot_be_read_has_no_places(tmp_path: Path) -> None:
    with pytest.raises(RoutineError):
        Places(tmp_path / "none.yaml")

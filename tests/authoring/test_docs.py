"""docs/writing-routines.md says what the program does."""

import re
from pathlib import Path

import pytest

from voice_coach.authoring import lint
from voice_coach.authoring.form import routine as form
from voice_coach.authoring.lint import Report, check
from voice_coach.forms.kind import AuthorForm, keys_of
from voice_coach.language.language import Language, load_language

PAGE = (Path(__file__).parents[2] / "docs" / "writing-routines.md").read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
EXAMPLES = [block for block in BLOCKS if block.startswith("title: ")]
(LIBRARY,) = (block for block in BLOCKS if block.startswith("library: "))
HIPS = "title: My hips\nexercises: [{part: Warm-up, exercises: [{name: March, do: {move: 1m}}]}]"
"""What the examples take from elsewhere."""


@pytest.fixture(scope="module")
def english() -> Language:
    return load_language("en")


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_routine_without_a_warning(example: str, english: Language, tmp_path: Path) -> None:
    (tmp_path / "my-exercises.yaml").write_text(LIBRARY, "utf-8")
    (tmp_path / "my-hips.yaml").write_text(HIPS, "utf-8")
    file = tmp_path / "example.yaml"
    file.write_text(example, "utf-8")
    assert check(file, english) == Report((), ())


def test_every_key_is_described() -> None:
    assert len(EXAMPLES) == 5
    parts: list[type[AuthorForm]] = [form.RoutineForm, *form.PARTS.values()]
    for part in parts:
        for key in keys_of(part):
            assert f"`{key}`" in PAGE, f"{part.called}: {key}"


def test_the_safety_line_of_the_page_is_the_one_that_is_said_by_default() -> None:
    assert f'safety: "{load_language("en").sentences["safety"]}"' in PAGE


def test_every_rule_is_described_and_no_other() -> None:
    described = {int(number) for number in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    assert described == {
        *lint.ROUTINE_RULES,
        *lint.WORDED_ROUTINE_RULES,
        *lint.EXERCISE_RULES,
        *lint.WORDED_EXERCISE_RULES,
        *lint.LINE_RULES,
    }

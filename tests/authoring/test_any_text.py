"""Whatever stands in a file: it becomes a routine, or a RoutineError, and nothing else."""

from contextlib import suppress

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.forms.mistakes import STEADY, YAML_MARKS, trees
from voice_coach.authoring.form.routine import PARTS, ROUTINE, RoutineForm
from voice_coach.authoring.load import loads
from voice_coach.core.plan.routine import Routine
from voice_coach.errors import RoutineError
from voice_coach.forms.kind import AuthorForm, keys_of
from voice_coach.forms.source import decode

FORMS: list[type[AuthorForm]] = [RoutineForm, *PARTS.values()]
KEYS = sorted({key for form in FORMS for key in keys_of(form)})
TREES = trees(KEYS, ["30s", "ready", "left", "right", "easy", "{side}", "{", "Sit down. Breathe.", "1m", ""])


def becomes_a_routine_or_a_routine_error(text: str) -> None:
    try:
        found: Routine | RoutineError = loads(text, "r.yaml")
    except RoutineError as error:
        found = error
    if isinstance(found, RoutineError):
        assert found.message.startswith("r.yaml:")
        assert "Input should" not in found.message  # pydantic's own words
        found.message.encode("utf-8")


@STEADY
@given(st.one_of(st.text(), YAML_MARKS))
@example("%YAML 1.1" + "9" * 5000 + "\n---\na")
@example('"\\Uffffffff"')
@example("title: " + "9" * 5000)
@example("[" * 5000)
@example("{a: " * 2000)
@example("- " * 5000)
@example("? " * 2000)
@example("\ufeff\ufeff")
@example("a:\u2028 b\x85- c")
def test_any_text(text: str) -> None:
    becomes_a_routine_or_a_routine_error(text)


@STEADY
@given(st.binary())
@example(b"\xef\xbb\xbf")
@example(b"\xc3")
def test_any_bytes(data: bytes) -> None:
    with suppress(RoutineError):
        becomes_a_routine_or_a_routine_error(decode(data, "r.yaml", ROUTINE))


@STEADY
@given(TREES)
def test_any_tree_of_the_keys_that_a_routine_has(tree: object) -> None:
    becomes_a_routine_or_a_routine_error(yaml.safe_dump(tree, allow_unicode=True))


@STEADY
@given(
    st.fixed_dictionaries(
        {
            "title": st.just("T"),
            "exercises": st.lists(st.fixed_dictionaries({"name": st.just("N"), "do": TREES}), min_size=1, max_size=2),
        }
    )
)
def test_any_work_in_a_routine_that_is_otherwise_right(tree: object) -> None:
    becomes_a_routine_or_a_routine_error(yaml.safe_dump(tree, sort_keys=False))

"""What somebody reads whose programme file has a mistake: the cases and the exact messages stand in broken.txt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.mistakes import STEADY, YAML_MARKS, Case, cases
from voice_coach.errors import ProgrammeError
from voice_coach.programme.load import load, loads

CASES = cases(Path(__file__).parent)


@pytest.mark.usefixtures("routines")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_shown_in_its_place_and_in_plain_words(case: Case) -> None:
    with pytest.raises(ProgrammeError) as caught:
        loads(case.text, "p.yaml")
    assert caught.value.message == case.message
    assert caught.value.code == "programme-invalid"
    assert caught.value.hint


def test_the_cases_are_many_and_no_two_are_told_alike() -> None:
    assert len({case.name for case in CASES}) == len({case.message for case in CASES}) == len(CASES) >= 45


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(ProgrammeError, match="No such file"):
        load(Path("nowhere.yaml"))


@STEADY
@given(YAML_MARKS | st.text(max_size=40).map("programme: P\nsessions: ".__add__))
def test_any_text_is_told_to_be_no_programme(text: str) -> None:
    with pytest.raises(ProgrammeError, match=r"p\.yaml:"):
        loads(text, "p.yaml")

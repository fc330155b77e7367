"""Tabs in the indentation: each is told, and they hide nothing else that is wrong."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import Field

from voice_coach.errors import RoutineError
from voice_coach.forms.fields import Whole
from voice_coach.forms.kind import AuthorForm, FileKind
from voice_coach.forms.reading import examine, filled


class ShelfForm(AuthorForm):
    called = "a shelf"
    height: Annotated[int, Whole(1, 9)] = Field(examples=[2])
    books: list[str] = Field([], examples=[["Atlas"]])


class CaseForm(AuthorForm):
    called = "the bookcase"
    name: str = Field(examples=["Oak"])
    shelf: ShelfForm = Field(examples=[{"height": 2}])


CASE = FileKind("bookcase", "name: Oak", CaseForm, {"shelf": ShelfForm}, RoutineError)


def told(text: str) -> list[tuple[int, int, str]]:
    return [(one.span.line, one.span.column, one.message) for one in examine(text, "b.yaml", CASE).problems]


TAB = "a tab stands here; indent with spaces"


def test_a_good_file_is_its_form() -> None:
    assert filled("name: Oak\nshelf: {height: 2}", "b.yaml", CASE) == CaseForm(
        name="Oak", shelf=ShelfForm(height=2, books=[])
    )


@pytest.mark.parametrize("indent", ["\t", " \t", "\t\t"])
def test_a_file_that_is_right_but_for_its_tabs_has_a_problem_for_each_line(indent: str) -> None:
    text = f"name: Oak\nshelf:\n{indent}height: 2\n{indent}books: [Atlas]"
    assert told(text) == [(3, 1 + indent.index("\t"), TAB), (4, 1 + indent.index("\t"), TAB)]


def test_behind_a_tab_everything_else_is_found_at_its_own_column() -> None:
    text = "nmae: Oak\nshelf:\n\theight: high\n    books: [Atlas]"
    assert told(text) == [
        (1, 1, "unknown key 'nmae', did you mean 'name'?"),
        (3, 1, TAB),
        (3, 10, "'height' must be a whole number from 1 to 9, not 'high'; for example: height: 2"),
    ]


def test_the_width_with_which_least_is_wrong_is_taken_for_the_authors() -> None:
    assert told("name: Oak\nshelf:\n        height: 2\n\tbooks: [Atlas]") == [(4, 1, TAB)]


def test_a_text_that_no_width_makes_right_is_told_as_it_is() -> None:
    [problem] = examine("name: [Oak\nshelf:\n\theight: 2", "b.yaml", CASE).problems
    assert problem.message.startswith("a list opens here")


def test_a_tab_inside_a_text_is_nobodys_business() -> None:
    assert told('name: "Oak\tdark"\nshelf: {height: 2}') == []

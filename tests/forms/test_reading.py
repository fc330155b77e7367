"""Tabs and odd spaces in the indentation: each is told, and they hide nothing else that is wrong."""

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


def odd(code: int, name: str) -> str:
    return f"U+{code:04X}, {name}, stands here; indent with plain spaces"


NBSP = odd(0xA0, "a no-break space")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (0xA0, "a no-break space"),
        (0x2000, "an en quad"),
        (0x2003, "an em space"),
        (0x202F, "a narrow no-break space"),
        (0x3000, "an ideographic space"),
    ],
)
def test_an_odd_space_is_named_in_each_line_that_it_indents(code: int, name: str) -> None:
    text = "name: Oak\nshelf:\n{0}{0}height: 2\n{0}{0}books: [Atlas]".format(chr(code))
    assert told(text) == [(3, 1, odd(code, name)), (4, 1, odd(code, name))]


@pytest.mark.parametrize("code", [0x200B, 0xFEFF, 0x2060])
def test_a_space_without_width_is_named_too(code: int) -> None:
    [at_once] = told(f"name: Oak\n{chr(code)}shelf: {{height: 2}}")
    assert at_once[:2] == (2, 1)
    assert at_once[2].startswith(f"U+{code:04X}, a ")
    [inside] = told(f"name: Oak\nshelf:\n  {chr(code)}height: 2\n  books: [Atlas]")
    assert inside[:2] == (3, 3)


def test_behind_an_odd_space_everything_else_is_found_at_its_own_column() -> None:
    assert told("nmae: Oak\nshelf:\n\u00a0\u00a0height: high\n\u200b  books: 3") == [
        (1, 1, "unknown key 'nmae', did you mean 'name'?"),
        (3, 1, NBSP),
        (3, 11, "'height' must be a whole number from 1 to 9, not 'high'; for example: height: 2"),
        (4, 1, odd(0x200B, "a zero width space")),
        (4, 11, "'books' must be a list, not the number 3; for example: books: [Atlas]"),
    ]


def test_a_tab_and_an_odd_space_are_each_told_in_their_lines() -> None:
    text = "name: Oak\nshelf:\n\u00a0 height: 2\n\tbooks: [Atlas]"
    assert told(text) == [(3, 1, NBSP), (4, 1, TAB)]


@pytest.mark.parametrize(("space", "message"), [("\u00a0", NBSP), ("\t", TAB)])
def test_an_odd_space_behind_a_dash_is_indentation(space: str, message: str) -> None:
    text = f"name: Oak\nshelf:\n  height: 12\n  books:\n  -{space}Atlas"
    high = "'height' must be a whole number from 1 to 9, not the number 12; for example: height: 2"
    assert told(text) == [(3, 11, high), (5, 4, message)]


def test_an_odd_space_does_not_hide_where_the_text_is_no_yaml() -> None:
    [first, second] = told("name: Oak\nshelf:\n\u00a0\u00a0height: 2\n  books: [Atlas\n")
    assert first == (3, 1, NBSP)
    assert second[0] == 4


@pytest.mark.parametrize("name", ['"Oak\n  \u00a0dark"', "|\n  Oak\n  \u00a0dark", "Oak\u00a0dark", "'\u00a0Oak'"])
def test_an_odd_space_inside_a_text_is_nobodys_business(name: str) -> None:
    assert told(f"name: {name}\nshelf: {{height: 2}}") == []
    [other] = told(f"name: {name}\nshelf: {{height: 12}}")
    assert other[2].startswith("'height'")

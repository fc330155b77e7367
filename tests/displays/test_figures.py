"""Figures that are read from across the room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.displays.figures import ROWS, big, fitting

TEXTS = st.text("0123456789:/LR ", min_size=1, max_size=8)


def test_a_figure_is_drawn_dot_by_dot() -> None:
    assert big("1:", ink="#") == (
        "  ##      ",
        "####    ##",
        "  ##      ",
        "  ##    ##",
        "######    ",
    )


@given(TEXTS, st.integers(1, 4))
def test_all_lines_are_equally_long_and_the_scale_is_kept(text: str, scale: int) -> None:
    rows = big(text, scale)

    assert len(rows) == ROWS * scale
    assert {len(row) for row in rows} == {scale * len(big(text)[0])}


@given(TEXTS, st.integers(60, 300), st.integers(5, 80))
def test_the_largest_scale_that_fits_is_taken(text: str, width: int, height: int) -> None:
    def fits(scale: int) -> bool:
        rows = big(text, scale)
        return len(rows) <= height and len(rows[0]) <= width

    scale = fitting(text, width, height)

    assert fits(scale) or scale == 1
    assert not fits(scale + 1)


def test_all_digits_differ() -> None:
    assert len({big(digit) for digit in "0123456789LR"}) == 12


def test_a_letter_without_a_picture_is_refused() -> None:
    with pytest.raises(KeyError):
        big("x")

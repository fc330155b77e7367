"""Figures that are read from across the room."""

from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.core.states import State
from voice_coach.displays.figures import ROWS, big, drawable, fitting, high, stacked
from voice_coach.displays.labels import Labels
from voice_coach.language.language import load_language

TEXTS = st.text("0123456789:/ABHLMRX ", min_size=1, max_size=8)
WORDS = st.text("ADEHLOMW ", max_size=20).map(str.strip)


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


@given(TEXTS, WORDS, st.integers(10, 300), st.integers(5, 80))
def test_the_largest_scale_that_fits_is_taken(number: str, word: str, width: int, height: int) -> None:
    def fits(scale: int) -> bool:
        lines = stacked(number, word, width, scale)
        return bool(lines) and high(len(lines), scale) <= height

    scale = fitting(number, word, width, height)

    assert fits(scale) or scale == 1
    assert not fits(scale + 1)


@given(TEXTS, WORDS, st.integers(10, 300), st.integers(1, 4))
def test_what_is_stacked_is_whole_and_no_wider_than_the_screen(number: str, word: str, width: int, scale: int) -> None:
    lines = stacked(number, word, width, scale)

    assert all(len(big(line, scale)[0]) <= width for line in lines)
    if lines:
        assert (lines[0], " ".join(lines[1:])) == (number, " ".join(word.split()))


def test_a_word_is_broken_at_its_spaces_only() -> None:
    assert stacked("L 23", "GET INTO POSITION", 76) == ("L 23", "GET INTO", "POSITION")
    assert stacked("", "GET INTO POSITION", 76) == ("GET INTO", "POSITION")
    assert stacked("L 23", "GET INTO POSITION", 40) == ()
    assert (high(0), high(1), high(3, 2)) == (0, 5, 34)


def test_every_state_has_a_picture() -> None:
    labels = Labels(load_language("en").screen)

    assert all(drawable(labels.state(state).upper()) for state in State)
    assert not drawable("ÜBEN")


def test_all_characters_differ() -> None:
    assert len({big(character) for character in digits + ascii_uppercase + ":/ "}) == 39


def test_a_letter_without_a_picture_is_refused() -> None:
    with pytest.raises(KeyError):
        big("x")

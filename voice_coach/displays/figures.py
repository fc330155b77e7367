"""Figures that are read from across the room, drawn of blocks."""

from __future__ import annotations

ROWS = 5

_GLYPHS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    "L": ("#  ", "#  ", "#  ", "#  ", "###"),
    "R": ("## ", "# #", "## ", "# #", "# #"),
    ":": (" ", "#", " ", "#", " "),
    "/": ("  #", "  #", " # ", "#  ", "#  "),
    " ": (" ",) * ROWS,
}


def big(text: str, scale: int = 1, ink: str = "█") -> tuple[str, ...]:
    """Draw digits, ``:``, ``/``, ``L``, ``R`` and spaces, ``ROWS * scale`` lines high, all lines equally long.

    A dot is two characters wide, because a character is about twice as high as wide. Raises KeyError for any other
    character.
    """
    rows = (" ".join(_GLYPHS[character][row] for character in text) for row in range(ROWS))
    wide = ("".join((ink if dot == "#" else " ") * (2 * scale) for dot in row) for row in rows)
    return tuple(row for row in wide for _ in range(scale))


def fitting(text: str, width: int, height: int) -> int:
    """Return the largest scale, at least 1, at which the text fits into so many columns and lines."""
    return max(1, min(width // len(big(text)[0]), height // ROWS))

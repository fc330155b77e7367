"""Figures and words that are read from across the room, drawn of blocks."""

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
    "A": (" # ", "# #", "###", "# #", "# #"),
    "B": ("## ", "# #", "## ", "# #", "## "),
    "C": (" ##", "#  ", "#  ", "#  ", " ##"),
    "D": ("## ", "# #", "# #", "# #", "## "),
    "E": ("###", "#  ", "## ", "#  ", "###"),
    "F": ("###", "#  ", "## ", "#  ", "#  "),
    "G": (" ##", "#  ", "# #", "# #", " ##"),
    "H": ("# #", "# #", "###", "# #", "# #"),
    "I": ("#", "#", "#", "#", "#"),
    "J": ("  #", "  #", "  #", "# #", " # "),
    "K": ("# #", "# #", "## ", "# #", "# #"),
    "L": ("#  ", "#  ", "#  ", "#  ", "###"),
    "M": ("#   #", "## ##", "# # #", "#   #", "#   #"),
    "N": ("#  #", "## #", "# ##", "#  #", "#  #"),
    "O": (" # ", "# #", "# #", "# #", " # "),
    "P": ("## ", "# #", "## ", "#  ", "#  "),
    "Q": (" ## ", "#  #", "#  #", "# # ", " # #"),
    "R": ("## ", "# #", "## ", "# #", "# #"),
    "S": (" ##", "#  ", " # ", "  #", "## "),
    "T": ("###", " # ", " # ", " # ", " # "),
    "U": ("# #", "# #", "# #", "# #", "###"),
    "V": ("# #", "# #", "# #", "# #", " # "),
    "W": ("#   #", "#   #", "# # #", "## ##", "#   #"),
    "X": ("# #", "# #", " # ", "# #", "# #"),
    "Y": ("# #", "# #", " # ", " # ", " # "),
    "Z": ("###", "  #", " # ", "#  ", "###"),
    ":": (" ", "#", " ", "#", " "),
    "/": ("  #", "  #", " # ", "#  ", "#  "),
    " ": (" ",) * ROWS,
}


def drawable(text: str) -> bool:
    """Whether `big` has a picture of every character."""
    return _GLYPHS.keys() >= set(text)


def big(text: str, scale: int = 1, ink: str = "█") -> tuple[str, ...]:
    """Draw digits, ``:``, ``/``, capitals from A to Z and spaces, ``ROWS * scale`` lines high, all equally long.

    A dot is two characters wide, because a character is about twice as high as wide. Raises KeyError for any other
    character.
    """
    rows = (" ".join(_GLYPHS[character][row] for character in text) for row in range(ROWS))
    wide = ("".join((ink if dot == "#" else " ") * (2 * scale) for dot in row) for row in rows)
    return tuple(row for row in wide for _ in range(scale))


def stacked(number: str, word: str, width: int, scale: int = 1) -> tuple[str, ...]:
    """Put the word under the number, in as few lines as it needs at that scale; nothing when a line is too wide.

    Either may be empty. A number is never broken, a word only at its spaces.
    """
    lines, line = [number] if number else [], ""
    for part in word.split():
        longer = f"{line} {part}" if line else part
        if line and _wide(longer, scale) > width:
            lines.append(line)
            longer = part
        line = longer
    lines += [line] if line else []
    return tuple(lines) if all(_wide(each, scale) <= width for each in lines) else ()


def high(lines: int, scale: int = 1) -> int:
    """Return how high so many lines are, with the height of a dot between them."""
    return max(0, scale * (lines * (ROWS + 1) - 1))


def fitting(number: str, word: str, width: int, height: int) -> int:
    """Return the largest scale, at least 1, at which both fit into so many columns and lines."""
    scale = 1
    while (lines := stacked(number, word, width, scale + 1)) and high(len(lines), scale + 1) <= height:
        scale += 1
    return scale


def _wide(text: str, scale: int) -> int:
    return scale * len(big(text)[0])

"""Which fonts a picture's texts are drawn with."""

from __future__ import annotations

from functools import cache

ASIAN = ("Noto Sans CJK KR", "Noto Sans CJK JP", "NanumGothic", "UnDotum", "Malgun Gothic", "Apple SD Gothic Neo")
"""Fonts with Hangul, as Linux, Windows and macOS have them."""


@cache
def families() -> list[str]:
    """The font that comes with matplotlib, and those of `ASIAN` that are installed: naming another one is a warning."""
    from matplotlib.font_manager import fontManager  # noqa: PLC0415 - an extra, and slow to load

    installed = {font.name for font in fontManager.ttflist}
    return ["DejaVu Sans", *(name for name in ASIAN if name in installed)]

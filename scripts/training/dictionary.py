"""How words sound: a dictionary of pronunciations."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeAlias

Sounds: TypeAlias = tuple[str, ...]
"""One way to say a word: its phones, as CMU writes them."""

ENGLISH = Path(str(resources.files("pocketsphinx"))) / "model" / "en-us"
"""What PocketSphinx' package knows of English."""


@cache
def dictionary() -> dict[str, list[Sounds]]:
    """CMU's pronunciations as PocketSphinx' package brings them, and of the sounds that are no words in it."""
    found: dict[str, list[Sounds]] = {"um": [("AH", "M")], "uh": [("AH",)], "ok": [("OW", "K", "EY")]}
    for line in (ENGLISH / "cmudict-en-us.dict").read_text(encoding="utf-8").splitlines():
        word, *phones = line.split()
        found.setdefault(re.sub(r"\(\d+\)$", "", word), []).append(tuple(phones))
    return found

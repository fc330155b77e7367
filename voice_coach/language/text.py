"""Text as it is compared: what is written and what a recogniser returns, brought into one form."""

from __future__ import annotations

import re

_APOSTROPHES = str.maketrans("\u2018\u2019", "''")
_PUNCTUATION = re.compile(r"[^\w'\[\]]+")


def normalise(text: str) -> str:
    """Return the words in lower case, parted by one space, without punctuation but with their apostrophes."""
    words = _PUNCTUATION.sub(" ", text.lower().translate(_APOSTROPHES)).split()
    return " ".join(word for word in words if word.strip("'"))

"""What the tests of every author's file share: broken files with their messages, and any text at all."""

from __future__ import annotations

import string
from pathlib import Path
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

STEADY = settings(deadline=None, derandomize=True)
"""The same examples every time, on a machine that may be busy."""

YAML_MARKS = st.text(
    alphabet=string.ascii_lowercase + " \n\t-:?[]{},#&*!|>'\"%@`\\.0123456789~<=é한\u2028\x85", max_size=60
)


class Case(NamedTuple):
    """A file with a mistake, and exactly what its author reads."""

    name: str
    text: str
    message: str


def cases(folder: Path) -> list[Case]:
    """The cases in a folder's broken.txt: ``=== name``, the text, ``>>>``, the message."""
    found = []
    for part in (folder / "broken.txt").read_text("utf-8").split("=== ")[1:]:
        name, rest = part.split("\n", 1)
        text, message = rest.split(">>>\n")
        found.append(Case(name, text, message.removesuffix("\n")))
    return found


def trees(keys: list[str], scalars: list[str]) -> st.SearchStrategy[object]:
    """Anything that YAML can hold, made of keys that a file has and of scalars that mean something to it."""
    leaves = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(scalars), st.text(max_size=8)
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(keys), inner, max_size=6)),
        max_leaves=25,
    )

"""What a plain YAML scalar means: the core schema of YAML 1.2, decimal numbers only.

PyYAML's own resolver follows YAML 1.1, where ``no`` is false, ``1:30`` is 90 and ``010`` is 8. An author means none
of these. Source: https://yaml.org/spec/1.2.2/#103-core-schema, without octal, hexadecimal, infinity and "not a number".
"""

from __future__ import annotations

import re
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BOOLS = {word: truth == "true" for truth in ("true", "false") for word in (truth, truth.title(), truth.upper())}
WHOLE = re.compile(r"[-+]?[0-9]{1,15}")  # more digits than these are no count of anything and become a float
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def resolve(text: str) -> Scalar:
    """The value of a plain (unquoted) scalar. Never raises; what is nothing else is text."""
    if text in NULLS:
        return None
    if text in BOOLS:
        return BOOLS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text):
        return float(text)
    return text

"""How times and numbers of things are written, wherever people read them."""

from __future__ import annotations

import math


def clock(seconds: float, decimals: int = 0) -> str:
    """Minutes and seconds: 12:05, or 12:05.3 with one of the ``decimals``."""
    minutes, rest = divmod(round(seconds, decimals), 60)
    return f"{int(minutes)}:{rest:0{3 + decimals if decimals else 2}.{decimals}f}"


def countdown(seconds: float) -> str:
    """A time as people count it down: 30 until the thirtieth second is over, 1:05 from a minute on."""
    whole = math.ceil(seconds)
    return clock(whole) if whole >= 60 else str(whole)


def duration(seconds: float) -> str:
    """A time with its unit: 30 s, or 1:05 from a minute on."""
    text = countdown(seconds)
    return text if ":" in text else f"{text} s"


def counted(number: int, thing: str) -> str:
    """So many of a thing: 1 session, 3 sessions."""
    return f"{number} {thing}{'' if number == 1 else 's'}"

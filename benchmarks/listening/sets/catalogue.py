"""The further sets by their keys. Another set is another row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.listening.sets.other_sound import other_sound
from benchmarks.listening.sets.ways import ways
from benchmarks.listening.sets.whole_phrases import whole_phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.listening.sets.making import Making
    from benchmarks.listening.streams import Stream


class FurtherSet(NamedTuple):
    """A set in English; ``make`` yields its streams."""

    name: str
    make: Callable[[Making], Iterator[Stream]]


CATALOGUE = {
    "en-phrases": FurtherSet("English, whole phrases in a room, synthetic voices", whole_phrases),
    "en-ways": FurtherSet("English, ways of saying it, synthetic voices", ways),
    "en-other": FurtherSet("English, sound without a command", other_sound),
}

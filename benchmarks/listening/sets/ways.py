"""Ways of saying a command: with fillers, twice or three times, and several safe orders in one breath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.listening.sets.scene import DRY, NEAR, laid, streams
from benchmarks.listening.sets.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.listening.sets.making import Making
    from benchmarks.listening.streams import Stream

EACH = 4
"""Voices that say each text, in turn."""

QUICK_STEP = 4


def ways(making: Making) -> Iterator[Stream]:
    """Yield a stream for each kind of way and each of two scenes; no question is open in any."""
    voices = making.voices
    for kind, meant in texts()["ways"].items():
        said = list(meant.items())[:: QUICK_STEP if making.quick else 1]
        clips = [
            making.say(voices[(place + turn) % len(voices)], text, command)
            for place, (text, command) in enumerate(said)
            for turn in range(min(EACH, len(voices)))
        ]
        placed = laid(clips, making.random(kind))
        yield from streams(f"{kind}, ", placed, (DRY, NEAR), making, asked=False)

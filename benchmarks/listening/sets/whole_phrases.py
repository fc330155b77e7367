"""Twenty phrases of the table by every voice, from where a user stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.listening.decision import is_answer, meaning_of
from benchmarks.listening.sets.scene import SCENES, laid, streams
from benchmarks.listening.sets.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.listening.sets.making import Making
    from benchmarks.listening.streams import Stream

QUICK_STEP = 3
"""A quick run has each third phrase."""


def whole_phrases(making: Making) -> Iterator[Stream]:
    """Yield two streams a scene, orders and answers."""
    phrases = texts()["phrases"][:: QUICK_STEP if making.quick else 1]
    meant = {phrase: meaning_of(phrase, making.phrasebook) for phrase in phrases}
    for asked in (False, True):
        chosen = [phrase for phrase in phrases if is_answer(meant[phrase]) is asked]
        clips = [making.say(voice, phrase, meant[phrase]) for phrase in chosen for voice in making.voices]
        yield from streams("", laid(clips, making.random(f"phrases {asked}")), SCENES, making, asked=asked)

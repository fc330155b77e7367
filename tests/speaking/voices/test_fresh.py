from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from voice_coach.speaking.voices.fresh import TRIES, FreshVoice
from voice_coach.speaking.voices.voice import Clip


class Once:
    """A voice that says one text, in a given way, and then is closed."""

    def __init__(self, way: float, closed: list[float]) -> None:
        self._way = way
        self._closed = closed

    def clip(self, text: str) -> Clip:
        return Clip(np.full(len(text), self._way, np.float32), 16_000)

    def close(self) -> None:
        self._closed.append(self._way)


def said(ways: Iterable[float]) -> tuple[float, list[float]]:
    """What comes of a voice that says "text" in these ways, and which of them were asked for and closed."""
    rest, closed = iter(ways), list[float]()
    clip = FreshVoice(lambda: Once(next(rest), closed)).clip("text")
    return round(float(clip.samples[0]), 3), closed


def test_a_text_is_taken_when_two_new_voices_say_it_alike() -> None:
    assert said([0.1, 0.1, 0.2]) == (0.1, [0.1, 0.1])


def test_a_text_that_was_said_in_an_odd_way_once_is_not_taken() -> None:
    assert said([0.2, 0.1, 0.1]) == (0.1, [0.2, 0.1, 0.1])
    assert said([0.1, 0.2, 0.1, 0.1]) == (0.1, [0.1, 0.2, 0.1, 0.1])


def test_of_a_voice_that_never_says_it_twice_alike_the_last_is_taken() -> None:
    ways = [number / 10 for number in range(1, TRIES + 1)]
    assert said([*ways, 0.9]) == (ways[-1], ways)

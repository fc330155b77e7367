"""What the phone ear has learned of a language: its phones, how words are said, whole phrases, and when one is sure.

`scripts/train-ear` makes the files of it: `<code>.npz`, the weights, and `<code>.dict`, a pronunciation a line.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from importlib import resources
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from voice_coach.listening.phones.g2p import guess
from voice_coach.listening.phones.network import Array, log_softmax, phone_network

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from voice_coach.audio.format import Samples
    from voice_coach.listening.phones.grammar import Phones, Scores

PHONES = (
    "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY", "JH", "K",
    "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH",
)  # fmt: skip
"""The phones of English, in the letters of ARPAbet; one more, the blank, stands for none of them."""

BLANK = len(PHONES)

FLOOR = -12.0
"""No phone is quite impossible: one frame that the network misheard must not decide."""

MOST = 6
"""Pronunciations of a text that are kept."""

CONTEXT = 1
"""Frames on either side by which a frame is judged."""

POOLS = 8
"""A whole utterance is judged by the means over so many parts of it."""

EDGE = 3
"""Frames that are kept around its first and last phone."""

SILENT_BELOW = -0.7
"""A frame is part of the phrase when its blank is less likely than this says (one half)."""


class Layer(NamedTuple):
    """Its six arrays; what goes in is centred and scaled first."""

    centre: Array
    scale: Array
    inner: Array
    inner_bias: Array
    outer: Array
    outer_bias: Array

    @classmethod
    def of(cls, arrays: Mapping[str, Array], name: str) -> Layer:
        """The layer of this name among arrays that are called ``<name>.<field>``."""
        return cls(*(np.asarray(arrays[f"{name}.{field}"], np.float32) for field in cls._fields))

    def __call__(self, x: Array) -> Array:
        """Return rows of logits for rows of ``x``."""
        return np.asarray(self.within(x) @ self.outer + self.outer_bias, np.float32)

    def within(self, x: Array) -> Array:
        """Return the inner rows for rows of ``x``."""
        reached = ((x - self.centre) / self.scale) @ self.inner + self.inner_bias
        return np.asarray(reached / (1.0 + np.exp(-reached)))


class Lesson:
    """Read once; pure from then on.

    Attributes:
        phrases: the whole phrases that were learned.

    """

    def __init__(self, weights: Mapping[str, Array], pronunciations: Mapping[str, Sequence[Phones]]) -> None:
        self._phones = Layer.of(weights, "phones")
        self._whole = Layer.of(weights, "whole")
        self.judge = Layer.of(weights, "judge")
        self.phrases = tuple(str(weights["phrases"]).split("\n"))
        self._pronunciations = pronunciations
        self._own: Mapping[str, Sequence[Phones]] = {}

    def with_own(self, own: Mapping[str, Sequence[Phones]]) -> Lesson:
        """The same lesson, which knows besides how these texts are said, each as a whole; itself for none."""
        if not own:
            return self
        wider = copy(self)
        wider._own = {**self._own, **own}  # noqa: SLF001 - its own class
        return wider

    def emissions(self, hidden: Sequence[Array]) -> Scores:
        """The logarithm of every phone's probability in every frame of what `PhoneNetwork.hidden` returns."""
        return emissions(self._phones, hidden)

    def whole(self, hidden: Sequence[Array], emissions: Scores) -> Scores:
        """The logarithm of the probability of each of the phrases for a whole utterance; last, that it is none."""
        return np.asarray(log_softmax(self._whole(pooled(hidden, emissions)[np.newaxis]))[0], np.float32)

    def direction(self, hidden: Sequence[Array], emissions: Scores) -> Array:
        """What a whole utterance is known by: a unit vector, the direction of the inner row of `whole`."""
        row = self._whole.within(pooled(hidden, emissions)[np.newaxis])[0]
        return np.asarray(row / (np.linalg.norm(row) + 1e-9), np.float32)

    def pronounce(self, text: str) -> list[Phones]:
        """The ways to say a text, at most `MOST`; none when nobody knows how one of its words is said."""
        if text in self._own:
            return [*self._own[text]][:MOST]
        words = [self._pronunciations.get(word) or _guessed(word) for word in text.split()]
        return [sum(said, ()) for said in islice(product(*words), MOST)] if all(words) else []


class LearnedPhones:
    """The phones of a language that was learned, heard in any sound: what a second opinion asks for."""

    blank = BLANK

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self.pronounce = lesson.pronounce

    def emissions(self, samples: Samples) -> Scores:
        """How likely each phone is in each frame of a sound."""
        return self._lesson.emissions(phone_network().hidden(samples))


def emissions(phones: Layer, hidden: Sequence[Array]) -> Scores:
    """What `Lesson.emissions` says, by a layer that is still being learned."""
    frames = features(hidden)
    padded = np.pad(frames, ((CONTEXT, CONTEXT), (0, 0)), mode="edge")
    around = np.concatenate([padded[shift : shift + len(frames)] for shift in range(2 * CONTEXT + 1)], axis=1)
    return np.maximum(log_softmax(phones(around)), np.float32(FLOOR))


def features(hidden: Sequence[Array]) -> Array:
    """What is looked at of the network: the last two blocks."""
    return np.concatenate(hidden[-2:], axis=1)


def pooled(hidden: Sequence[Array], emissions: Scores) -> Array:
    """One row for a whole utterance: the means over its parts, and how long it is."""
    first, last = spoken(emissions)
    frames = features(hidden)[max(0, first - EDGE) : last + 1 + EDGE]
    places = np.arange(len(frames))
    edges = np.linspace(0, len(frames), POOLS + 1)[:, np.newaxis]
    shares = np.clip(np.minimum(places + 1, edges[1:]) - np.maximum(places, edges[:-1]), 0, 1)
    shares /= shares.sum(axis=1, keepdims=True)
    return np.append(shares @ frames, len(frames) / 50).astype(np.float32)


def spoken(emissions: Scores) -> tuple[int, int]:
    """The first and the last frame with a phone in it; all of them when there is none."""
    frames = np.flatnonzero(emissions[:, BLANK] < SILENT_BELOW)
    return (int(frames[0]), int(frames[-1])) if len(frames) else (0, len(emissions) - 1)


def is_learned(language_code: str) -> bool:
    """Whether there is a lesson of a language; it is not read."""
    return (resources.files("voice_coach.listening.phones") / f"{language_code}.npz").is_file()


@cache
def lesson(language_code: str) -> Lesson | None:
    """What has been learned of a language; None when nothing has."""
    folder = resources.files("voice_coach.listening.phones")
    try:
        with (folder / f"{language_code}.npz").open("rb") as file:
            weights = dict(np.load(file))
    except FileNotFoundError:
        return None
    return Lesson(weights, read_pronunciations((folder / f"{language_code}.dict").read_text(encoding="utf-8")))


def read_pronunciations(text: str) -> dict[str, list[Phones]]:
    """Read lines of a word and its phones; a word may have several lines."""
    found: dict[str, list[Phones]] = {}
    for line in text.splitlines():
        word, *phones = line.split()
        found.setdefault(word, []).append(tuple(PHONES.index(phone) for phone in phones))
    return found


@cache
def _guessed(word: str) -> list[Phones]:
    phones = tuple(PHONES.index(phone) for phone in guess(word))
    return [phones] if phones else []

"""What a person says for a command in words of their own: two or three takes become the phones of a phrase."""

from __future__ import annotations

from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from voice_coach.language.phrasebook import Match
from voice_coach.listening.phones.decoder import Decoder
from voice_coach.listening.phones.engine import SAFE_ORDER
from voice_coach.listening.phones.grammar import Grammar
from voice_coach.listening.phones.judgement import Judge
from voice_coach.listening.phones.lesson import BLANK, PHONES
from voice_coach.listening.phones.network import phone_network
from voice_coach.listening.phones.own.learning import utterance
from voice_coach.listening.phones.own.sureness import QUIET_BEFORE_S

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from voice_coach.audio.format import Samples
    from voice_coach.core.commands.table import Command
    from voice_coach.language.phrasebook import Phrasebook
    from voice_coach.listening.phones.grammar import Phones, Scores
    from voice_coach.listening.phones.judgement import Evidence
    from voice_coach.listening.phones.lesson import Lesson

SHORTEST = 3
"""Phones that a take must have: fewer are in every other word."""

ALIKE = 1 / 3
"""How far two ways to say a phrase may be apart: the edit distance of their phones over the length of the longer."""

NEARLY = 0.9
"""How much worse, for each of its phones, another meaning's phrase must explain a take than the phones of another take
do. A judgement: of two voices "hold up" and "wait a minute" have 0.4 to 0.9, and what is like no phrase has 1 to 2."""


class Unfit(StrEnum):
    """Why takes do not make a phrase."""

    TOO_SHORT = "too-short"
    NOT_ALIKE = "not-alike"
    LIKE_ANOTHER = "like-another"


class OwnPhrase(NamedTuple):
    """A person's phrase: what it is called, what it means, and how this person says it."""

    phrase: str
    command: Command
    phones: Phones


class Take(NamedTuple):
    """Somebody saying their phrase once: what the judge goes by, and the likeliest phones."""

    evidence: Evidence
    phones: Phones


class Taught(NamedTuple):
    """What came of some takes: ``phones`` and the places of those that agree, ``kept``, or a ``problem``.

    ``like`` is the phrase that they are too near to.
    """

    phones: Phones = ()
    kept: tuple[int, ...] = ()
    problem: Unfit | None = None
    like: str = ""


class Teaching:
    """Makes phrases of takes, in a language whose phrase book may have own phrases already."""

    def __init__(self, phrasebook: Phrasebook, lesson: Lesson) -> None:
        self._table, self._lesson = phrasebook.table, lesson
        decoder = Decoder(phrasebook.table, phrasebook.around, lesson.pronounce, BLANK)
        self._judge = Judge(lesson, decoder, phrasebook.table)

    def take(self, sound: Samples) -> Take | None:
        """Hear a take, 16 kHz, mono; None when there is no utterance in it that may be an order."""
        cut = utterance(self._lesson, sound)
        if cut is None:
            return None
        hidden = phone_network().hidden(cut)
        mass = float((1.0 - np.exp(self._lesson.emissions(hidden)[:, BLANK])).sum())
        evidence = self._judge.hear(hidden, QUIET_BEFORE_S, mass)
        return Take(evidence, best_path(evidence.emissions))

    def phrase_of(self, takes: Sequence[Take | None], command: Command) -> Taught:
        """Learn the phrase of a command from at least two takes; from three, one that is unlike the others is left."""
        heard = {place: take for place, take in enumerate(takes) if take and len(take.phones) >= SHORTEST}
        if len(heard) < 2:
            return Taught(problem=Unfit.TOO_SHORT)
        median = min(
            heard.values(), key=lambda take: sum(distance(take.phones, other.phones) for other in heard.values())
        )
        agreed = {place: take for place, take in heard.items() if alike(take.phones, median.phones)}
        if len(agreed) < 2:
            return Taught(problem=Unfit.NOT_ALIKE)
        like = next(filter(None, (self._like(take, median, command) for take in agreed.values())), "")
        return Taught(problem=Unfit.LIKE_ANOTHER, like=like) if like else Taught(median.phones, tuple(agreed))

    def _like(self, take: Take, median: Take, command: Command) -> str:
        """Return the phrase of another meaning that a take may be as well; "" for none."""
        for phrase, match in self._table.items():
            said = self._lesson.pronounce(phrase) if match.command is not command else ()
            if any(alike(phones, take.phones) for phones in said):
                return phrase
        for judged in self._judge.judge(take.evidence, lambda _: True, asked=False):
            if judged.probability >= SAFE_ORDER.over and self._table[judged.phrase].command is not command:
                return judged.phrase
        if take is median:  # its own phones explain it better than they will explain any other
            return ""
        explained = take.evidence.explanations.items()
        others = ((one.score, phrase) for phrase, one in explained if self._table[phrase].command is not command)
        score, phrase = max(others, default=(-np.inf, ""))
        own, _ = Grammar([median.phones], BLANK).path(take.evidence.emissions, 0)
        return phrase if own - score < NEARLY * len(median.phones) else ""


def name_of(phones: Phones, command: Command, own: Sequence[OwnPhrase]) -> str:
    """Call a phrase what it is called when the person has taught it before, else by the first number that is free."""
    taught = {one.phrase: one.phones for one in own if one.command is command}
    known = next((phrase for phrase, said in taught.items() if alike(phones, said)), "")
    names = (f"own {command.replace('_', ' ')} {number}" for number in count(1))
    return known or next(name for name in names if name not in taught)


def best_path(emissions: Scores) -> Phones:
    """The likeliest phone of each frame, without the blank and without repeats."""
    best = emissions.argmax(axis=1)
    starts = np.append(True, best[1:] != best[:-1])
    return tuple(int(phone) for phone in best[starts] if phone != BLANK)


def alike(one: Phones, other: Phones) -> bool:
    """Whether two ways to say something may be the same phrase."""
    return distance(one, other) <= ALIKE * max(len(one), len(other))


def distance(one: Phones, other: Phones) -> int:
    """How many phones must be changed, added or left out to make one of the other."""
    row: list[int] = [*range(len(other) + 1)]
    for place, phone in enumerate(one, start=1):
        before, row[0] = row[0], place
        for at, wanted in enumerate(other, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + int(phone != wanted))
    return row[-1]


def with_own(phrasebook: Phrasebook, own: Sequence[OwnPhrase]) -> Phrasebook:
    """A phrase book with a person's own phrases; itself for none."""
    return phrasebook.with_own(Match(one.command, one.phrase) for one in own) if own else phrasebook


def pronunciations(own: Iterable[OwnPhrase]) -> Mapping[str, Sequence[Phones]]:
    """How each own phrase is said."""
    return {one.phrase: [one.phones] for one in own}


def spelled_out(phones: Phones) -> str:
    """The phones in the letters of ARPAbet, parted by spaces."""
    return " ".join(PHONES[phone] for phone in phones)


def read_phones(text: str) -> Phones:
    """Read what `spelled_out` made; raises ValueError for anything else."""
    return tuple(PHONES.index(phone) for phone in text.split())

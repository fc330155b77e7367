"""What is said to start each routine, and which routines sound the same. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from voice_coach.language.phrasebook import normalise
from voice_coach.listening.phones.own.phrases import distance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from voice_coach.listening.phones.grammar import Phones

SAME = 1 / 6
"""Two names sound the same when so many of their phones differ, or fewer: one that is misheard must start no other
routine. A judgement: "thoracic mini" and "thoracic midi" do, "upper back one" and "upper back three" do not."""

OPENINGS = ("start", "begin")
"""What stands before a name. English, as all that the phone ear has learned."""


@dataclass(frozen=True, slots=True)
class Startable:
    """A routine that can be started: what `run` calls it, its id without folder and ending, and its title."""

    routine: str
    name: str
    title: str

    def spoken(self, numbers: Sequence[str] = ()) -> tuple[str, ...]:
        """How people call it: by its id, and by its title; ``numbers`` are the words for 0, 1 and so on."""
        words = {str(number): word for number, word in enumerate(numbers)}

        def said(text: str) -> str:
            plain = normalise(text.replace("-", " ").replace("_", " "))
            return " ".join(words.get(word, word) for word in plain.split())

        return tuple(dict.fromkeys(filter(None, (said(self.name), said(self.title)))))


@dataclass(frozen=True, slots=True)
class Phrases:
    """``starts`` has the place of a routine by what is said to start it; ``told`` is what a person should know.

    ``rivals`` sound nearly like a start and are none: a name alone, and a routine that is to stop.
    """

    starts: dict[str, int]
    rivals: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def phrases(
    routines: Sequence[Startable], pronounce: Callable[[str], Sequence[Phones]], numbers: Sequence[str] = ()
) -> Phrases:
    """Give each routine its phrases.

    A name that sounds like another routine's starts neither, and one that nobody knows how to say starts none; both
    are told.
    """
    names = [(text, place) for place, one in enumerate(routines) for text in one.spoken(numbers)]
    told = [f'Nobody knows how "{text}" is said; it starts nothing.' for text, _ in names if not pronounce(text)]
    said = [(text, place, pronounce(text)) for text, place in names if pronounce(text)]
    unclear = set()
    for (one, place, ways), (other, elsewhere, others) in combinations(said, 2):
        if place != elsewhere and any(_same(way, another) for way in ways for another in others):
            unclear |= {one, other}
            told.append(f'"{one}" and "{other}" sound the same; by that name neither is started.')
    starts = {
        f"{opening} {text}": place for opening in OPENINGS for text, place, _ in said if text not in unclear
    }  # fmt: skip
    rivals = tuple(f"{opening}{text}" for text, *_ in said for opening in ("stop ",))
    return Phrases(starts, rivals, tuple(told))


def _same(one: Phones, other: Phones) -> bool:
    return distance(one, other) <= SAME * max(len(one), len(other))

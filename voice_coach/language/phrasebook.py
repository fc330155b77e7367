"""From the text of an utterance to a command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from voice_coach.core.commands.questions import TO_A_QUESTION
from voice_coach.core.commands.table import Command

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from voice_coach.language.language import Language


class Match(NamedTuple):
    """The command that an utterance is, and the phrase that it was; ``number`` is set for Command.NUMBER only."""

    command: Command
    phrase: str
    number: int | None = None


Words: TypeAlias = tuple[str, ...]


class Phrasebook:
    """The phrases of a language, ready to be looked up.

    An utterance is a command when the whole of it is one phrase. It is looked up as it was said, and then with the
    fillers around it dropped, as few of them as possible: "now" is a filler, and "pause now" is a phrase. Somebody who
    is hurt says several at once: a chain of phrases of one command is that command, and one of safe orders is the
    strongest of them (`Row.safety`), also with words that lead into them ("oh no stop"). A number may have small
    words around it ("about seven").
    """

    def __init__(self, language: Language, own: Iterable[Match] = ()) -> None:
        """Take the phrases of a language; ``own`` are a person's besides."""
        self._language = language
        self._fillers = _in_words(language.fillers)
        self._lead_ins = _in_words(language.lead_ins)
        self._around_numbers = _in_words(language.around_numbers)
        self._table = {
            phrase: Match(command, phrase) for command, said in language.phrases.items() for phrase in said
        } | {word: Match(Command.NUMBER, word, value) for value, word in enumerate(language.numbers)}
        self._table |= {phrase: Match(Command.NUMBER, phrase, 0) for phrase in language.no_pain}
        self._table |= {match.phrase: match for match in own if match.phrase not in self._table}
        self._phrases = {tuple(phrase.split()): match for phrase, match in self._table.items()}
        self._safe = {words: match for words, match in self._phrases.items() if match.command.row.safety}
        self._numbers = {words: match for words, match in self._phrases.items() if match.command is Command.NUMBER}

    def with_own(self, own: Iterable[Match]) -> Phrasebook:
        """Return one that knows a person's own phrases besides."""
        return Phrasebook(self._language, own)

    @property
    def language_code(self) -> str:
        """The code of the language, such as "en"."""
        return self._language.code

    def match(self, text: str) -> Match | None:
        """Return the command that the text is once the fillers around it are dropped, or None.

        The number of Command.NUMBER is None when several different ones were said.
        """
        words = tuple(normalise(text).split())
        return self._phrase(words) or self._chain(words) or self._number(words)

    def _phrase(self, words: Words) -> Match | None:
        """The command whose one phrase the words are, as few fillers around it dropped as possible."""
        spans = [(start, end) for start in self._starts(words) for end in self._ends(words) if start < end]
        for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
            match = self._table.get(" ".join(words[start:end]))
            if match is not None:
                return match
        return None

    def _chain(self, words: Words) -> Match | None:
        """The command that several phrases are together, with fillers and words that lead in anywhere between."""
        readings = _readings(words, self._phrases, self._fillers)
        of_one = (links for links in readings if len({match.command for match in links}) == 1)
        chains = {links for links in of_one if Command.NUMBER not in {match.command for match in links}}
        chains |= _readings(words, self._safe, self._fillers | self._lead_ins)
        links = (match for links in chains for match in links)
        return max(links, key=lambda match: (match.command.row.safety, match.phrase), default=None)

    def _number(self, words: Words) -> Match | None:
        """The number that stands among small words."""
        readings = _readings(words, self._numbers, self._fillers | self._around_numbers)
        found = min(readings, key=len, default=frozenset[Match]())
        if not found:
            return None
        match = min(found)
        return match if len({link.number for link in found}) == 1 else match._replace(number=None)

    def is_prefix(self, text: str) -> bool:
        """Say whether the text is a phrase that a phrase of another command begins with, so that more may follow."""
        match = self.match(text)
        return match is not None and (
            match.phrase in self._language.fillers  # "okay" is an answer, and the front of many an order
            or any(
                longer.startswith(match.phrase + " ") and other.command is not match.command
                for longer, other in self._table.items()
            )
        )

    def equals_command(self, sentence: str) -> bool:
        """Say whether a sentence of the coach would be a command if a user said it."""
        return self.match(sentence) is not None

    def phrases(self) -> tuple[str, ...]:
        """Return everything that is a command, with the numbers."""
        return tuple(self._table)

    @property
    def table(self) -> Mapping[str, Match]:
        """Every phrase and number, and what it means."""
        return self._table

    def around(self, match: Match) -> tuple[str, ...]:
        """Return the texts that may stand around a phrase of this meaning; what they are together, `match` says."""
        language = self._language
        if match.command is Command.NUMBER:
            return (*language.fillers, *language.around_numbers)
        if match.command.row.safety:
            safe = (phrase for phrase, other in self._table.items() if other.command.row.safety)
            return (*language.fillers, *language.lead_ins, *safe)
        return language.fillers

    def answers(self) -> tuple[str, ...]:
        """Return those of the phrases that can be said to a question."""
        return tuple(phrase for phrase, match in self._table.items() if match.command in TO_A_QUESTION)

    def other_words(self) -> tuple[str, ...]:
        """Return what a recogniser should know besides: the words around phrases and numbers, and decoys."""
        language = self._language
        others = (*language.fillers, *language.lead_ins, *language.around_numbers, *language.decoys)
        return tuple(text for text in dict.fromkeys(others) if text not in self._table)

    def said_for(self) -> dict[Command, tuple[str, ...]]:
        """Return the phrases of each command, with the numbers under Command.NUMBER."""
        return {**self._language.phrases, Command.NUMBER: (*self._language.numbers, *self._language.no_pain)}

    def _starts(self, words: Words) -> list[int]:
        """The places where a phrase may begin: the front, and after each filler from there on."""
        places = [0]
        for place in places:  # grows while it is walked
            for filler in self._fillers:
                after = place + len(filler)
                if words[place:after] == filler and after not in places:
                    places.append(after)
        return places

    def _ends(self, words: Words) -> list[int]:
        """The places where a phrase may end: the back, and before each filler from there on."""
        places = [len(words)]
        for place in places:  # grows while it is walked
            for filler in self._fillers:
                before = place - len(filler)
                if before >= 0 and words[before:place] == filler and before not in places:
                    places.append(before)
        return places


def _in_words(texts: Iterable[str]) -> frozenset[Words]:
    return frozenset(tuple(text.split()) for text in texts)


def _readings(words: Words, phrases: Mapping[Words, Match], dropped: Collection[Words]) -> set[frozenset[Match]]:
    """Every way to read all of the words as phrases, with dropped ones around: the phrases of each way, if any."""
    reached: list[set[frozenset[Match]]] = [{frozenset()}, *(set() for _ in words)]
    for place, ways in enumerate(reached):
        for end in range(place + 1, len(words) + 1) if ways else ():
            part = words[place:end]
            if part in dropped:
                reached[end] |= ways
            if match := phrases.get(part):
                reached[end] |= {way | {match} for way in ways}
    return reached[-1] - {frozenset()}


_APOSTROPHES = str.maketrans("\u2018\u2019", "''")
_PUNCTUATION = re.compile(r"[^\w'\[\]]+")


def normalise(text: str) -> str:
    """Return the words in lower case, parted by one space, without punctuation but with their apostrophes."""
    words = _PUNCTUATION.sub(" ", text.lower().translate(_APOSTROPHES)).split()
    return " ".join(word for word in words if word.strip("'"))

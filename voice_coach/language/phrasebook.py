"""From the text of an utterance to a command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from voice_coach.core.commands.table import Command

if TYPE_CHECKING:
    from voice_coach.language.language import Language


class Match(NamedTuple):
    """The command that an utterance is, and the phrase that it was; ``number`` is set for Command.NUMBER only."""

    command: Command
    phrase: str
    number: int | None = None


class Phrasebook:
    """The phrases of a language, ready to be looked up.

    An utterance is a command when the whole of it is one phrase. It is looked up as it was said, and then with the
    fillers around it dropped, as few of them as possible: "now" is a filler, and "pause now" is a phrase.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._fillers = [tuple(filler.split()) for filler in language.fillers]
        self._table = {
            phrase: Match(command, phrase) for command, said in language.phrases.items() for phrase in said
        } | {word: Match(Command.NUMBER, word, value) for value, word in enumerate(language.numbers)}

    @property
    def language_code(self) -> str:
        """The code of the language, such as "en"."""
        return self._language.code

    def match(self, text: str) -> Match | None:
        """Return the command that the text is once the fillers around it are dropped, or None."""
        words = tuple(normalise(text).split())
        spans = [(start, end) for start in self._starts(words) for end in self._ends(words) if start < end]
        for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
            said = words[start:end]
            match = self._table.get(" ".join(said)) or self._table.get(" ".join(_said_once(said)))
            if match is not None:
                return match
        return None

    def is_prefix(self, text: str) -> bool:
        """Say whether the text is a phrase that a phrase of another command begins with, so that more may follow."""
        match = self.match(text)
        return match is not None and any(
            longer.startswith(match.phrase + " ") and other.command is not match.command
            for longer, other in self._table.items()
        )

    def equals_command(self, sentence: str) -> bool:
        """Say whether a sentence of the coach would be a command if a user said it."""
        return self.match(sentence) is not None

    def phrases(self) -> tuple[str, ...]:
        """Return everything that is a command, with the numbers."""
        return tuple(self._table)

    def other_words(self) -> tuple[str, ...]:
        """Return what a recogniser should know besides: fillers and decoys."""
        return (*self._language.fillers, *self._language.decoys)

    def said_for(self) -> dict[Command, tuple[str, ...]]:
        """Return the phrases of each command, with the numbers under Command.NUMBER."""
        return {**self._language.phrases, Command.NUMBER: self._language.numbers}

    def _starts(self, words: tuple[str, ...]) -> list[int]:
        """The places where a phrase may begin: the front, and after each filler from there on."""
        places = [0]
        for place in places:  # grows while it is walked
            for filler in self._fillers:
                after = place + len(filler)
                if words[place:after] == filler and after not in places:
                    places.append(after)
        return places

    def _ends(self, words: tuple[str, ...]) -> list[int]:
        """The places where a phrase may end: the back, and before each filler from there on."""
        places = [len(words)]
        for place in places:  # grows while it is walked
            for filler in self._fillers:
                before = place - len(filler)
                if before >= 0 and words[before:place] == filler and before not in places:
                    places.append(before)
        return places


def _said_once(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without their repetition: somebody who says "stop stop stop" means it once."""
    for length in range(1, len(words) // 2 + 1):
        if words == words[:length] * (len(words) // length) and len(words) % length == 0:
            return words[:length]
    return words


_APOSTROPHES = str.maketrans("\u2018\u2019", "''")
_PUNCTUATION = re.compile(r"[^\w'\[\]]+")


def normalise(text: str) -> str:
    """Return the words in lower case, parted by one space, without punctuation but with their apostrophes."""
    words = _PUNCTUATION.sub(" ", text.lower().translate(_APOSTROPHES)).split()
    return " ".join(word for word in words if word.strip("'"))

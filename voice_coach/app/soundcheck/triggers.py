"""What of the coach's own words an ear would take for a command, and what an author can do about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from voice_coach.core.commands.table import Command
from voice_coach.core.status import Status
from voice_coach.language.phrasebook import normalise
from voice_coach.listening.gate import ENDING


@dataclass(frozen=True, slots=True)
class SaidText:
    """A text that the coach says, and the session as it is then."""

    text: str
    status: Status


@dataclass(frozen=True, slots=True)
class Trigger:
    """A command that nobody gave: what was understood, and where in the sentence, as parts of its time (0 to 1)."""

    command: Command
    phrase: str
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Audited:
    """A text with all that it would trigger, without echo control and with it."""

    text: str
    bare: tuple[Trigger, ...] = ()
    controlled: tuple[Trigger, ...] = ()

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """Those with echo control, the worse ones, first; each command once."""
        once: dict[Command, Trigger] = {}
        for trigger in (*self.controlled, *self.bare):
            once.setdefault(trigger.command, trigger)
        return tuple(once.values())

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the text that were taken for a command, each group of them once; see `words_of`."""
        return tuple(dict.fromkeys(words_of(self.text, trigger) for trigger in self.triggers))

    def advice(self, *, authors: bool) -> str:
        """What to do about it; ``authors`` says that the words stand in the routine's file."""
        words = " and ".join(f'"{words}"' for words in self.words)
        if self.controlled:
            return f"say {words} in other words" if authors else f"{words} is the coach's own: wear headphones"
        return f"say {words} in other words, or leave echo control on" if authors else "leave echo control on"


def words_of(text: str, trigger: Trigger) -> str:
    """The words of the phrase as the text has them, else those about the time at which it was heard.

    As if every letter took the same time: nobody has told where in the sound a word stands.
    """
    said = text.split()
    plain = [normalise(word) for word in said]
    phrase = trigger.phrase.split()
    for first in range(len(said) - len(phrase) + 1):
        if all(_is(word, other) for word, other in zip(plain[first:], phrase, strict=False)):
            return _bare(said[first : first + len(phrase)])
    around, place = [], 0
    for word in said:
        begins, ends = place / len(text), (place + len(word)) / len(text)
        place += len(word) + 1
        if begins < trigger.ends and ends > trigger.begins:
            around.append(word)
    return _bare(around or said[-1:])


def _is(word: str, other: str) -> bool:
    """As the gate has it: so many letters more make no other word for an ear."""
    return word.startswith(other) and len(word) - len(other) <= ENDING


def _bare(words: list[str]) -> str:
    return " ".join(words).strip(" .,;:!?\"'")

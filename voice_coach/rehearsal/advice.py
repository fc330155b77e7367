"""What to ask somebody to say, which of it works badly, and what to say instead. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voice_coach.core.commands.table import Command

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from voice_coach.rehearsal.clip import RehearsedClip

TIMES = 2
"""How often every phrase is asked for, and how many clips of it are kept for each recogniser."""

EVERYDAY = tuple(command for command in Command if command.row.everyday)
"""What a session cannot do without; two rounds of it take about three minutes."""


@dataclass(frozen=True, slots=True)
class PhraseVerdict:
    """How a phrase works for a voice: of ``said`` clips ``understood`` were. ``instead`` is a phrase to try, or "".

    ``tried`` says that the voice has said that other phrase already, and was understood every time.
    """

    phrase: str
    said: int
    understood: int
    instead: str = ""
    tried: bool = False

    @property
    def works(self) -> bool:
        """Whether every clip was understood."""
        return self.understood == self.said


def phrases_for(
    commands: Iterable[Command], table: Mapping[Command, tuple[str, ...]], usable: Collection[str]
) -> tuple[str, ...]:
    """Return the phrase that is taught of each command, the first one that can be heard; of the numbers, all."""
    chosen: list[str] = []
    for command in commands:
        heard = [phrase for phrase in table.get(command, ()) if phrase in usable]
        chosen += heard if command is Command.NUMBER else heard[:1]
    return tuple(chosen)


def to_ask(phrases: Sequence[str]) -> tuple[str, ...]:
    """Return what is to be said, in its order.

    One round after the other: whoever says a phrase twice running says it differently the second time.
    """
    return (*phrases,) * TIMES


def verdicts(
    rehearsed: Iterable[RehearsedClip], table: Mapping[Command, tuple[str, ...]], usable: Collection[str]
) -> tuple[PhraseVerdict, ...]:
    """Judge every phrase that was said, in the table's order.

    One that works badly gets another phrase of its command that can be heard and has not failed: the longest that was
    understood, else the longest that was never said, for short words are hard for every recogniser.
    """
    rehearsed = tuple(rehearsed)
    said = Counter(clip.phrase for clip in rehearsed)
    understood = Counter(clip.phrase for clip in rehearsed if clip.ok)
    found = []
    for command, phrases in table.items():
        good = [phrase for phrase in phrases if phrase in usable and understood[phrase] == said[phrase]]
        others = () if command is Command.NUMBER else good
        instead = max(others, key=lambda phrase: (said[phrase] > 0, len(phrase)), default="")
        for phrase in phrases:
            if said[phrase]:
                verdict = PhraseVerdict(phrase, said[phrase], understood[phrase])
                found.append(verdict if verdict.works else replace(verdict, instead=instead, tried=said[instead] > 0))
    return tuple(found)


def to_try(judged: Iterable[PhraseVerdict]) -> tuple[str, ...]:
    """Return the phrases that are proposed and have not been said yet, each once."""
    return tuple(dict.fromkeys(one.instead for one in judged if one.instead and not one.tried))


def report(judged: Sequence[PhraseVerdict]) -> tuple[str, ...]:
    """Tell in lines how well somebody is understood, and what to say instead of what works badly."""
    badly = [one for one in judged if not one.works]
    total = f"Understood: {sum(one.understood for one in judged)} of {sum(one.said for one in judged)}."
    if not badly:
        return (total,)
    return (total, "These phrases work badly for your voice:", *(f"  {_line(one)}" for one in badly))


def advice(judged: Iterable[PhraseVerdict]) -> str:
    """Return what somebody had better say at the start of a session, from what has been tried; "" for nothing."""
    better = [f'"{one.instead}" rather than "{one.phrase}"' for one in judged if one.tried]
    return f"For your voice: say {', '.join(better)}." if better else ""


def _line(verdict: PhraseVerdict) -> str:
    figures = f"{verdict.phrase} ({verdict.understood} of {verdict.said}): "
    if not verdict.instead:
        return figures + "there is no other phrase"
    return figures + f'{"say" if verdict.tried else "try"} "{verdict.instead}"'

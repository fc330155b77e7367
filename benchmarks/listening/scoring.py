"""Which of the spoken commands were understood. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.listening.decision import Decision


class Spoken(NamedTuple):
    """A command in a stream: from its first sample to the one after its last, in seconds of the stream."""

    phrase: str
    meaning: str
    begins_s: float
    ends_s: float
    speaker: str = ""


class Verdict(StrEnum):
    """What became of a spoken command."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one spoken command.

    ``latency_s`` runs from the word's last sample to the decision, in seconds of sound, and is None unless the
    verdict is right; ``extra`` counts what was decided after the first decision and before the next command.
    """

    spoken: Spoken
    verdict: Verdict
    latency_s: float | None = None
    took_s: float | None = None
    extra: int = 0


def score(spoken: Sequence[Spoken], decisions: Iterable[Decision]) -> tuple[Outcome, ...]:
    """Give every command its outcome: the first decision between its onset and the next command's onset counts.

    Decisions that were not obeyed, and those before the first command, count for nothing.
    """
    obeyed = sorted((one for one in decisions if one.obeyed), key=lambda one: one.at_s)
    onsets = [*(one.begins_s for one in spoken), inf]
    return tuple(
        _outcome(one, [decision for decision in obeyed if begins <= decision.at_s < ends])
        for one, (begins, ends) in zip(spoken, pairwise(onsets), strict=True)
    )


def _outcome(spoken: Spoken, decisions: list[Decision]) -> Outcome:
    if not decisions:
        return Outcome(spoken, Verdict.MISSED)
    first, extra = decisions[0], len(decisions) - 1
    if first.meaning != spoken.meaning:
        return Outcome(spoken, Verdict.WRONG, extra=extra)
    return Outcome(spoken, Verdict.RIGHT, first.at_s - spoken.ends_s, first.took_s, extra)

"""What the ear decided then beside what it decides now. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice_coach.core.events import Heard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from voice_coach.core.plan.routine import Seconds
    from voice_coach.recording.ear_log import Decision

APART_S: Seconds = 1.0
"""Two decisions that are dated so far apart at most may be of the same utterance: nobody says two phrases in less."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One utterance: the decision that ``was``, and the one that ``now`` is; None where there is none."""

    was: Decision | None
    now: Decision | None

    @property
    def at(self) -> Seconds:
        """When it was said, on the session's clock."""
        return min(one.at for one in (self.was, self.now) if one)

    @property
    def same(self) -> bool:
        """Whether the session would have gone on in the same way: the same command, or none for the same reason."""
        return bool(self.was and self.now and _outcome(self.was) == _outcome(self.now))


def compare(was: Sequence[Decision], now: Sequence[Decision]) -> tuple[Pair, ...]:
    """Put the decisions of two runs side by side, in the order of time.

    Each belongs to the nearest of the other run within `APART_S`, the same outcome before another one.
    """
    pairs: list[Pair] = []
    then, left = list(was), list(now)
    for fits in (lambda a, b: _outcome(a) == _outcome(b), lambda _a, _b: True):
        then = [one for one in then if not _paired(one, left, fits, pairs)]
    pairs += [Pair(one, None) for one in then] + [Pair(None, one) for one in left]
    return tuple(sorted(pairs, key=lambda pair: pair.at))


def _paired(was: Decision, left: list[Decision], fits: Callable[[Decision, Decision], bool], pairs: list[Pair]) -> bool:
    """Take the nearest fitting one out of what is left, and put the two down as a pair."""
    near = [one for one in left if abs(one.at - was.at) <= APART_S and fits(was, one)]
    if not near:
        return False
    found = min(near, key=lambda one: abs(one.at - was.at))
    left.remove(found)
    pairs.append(Pair(was, found))
    return True


def _outcome(decision: Decision) -> tuple[object, ...]:
    if isinstance(decision, Heard):
        return decision.command, decision.number
    return (decision.reason,)

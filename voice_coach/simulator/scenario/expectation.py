"""What must come of a session, and whether it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from voice_coach.core.plan.routine import Seconds
from voice_coach.simulator.scenario.annotation import Annotation
from voice_coach.simulator.scenario.observations import Observation, ObservationKind, Pattern
from voice_coach.simulator.scenario.timing import Edge, Moment, TimeSpan

TOLERANCE_S: Seconds = 0.02
"""How exactly "at" is meant: one block of sound."""

ROUNDING_S: Seconds = 1e-6
"""Sums of times are true to less than this."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was ``expected``, whether it was ``met``, what was ``found`` instead or in proof, and when it was clear.

    What is ``essential`` must be met also by a scenario that is known to fail.
    """

    expected: str
    met: bool
    found: str
    at: Seconds | None = None
    essential: bool = False


class Expectation(Protocol):
    """One thing that must be true of a session when it is over."""

    def judge(self, observations: Sequence[Observation], annotation: Annotation) -> Finding:
        """Hold it against what happened."""
        ...


@dataclass(frozen=True, slots=True)
class Happens:
    """It happens in the window, ``times`` times (None: at least once)."""

    pattern: Pattern
    within: Moment | None = None
    times: int | None = None

    def __str__(self) -> str:
        count = "" if self.times is None else f", {self.times} times"
        return f"{self.pattern}{_within(self.within)}{count}"

    def judge(self, observations: Sequence[Observation], annotation: Annotation) -> Finding:
        """See `Expectation.judge`."""
        window, missing = _window(self.within, annotation)
        if window is None:
            return Finding(str(self), met=False, found=missing)
        found = [
            observation
            for observation in observations
            if self.pattern.fits(observation) and _inside(observation, window)
        ]
        met = bool(found) if self.times is None else len(found) == self.times
        return Finding(
            str(self), met, _told(found) if found else _instead(self.pattern, observations, window), window.ends
        )


@dataclass(frozen=True, slots=True)
class HappensAt:
    """It happens at the moment, or for a state: that is the state then."""

    pattern: Pattern
    at: Moment

    def __str__(self) -> str:
        return f"{self.pattern} at {self.at}"

    def judge(self, observations: Sequence[Observation], annotation: Annotation) -> Finding:
        """See `Expectation.judge`."""
        at = annotation.time(self.at)
        if at is None:
            return Finding(str(self), met=False, found=f"there was no {self.at.anchor}")
        if _too_late(at, annotation):
            return Finding(str(self), met=False, found=LEFT_BEFORE)
        if self.pattern.kind is ObservationKind.STATE:
            last = next(
                (
                    observation
                    for observation in reversed(observations)
                    if observation.kind is ObservationKind.STATE and observation.at <= at + ROUNDING_S
                ),
                None,
            )
            return Finding(str(self), last is not None and self.pattern.fits(last), str(last or "no state yet"), at)
        near = sorted(
            (observation for observation in observations if self.pattern.fits(observation)),
            key=lambda observation: abs(observation.at - at),
        )
        met = bool(near) and abs(near[0].at - at) <= TOLERANCE_S + ROUNDING_S
        return Finding(str(self), met, f"{near[0]}, asked for at {at:.2f} s" if near else "it never happened", at)


@dataclass(frozen=True, slots=True)
class Never:
    """It does not happen in the window; without one, not at all."""

    pattern: Pattern
    within: Moment | None = None

    def __str__(self) -> str:
        return f"never {self.pattern}{_within(self.within)}"

    def judge(self, observations: Sequence[Observation], annotation: Annotation) -> Finding:
        """See `Expectation.judge`."""
        window, missing = _window(self.within, annotation)
        if window is None:
            return Finding(str(self), met=False, found=missing)
        found = [
            observation
            for observation in observations
            if self.pattern.fits(observation) and _inside(observation, window)
        ]
        if not found:
            return Finding(str(self), met=True, found="it never happened")
        return Finding(str(self), met=False, found=_told(found), at=found[0].at)


@dataclass(frozen=True, slots=True)
class InOrder:
    """One after the other; other things may happen between them."""

    patterns: tuple[Pattern, ...]

    def __str__(self) -> str:
        return "in this order: " + ", ".join(map(str, self.patterns))

    def judge(self, observations: Sequence[Observation], annotation: Annotation) -> Finding:  # noqa: ARG002 - one signature for all
        """See `Expectation.judge`."""
        found: list[Observation] = []
        rest = iter(observations)
        for pattern in self.patterns:
            observation = next((observation for observation in rest if pattern.fits(observation)), None)
            if observation is None:
                after = f" after {found[-1]}" if found else ""
                at = found[-1].at if found else None
                return Finding(str(self), met=False, found=f"there was no {pattern}{after}", at=at)
            found.append(observation)
        return Finding(str(self), met=True, found=_told(found))


LEFT_BEFORE = "the session was left before"


def _too_late(at: Seconds, annotation: Annotation) -> bool:
    return annotation.left_at is not None and at > annotation.left_at + ROUNDING_S


def _within(moment: Moment | None) -> str:
    return f" within {moment}" if moment else ""


def _window(within: Moment | None, annotation: Annotation) -> tuple[TimeSpan | None, str]:
    """The stretch of time that is meant: up to the moment, from its anchor's start; or what is missing for it."""
    if within is None:
        return TimeSpan(0.0, None), ""
    ends = annotation.time(within)
    if ends is not None and _too_late(ends, annotation):
        return None, LEFT_BEFORE
    if within.anchor is None:
        return TimeSpan(0.0, ends), ""
    span = annotation.span(within.anchor)
    if span is None or ends is None:
        gone = "did not end" if span and within.edge is Edge.AFTER else "did not come"
        return None, f"{within.anchor} {gone}"
    return TimeSpan(span.starts, ends), ""


def _inside(observation: Observation, window: TimeSpan) -> bool:
    starts, ends = window.starts - ROUNDING_S, window.ends
    return starts <= observation.at and (ends is None or observation.at <= ends + ROUNDING_S)


def _told(found: Sequence[Observation]) -> str:
    return ", ".join(map(str, found))


def _instead(pattern: Pattern, observations: Sequence[Observation], window: TimeSpan) -> str:
    """What else of the same sort was there: a neighbour in the window, or the same thing at another time."""
    listening = (ObservationKind.HEARD, ObservationKind.OBEYED, ObservationKind.REJECTED)
    kinds = listening if pattern.kind in listening else (pattern.kind,)
    late = [observation for observation in observations if pattern.fits(observation)]
    others = [observation for observation in observations if observation.kind in kinds and _inside(observation, window)]
    ends = "the end" if window.ends is None else f"{window.ends:.2f} s"
    said = [f"not from {window.starts:.2f} s to {ends}"]
    said += [f"but {_told(late)}"] if late else []
    said += [f"there was {_told(others)}"] if others else []
    return "; ".join(said)

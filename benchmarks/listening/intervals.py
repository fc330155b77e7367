"""What chance alone can do to a figure: 95 % intervals. All of them take the observations as independent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = 0.95
TAILS = (100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2)
RESAMPLES = 2_000


class Estimate(NamedTuple):
    """A figure and the ends of its interval, which are None when there are too few observations for one."""

    value: float
    low: float | None
    high: float | None


def proportion(hits: int, of: int) -> Estimate:
    """Return a share with Wilson's score interval (Wilson, JASA 22, 1927). Raises ValueError for ``of`` = 0."""
    if of < 1:
        raise ValueError("a share needs at least one trial")
    low, high = stats.binomtest(hits, of).proportion_ci(LEVEL, method="wilson")
    return Estimate(hits / of, float(low), float(high))


def rate(events: int, exposure: float) -> Estimate:
    """Return events a unit of exposure with the exact Poisson interval (Garwood, Biometrika 28, 1936).

    Raises ValueError for an exposure that is not positive.
    """
    if exposure <= 0:
        raise ValueError("a rate needs an exposure")
    tail = (1 - LEVEL) / 2
    low = stats.chi2.ppf(tail, 2 * events) / 2 if events else 0.0
    high = stats.chi2.ppf(1 - tail, 2 * events + 2) / 2
    return Estimate(events / exposure, float(low) / exposure, float(high) / exposure)


def percentile(values: Sequence[float], percent: float) -> Estimate:
    """Return a percentile with the interval between two of the ordered values.

    How many values lie below the true percentile is binomial, whatever their distribution, so the interval holds at
    least as often as it says (David and Nagaraja, Order Statistics, 2003, section 7.1). Few values have none: a median
    needs 6, a 95th percentile 72. Raises ValueError for no values.
    """
    if not values:
        raise ValueError("a percentile needs at least one value")
    ordered, below = sorted(values), stats.binom(len(values), percent / 100)
    tail = (1 - LEVEL) / 2
    low, high = int(below.ppf(tail)) - 1, int(below.ppf(1 - tail))
    ends = (ordered[low], ordered[high]) if low >= 0 and high < len(ordered) else (None, None)
    return Estimate(float(np.percentile(ordered, percent)), *ends)


def ratio(parts: Sequence[float], wholes: Sequence[float]) -> Estimate:
    """Return the sum of ``parts`` over the sum of ``wholes``; the pairs are bootstrapped (Efron, 1979).

    The same pairs give the same interval. Raises ValueError for no pairs or an unequal number of parts and wholes.
    """
    if not parts or len(parts) != len(wholes):
        raise ValueError("a ratio needs pairs")
    above, below = np.asarray(parts, float), np.asarray(wholes, float)
    drawn = np.random.default_rng(0).integers(0, len(parts), (RESAMPLES, len(parts)))
    low, high = np.percentile(above[drawn].sum(axis=1) / below[drawn].sum(axis=1), TAILS)
    return Estimate(float(above.sum() / below.sum()), float(low), float(high))

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from benchmarks.listening.intervals import Estimate, percentile, proportion, rate, ratio


@pytest.mark.parametrize(
    ("hits", "of", "expected"),
    [
        (8, 10, (0.8, 0.4902, 0.9433)),  # Wilson's formula by hand: (8 + 1.9207 ± 1.96 * sqrt(1.6 + 0.9604)) / 13.8415
        (0, 20, (0.0, 0.0, 0.1611)),
        (20, 20, (1.0, 0.8389, 1.0)),
    ],
)
def test_a_share_has_wilsons_interval(hits: int, of: int, expected: tuple[float, float, float]) -> None:
    assert tuple(proportion(hits, of)) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("events", "exposure", "expected"),
    [
        (0, 1.0, (0.0, 0.0, 3.6889)),  # -ln 0.025: nothing heard in an hour is not "never"
        (5, 1.0, (5.0, 1.6235, 11.6683)),  # Garwood's table
        (5, 0.5, (10.0, 3.2470, 23.3367)),
    ],
)
def test_a_rate_has_garwoods_interval(events: int, exposure: float, expected: tuple[float, float, float]) -> None:
    assert tuple(rate(events, exposure)) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("percent", "n", "low", "high"),
    [
        (50, 6, 1, 6),  # by hand: outside lie 2 of 64, 3 %
        (50, 10, 2, 9),  # the table of every textbook: 97.9 %
        (50, 100, 40, 61),
        (95, 72, 64, 72),
        (95, 100, 90, 100),  # above the 99th lie 3.7 %: too many
    ],
)
def test_the_interval_of_a_percentile_lies_between_two_of_the_ordered_values(
    percent: float, n: int, low: int, high: int
) -> None:
    found = percentile([float(value) for value in range(n, 0, -1)], percent)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(("percent", "n"), [(50, 1), (50, 5), (95, 2), (95, 30), (95, 71)])
def test_few_values_have_a_percentile_and_no_interval(percent: float, n: int) -> None:
    assert percentile([0.4] * n, percent) == Estimate(0.4, None, None)


@pytest.mark.parametrize(("percent", "n"), [(50, 6), (50, 60), (95, 72), (95, 86), (95, 120)])
def test_the_interval_of_a_percentile_covers_the_true_one_at_least_95_times_in_100(percent: float, n: int) -> None:
    rng, true = np.random.default_rng(3), -np.log(1 - percent / 100)
    found = [percentile(list(rng.exponential(1.0, n)), percent) for _ in range(500)]
    covered = np.mean([one.low is not None and one.high is not None and one.low <= true <= one.high for one in found])
    assert covered >= 0.93  # of 500 draws that cover 95 in 100, one in fifty gives less


def test_a_ratio_weighs_every_pair_by_its_whole() -> None:
    assert ratio([1.0, 0.0], [1.0, 9.0]).value == pytest.approx(0.1)
    assert tuple(ratio([1.0, 2.0], [10.0, 20.0])) == pytest.approx((0.1, 0.1, 0.1))


@pytest.mark.parametrize(
    "nothing",
    [
        partial(proportion, 0, 0),
        partial(rate, 0, 0.0),
        partial(percentile, [], 50),
        partial(ratio, [], []),
        partial(ratio, [1.0], [1.0, 2.0]),
    ],
)
def test_nothing_has_no_figure(nothing: Callable[[], Estimate]) -> None:
    with pytest.raises(ValueError, match="needs"):
        nothing()

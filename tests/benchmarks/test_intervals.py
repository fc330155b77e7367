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


def test_a_percentile_of_one_value_is_that_value() -> None:
    assert percentile([0.4, 0.4, 0.4], 95) == Estimate(0.4, 0.4, 0.4)


def test_the_interval_of_a_median_covers_the_true_one_about_95_times_in_100() -> None:
    rng = np.random.default_rng(3)
    found = [percentile(list(rng.normal(1.0, 0.2, 60)), 50) for _ in range(200)]
    assert 0.90 <= np.mean([one.low <= 1.0 <= one.high for one in found]) <= 0.99


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

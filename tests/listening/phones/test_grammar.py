"""Viterbi over many pronunciations at once, against one that tries every way."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_coach.listening.phones.grammar import CHANGE, NEVER, SKIP, Grammar, Phones, Scores, loop_score

BLANK = 3
phones = st.lists(st.integers(0, BLANK - 1), min_size=1, max_size=3).map(tuple)
pronunciations = st.lists(phones, min_size=1, max_size=4)
frames = st.integers(1, 5)
seeds = st.integers(0, 10_000)


def emissions(count: int, seed: int) -> Scores:
    likely = np.random.default_rng(seed).dirichlet(np.ones(BLANK + 1), count)
    return np.log(likely).astype(np.float32)


def spelled(way: tuple[int, ...]) -> Phones:
    """What a way through the frames says: repeats are one phone, blanks none (CTC)."""
    changes = [phone for number, phone in enumerate(way) if not number or way[number - 1] != phone]
    return tuple(phone for phone in changes if phone != BLANK)


def shortened(said: Phones) -> dict[Phones, float]:
    """The phones with none or some left out that are not neighbours, and what that costs."""
    costs: dict[Phones, float] = {}
    for kept in product((True, False), repeat=len(said)):
        if any(kept) and not any(not one and not other for one, other in pairwise(kept)):
            left = tuple(phone for phone, stays in zip(said, kept, strict=True) if stays)
            costs[left] = max(costs.get(left, float(NEVER)), float(SKIP) * kept.count(False))
    return costs


def by_trying(heard: Scores, said: Phones) -> float:
    costs = shortened(said)
    best = float(NEVER)
    for way in product(range(BLANK + 1), repeat=len(heard)):
        if (cost := costs.get(spelled(way))) is not None:
            best = max(best, cost + sum(float(heard[frame, phone]) for frame, phone in enumerate(way)))
    return best


def start(count: int) -> Scores:
    entry = np.full(count, NEVER, np.float32)
    entry[0] = 0.0
    return entry


@given(pronunciations, frames, seeds)
def test_the_score_is_that_of_the_best_way(said: list[Phones], count: int, seed: int) -> None:
    heard = emissions(count, seed)
    found = Grammar(said, BLANK).scores(heard, start(count))[-1]
    for one, score in zip(said, found, strict=True):
        expected = by_trying(heard, one)
        assert score == pytest.approx(expected, abs=1e-3) or max(score, expected) < float(NEVER) / 2


@given(phones, st.integers(3, 8), seeds)
def test_the_path_says_the_phones_and_has_the_score(said: Phones, count: int, seed: int) -> None:
    heard = emissions(count, seed)
    grammar = Grammar([said], BLANK)
    score, path = grammar.path(heard, 0)
    if score > float(NEVER) / 2:
        assert spelled(tuple(path.tolist())) in shortened(said) or spelled(tuple(path.tolist())) == ()
        assert score <= grammar.scores(heard, start(count))[-1, 0] + 1e-3


def test_what_is_said_twice_is_one_when_it_may_follow_itself() -> None:
    once = np.log(np.full((6, BLANK + 1), 1e-4, np.float32))
    for frame, phone in enumerate((0, BLANK, 1, 0, BLANK, 1)):
        once[frame, phone] = 0.0
    assert Grammar([(0, 1)], BLANK).scores(once, start(6))[-1, 0] < -10
    assert Grammar([(0, 1)], BLANK, [0]).scores(once, start(6))[-1, 0] == pytest.approx(0.0)
    assert Grammar([(0, 1), (2,)], BLANK, [0, 1]).scores(once, start(6))[-1, 0] == pytest.approx(0.0)


@given(frames, seeds)
def test_the_loop_explains_everything_at_least_as_well_as_one_phone(count: int, seed: int) -> None:
    heard = emissions(count, seed)
    assert loop_score(heard, BLANK) >= max(float(heard[:, phone].sum()) for phone in range(BLANK + 1)) - 1e-3
    assert loop_score(heard, BLANK) <= float(heard.max(axis=1).sum()) + 1e-3
    assert CHANGE < 0

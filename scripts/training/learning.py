"""Learning a layer: gradient descent with Adam (Kingma and Ba, ICLR 2015) on the cross-entropy, in numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from voice_coach.listening.phones.lesson import Layer

if TYPE_CHECKING:
    from collections.abc import Callable

    from voice_coach.listening.phones.network import Array

Labels = npt.NDArray[np.int64]


class Recipe(NamedTuple):
    """How a layer is learned: its hidden units, passes over the examples, share dropped, step and decay."""

    hidden: int
    passes: int
    dropped: float
    step: float
    decay: float
    batch: int


def learn(
    rows: Callable[[Labels], Array], labels: Labels, classes: int, recipe: Recipe, weights: Array | None = None
) -> Layer:
    """Learn to tell ``labels`` from the rows that ``rows`` gives for indices; ``weights`` says how much each counts."""
    random = np.random.default_rng(0)
    sample = rows(random.permutation(len(labels))[:20_000])
    centre, scale = sample.mean(axis=0), sample.std(axis=0) + 0.02
    width = sample.shape[1]
    parameters = [
        (random.normal(size=(width, recipe.hidden)) / np.sqrt(width)).astype(np.float32),
        np.zeros(recipe.hidden, np.float32),
        (random.normal(size=(recipe.hidden, classes)) / np.sqrt(recipe.hidden)).astype(np.float32),
        np.zeros(classes, np.float32),
    ]
    first = [np.zeros_like(one) for one in parameters]
    second = [np.zeros_like(one) for one in parameters]
    steps = recipe.passes * (len(labels) // recipe.batch)
    step = 0
    for _ in range(recipe.passes):
        order = random.permutation(len(labels))
        for start in range(0, len(labels) - recipe.batch + 1, recipe.batch):
            chosen = order[start : start + recipe.batch]
            x = _drop((rows(chosen) - centre) / scale, recipe.dropped, random)
            share = np.ones(len(chosen), np.float32) if weights is None else weights[chosen]
            gradients = _gradients(parameters, x, labels[chosen], share, recipe.dropped, random)
            step += 1
            pace = recipe.step * 0.5 * (1 + np.cos(np.pi * step / steps))
            for number, gradient in enumerate(gradients):
                slope = gradient + (recipe.decay * parameters[number] if gradient.ndim > 1 else 0.0)
                first[number] += 0.1 * (slope - first[number])
                second[number] += 0.001 * (slope * slope - second[number])
                mean, square = first[number] / (1 - 0.9**step), second[number] / (1 - 0.999**step)
                parameters[number] -= pace * mean / (np.sqrt(square) + 1e-8)
    inner, inner_bias, outer, outer_bias = parameters
    return Layer(centre, scale, inner, inner_bias, outer, outer_bias)


def _gradients(  # noqa: PLR0913, PLR0917 - one batch, and what is to be done with it
    parameters: list[Array], x: Array, labels: Labels, share: Array, dropped: float, random: np.random.Generator
) -> list[Array]:
    inner, inner_bias, outer, outer_bias = parameters
    reached = x @ inner + inner_bias
    gate = 1.0 / (1.0 + np.exp(-reached))
    kept = _drop(np.ones_like(reached), dropped, random)
    hidden = reached * gate * kept
    logits = hidden @ outer + outer_bias
    likely = np.exp(logits - logits.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    likely[np.arange(len(labels)), labels] -= 1.0
    likely *= (share / len(labels))[:, np.newaxis]
    back = (likely @ outer.T) * kept * gate * (1 + reached * (1 - gate))
    return [x.T @ back, back.sum(axis=0), hidden.T @ likely, likely.sum(axis=0)]


def _drop(x: Array, dropped: float, random: np.random.Generator) -> Array:
    return np.asarray(x * (random.random(x.shape, dtype=np.float32) >= dropped) / (1.0 - dropped), np.float32)

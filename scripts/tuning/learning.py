"""Learning the thin matrices: every facet at once, from the mean of the tuned last layer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.example_libraries import optimizers
from numpy.typing import NDArray

from bot.nlu.encoder_source import DIM, Source
from bot.nlu.heads import CHOICES, MARKS, NOTHING, Sample
from scripts.tuning.layers import PRODUCTS, Layer, pooled, read_layers, run
from scripts.tuning.states import States

Places = NDArray[np.int64]

MARKED = "marks"
_SHARES = {"urgency": 1.0, "need": 0.7, "who": 0.4, "question": 0.4, "language": 0.1, MARKED: 3.0}
_SCALE = 20.0
_WARM, _LEAST_RATE, _LONGEST_STEP = 0.06, 0.02, 1.0
# A question that was asked a few times only teaches nothing about its kind.
_FEW = 4


@dataclass(frozen=True)
class Recipe:
    """What was chosen by `scripts/tune_encoder.py --trial`; see docs/decisions/fine-tuning.md."""

    first: int = 8
    rank: int = 16
    epochs: int = 2
    rate: float = 1e-3
    batch: int = 32
    seed: int = 0


@dataclass(frozen=True)
class Facets:
    """The labels of samples as numbers.

    Attributes:
        names: the labels of each facet; topics, barriers and age together as `marks`.
        truths: for a choice the place of its label in `names`, for `marks` a row of 0 and 1.
    """

    names: Mapping[str, list[str]]
    truths: Mapping[str, NDArray[Any]]

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> Facets:
        """Read the labels of samples."""
        names: dict[str, list[str]] = {}
        truths: dict[str, NDArray[Any]] = {}
        for facet in CHOICES:
            held = [str(sample.labels.get(facet) or NOTHING) for sample in samples]
            known = sorted(name for name in set(held) if held.count(name) > _FEW or name == NOTHING)
            names[facet] = known if NOTHING in known or facet != "question" else [NOTHING, *known]
            place = {name: number for number, name in enumerate(names[facet])}
            truths[facet] = np.array([place.get(name, place.get(NOTHING, 0)) for name in held])
        marks = [
            {f"{facet}:{name}" for facet in MARKS for name in sample.labels.get(facet) or ()}
            for sample in samples
        ]
        names[MARKED] = sorted(set().union(*marks))
        truths[MARKED] = np.array(
            [[name in row for name in names[MARKED]] for row in marks], np.float32
        )
        return cls(names, truths)


class Tuner:
    """Tunes the layers from `recipe.first` on.

    Args:
        source: The stock weights.
        states: What comes into these layers, of all texts.
        facets: The labels of all texts.
        recipe: The settings.
    """

    def __init__(self, source: Source, states: States, facets: Facets, recipe: Recipe) -> None:
        self._states, self._facets, self._recipe = states, facets, recipe
        self._layers = read_layers(source, recipe.first)
        self._chance = np.random.default_rng(recipe.seed)
        self._mean = np.zeros(DIM, np.float32)
        self._rows = jax.jit(self._vectors)

    def tune(self, learned: Places, say: Callable[[str], None]) -> list[Layer]:
        """Learn.

        Args:
            learned: Which texts may be learned from.
            say: Takes a line for each pass over them.

        Returns:
            For each layer, pairs of thin matrices by the name of the matrix they change.
        """
        weights = {"changes": self._changes(), "heads": self._heads()}
        self._mean = self.vectors(learned[:2000], weights["changes"]).mean(axis=0)
        batches = list(self._states.batches(learned, self._recipe.batch))
        steps = len(batches) * self._recipe.epochs
        start, update, current = optimizers.adam(lambda step: self._rate(step, steps))
        state, number, begun = start(weights), 0, time.monotonic()

        @jax.jit
        def advance(step: Any, state: Any, rows: Any, mask: Any, truths: Any) -> Any:
            loss, slope = jax.value_and_grad(self._loss)(current(state), rows, mask, truths)
            return loss, update(step, optimizers.clip_grads(slope, _LONGEST_STEP), state)

        for epoch in range(self._recipe.epochs):
            batches = list(self._states.batches(learned, self._recipe.batch, self._chance))
            total = 0.0
            for place in self._chance.permutation(len(batches)):
                batch = batches[place]
                truths = {name: values[batch] for name, values in self._facets.truths.items()}
                loss, state = advance(number, state, *self._states.batch(batch), truths)
                total, number = total + float(loss), number + 1
            passed = time.monotonic() - begun
            say(f"pass {epoch + 1}: loss {total / len(batches):.3f}, {passed:.0f} s")
        return list(current(state)["changes"])

    def vectors(self, places: Places, changes: list[Layer]) -> NDArray[np.float32]:
        """Work out sentence vectors of length one.

        Args:
            places: Which texts.
            changes: What `tune` gave.

        Returns:
            A row of 384 numbers for each.
        """
        found: dict[int, NDArray[np.float32]] = {}
        for batch in self._states.batches(places, 64):
            rows = np.asarray(self._rows(*self._states.batch(batch), changes))
            found.update(zip(batch.tolist(), rows, strict=True))
        return np.stack([found[place] for place in places.tolist()])

    def _vectors(self, rows: Any, mask: Any, changes: list[Layer]) -> Any:
        means = pooled(run(rows, mask, self._layers, changes), mask)
        return means / jnp.linalg.norm(means, axis=-1, keepdims=True)

    def _loss(self, weights: Any, rows: Any, mask: Any, truths: Any) -> Any:
        inputs = (self._vectors(rows, mask, weights["changes"]) - self._mean) * _SCALE
        total = 0.0
        for facet, share in _SHARES.items():
            out = inputs @ weights["heads"][f"{facet}.w"] + weights["heads"][f"{facet}.b"]
            wrong = _all_wrong if facet == MARKED else _one_wrong
            total += share * wrong(out, truths[facet]).mean()
        return total

    def _changes(self) -> list[Layer]:
        """Random thin matrices down, zeros up: at first nothing is changed."""
        changes: list[Layer] = []
        for layer in self._layers:
            change: Layer = {}
            for part in PRODUCTS:
                columns, rows = layer[f"{part}.w"].shape
                down = self._chance.standard_normal((columns, self._recipe.rank))
                change[f"{part}.down"] = (down / np.sqrt(columns)).astype(np.float32)
                change[f"{part}.up"] = np.zeros((self._recipe.rank, rows), np.float32)
            changes.append(change)
        return changes

    def _heads(self) -> dict[str, NDArray[np.float32]]:
        heads = {}
        for facet in _SHARES:
            count = len(self._facets.names[facet])
            heads[f"{facet}.w"] = np.zeros((DIM, count), np.float32)
            heads[f"{facet}.b"] = np.zeros(count, np.float32)
        return heads

    def _rate(self, step: Any, steps: int) -> Any:
        """Rises at first, then falls to almost nothing."""
        rising = jnp.minimum(1.0, (step + 1) / (_WARM * steps))
        return self._recipe.rate * rising * jnp.maximum(_LEAST_RATE, 1 - step / steps)


def _one_wrong(out: Any, truth: Any) -> Any:
    """Cross-entropy of a choice."""
    return -jnp.take_along_axis(jax.nn.log_softmax(out), truth[:, None], 1)[:, 0]


def _all_wrong(out: Any, truth: Any) -> Any:
    """Cross-entropy of marks, each on its own."""
    return jnp.maximum(out, 0) - out * truth + jnp.log1p(jnp.exp(-jnp.abs(out)))

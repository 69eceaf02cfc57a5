"""A small network over sentence vectors: every facet at once, from one shared hidden layer.

Linear heads miss what depends on two things together ("tonight" and "they said pack"); a hidden
layer that all facets share finds it. Trained by scikit-learn, run by numpy. Free of Rasa.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

Floats = NDArray[np.float32]

# Inputs have length one; scaled up, the first layer needs fewer steps to spread them.
SCALE = 8.0


@dataclass(frozen=True)
class Shape:
    """What was chosen by `make eval`.

    `members` networks of `width` hidden units, each from its own seed, are averaged; `epochs`
    passes over the data; `decay` is the weight decay.
    """

    members: int = 2
    width: int = 256
    epochs: int = 10
    decay: float = 1e-2


class Network:
    """An average of small networks with one hidden layer and one output a label."""

    def __init__(self, layers: list[tuple[Floats, Floats, Floats, Floats]]) -> None:
        self._layers = layers

    @classmethod
    def fit(cls, inputs: Floats, truths: NDArray[np.bool_], shape: Shape) -> Network:
        """Train.

        Args:
            inputs: vectors of length one, one row a message.
            truths: whether each label (a column) holds for each message.
            shape: the sizes.

        Returns:
            The trained network; the same data and shape give the same one.
        """
        return cls([_member(inputs, truths, shape, seed) for seed in range(shape.members)])

    def judge(self, inputs: Floats) -> Floats:
        """The probability of each label for each message.

        Args:
            inputs: as for `fit`.

        Returns:
            One row a message, one column a label.
        """
        total = sum(_run(inputs * SCALE, *layers) for layers in self._layers)
        return np.asarray(total / len(self._layers), dtype=np.float32)

    def arrays(self) -> dict[str, Any]:
        """The weights as named arrays, for `np.savez`."""
        return {
            f"network{member}_{part}": array.astype(np.float16)
            for member, layers in enumerate(self._layers)
            for part, array in enumerate(layers)
        }

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Any], members: int) -> Network:
        """Rebuild a network from the arrays that `arrays` gave.

        Raises:
            KeyError: when one is missing.
        """
        names = [[f"network{member}_{part}" for part in range(4)] for member in range(members)]
        return cls([tuple(arrays[name].astype(np.float32) for name in group) for group in names])


def _member(
    inputs: Floats, truths: NDArray[np.bool_], shape: Shape, seed: int
) -> tuple[Floats, Floats, Floats, Floats]:
    model = MLPClassifier(
        (shape.width,),
        alpha=shape.decay,
        batch_size=min(128, len(inputs)),
        max_iter=shape.epochs,
        random_state=seed,
    )
    with warnings.catch_warnings():
        # The number of passes is what was measured, not what the optimiser would like.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(inputs * SCALE, truths.astype(np.int8))
    (first, second), (bias, out) = model.coefs_, model.intercepts_
    parts = (first, bias, second, out)
    return tuple(part.astype(np.float32) for part in parts)


def _run(inputs: Floats, first: Floats, bias: Floats, second: Floats, out: Floats) -> Floats:
    hidden = np.maximum(inputs @ first + bias, 0.0)
    return np.asarray(1.0 / (1.0 + np.exp(-(hidden @ second + out))), dtype=np.float32)

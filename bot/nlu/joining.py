"""Joining what the heads and the network say: by their mean, or by their product.

A mean needs one of the two to be sure. A product lets one that is nearly certain of "no" speak
against a doubtful "yes", and orders danger better: docs/decisions/pipeline.md has the figures.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# Heads that were taught with balanced classes are too timid: their log-odds are stretched.
STRETCH = 1.5
# What the product is raised to, so that it is as sure of itself as the mean was.
CALM = 0.8
_LEAST = 1e-6


def mean(heads: Floats, network: Floats, share: Floats) -> Floats:
    """The weighted mean of two sets of probabilities.

    Args:
        heads: one row a message, one column a label.
        network: the same of the network.
        share: the heads' part, from 0 to 1, one a message.

    Returns:
        Probabilities of the same shape.
    """
    part = share[:, np.newaxis]
    return np.asarray(part * heads + (1.0 - part) * network, dtype=np.float32)


def product(logits: Floats, network: Floats, share: Floats) -> Floats:
    """The weighted product (geometric mean) of two judgements of one choice.

    Args:
        logits: the heads' log-odds, one row a message, one column a label of the choice.
        network: the network's probabilities of the same labels.
        share: the heads' weight in the exponent, from 0 to 1, one a message.

    Returns:
        Probabilities of the same shape; each row adds up to one.
    """
    part = share[:, np.newaxis]
    heads = _of_one(1.0 / (1.0 + np.exp(-STRETCH * logits)))
    joined = part * np.log(heads + _LEAST) + (1.0 - part) * np.log(_of_one(network) + _LEAST)
    return _of_one(np.exp(CALM * joined))


def _of_one(scores: Floats) -> Floats:
    return np.asarray(scores / np.maximum(scores.sum(axis=1, keepdims=True), _LEAST), np.float32)

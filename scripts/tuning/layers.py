"""The encoder's transformer layers in JAX, with the thin matrices that fine-tuning learns.

The numbers are those of `bot.nlu.encoder_graph`, written as functions that can be differentiated.
JAX comes with the TensorFlow that Rasa installs, so that tuning needs no further package.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from bot.nlu.encoder_source import DIM, FEED_FORWARD, HEADS, LAYERS, Source

PRODUCTS = {"q": DIM, "k": DIM, "v": DIM, "ao": DIM, "fi": DIM, "fo": FEED_FORWARD}
"""The matrices of a layer, and the length of what each is multiplied with."""

_EPSILON = 1e-12
_FAR_BELOW = -1e9

Layer = dict[str, Any]


def read_layers(source: Source, first: int, last: int = LAYERS) -> list[Layer]:
    """Read some layers' weights.

    Args:
        source: The weight file.
        first: The first layer to read, from 0.
        last: The layer after the last one.

    Returns:
        One dictionary of arrays for each layer.
    """
    return [_read_layer(source, f"l{number}") for number in range(first, last)]


def _read_layer(source: Source, name: str) -> Layer:
    layer: Layer = {}
    for part, columns in PRODUCTS.items():
        layer[f"{part}.w"] = source.matrix(f"{name}.{part}.w", columns).T
        layer[f"{part}.b"] = source.vector(f"{name}.{part}.b")
    for part in ("aln", "oln"):
        layer[f"{part}.w"] = source.vector(f"{name}.{part}.w")
        layer[f"{part}.b"] = source.vector(f"{name}.{part}.b")
    return layer


def norm(states: Any, weight: Any, bias: Any) -> Any:
    """Layer normalisation.

    Args:
        states: Any array; its last axis is normed.
        weight: A factor for each number.
        bias: What is added to each.

    Returns:
        An array of the same shape.
    """
    mean = states.mean(-1, keepdims=True)
    variance = ((states - mean) ** 2).mean(-1, keepdims=True)
    return (states - mean) / jnp.sqrt(variance + _EPSILON) * weight + bias


def run(states: Any, mask: Any, layers: list[Layer], changes: list[Layer] | None = None) -> Any:
    """Run states through layers.

    Args:
        states: Of the shape (texts, tokens, 384).
        mask: 1 for each token, 0 for padding: (texts, tokens).
        layers: Weights.
        changes: For each layer, pairs of thin matrices by the name of the matrix they change.

    Returns:
        States of the same shape.
    """
    for number, layer in enumerate(layers):
        states = _layer(states, mask, layer, changes[number] if changes else {})
    return states


def pooled(states: Any, mask: Any) -> Any:
    """The mean of the tokens' states: one row a text."""
    return (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)


def _layer(states: Any, mask: Any, layer: Layer, change: Layer) -> Any:
    texts, tokens, _ = states.shape
    query, key, value = (
        _product(states, layer, change, part)
        .reshape(texts, tokens, HEADS, DIM // HEADS)
        .transpose(0, 2, 1, 3)
        for part in "qkv"
    )
    likeness = query @ key.transpose(0, 1, 3, 2) / np.sqrt(DIM // HEADS)
    likeness += (1 - mask)[:, None, None, :] * _FAR_BELOW
    mixed = (jax.nn.softmax(likeness, -1) @ value).transpose(0, 2, 1, 3).reshape(states.shape)
    out = _product(mixed, layer, change, "ao")
    states = norm(states + out, layer["aln.w"], layer["aln.b"])
    inner = jax.nn.gelu(_product(states, layer, change, "fi"), approximate=False)
    outer = _product(inner, layer, change, "fo")
    return norm(states + outer, layer["oln.w"], layer["oln.b"])


def _product(states: Any, layer: Layer, change: Layer, part: str) -> Any:
    product = states @ layer[f"{part}.w"] + layer[f"{part}.b"]
    if f"{part}.down" in change:
        product += (states @ change[f"{part}.down"]) @ change[f"{part}.up"]
    return product

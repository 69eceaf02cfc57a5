"""What goes into the layers that are tuned: the states that the layers below give, kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from bot.nlu.encoder import ENCODER_DIR, Inputs
from bot.nlu.encoder_source import DIM, GRAPH_INPUT, Source
from scripts.tuning.layers import norm, read_layers, run

LENGTHS = (12, 16, 20, 24, 32, 40, 56, 80, 128)
"""Texts are padded to one of these numbers of tokens; of a longer one the start is read."""

_TOGETHER = 64


class States:
    """The states of each text below the first tuned layer.

    Args:
        texts: What was typed.
        source: The weight file.
        first: The first layer to be tuned.
    """

    def __init__(self, texts: Sequence[str], source: Source, first: int) -> None:
        inputs = Inputs(ENCODER_DIR, source)
        raw = [inputs.of(text)[GRAPH_INPUT][0][: LENGTHS[-1]] for text in texts]
        self.lengths = np.array([_padded(len(rows)) for rows in raw])
        self._states: list[Any] = list(raw)
        weight, bias = source.vector("emb.ln.w"), source.vector("emb.ln.b")
        below = read_layers(source, 0, first)
        through = jax.jit(lambda rows, mask: run(norm(rows, weight, bias), mask, below))
        for places in self.batches(np.arange(len(texts)), _TOGETHER):
            rows = np.asarray(through(*self.batch(places)))
            for place, states in zip(places, rows, strict=True):
                self._states[place] = states[: len(raw[place])].astype(np.float16)

    def batches(
        self, places: NDArray[np.int64], size: int, chance: np.random.Generator | None = None
    ) -> Iterator[NDArray[np.int64]]:
        """Split texts into batches of one padded length; the last of a length is filled up.

        Args:
            places: Which texts.
            size: Texts in a batch.
            chance: Shuffles within a length, if given.

        Yields:
            Places, `size` of them.
        """
        for length in LENGTHS:
            group = places[self.lengths[places] == length]
            if chance is not None:
                group = chance.permutation(group)
            for start in range(0, len(group), size):
                yield np.resize(group[start : start + size], size)

    def batch(self, places: Sequence[int] | NDArray[np.int64]) -> tuple[Any, Any]:
        """The padded states and the mask of some texts of one padded length."""
        length = self.lengths[places[0]]
        rows = np.zeros((len(places), length, DIM), np.float32)
        mask = np.zeros((len(places), length), np.float32)
        for row, place in enumerate(places):
            states = self._states[place]
            rows[row, : len(states)] = states
            mask[row, : len(states)] = 1
        return rows, mask


def _padded(tokens: int) -> int:
    return next(length for length in LENGTHS if length >= tokens)

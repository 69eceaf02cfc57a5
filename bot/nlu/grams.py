"""The n-grams of one message, weighed as scikit-learn weighs them, without what it does for many.

scikit-learn checks, copies and rebuilds matrices for each part of each message; here the numbers
are worked out directly, in the same order and precision, so that they are the same to the bit.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.heads import FacetModel, plain
from bot.nlu.reading import legible


def _read(text: str) -> str:
    """A text as the vectorizers read it."""
    return plain(legible(text))


def quicken(components: Iterable[Any]) -> None:
    """Let facet models find the n-grams of their messages in this way.

    Args:
        components: those of a model that is loaded and will not be trained again.
    """
    for component in components:
        model = getattr(component, "_model", None)
        if isinstance(model, FacetModel):
            vars(model)["_features"] = Grams(model._grams)


class _Part:
    """One vectorizer: its n-grams, their places and their weights."""

    def __init__(self, vectorizer: TfidfVectorizer, start: int) -> None:
        given = copy.copy(vectorizer)
        given.preprocessor = str  # what comes here was read already
        self._split: Callable[[str], list[str]] = given.build_analyzer()
        self._places: dict[str, int] = vectorizer.vocabulary_
        self._idf: NDArray[np.float64] = np.asarray(vectorizer.idf_, np.float64)
        self._start = start

    def row(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The columns of a plain text's n-grams, and their weights."""
        found = Counter(self._split(text))
        counts = {self._places[gram]: n for gram, n in found.items() if gram in self._places}
        columns = np.array(sorted(counts), np.int32)
        times = np.array([counts[column] for column in columns.tolist()], np.float32)
        weights = (np.log(times) + np.float32(1)).astype(np.float64) * self._idf[columns]
        # One after the other from the last on, as scikit-learn adds: else the last bit may differ.
        length = np.sqrt(sum((weights * weights)[::-1].tolist()))
        if length:
            weights /= length
        return columns + np.int32(self._start), weights.astype(np.float32)


class Grams:
    """Finds the features that `FacetModel` reads.

    Args:
        vectorizers: fitted; sublinear, with idf and rows of length one.
    """

    def __init__(self, vectorizers: Iterable[TfidfVectorizer]) -> None:
        self._parts: list[_Part] = []
        self._width = 0
        for vectorizer in vectorizers:
            self._parts.append(_Part(vectorizer, self._width))
            self._width += len(vectorizer.vocabulary_)

    def __call__(self, texts: Sequence[str]) -> csr_matrix:
        """The n-grams of some messages.

        Args:
            texts: what was typed.

        Returns:
            One row a message, the kinds of n-grams side by side.
        """
        rows = [[part.row(text) for part in self._parts] for text in map(_read, texts)]
        columns = [columns for row in rows for columns, _ in row]
        weights = [weights for row in rows for _, weights in row]
        ends = np.cumsum([0, *(sum(len(columns) for columns, _ in row) for row in rows)])
        data: tuple[Any, ...] = (np.concatenate(weights), np.concatenate(columns), ends)
        return csr_matrix(data, shape=(len(texts), self._width))

"""The facet model: what a message means, judged in two ways whose answers are joined.

A sentence vector knows meaning across languages: a small network reads it. Character and word
n-grams know the plain words of languages with many training messages: one linear head a label
reads them. The fewer messages a language has, the less the heads count; without vectors of the
encoder that the network learned from, they answer alone. Free of Rasa, so that the evaluation
and the graph component use the same code.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.nlu import joining
from bot.nlu.network import Network, Shape
from bot.nlu.reading import legible

Floats = NDArray[np.float32]

NOTHING = "-"
# One label of each of these holds for a message; any number of the others.
CHOICES = ("need", "urgency", "who", "question", "language")
MARKS = ("topics", "barriers", "age")
FILE = "facets.npz"
WORD = r"\w+"


@dataclass(frozen=True)
class Settings:
    """What was chosen by `make eval`; see docs/decisions/pipeline.md.

    `strength` is the inverse of the linear heads' regularisation; `grams` bounds each n-gram
    vocabulary; `share` is the heads' part of each probability, from 0 to 1 (then no network is
    trained), in languages with `plenty` messages or more, and proportionally less in others.
    """

    strength: float = 3.0
    grams: int = 100_000
    share: float = 0.5
    plenty: int = 2000


@dataclass(frozen=True)
class Sample:
    """A labelled message: facets by name, `topics`, `barriers` and `age` as sets."""

    text: str
    labels: Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """Probabilities by facet and label. Those of one choice add up to one."""

    scores: Mapping[str, Mapping[str, float]]

    def best(self, facet: str) -> tuple[str, float]:
        """The likeliest label of a choice, and its probability."""
        return max(self.scores[facet].items(), key=lambda item: item[1])

    def ranked(self, facet: str) -> list[tuple[str, float]]:
        """All labels of a facet, likeliest first."""
        return sorted(self.scores[facet].items(), key=lambda item: -item[1])


def folded(text: str) -> str:
    """Lower case without marks on letters, digits of any script as 0 to 9.

    Half of Romanian is typed without diacritics; both halves must look the same.
    """
    letters = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"\d", lambda digit: str(unicodedata.digit(digit[0])), kept)


def plain(text: str) -> str:
    """As `folded`, with digits all alike."""
    return re.sub(r"\d", "0", folded(text))


def _read(text: str) -> str:
    return plain(legible(text))


class FacetModel:
    """Heads for every facet; `fit` or `load` before `judge`."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._grams = (self._vectorizer("char_wb", (2, 5)), self._vectorizer("word", (1, 2)))
        self._mean: Floats = np.zeros(0, np.float32)
        self._weights: Floats = np.zeros((0, 0), np.float32)
        self._bias: Floats = np.zeros(0, np.float32)
        self._columns: list[tuple[str, str]] = []
        self._trust: Floats = np.zeros(0, np.float32)
        self.shape = Shape()
        self.encoder = ""
        self._network: Network | None = None

    def _vectorizer(self, analyzer: str, lengths: tuple[int, int]) -> TfidfVectorizer:
        return TfidfVectorizer(
            analyzer=analyzer,
            ngram_range=lengths,
            min_df=2,
            sublinear_tf=True,
            max_features=self.settings.grams,
            token_pattern=WORD if analyzer == "word" else None,
            preprocessor=_read,
            dtype=np.float32,
        )

    def fit(self, samples: Sequence[Sample], vectors: Floats, encoder: str = "") -> FacetModel:
        """Train on labelled messages.

        Args:
            samples: the messages.
            vectors: their sentence vectors, one row each.
            encoder: the identity of the encoder that the vectors came from.

        Returns:
            The model itself.
        """
        self.encoder = encoder
        texts = [sample.text for sample in samples]
        for grams in self._grams:
            grams.fit(texts)
        truths = list(_truths(samples))
        self._columns = [(facet, label) for facet, label, _ in truths]
        features = self._features(texts)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            heads = list(pool.map(lambda item: self._head(features, item[2]), truths))
        self._weights = np.stack([weights for weights, _ in heads], axis=1)
        self._bias = np.array([bias for _, bias in heads], np.float32)
        labels = np.stack([truth for *_, truth in truths], axis=1)
        self._trust = self._trusted(labels.sum(axis=0))
        if self.settings.share < 1.0:
            self._mean = vectors.mean(axis=0, dtype=np.float32)
            self._network = Network.fit(self._centred(vectors), labels, self.shape)
        return self

    def _head(self, features: csr_matrix, truth: NDArray[np.bool_]) -> tuple[Floats, float]:
        model = LogisticRegression(
            C=self.settings.strength,
            solver="liblinear",
            dual=True,
            class_weight="balanced",
            # The rarest labels would go on to 150 and more; from 20 on answers change by 0.001.
            max_iter=20,
            tol=1e-3,
            random_state=1,
        )
        model.fit(features, truth)
        return model.coef_[0].astype(np.float32), float(model.intercept_[0])

    def _trusted(self, counts: NDArray[np.int64]) -> Floats:
        """The heads' share in each language, at its column; nothing at other columns."""
        plenty = np.minimum(1.0, counts / self.settings.plenty) * self.settings.share
        languages = [facet == "language" for facet, _ in self._columns]
        return np.where(languages, plenty, 0.0).astype(np.float32)

    def _centred(self, vectors: Floats) -> Floats:
        """Vectors as directions from the mean of all messages: e5's own lie close together."""
        centred = vectors - self._mean
        return np.asarray(
            centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6), np.float32
        )

    def _features(self, texts: Sequence[str]) -> csr_matrix:
        """Both kinds of n-grams side by side, each part of length one."""
        return hstack([grams.transform(texts) for grams in self._grams], format="csr")

    def judge(self, texts: Sequence[str], vectors: Floats | None) -> list[Verdict]:
        """Judge messages.

        Args:
            texts: what was typed.
            vectors: their sentence vectors, one row each; None where the encoder is not the
                one that the network learned from.

        Returns:
            One verdict a message.
        """
        # In another precision than the weights', each message would copy them all: 15 ms.
        features = self._features(texts).astype(np.float32)
        logits = np.asarray(features @ self._weights + self._bias)
        scores = 1.0 / (1.0 + np.exp(-logits))
        if self._network is not None and vectors is not None:
            read = self._network.judge(self._centred(vectors))
            share = self._shares(read)
            scores = joining.mean(scores, read, share)
            urgency = [facet == "urgency" for facet, _ in self._columns]
            scores[:, urgency] = joining.product(logits[:, urgency], read[:, urgency], share)
        return [self._verdict(row) for row in scores]

    def _shares(self, read: Floats) -> Floats:
        """The heads' part for each message, by the languages that the network reads in it."""
        languages = read * np.array([facet == "language" for facet, _ in self._columns])
        certain = np.maximum(languages.sum(axis=1), 1e-6)
        return np.asarray((languages @ self._trust) / certain, dtype=np.float32)

    def _verdict(self, row: Floats) -> Verdict:
        scores: dict[str, dict[str, float]] = {facet: {} for facet in (*CHOICES, *MARKS)}
        for (facet, label), value in zip(self._columns, row.tolist()):
            scores[facet][label] = value
        for facet in CHOICES:
            total = sum(scores[facet].values()) or 1.0
            scores[facet] = {label: value / total for label, value in scores[facet].items()}
        return Verdict(scores)

    def save(self, folder: Path) -> None:
        """Write the model into a folder as plain arrays; nothing in it can run code."""
        arrays: dict[str, Any] = {
            "weights": self._weights.astype(np.float16),
            "bias": self._bias,
            "mean": self._mean,
            "trust": self._trust,
            "columns": np.array(json.dumps(self._columns)),
            "encoder": np.array(self.encoder),
            "settings": np.array(json.dumps(vars(self.settings))),
        }
        for index, grams in enumerate(self._grams):
            arrays[f"terms{index}"] = np.array(grams.get_feature_names_out(), dtype=str)
            arrays[f"idf{index}"] = grams.idf_.astype(np.float32)
        if self._network is not None:
            arrays |= self._network.arrays()
        np.savez(folder / FILE, **arrays)

    @classmethod
    def load(cls, folder: Path) -> FacetModel:
        """Read a model that `save` wrote.

        Raises:
            OSError, ValueError, KeyError: when the file is missing, cut short or another's.
        """
        with np.load(folder / FILE, allow_pickle=False) as arrays:
            model = cls(Settings(**json.loads(str(arrays["settings"]))))
            model._weights = arrays["weights"].astype(np.float32)
            model._bias = arrays["bias"]
            model._mean = arrays["mean"]
            model._trust = arrays["trust"]
            model.encoder = str(arrays["encoder"])
            model._columns = [(facet, label) for facet, label in json.loads(str(arrays["columns"]))]
            for index, grams in enumerate(model._grams):
                terms = arrays[f"terms{index}"].tolist()
                grams.vocabulary_ = {term: place for place, term in enumerate(terms)}
                grams.idf_ = arrays[f"idf{index}"]
            if model.settings.share < 1.0:
                model._network = Network.of_arrays(arrays, model.shape.members)
        return model


def _truths(samples: Sequence[Sample]) -> Iterable[tuple[str, str, NDArray[np.bool_]]]:
    """Every facet and label that occurs both ways, with which samples have it."""
    for facet in (*CHOICES, *MARKS):
        held = [_held(sample, facet) for sample in samples]
        for label in sorted(set().union(*held)):
            truth = np.array([label in labels for labels in held])
            if truth.any() and not truth.all():
                yield facet, label, truth


def _held(sample: Sample, facet: str) -> frozenset[str]:
    value = sample.labels.get(facet)
    if facet in CHOICES:
        return frozenset({cast(str, value or NOTHING)})
    return frozenset(value or ())

"""The pipelines that are compared: ours, its parts alone, and the stock ones of Rasa.

Each learns from the same samples and gives, for a message, the probability of danger now and
the likeliest need. Rasa's own have no facets, so that they learn the need as the intent, and the
urgency as the intent of a second model beside it.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from bot.evaluation.sets import Vectors
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.heads import FacetModel, Floats, Sample, Settings

_TIMED = 60


class Judged(NamedTuple):
    """What a pipeline says of one message."""

    now: float
    need: str


@dataclass(frozen=True)
class Trial:
    """One pipeline's answers to a set, and what they cost.

    Attributes:
        name: as the table calls it.
        judged: one a message.
        training: seconds to learn, sentence vectors included where they are used.
        message: milliseconds for one message, the median of a few.
    """

    name: str
    judged: tuple[Judged, ...]
    training: float
    message: float


Pipeline = Callable[[Sequence[Sample], Sequence[str], Vectors], Trial]


def _facets(name: str, settings: Settings, *, vectors_used: bool, stock: bool = False) -> Pipeline:
    """Our two parts together, or one of them; on request with the encoder as it was."""

    def run(samples: Sequence[Sample], texts: Sequence[str], vectors: Vectors) -> Trial:
        shared = [Sample(item.text, _two(item)) for item in samples]
        store = stock_vectors(vectors) if stock else vectors
        taken = store if vectors_used else None
        rows = _rows(taken, [item.text for item in shared])
        started = time.perf_counter()
        model = FacetModel(settings).fit(shared, rows)
        training = time.perf_counter() - started
        verdicts = model.judge(texts, _rows(taken, texts))
        judged = tuple(
            Judged(item.scores["urgency"].get("now", 0.0), item.best("need")[0])
            for item in verdicts
        )
        encoder = SentenceEncoder() if vectors_used else None
        cost = _encoding(encoder, texts) * len(samples) / 1000 if encoder else 0.0
        timed = _milliseconds(lambda text: _one(model, encoder, text), texts)
        return Trial(name, judged, training + cost, timed)

    return run


def stock_vectors(vectors: Vectors) -> Vectors:
    """Vectors of the encoder before fine-tuning, kept apart from those of the tuned one."""
    return Vectors(vectors.root, _stock, "stock")


def _stock(texts: Sequence[str]) -> Floats:
    from bot.nlu.encoder import ENCODER_DIR, Inputs, open_session
    from bot.nlu.encoder_graph import GraphBuilder  # it needs onnx
    from bot.nlu.encoder_source import GRAPH_OUTPUT, Source

    source = Source()
    session = open_session(GraphBuilder(source).build().SerializeToString())
    inputs = Inputs(ENCODER_DIR, source)
    rows = np.array([session.run([GRAPH_OUTPUT], inputs.of(text))[0][0] for text in texts])
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _two(item: Sample) -> Mapping[str, Any]:
    """The two facets that are compared; heads for the others would only cost time."""
    return {"need": item.labels["need"], "urgency": item.labels["urgency"]}


def _rows(vectors: Vectors | None, texts: Sequence[str]) -> Floats:
    if vectors is not None:
        return vectors.of(texts)
    return np.zeros((len(texts), SentenceEncoder.dim), np.float32)


def _one(model: FacetModel, encoder: SentenceEncoder | None, text: str) -> None:
    row = encoder.encode([text]) if encoder else np.zeros((1, SentenceEncoder.dim), np.float32)
    model.judge([text], row)


def _encoding(encoder: SentenceEncoder, texts: Sequence[str]) -> float:
    return _milliseconds(lambda text: encoder.encode([text]), texts)


def _milliseconds(do: Callable[[str], Any], texts: Sequence[str]) -> float:
    """The median time of one message, after a first one that loads what is loaded late."""
    if not texts:
        return 0.0
    do(texts[0])
    taken = []
    for text in texts[:_TIMED]:
        started = time.perf_counter()
        do(text)
        taken.append(time.perf_counter() - started)
    return 1000.0 * float(np.median(taken))


_WORDS = (
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {
        "name": "CountVectorsFeaturizer",
        "analyzer": "char_wb",
        "min_ngram": 1,
        "max_ngram": 4,
    },
)
_DIET = (
    *_WORDS,
    {"name": "DIETClassifier", "epochs": 100, "entity_recognition": False, "random_seed": 1},
)
_LOGISTIC = (*_WORDS, {"name": "LogisticRegressionClassifier", "random_state": 1})


def _rasa(name: str, components: Sequence[Mapping[str, Any]]) -> Pipeline:
    """A pipeline of Rasa's own components, once for the need and once for the urgency."""

    def run(samples: Sequence[Sample], texts: Sequence[str], vectors: Vectors) -> Trial:
        with tempfile.TemporaryDirectory(prefix="signpost-eval-") as folder:
            needs = _train_and_ask(Path(folder) / "need", components, samples, texts)
            urgencies = _train_and_ask(Path(folder) / "urgency", components, samples, texts)
        judged = tuple(
            Judged(dict(urgency)["now"], need[0][0])
            for need, urgency in zip(needs.rankings, urgencies.rankings)
        )
        seconds = needs.seconds + urgencies.seconds
        return Trial(name, judged, seconds, needs.message + urgencies.message)

    return run


class _Answers(NamedTuple):
    rankings: list[list[tuple[str, float]]]
    seconds: float
    message: float


def _train_and_ask(
    folder: Path,
    components: Sequence[Mapping[str, Any]],
    samples: Sequence[Sample],
    texts: Sequence[str],
) -> _Answers:
    """Train one of Rasa's models on the label that the folder is named after, and ask it."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    _write_project(folder, components, samples)
    started = time.perf_counter()
    model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
    seconds = time.perf_counter() - started
    agent = Agent.load(model)

    def ask(text: str) -> dict[str, Any]:
        return dict(asyncio.run(agent.parse_message(text)))

    rankings = [
        [(item["name"], item["confidence"]) for item in ask(text)["intent_ranking"]]
        for text in texts
    ]
    return _Answers(rankings, seconds, _milliseconds(ask, texts))


def _write_project(
    folder: Path, components: Sequence[Mapping[str, Any]], samples: Sequence[Sample]
) -> None:
    folder.mkdir(parents=True)
    config = {"recipe": "default.v1", "language": "en", "assistant_id": "compared"}
    pipeline = {**config, "pipeline": [dict(item) for item in components]}
    (folder / "config.yml").write_text(yaml.safe_dump(pipeline), encoding="utf-8")
    by: dict[str, list[str]] = {}
    for item in samples:
        by.setdefault(item.labels[folder.name], []).append(f"- {item.text}")
    blocks = [{"intent": name, "examples": "\n".join(lines)} for name, lines in by.items()]
    data = {"version": "3.1", "nlu": blocks}
    text = yaml.safe_dump(data, allow_unicode=True, width=10_000)
    (folder / "nlu.yml").write_text(text, encoding="utf-8")


# They learn the same whatever our own heads are set to.
STOCK = frozenset({"logistic", "diet"})


def pipelines(settings: Settings) -> dict[str, Pipeline]:
    """Every pipeline that is compared, by name, ours first.

    Args:
        settings: of our own heads.

    Returns:
        Name to pipeline. The stock ones of Rasa take minutes to learn.
    """
    words = replace(settings, share=1.0)
    meaning = replace(settings, share=0.0)
    return {
        "ours": _facets("both, tuned encoder (ours)", settings, vectors_used=True),
        "stock": _facets("both, stock encoder", settings, vectors_used=True, stock=True),
        "network": _facets("network over vectors alone", meaning, vectors_used=True),
        "n-grams": _facets("heads over n-grams alone", words, vectors_used=False),
        "logistic": _rasa("Rasa LogisticRegression", _LOGISTIC),
        "diet": _rasa("Rasa DIET", _DIET),
    }

"""The facet model: which of its two parts answers, and for how much."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.heads import FacetModel, Sample, Settings

WORDS = {
    ("en", "now"): ["he has a knife out", "knife at the door", "a knife, quick"],
    ("en", "none"): ["what is the law on pay", "the law on holidays", "is there a law"],
    ("pl", "now"): ["on ma nóż", "nóż w ręku", "ma nóż przy drzwiach"],
    ("pl", "none"): ["jakie jest prawo", "prawo pracy", "czy jest prawo"],
}


def samples() -> list[Sample]:
    """A dozen messages in two languages."""
    return [
        Sample(text, {"need": "emergency", "urgency": urgency, "language": language})
        for (language, urgency), texts in WORDS.items()
        for text in texts
    ]


def vectors(known: list[Sample], *, flip: bool = False) -> np.ndarray:
    """Vectors that say urgency and language plainly, or the opposite urgency."""
    rows = np.zeros((len(known), 8), np.float32)
    for row, sample in zip(rows, known, strict=True):
        row[int((sample.labels["urgency"] == "now") != flip)] = 1
        row[2 + (sample.labels["language"] == "pl")] = 1
    return rows


@pytest.fixture(scope="module")
def model() -> FacetModel:
    """A model that trusts words in English alone, as it has plenty of that."""
    known = samples() * 5 + [item for item in samples() if item.labels["language"] == "en"] * 55
    return FacetModel(Settings(share=0.5, plenty=300)).fit(known, vectors(known), "tuned")


def urgency(model: FacetModel, text: str, rows: np.ndarray | None) -> float:
    """The probability of danger now."""
    return model.judge([text], rows)[0].scores["urgency"]["now"]


def test_words_count_less_in_a_language_with_few_messages(model: FacetModel) -> None:
    """The heads' words and a vector that says the opposite: in Polish the vector decides."""
    known = samples()
    wrong = vectors(known, flip=True)
    english = urgency(model, known[0].text, wrong[0:1])
    polish = urgency(model, known[6].text, wrong[6:7])
    assert polish < english


def test_without_fitting_vectors_the_words_answer_alone(model: FacetModel) -> None:
    """Vectors of another encoder mean nothing to the network; n-grams still find the knife."""
    assert urgency(model, "he has a knife", None) > 0.6 > urgency(model, "is there a law", None)


def test_a_model_is_read_as_it_was_written(model: FacetModel, tmp_path: Path) -> None:
    """The file holds all that the answers depend on, the encoder's name among it."""
    model.save(tmp_path)
    read = FacetModel.load(tmp_path)
    assert read.encoder == "tuned"
    known = samples()
    first, second = (one.judge([known[0].text], vectors(known)[:1]) for one in (model, read))
    assert first[0].best("urgency")[1] == pytest.approx(second[0].best("urgency")[1], abs=0.01)

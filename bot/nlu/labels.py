"""The labels of a training example: read from Rasa's intent metadata.

Each block of `data/nlu/` carries `metadata` such as
`{family: passport-held, language: en, urgency: soon, who: self, topics: "labour,debt"}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.heads import Sample


def sample(message: Message) -> Sample:
    """Turn a Rasa training example into a labelled message.

    Args:
        message: an example with an intent; its metadata may hold any facet.

    Returns:
        The sample. Absent facets are `none`, `unknown` or empty.
    """
    metadata = (message.get("metadata") or {}).get("intent") or {}
    return Sample(message.get(TEXT), labels(message.get(INTENT), metadata))


def labels(intent: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The facets of a block: its intent is the need, the rest stands in its metadata."""
    return {
        "need": intent,
        "urgency": metadata.get("urgency", "none"),
        "who": metadata.get("who", "unknown"),
        "question": metadata.get("question"),
        "language": metadata.get("language", "en"),
        "family": metadata.get("family"),
        "topics": _listed(metadata.get("topics")),
        "barriers": _listed(metadata.get("barriers")),
        "age": _listed(metadata.get("age")),
    }


def _listed(text: str | None) -> frozenset[str]:
    return frozenset(part.strip() for part in (text or "").split(",") if part.strip())

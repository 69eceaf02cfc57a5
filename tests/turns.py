"""What is heard and conversations made of it, for tests. Not a test file."""

from __future__ import annotations

from bot.conversation import NOWHERE, Conversation, Heard
from bot.dialogue import step
from bot.hearing import hear
from bot.nlu.heads import Verdict
from bot.regions import Located
from bot.thresholds import Thresholds


def after(*messages: Heard) -> Conversation:
    """A conversation after several messages."""
    conversation = Conversation()
    for heard in messages:
        conversation = step(conversation, heard)
    return conversation


def heard(text: str, opens: bool = False, located: Located = NOWHERE, **facets: object) -> Heard:
    """What is heard of a text with these probabilities, every other one being nought."""
    empty: dict[str, dict[str, float]] = {
        "need": {"unclear": 0.0},
        "urgency": {"none": 1.0},
        "who": {"unknown": 1.0},
        "question": {"-": 1.0},
        "language": {"en": 1.0},
        "topics": {},
        "barriers": {},
        "age": {},
    }
    return hear(text, Verdict({**empty, **facets}), located, Thresholds(), opens)  # type: ignore[dict-item]

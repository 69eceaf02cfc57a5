"""Messages as the model reads them, and training messages as others would have typed them."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.reading import legible
from bot.nlu.styles import TypingStyles
from bot.nlu.varied import SHARE, varied

TOLD = "he keeps our passports in the safe, and the dog is by the door"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("HE KEEPS MY PASSPORT", "he keeps my passport"),
        ("he...keeps ... my passport…", "he keeps my passport"),
        ("help me now!!!", "help me now."),
        ("is it free???!", "is it free?"),
        ("he  keeps\nmy passport 😢😢", "he keeps my passport"),
        ("🥀", "🥀"),
        ("ok 👍", "ok 👍"),
        ("...", "..."),
        ("Îmi țin PAȘAPORTUL", "îmi țin pașaportul"),
        ("they owe me 12.50, not 1.25", "they owe me 12.50, not 1.25"),
        ("", ""),
    ],
)
def test_the_keyboard_changes_nothing(typed: str, read: str) -> None:
    """Capitals, pauses, shouting and pictures beside words go; words and numbers stay."""
    assert legible(typed) == read
    assert legible(read) == read


def test_about_a_third_of_the_messages_are_typed_otherwise() -> None:
    """Always the same ones in the same way, whatever else there is."""
    told = [f"{TOLD} of room {number}" for number in range(600)]
    typed = [varied(text, "en", "report") for text in told]
    assert typed == [varied(text, "en", "report") for text in told]
    changed = [new for old, new in zip(told, typed, strict=True) if new != old]
    assert SHARE - 0.1 <= len(changed) / len(told) <= SHARE + 0.05
    opened = [text for text in changed if TOLD in text and not text.startswith("he keeps")]
    closed = [text for text in changed if text.startswith(TOLD) and "room" in text]
    assert opened and closed and len(opened) + len(closed) < len(changed)


def test_what_is_said_by_a_greeting_gets_none() -> None:
    """A hello or the second one mean what they say: nothing is put before or behind."""
    few = [f"hello {number}" for number in range(300)]
    assert [varied(text, "en", "smalltalk") for text in few] == few
    asked = {varied(f"is it open on day {number}", "en", "information") for number in range(300)}
    assert not any(text.endswith("please help") for text in asked)
    assert any(text.startswith("ok") for text in asked)


@pytest.mark.parametrize("language", ["zh", "ar", "hi-Latn", "xx"])
def test_every_language_may_be_changed(language: str) -> None:
    """A language without phrases of its own gets English ones, and letters stay readable."""
    for number in range(60):
        assert varied(f"护照在老板那里 {number}", language, "support").strip()


def test_the_model_learns_from_the_changed_messages() -> None:
    """The component changes training messages, and leaves what people type alone."""
    messages = [
        Message.build(f"{TOLD} {number}", "report", [], {"language": "en"}) for number in range(99)
    ]
    before = [message.get(TEXT) for message in messages]
    styles = TypingStyles()
    assert [message.get(TEXT) for message in styles.process(messages)] == before
    learned = styles.process_training_data(TrainingData(messages)).intent_examples
    assert [one.get(TEXT) for one in learned] == [varied(text, "en", "report") for text in before]
    assert [one.get(TEXT) for one in learned] != before

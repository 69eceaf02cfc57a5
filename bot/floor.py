"""The floor: a fixed reply, built from the directory at start-up, for when all else fails.

It is made once and then only copied, so that nothing that can go wrong stands between a
person and a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.replies import Speaker, card
from bot.routing import Choice
from bot.words import Words

# Who is named, in order, and the sentence of the words that says what for.
LINES = (
    ("emergency-999", "floor.danger"),
    ("police-101", "floor.police"),
    ("salvation-army-referral", "floor.support"),
    ("modern-slavery-helpline", "floor.advice"),
)


@dataclass(frozen=True)
class Floor:
    """The fixed replies by language code; `""` holds all languages one after the other."""

    texts: Mapping[str, str]
    customs: Mapping[str, Mapping[str, Any]]

    def message(self, language: str = "") -> dict[str, Any]:
        """The fixed reply as a client gets it.

        Args:
            language: code of the person's language; empty or unknown gives all languages.
        """
        key = language if language in self.texts else ""
        return {"text": self.texts[key], "custom": dict(self.customs[key])}


def build(speaker: Speaker) -> Floor:
    """Make the floor from the directory and the words.

    Args:
        speaker: both of them, loaded.

    Returns:
        The floor, in each language of the words.

    Raises:
        KeyError: when the directory lacks one of the four contacts.
    """
    texts = {code: _text(speaker, words) for code, words in speaker.words.items()}
    customs = {}
    for code, words in speaker.words.items():
        choices = [_choice(speaker, resource_id) for resource_id, _ in LINES]
        customs[code] = {
            "type": "contacts",
            "urgency": "emergency",
            "language": code,
            "contacts": [card(choice, words) for choice in choices],
        }
    texts[""] = "\n\n".join(texts.values())
    customs[""] = customs["en"]
    return Floor(texts, customs)


def _choice(speaker: Speaker, resource_id: str) -> Choice:
    resource = speaker.directory[resource_id]
    return Choice(resource, resource.shown_contacts[:1], "unknown", None, ("floor",))


def _text(speaker: Speaker, words: Words) -> str:
    emergency = speaker.directory["emergency-999"].contacts[0].number or ""
    lines = [words.get("floor.opening", emergency=emergency)]
    for resource_id, key in LINES:
        resource = speaker.directory[resource_id]
        name = resource.text(resource.name, words.language)
        sentence = words.get(key, emergency=emergency, org=name)
        lines.append(f"• {sentence}: {name}, {resource.shown_contacts[0].number}")
        alert = resource.alert.get(words.language) or resource.alert.get("en")
        lines += [alert] if alert else []
    return "\n".join([*lines, words.get("floor.closing", emergency=emergency)])

"""What every reply keeps to, whatever was said: the rules that a script need not repeat.

`Reply` reads the messages of one reply as any client gets them; `Promises` holds them against
the directory and the words. Imports nothing of Rasa, Telegram or HTTP, so that a reply of any
channel can be judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.directory import Resource
from bot.replies import ACTION_TYPES, Speaker
from bot.routing import LEVELS, MAX_CONTACTS
from bot.vocabulary import COSTS, POLICE
from bot.words import placeholders

CUSTOM_KEYS = frozenset({"type", "urgency", "language", "contacts"})
ACTION_KEYS = frozenset({"type", "label", "href"})
CONTACT_KEYS = frozenset(
    {"id", "name", "why", "actions", "open", "next_open", "cost", "police", "checked_on"}
)
QUESTIONS = ("where", "whom")
_NUMBER = re.compile(r"\d{3,}")
_SHOWN_AT_MOST = 160


@dataclass(frozen=True)
class Breach:
    """Something that a reply should have been and was not."""

    expected: str
    got: str


@dataclass(frozen=True)
class Reply:
    """The messages of one reply, as a client of any channel gets them."""

    messages: Sequence[Mapping[str, Any]]

    @cached_property
    def custom(self) -> Mapping[str, Any]:
        """The contacts as data; empty where the reply gives none."""
        customs = [_mapping(message.get("custom")) for message in self.messages]
        told = (c for c in customs if c.get("type") == "contacts" or "contacts" in c)
        return next(told, {})

    @cached_property
    def contacts(self) -> list[Mapping[str, Any]]:
        """The contact cards, best first."""
        cards = self.custom.get("contacts")
        return [_mapping(card) for card in cards] if isinstance(cards, list) else []

    @property
    def ids(self) -> list[str]:
        """The ids of the contacts, best first."""
        return [str(card.get("id")) for card in self.contacts]

    @property
    def texts(self) -> list[str]:
        """The text of each message."""
        return [str(message.get("text") or "") for message in self.messages]

    @property
    def text(self) -> str:
        """All that is said."""
        return "\n".join(self.texts)

    @property
    def main(self) -> str:
        """The text that answers; a question of ours may follow it as a message of its own."""
        for message in self.messages:
            if message.get("custom") == self.custom and self.custom:
                return str(message.get("text") or "")
        return self.texts[0] if self.messages else ""

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Title and payload of every button."""
        rows = [message.get("buttons") or [] for message in self.messages]
        return [(str(b.get("title")), str(b.get("payload"))) for row in rows for b in row]


class Promises:
    """The rules, with what they are judged by: the directory and the words of a project."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self._known = _digits_of(speaker.directory)
        self._safety = _safety_lines(speaker)

    def broken(self, reply: Reply) -> list[Breach]:
        """Every promise that a reply breaks.

        Args:
            reply: the messages of one reply.

        Returns:
            What was expected and what came instead; nothing when all is well.
        """
        if not reply.messages:
            return [Breach("an answer", "silence")]
        checks = (self._messages, self._digits, self._last_line, self._custom, self._order)
        return [breach for check in checks for breach in check(reply)]

    def language(self, reply: Reply) -> str:
        """The language of a reply: as its contacts say, else as its safety line shows."""
        if reply.custom:
            return str(reply.custom.get("language"))
        ends = (code for line, code in self._safety if line in reply.main)
        return next(ends, "unknown")

    def asks(self, reply: Reply) -> str:
        """Which of our questions follows the answer: `where`, `whom` or `nothing`."""
        for about in QUESTIONS:
            asked = {words.get(f"ask.{about}") for words in self.speaker.words.values()}
            if asked & set(reply.texts):
                return about
        return "nothing"

    def _messages(self, reply: Reply) -> Iterator[Breach]:
        for message in reply.messages:
            if not str(message.get("text") or "").strip():
                yield Breach("a text in every message", f"{sorted(message)}")
            if not message.get("recipient_id"):
                yield Breach("a recipient_id in every message", f"{sorted(message)}")
        for title, payload in reply.buttons:
            if not title.strip() or not payload.strip() or payload == "None":
                yield Breach("a title and a payload on every button", f"{title!r}, {payload!r}")

    def _digits(self, reply: Reply) -> Iterator[Breach]:
        for shown in [*reply.texts, *(title for title, _ in reply.buttons)]:
            for stranger in _NUMBER.findall(self._known.sub(" ", shown)):
                yield Breach("only numbers from the directory", stranger)

    def _last_line(self, reply: Reply) -> Iterator[Breach]:
        ends = any(reply.main.rstrip().endswith(line) for line, _ in self._safety)
        if self._emergency_first(reply):
            if ends:
                yield Breach("no safety line under an emergency contact", _tail(reply.main))
        elif not ends:
            yield Breach("the safety line at the end", _tail(reply.main))

    def _emergency_first(self, reply: Reply) -> bool:
        directory = self.speaker.directory
        first = reply.ids[0] if reply.ids else ""
        return first in directory and directory[first].kind == "emergency"

    def _custom(self, reply: Reply) -> Iterator[Breach]:
        if not reply.custom:
            return
        yield from _lacking("custom", reply.custom, CUSTOM_KEYS)
        yield from _one_of("type", reply.custom.get("type"), ("contacts",))
        yield from _one_of("urgency", reply.custom.get("urgency"), LEVELS.values())
        yield from _one_of("language", reply.custom.get("language"), self.speaker.words)
        # The floor shows its four lines, like a full reply.
        if not 1 <= len(set(reply.ids)) == len(reply.ids) <= MAX_CONTACTS:
            yield Breach(f"one to {MAX_CONTACTS} different contacts", _list(reply.ids))
        for card in reply.contacts:
            yield from self._card(card)

    def _card(self, card: Mapping[str, Any]) -> Iterator[Breach]:
        name = f"contact {card.get('id')}"
        yield from _lacking(name, card, CONTACT_KEYS)
        yield from _one_of("contact", card.get("id"), self.speaker.directory.resources)
        yield from _one_of(f"{name} open", card.get("open"), ("open", "closed", "unknown"))
        yield from _one_of(f"{name} cost", card.get("cost"), COSTS)
        yield from _one_of(f"{name} police", card.get("police"), POLICE)
        if not card.get("actions"):
            yield Breach(f"a way to reach {name}", "none")
        for action in card.get("actions") or []:
            yield from _lacking(f"{name} action", action, ACTION_KEYS)
            yield from _one_of(f"{name} action", action.get("type"), ACTION_TYPES.values())
            if not action.get("label") or not action.get("href"):
                yield Breach(f"{name}: a label and a link", f"{dict(action)}")

    def _order(self, reply: Reply) -> Iterator[Breach]:
        """The text names the same contacts as the data, in the same order."""
        rows = [line for line in reply.main.splitlines() if line.startswith("•")]
        if rows and not reply.contacts:
            yield Breach("the contacts of the text as data too", _list(rows))
        where = 0
        for card in reply.contacts:
            name = str(card.get("name"))
            found = [at for at, row in enumerate(rows[where:], where) if name in row]
            if not found:
                yield Breach(f"{name} in the text, in the order of the contacts", _list(rows))
                return
            where = found[0] + 1


def shorten(text: str) -> str:
    """A text on one line, cut where it is long, for a message about it."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_AT_MOST else f"{line[:_SHOWN_AT_MOST]}…"


def _tail(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_AT_MOST else f"…{line[-_SHOWN_AT_MOST:]}"


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _lacking(name: str, found: Mapping[str, Any], keys: frozenset[str]) -> Iterator[Breach]:
    missing = sorted(keys - set(found))
    if missing:
        yield Breach(f"{name} with {', '.join(missing)}", _list(sorted(found)))


def _one_of(name: str, value: object, allowed: Iterable[str]) -> Iterator[Breach]:
    options = list(allowed)
    if value not in options:
        yield Breach(f"{name} that is known", repr(value))


def _digits_of(directory: Iterable[Resource]) -> re.Pattern[str]:
    """A pattern of every text of the directory with a number in it, the longest first."""
    texts = {text for resource in directory for text in _texts(resource) if _NUMBER.search(text)}
    longest = sorted(texts, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\d){re.escape(text)}(?!\d)" for text in longest))


def _texts(resource: Resource) -> Iterator[str]:
    yield resource.organisation
    for spoken in (resource.name, resource.summary, resource.not_for, resource.alert):
        yield from spoken.values()
    for way in resource.shown_contacts:
        yield from filter(None, (way.number, way.url, way.body))
        yield re.sub(r"^https?://(www\.)?", "", way.url or "").rstrip("/")


def _safety_lines(speaker: Speaker) -> list[tuple[str, str]]:
    """The safety line in each language, with each emergency number, and its language."""
    numbers = {
        way.number
        for resource in speaker.directory
        if resource.kind == "emergency"
        for way in resource.shown_contacts
        if way.number
    }
    lines = []
    for code, words in speaker.words.items():
        names = placeholders(words.texts.get("safety_line", ""))
        for number in sorted(numbers):
            lines.append((words.get("safety_line", **dict.fromkeys(names, number)), code))
    return lines

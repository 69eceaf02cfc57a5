"""A reply as Telegram shows it: one message where it fits, HTML escaped, numbers bold.

Takes the messages that every channel gets and adds nothing to what they say but a first line
that tells nobody anything, and buttons that copy a number or open a page.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bot.replies import Speaker
from bot.words import Words

LONGEST: Final = 4096
MOST_MESSAGES: Final = 2
MOST_COPIES: Final = 6
MOST_PAGES: Final = 4
# Two such titles fit beside each other on a narrow phone.
SHORT_TITLE: Final = 16
LONGEST_TITLE: Final = 40
COPY_LONGEST: Final = 256
# Replies that give nothing away themselves, and need no line in front of them.
QUIET: Final = ("pause", "stopped", "forgotten", "thanks", "bye", "language_switched")
_RIGHT_TO_LEFT_MARK, _ISOLATE, _END_ISOLATE = "\u200f", "\u2066", "\u2069"
_PARAGRAPH = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Button:
    """A button: `press` sends its value back, `copy` copies it, `open` opens it as a page."""

    title: str
    kind: str
    value: str


@dataclass(frozen=True)
class Outgoing:
    """One message to send: HTML, the same as plain text, and rows of buttons.

    `ask_place` shows a keyboard with the button for a position; `end_place` takes it away.
    """

    html: str
    plain: str
    rows: tuple[tuple[Button, ...], ...] = ()
    ask_place: bool = False
    end_place: bool = False


@dataclass(frozen=True)
class Style:
    """What rendering needs to know of the project: its words and its numbers."""

    speaker: Speaker
    numbers: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Make the pattern of the directory's numbers, the longest first."""
        found = {way.number for item in self.speaker.directory for way in item.contacts}
        longest = sorted(filter(None, found), key=len, reverse=True)
        either = "|".join(map(re.escape, longest))
        pattern = re.compile(rf"(?<![\w:.+])(?:{either})(?![\w:]|\.\d)")
        object.__setattr__(self, "numbers", pattern)


def render(
    messages: Sequence[Mapping[str, Any]],
    words: Words,
    style: Style,
    before: str = "",
    extra: Sequence[Button] = (),
) -> list[Outgoing]:
    """Write a reply.

    Args:
        messages: of the reply, as every channel gets them.
        words: of its language.
        style: the project's words and numbers.
        before: a line to stand first, in place of the one that tells nothing.
        extra: buttons to stand under all others.

    Returns:
        One message, or two where the text is too long for one. Buttons are under the last.
    """
    texts = [str(message.get("text") or "") for message in messages]
    contacts = [card for m in messages for card in m.get("custom", {}).get("contacts", [])]
    first = before or (
        "" if _may_show(messages, words, style) else words.get("telegram.first_line")
    )
    text = "\n\n".join(part for part in (first, *texts) if part.strip())
    rows = (
        *_copies(contacts, words),
        *_pages(contacts, words),
        *_beside([_press(item) for m in messages for item in m.get("buttons", [])]),
        *_beside(extra),
    )
    return written(text, style, rows)


def written(text: str, style: Style, rows: tuple[tuple[Button, ...], ...] = ()) -> list[Outgoing]:
    """Write a text of our own.

    Args:
        text: plain.
        style: for its numbers.
        rows: buttons, under the last message.
    """
    parts = split(directed(text, style))
    last = len(parts) - 1
    return [
        Outgoing(to_html(part, style), part, rows if place == last else ())
        for place, part in enumerate(parts)
    ]


def _may_show(messages: Sequence[Mapping[str, Any]], words: Words, style: Style) -> bool:
    """Whether the beginning may be read by anyone: the emergency number, or nothing at all."""
    custom: Mapping[str, Any] = next((m["custom"] for m in messages if m.get("custom")), {})
    cards = custom.get("contacts") or []
    if custom.get("urgency") == "emergency" and cards:
        return True
    text = str(messages[0].get("text") or "") if messages else ""
    quiet = (words.get(f"talk.{key}") for key in QUIET)
    return any(text.startswith(sentence) for sentence in quiet)


def _press(item: Mapping[str, str]) -> Button:
    return Button(item["title"][:LONGEST_TITLE], "press", item["payload"])


def _copies(cards: Iterable[Mapping[str, Any]], words: Words) -> list[tuple[Button, ...]]:
    """A button for each number that a thumb may copy, once each, best first.

    Phones link long numbers themselves, but not the short ones.
    """
    values: dict[str, None] = {}
    for card in cards:
        for action in card["actions"]:
            value = _copied(action)
            if value and len(value) <= COPY_LONGEST:
                values[value] = None
    titles = [(words.get("telegram.copy", number=value), value) for value in values]
    return _beside([Button(title[:LONGEST_TITLE], "copy", v) for title, v in titles[:MOST_COPIES]])


def _copied(action: Mapping[str, str]) -> str:
    kind, _, rest = action["href"].partition(":")
    # The label of a call is the number as people read it; a text's label is a sentence.
    return {"tel": action["label"], "sms": rest}.get(kind, "")


def _pages(cards: Iterable[Mapping[str, Any]], words: Words) -> list[tuple[Button, ...]]:
    """A button for each form and chat of the cards."""
    found: dict[str, str] = {}
    for card in cards:
        for action in card["actions"]:
            if action["href"].startswith(("https://", "http://")):
                kind = "card.chat" if action["type"] == "chat" else "card.web"
                title = f"{words.get(kind)}: {action['label']}"
                found.setdefault(action["href"], _cut(title, LONGEST_TITLE))
    return [(Button(title, "open", url),) for url, title in list(found.items())[:MOST_PAGES]]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _beside(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    """Rows of buttons: two short ones share a row."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        fits = rows and len(rows[-1]) == 1 and len(rows[-1][0].title) <= SHORT_TITLE
        if fits and len(button.title) <= SHORT_TITLE:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return rows


def directed(text: str, style: Style) -> str:
    """Marks for lines that are read from right to left, so that numbers in them stay whole.

    Args:
        text: plain.
        style: for its numbers.
    """
    return "\n".join(_directed(line, style) for line in text.split("\n"))


def _directed(line: str, style: Style) -> str:
    if not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in line):
        return line
    isolated = style.numbers.sub(lambda m: f"{_ISOLATE}{m.group()}{_END_ISOLATE}", line)
    return f"{_RIGHT_TO_LEFT_MARK}{isolated}"


def to_html(text: str, style: Style) -> str:
    """A plain text as Telegram's HTML, every sign of it escaped, its numbers bold."""
    pieces, at = [], 0
    for found in style.numbers.finditer(text):
        pieces += [html.escape(text[at : found.start()], quote=False)]
        pieces += [f"<b>{html.escape(found.group(), quote=False)}</b>"]
        at = found.end()
    return "".join([*pieces, html.escape(text[at:], quote=False)])


def length(text: str) -> int:
    """How long Telegram takes a text to be, at most: in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str) -> list[str]:
    """A text as at most two messages.

    Args:
        text: plain, any length.

    Returns:
        Parts that Telegram takes, cut at paragraphs, else lines, else sentences. Of a text that
        does not even fit in two, the middle is left out and the last line, which tells what to
        do in danger, stays.
    """
    text = text.strip()
    if length(text) <= LONGEST:
        return [text]
    first, rest = _cut_at(text, LONGEST)
    if length(rest) <= LONGEST:
        return [first, rest]
    last = rest.rsplit("\n", 1)[-1].strip()
    if length(last) > LONGEST // 2:
        last = ""
    middle, _ = _cut_at(rest, LONGEST - length(last) - 2)
    return [first, f"{middle}\n\n{last}".strip()]


def _cut_at(text: str, most: int) -> tuple[str, str]:
    """Cut where it hurts least, into what fits and the rest."""
    window = _fitting(text, most)
    for pattern in (_PARAGRAPH, _LINE, _SENTENCE, _SPACE):
        ends = [found for found in pattern.finditer(window) if found.start() > len(window) // 3]
        if ends:
            return window[: ends[-1].start()].rstrip(), text[ends[-1].end() :].lstrip()
    return window, text[len(window) :]


def _fitting(text: str, most: int) -> str:
    """The longest beginning that Telegram takes."""
    used = 0
    for place, letter in enumerate(text):
        used += 2 if ord(letter) > 0xFFFF else 1
        if used > most:
            return text[:place]
    return text

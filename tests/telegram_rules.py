"""What Telegram's Bot API refuses, as far as this bot could ever do it. Not a test file.

Each check raises `Refused` with the status and the words that Telegram answers with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

TEXT_LONGEST, DATA_LONGEST, COPY_LONGEST, ENTITIES_MOST = 4096, 64, 256, 100
BUTTONS_MOST, ROW_MOST, ANSWER_LONGEST, COMMANDS_MOST = 100, 8, 200, 100
TAGS = frozenset(("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre"))
BUTTON_KINDS = ("callback_data", "url", "copy_text")
ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")


class Refused(Exception):
    """What the Bot API answers in place of a result."""

    def __init__(self, status: int, words: str, **parameters: Any) -> None:
        super().__init__(words)
        self.status, self.words, self.parameters = status, words, parameters


def bad(words: str) -> Refused:
    """A bad request."""
    return Refused(400, f"Bad Request: {words}")


class _Html(HTMLParser):
    """Reads Telegram's HTML: few tags, all of them closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.entities, self.open = "", 0, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)
        self.entities += 1

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad("can't parse entities: Unmatched end tag")

    def handle_data(self, data: str) -> None:
        self.text += data


def text_of(given: str, mode: str | None) -> str:
    """The text that a person sees, of a text as it was sent."""
    if mode not in (None, "HTML"):
        raise bad("unsupported parse_mode")
    text, entities = given, 0
    if mode == "HTML":
        without = re.sub(r"</?[a-z-]+(?: [^<>]*)?>", "", given)
        if "<" in without or ENTITY.search(given):
            raise bad("can't parse entities")
        parser = _Html()
        parser.feed(given)
        parser.close()
        if parser.open:
            raise bad("can't parse entities: Can't find end tag")
        text, entities = parser.text, parser.entities
    if not text.strip():
        raise bad("message text is empty")
    if len(text.encode("utf-16-le")) // 2 > TEXT_LONGEST:
        raise bad("message is too long")
    if entities > ENTITIES_MOST:
        raise bad("too many entities")
    return text


def markup(given: Mapping[str, Any] | None) -> None:
    """Check the keyboard of a message."""
    if given is None:
        return
    kinds = set(given) & {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"}
    if len(kinds) != 1:
        raise bad("object expected as reply markup")
    if "inline_keyboard" in given:
        _inline(given["inline_keyboard"])
    elif "keyboard" in given:
        for button in (button for row in given["keyboard"] for button in row):
            if not button.get("text"):
                raise bad("text buttons are unallowed to be empty")


def _inline(rows: Any) -> None:
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS_MOST or any(len(row) > ROW_MOST for row in rows):
        raise bad("BUTTONS_TOO_MUCH")
    for button in buttons:
        kinds = [kind for kind in BUTTON_KINDS if kind in button]
        if not str(button.get("text", "")).strip() or set(button) - {"text", *BUTTON_KINDS}:
            raise bad("can't parse inline keyboard button: Text buttons are unallowed")
        if len(kinds) != 1:
            raise bad("can't parse inline keyboard button")
        _button(button)


def _button(button: Mapping[str, Any]) -> None:
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= DATA_LONGEST:
        raise bad("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= COPY_LONGEST:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if "url" in button:
        parts = urlsplit(button["url"])
        if parts.scheme not in ("http", "https", "tg") or not parts.netloc:
            raise bad("BUTTON_URL_INVALID")


def commands(given: Any, language: str) -> None:
    """Check a menu of commands."""
    if not isinstance(given, list) or len(given) > COMMANDS_MOST:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad("invalid language code specified")
    for item in given:
        if not re.fullmatch("[a-z0-9_]{1,32}", item.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(item.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")

"""The files that browsers load: the widget with its words and numbers, and the pages' style.

The widget's words are those of `bot/words`, its numbers those of the floor: they are put into
the script when it is first asked for, so that it needs no second request and no server to show
a number.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot import brain, floor
from bot.floor import LINES
from bot.settings import Settings
from bot.words import Words

FOLDER = Path(__file__).parent
PLACE = "/*DATA*/ {}"
# Lines that hold nothing but a comment, and what stands before the code of a line.
_COMMENTS = re.compile(r"^\s*//.*\n", re.MULTILINE)
_MARGIN = re.compile(r"^\s+", re.MULTILINE)
_CARD_WORDS = (
    "call",
    "text",
    "web",
    "chat",
    "email",
    "relay",
    "open_now",
    "closed_now",
    "opens_at",
    "opens_on",
    "hours_unknown",
    "free",
    "local_cost",
    "standard_cost",
    "cost_unknown",
    "police_no",
    "police_yes",
    "police_if_you_agree",
    "what_happens",
    "checked",
)
_WEB_WORDS = (
    "open",
    "close",
    "exit",
    "leaving",
    "shift_two",
    "shift_one",
    "label",
    "send",
    "you",
    "bot",
    "waiting",
    "failed",
    "retry",
    "offline",
    "busy",
    "numbers",
    "copy",
    "copied",
    "show",
    "more",
    "larger",
    "language",
    "emptied",
    "idle",
    "keep",
    "before",
    "hides",
)
# The card's sentences keep their placeholders, which the widget fills.
_KEPT = {name: f"{{{name}}}" for name in ("time", "day", "date")}


@dataclass(frozen=True)
class Asset:
    """A file as it is sent: plain, packed, and its type."""

    plain: bytes
    packed: bytes
    kind: str


def asset(name: str) -> Asset:
    """A file that pages load, with the numbers of the directory as it is now.

    Args:
        name: `widget.js` or `page.css`.

    Raises:
        FileNotFoundError: for any other name.
    """
    return _asset(name, brain.current().loaded)


@lru_cache(maxsize=4)
def _asset(name: str, loaded: float) -> Asset:
    """The file for the edition that was loaded at this time."""
    makers = {
        "widget.js": (_widget, "text/javascript; charset=utf-8"),
        "page.css": (_style, "text/css; charset=utf-8"),
    }
    if name not in makers:
        raise FileNotFoundError(name)
    make, kind = makers[name]
    plain = make().encode()
    return Asset(plain, gzip.compress(plain, 9, mtime=0), kind)


def _style() -> str:
    return (FOLDER / "page.css").read_text(encoding="utf-8")


def _widget() -> str:
    source = (FOLDER / "widget.js").read_text(encoding="utf-8")
    bare = _MARGIN.sub("", _COMMENTS.sub("", source))
    data = json.dumps(widget_data(), ensure_ascii=False, separators=(",", ":"))
    return bare.replace(PLACE, data, 1)


def widget_data() -> dict[str, Any]:
    """What the widget knows from the start: words and numbers by language, and the idle time."""
    words = brain.speaker().words
    languages = {
        code: {"name": item.name, "say": _say(item), "numbers": numbers(item)}
        for code, item in words.items()
    }
    return {"languages": languages, "forget": Settings.read().forget_minutes}


def _say(words: Words) -> dict[str, str]:
    emergency = emergency_number()
    said = {key: words.get(f"card.{key}", **_KEPT) for key in _CARD_WORDS}
    said |= {key: words.get(f"web.{key}") for key in _WEB_WORDS}
    said["show_text"] = words.get("web.show_text", emergency=emergency)
    said["greeting"] = words.get("talk.greeting", emergency=emergency)
    said["forget"] = words.get("ask.buttons.forget")
    return said


def emergency_number() -> str:
    """The emergency number, from the directory."""
    return brain.speaker().directory["emergency-999"].contacts[0].number or ""


def numbers(words: Words) -> list[dict[str, str]]:
    """The floor's numbers: what each is for, its name, the number, and its link.

    Args:
        words: of the language to write them in.
    """
    cards = floor.build(brain.speaker()).customs[words.language]["contacts"]
    return [
        {
            "what": words.get(key, emergency=emergency_number()),
            "name": card["name"],
            "label": card["actions"][0]["label"],
            "href": card["actions"][0]["href"],
        }
        for (_, key), card in zip(LINES, cards)
    ]

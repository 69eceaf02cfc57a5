"""The floor as a page that stands alone: for a proxy to give when no bot answers."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from bot import brain
from bot.floor import LINES
from bot.words import Words

STYLE = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}"
    "a{font-weight:bold}li{margin:.6rem 0}section{margin-bottom:2rem}"
)


def front() -> str:
    """The page as HTML, in every language of the words, with numbers to tap."""
    return _front(brain.current().loaded)


@lru_cache(maxsize=2)
def _front(loaded: float) -> str:
    """The page of the edition that was loaded at this time."""
    words = brain.speaker().words
    sections = "".join(_section(item) for item in words.values())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Information</title><style>{STYLE}</style></head>"
        f"<body><main>{sections}</main></body></html>"
    )


def _section(words: Words) -> str:
    directory = brain.speaker().directory
    emergency = directory["emergency-999"].contacts[0].number or ""
    items = []
    for resource_id, key in LINES:
        resource = directory[resource_id]
        number = resource.shown_contacts[0].number or ""
        name = resource.text(resource.name, words.language)
        label = words.get(key, emergency=emergency, org=name)
        link = f'<a href="tel:{number.replace(" ", "")}">{escape(number)}</a>'
        items.append(f"<li>{escape(label)}: {escape(name)}, {link}</li>")
    greeting = words.get("talk.greeting", emergency=emergency)
    return (
        f'<section lang="{words.language}" dir="{words.direction}"><h1>Signpost</h1>'
        f"<p>{escape(greeting)}</p><ul>{''.join(items)}</ul></section>"
    )

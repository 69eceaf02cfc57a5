"""Where a phrase can be typed, on every channel. No tests.

`test_privacy.py`, `test_telegram_privacy.py` and `test_canary.py` share this.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from serving import Server
from telegram_api import TelegramApi
from telegram_people import Person

Typed = Iterator[tuple[str, int, bytes]]
MESSAGE, STAY, FORGET = (f"/webhooks/web/{name}" for name in ("message", "stay", "forget"))


def sentence(canary: str) -> str:
    """A message with the phrase in it, that is understood."""
    return f"my name is {canary}, he locked me in at {canary} road"


def mentions(content: bytes, canary: str) -> bool:
    """Whether the phrase is in it, in any common spelling."""
    small = content.lower()
    return any(canary.encode(code) in small for code in ("utf-8", "utf-16-le", "utf-16-be"))


def on_rest(server: Server, canary: str) -> Typed:
    """Type it in every place of the REST channel; gives the place, the status and the answer."""
    places: dict[str, Any] = {
        "message": {"sender": "someone", "message": sentence(canary)},
        "same sender again": {"sender": "someone", "message": f"and {canary}"},
        "sender": {"sender": canary, "message": "I need help"},
        "no sender": {"message": sentence(canary)},
        "broken JSON": f'{{"sender": "x", "message": "{canary}'.encode(),
        "not UTF-8": canary.encode("utf-16"),
        "not a text": {"sender": "x", "message": [canary]},
        "sender not a text": {"sender": [canary], "message": "help"},
        "100 kB": {"sender": "x", "message": f"{canary} " * 6_000},
        "too large": {"sender": "x", "message": f"{canary} " * 20_000},
        "leading slash": {"sender": "x", "message": f"/{canary}"},
        "an intent": {"sender": "x", "message": f'/support{{"where": "{canary}"}}'},
        "a button": {"sender": "x", "message": f"go:at_{canary}"},
        "other keys": {"sender": "x", "message": "hello", "metadata": {"name": canary}},
        "half a character": {
            "sender": f"\ud800{canary}",
            "message": f"\udfff{sentence(canary)}",
        },
    }
    for name, body in places.items():
        answer = server.post(body)
        yield name, answer.status, answer.body
    headers = {"User-Agent": canary, "X-Forwarded-For": canary, "Cookie": canary}
    for path in (f"/{canary}?q={canary}", f"/webhooks/rest/{canary}"):
        answer = server.request("GET", path, None, headers)
        yield path, answer.status, answer.body
    yield "no HTTP", 400, server.raw(f"{canary}\r\n\r\n".encode())


def on_the_web(server: Server, canary: str) -> Typed:
    """The same in the widget's channel and in the search of the directory."""
    typed = {"message": sentence(canary)}
    first = _from_page(server, MESSAGE, typed)
    session = first.json.get("session")
    yield "widget", first.status, first.body
    places: dict[str, tuple[str, Any]] = {
        "widget, again": (MESSAGE, {**typed, "session": session}),
        "widget, session": (MESSAGE, {**typed, "session": canary}),
        "widget, language": (MESSAGE, {**typed, "language": canary}),
        "widget, other keys": (MESSAGE, {**typed, canary: canary}),
        "widget, a button": (MESSAGE, {"message": f"go:at_{canary}", "session": session}),
        "widget, wrong field": (MESSAGE, {"message": [canary]}),
        "widget, broken JSON": (MESSAGE, f'{{"message": "{canary}'.encode()),
        "widget, too large": (MESSAGE, f"{canary} ".encode() * 2_000),
        "stay": (STAY, {"session": canary}),
        "forget": (FORGET, {"session": canary}),
    }
    for name, (path, body) in places.items():
        answer = _from_page(server, path, body)
        yield name, answer.status, answer.body
    answer = _from_page(server, MESSAGE, typed, origin=f"https://{canary}.example")
    yield "origin", answer.status, answer.body
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    asked = f"need={canary}&place={canary}&area={canary}&lang={canary}"
    found = server.request("POST", "/directory", asked.encode(), form)
    yield "directory", found.status, found.body


def _from_page(server: Server, path: str, body: Any, origin: str = "") -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Origin": origin or server.url, "Content-Type": "text/plain"}
    return server.request("POST", path, raw, headers)


def on_telegram(api: TelegramApi, server: Server, canary: str, *more: dict[str, Any]) -> list[int]:
    """The same over Telegram, with faults on its side; waits for the answers.

    Args:
        api: the Bot API that the bot talks to.
        server: the bot.
        canary: the phrase.
        more: messages beside the usual ones.

    Returns:
        The chats.
    """
    places: list[dict[str, Any]] = [
        {"text": sentence(canary)},
        {"text": f"/{canary}"},
        {"text": f"/start {canary}"},
        {"text": f"and {canary}"},
        {"text": f"go:at_{canary}"},
        {"text": f"{canary} once more"},
        {"caption": canary, "photo": [{"file_id": canary}]},
        {"contact": {"phone_number": canary, "first_name": canary}},
        {"voice": canary},
        {"location": {"latitude": 53.7632, "longitude": -2.7031}},
        *more,
    ]
    people = [Person(api) for _ in places]
    api.trouble(502, chat=people[0].chat)
    api.trouble(429, chat=people[1].chat, retry_after=1)
    api.trouble(400, chat=people[2].chat)
    api.trouble(403, chat=people[3].chat)
    api.trouble(500, method="getUpdates")
    for person, content in zip(people, places):
        api.message(person.chat, **content)
    api.press(people[4].chat, f"go:{canary}")
    with api.lock:
        api.known.discard(people[5].chat)
    api.update({"message": {"message_id": canary, "text": canary}})
    wanted = [person.chat for place, person in enumerate(people) if place not in (3, 5)]
    api.wait(lambda: all(api.sent(chat) for chat in wanted))
    api.wait(lambda: server.get("/health").json["telegram"]["waiting"] == 0)
    return [person.chat for person in people]

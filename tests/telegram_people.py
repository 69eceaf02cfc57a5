"""A bot on the strict Bot API server, and people who write to it. Not a test file."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import serving
from serving import Server
from telegram_api import TOKEN, Sent, TelegramApi

from bot import brain
from bot.conversation import PRESS

SECRET = "a-secret-of-this-test"
DANGER = "he has locked me in and he is coming back to hurt me"
CALM = "my boss does not pay my wages"


def environment(api: TelegramApi, state: Path, webhook: bool = False) -> dict[str, str]:
    """The settings of a bot on this Bot API server."""
    more = {
        "TELEGRAM_WEBHOOK_URL": "https://charity.example",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
    }
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api.url,
        "TELEGRAM_STATE": str(state),
        **(more if webhook else {}),
    }


def start(api: TelegramApi, state: Path, webhook: bool = False) -> Server:
    """Start a bot; gives it once Telegram is connected."""
    server = serving.serve(env=environment(api, state, webhook))
    api.deliver_to = server.url
    server.wait("ok")
    api.wait(lambda: telegram(server)["status"] == "ok")
    if not webhook:
        # From then on it listens: what comes did not wait for it.
        api.wait(lambda: api.called("getUpdates"))
    return server


def telegram(server: Server) -> Mapping[str, Any]:
    """What `/health` says of Telegram."""
    return server.get("/health").json["telegram"]


def kill(server: Server) -> None:
    """End a server as the machine would: without a word."""
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait(10)


class Person:
    """Someone with a chat."""

    def __init__(self, api: TelegramApi, language: str = "en") -> None:
        self.api, self.language = api, language
        self.chat = api.chat()

    def says(self, text: str) -> Sent:
        """Write or press; gives the answer."""
        # By number, because forgetting takes messages away.
        before = max((message.id for message in self.api.seen(self.chat)), default=0)
        if text.startswith(PRESS) or "~" in text:
            self.api.press(self.chat, text, self.language)
        else:
            self.api.text(self.chat, text, language=self.language)
        new = self.api.wait(lambda: [m for m in self.api.sent(self.chat) if m.id > before])
        return new[-1]

    def presses(self, title: str) -> Sent:
        """Press a button that was just shown."""
        shown = self.api.sent(self.chat)[-1].buttons
        data = next(b["callback_data"] for b in shown if b["text"] == title)
        return self.says(data)


def answers_on_a_full_disk(api: TelegramApi, server: Server) -> None:
    """Each is answered, once, though nothing can be noted: also whose chat has to wait."""
    people = [Person(api) for _ in range(3)]
    with serving.full_disk(server):
        api.trouble(429, chat=people[0].chat, retry_after=2)
        for person in people:
            api.text(person.chat, CALM)
        api.wait(lambda: all(api.sent(person.chat) for person in people))
        assert people[1].says("is it free?")
        assert telegram(server)["status"] == "ok"
    assert people[0].says("is it free?")
    api.wait(lambda: not api.queue)
    assert [len(api.sent(person.chat)) for person in people] == [2, 2, 1]
    assert server.get("/health").json["status"] == "ok"


def words(language: str = "en") -> Any:
    """The words of a language."""
    return brain.speaker().language(language)

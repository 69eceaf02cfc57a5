"""Conversation scripts over Telegram without Telegram: the same updates, the same messages.

Everything of the channel runs but the network: an update goes in as Telegram would send it, and
what comes out is read back from what would have been sent. For `signpost test --channel telegram`
and for tests.
"""

from __future__ import annotations

import asyncio
import html
import itertools
import json
import re
from collections.abc import Sequence
from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot import brain
from bot.channels.telegram import AgentBrain
from bot.conversation import PRESS
from bot.local import LocalBot
from bot.replies import Speaker
from bot.telegram.answers import Answers, Messages
from bot.telegram.courier import Courier
from bot.telegram.desk import Desk
from bot.telegram.inbound import parse
from bot.telegram.keys import Keys
from bot.telegram.ledger import Ledger
from bot.telegram.render import Style
from bot.telegram.tokens import issue, redeem

# No bot has this token: it only makes keys.
TOKEN = "1:a-player-of-scripts"  # noqa: S105
NAME = "signpost"
_TAG = re.compile(r"</?[a-z]+>")


class Recorder(BaseRequest):
    """Stands for the network: takes every call and keeps the messages that were sent."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self._numbers = itertools.count(1)

    @property
    def read_timeout(self) -> float | None:
        """None: nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Take a call, as the Bot API would."""
        name = url.rsplit("/", 1)[-1]
        given = dict(request_data.json_parameters) if request_data else {}
        self.calls.append((name, given))
        return 200, json.dumps({"ok": True, "result": self._result(name, given)}).encode()

    def _result(self, name: str, given: dict[str, Any]) -> Any:
        if name == "getMe":
            return {"id": 1, "is_bot": True, "first_name": NAME, "username": NAME}
        if name != "sendMessage":
            return True
        self.sent.append(given)
        chat = {"id": int(given["chat_id"]), "type": "private"}
        return {"message_id": next(self._numbers), "date": 1, "chat": chat}


class _Overheard(AgentBrain):
    """Keeps the brain's last reply, for what Telegram does not show, such as the urgency."""

    last: Messages

    async def say(self, sender: str, text: str) -> Messages:
        messages = await super().say(sender, text)
        self.last = [dict(message) for message in messages]
        return messages


class Player:
    """Plays what people do on Telegram."""

    def __init__(self, local: LocalBot) -> None:
        """Put the channel together around a bot in this process.

        Args:
            local: the bot.
        """
        self._local = local
        self._keys = Keys(TOKEN)
        self.recorder = Recorder()
        bot = Bot(TOKEN, request=self.recorder, get_updates_request=self.recorder)
        self._brain = _Overheard(local.guard, local.agent.handle_message, lambda: local.agent)
        self._answers = Answers(self._brain, Style(brain.speaker()), lambda: NAME)
        self.courier = Courier(bot, self._keys, clock=itertools.count(0, 10).__next__)
        self._chats: dict[str, int] = {}
        self._numbers = itertools.count(1)

    def say(self, text: str, sender: str) -> list[dict[str, Any]]:
        """Send a message or press a button.

        Args:
            text: what is typed, or the data of a button, with or without its mark.
            sender: whose chat.

        Returns:
            What the chat shows, as the messages of every other channel.
        """
        chat = self._chats.setdefault(sender, len(self._chats) + 1)
        before = len(self.recorder.sent)
        self._brain.last = []
        self._local.run(self._arrive(self._update(chat, text)))
        return read_back(self.recorder.sent[before:], self._brain.last, sender)

    async def _arrive(self, update: dict[str, Any]) -> None:
        desk = Desk(self._keys, Ledger(None), self._brain, self._answers, self.courier)
        desk.start()
        desk.arrive(parse(update, NAME))
        while desk.pending:
            desk.changed.clear()
            await desk.changed.wait()
        await desk.stop(1.0)

    def _update(self, chat: int, text: str) -> dict[str, Any]:
        user = {"id": chat, "is_bot": False, "first_name": "A", "language_code": "en"}
        number = next(self._numbers)
        message = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}}
        if text.startswith(PRESS):
            known = redeem(self._keys, chat, text) is not None
            query = {"id": str(number), "from": user, "chat_instance": "1", "message": message}
            data = text if known else issue(self._keys, chat, text)
            return {"update_id": number, "callback_query": {**query, "data": data}}
        return {"update_id": number, "message": {**message, "from": user, "text": text}}


def read_back(sent: Sequence[dict[str, Any]], said: Messages, sender: str) -> list[dict[str, Any]]:
    """What was sent to a chat, as the messages of a reply on any other channel.

    Args:
        sent: arguments of `sendMessage`, in order; the markup as JSON text.
        said: the brain's reply, for what cannot be seen in a chat; of its contacts only those
            are taken over that the text shows, in the text's order.
        sender: whose chat.
    """
    speaker = brain.speaker()
    text = "\n\n".join(html.unescape(_TAG.sub("", call["text"])) for call in sent)
    markups = [json.loads(call.get("reply_markup") or "{}") for call in sent]
    rows = [row for markup in markups for row in markup.get("inline_keyboard", [])]
    pressable = [
        {"title": button["text"], "payload": button["callback_data"]}
        for row in rows
        for button in row
        if "callback_data" in button
    ]
    custom: dict[str, Any] = next((m["custom"] for m in said if m.get("custom")), {})
    if custom.get("contacts"):
        cards = {card["id"]: card for card in custom["contacts"]}
        shown = [cards[name] for name in contacts_in(text, speaker) if name in cards]
        custom = {**custom, "contacts": shown}
    main, question = _question_apart(text, speaker)
    first = {"recipient_id": sender, "text": main, "custom": custom, "buttons": pressable}
    second = [{"recipient_id": sender, "text": question}] if question else []
    return [{key: value for key, value in first.items() if value}, *second] if text else []


def _question_apart(text: str, speaker: Speaker) -> tuple[str, str]:
    """The answer, and our question under it, which elsewhere is a message of its own."""
    for words in speaker.words.values():
        for about in ("where", "whom"):
            question = words.get(f"ask.{about}")
            if text.endswith(question):
                return text.removesuffix(question).rstrip(), question
    return text, ""


def contacts_in(text: str, speaker: Speaker) -> list[str]:
    """The ids of the contacts that a text shows, in its order.

    Args:
        text: of a reply; each contact has a line that begins with a bullet.
        speaker: for the names.
    """
    names = {name: item.id for item in speaker.directory for name in item.name.values()}
    longest = sorted(names, key=len, reverse=True)
    rows = [line for line in text.splitlines() if line.startswith("•")]
    found = (next((name for name in longest if name in row), None) for row in rows)
    return [names[name] for name in found if name]


def start() -> Player:
    """A player around a bot of its own."""
    asyncio.set_event_loop(asyncio.new_event_loop())
    return Player(LocalBot())

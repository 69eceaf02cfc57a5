"""What stands between a channel and Rasa: sizes, sender ids, tokens, and the floor.

Every channel answers through `Guard.answer`, so that whatever is typed, and whatever breaks,
a person gets a useful reply within a few seconds.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot import brain, logs
from bot.conversation import PRESS, PRESSES
from bot.floor import Floor
from bot.metrics import Metrics
from bot.nlu.heads import plain
from bot.plain_danger import says_danger
from bot.pressing import press
from bot.rates import Limits
from bot.salt import salt

# What people type on a phone is far shorter; of more, the beginning and the end are read.
MAX_CHARACTERS = 2_000
KEPT_AT_END = 500
TIMEOUT_SECONDS = 3.0
# Typed commands that mean the same as a button.
COMMANDS = {
    "forget": "forget",
    "sterge": "forget",
    "delete": "forget",
    "stop": "stop",
    "exit": "stop",
    "quit": "stop",
    "help": "help",
    "start": "start",
    "restart": "start",
    "language": "language",
    "limba": "language",
    "en": "lang_en",
    "english": "lang_en",
    "ro": "lang_ro",
    "romana": "lang_ro",
    "privacy": "privacy",
}
# Control characters, marks of direction and of no width, and halves of characters.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    r"\u2028-\u202e\u2060-\u206f\ud800-\udfff]"
)
# These have no width, and stand inside words that were copied from somewhere.
_WIDTHLESS = re.compile(r"[\u200b-\u200f\ufeff]")
_SLASHES = re.compile(r"^[/\s]+")

logger = logging.getLogger("signpost.guard")


class Collector(OutputChannel):
    """Gathers the messages of one reply; text, buttons and contacts stay together."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The name under which Rasa knows this output."""
        return "signpost"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one utterance as it is."""
        keys = ("text", "buttons", "custom")
        filled = {key: message[key] for key in keys if message.get(key)}
        if filled:
            self.messages.append({"recipient_id": recipient_id, **filled})

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Take a plain text, as some of Rasa's default actions send it."""
        await self.send_response(recipient_id, {"text": text})


@dataclass(frozen=True)
class Ask:
    """One message on its way to Rasa: who (an opaque id), what, and over which channel."""

    sender: str
    text: str
    channel: str


class Guard:
    """Answers messages through Rasa, or from the floor when that fails."""

    def __init__(
        self,
        timeout: float = TIMEOUT_SECONDS,
        metrics: Metrics | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._timeout = timeout
        self._metrics = metrics
        self._limits = limits
        self.floors_used = 0
        self.failed_in_a_row = 0
        # How many messages are being answered now.
        self.busy = 0

    @property
    def floor(self) -> Floor:
        """The fixed replies of the directory that answers now."""
        return brain.current().floor

    async def answer(
        self, ask: Ask, handler: Callable[[UserMessage], Awaitable[Any]]
    ) -> list[dict[str, Any]]:
        """Answer a message.

        Args:
            ask: the message; its text may be anything.
            handler: Rasa's own, which answers into the message's output channel.

        Returns:
            At least one message, as clients read it.
        """
        if self.wait(ask):
            return [{"recipient_id": ask.sender, **self.floor.message()}]
        return await self.reply(ask, handler)

    def wait(self, ask: Ask) -> float:
        """Take note that someone asks, for a channel that tells people when they ask too fast.

        Returns:
            0 when the message may be answered, else the seconds until one may be.
        """
        if not self._limits:
            return 0.0
        seconds = self._limits.wait(ask.sender, _in_danger(clean(ask.text)))
        if seconds and self._metrics:
            self._metrics.floored(ask.channel, "limit")
        return seconds

    async def reply(
        self, ask: Ask, handler: Callable[[UserMessage], Awaitable[Any]]
    ) -> list[dict[str, Any]]:
        """Answer a message however fast it came; else as `answer`."""
        collector, text = Collector(), clean(ask.text)
        began = time.perf_counter()
        message = UserMessage(text, collector, ask.sender, input_channel=ask.channel, metadata={})
        self.busy += 1
        try:
            await asyncio.wait_for(handler(message), self._timeout)
        except Exception:
            logger.exception("no answer from Rasa, floor used")
        finally:
            self.busy -= 1
        messages = collector.messages or [self.fixed(ask.sender)]
        self._count(ask.channel, messages, time.perf_counter() - began)
        return messages

    def _count(self, channel: str, messages: list[dict[str, Any]], seconds: float) -> None:
        """Keep count of answers; those from the floor include the replies' own floor."""
        fixed = self.floor.texts.values()
        failed = any(message.get("text") in fixed for message in messages)
        self.failed_in_a_row = self.failed_in_a_row + 1 if failed else 0
        if self._metrics:
            self._metrics.answered(channel, messages, seconds)
            if failed:
                self._metrics.floored(channel, "failed")
            logs.event("answered", channel=channel, floor=failed, ms=round(seconds * 1000))

    def fixed(self, sender: str) -> dict[str, Any]:
        """The floor's reply for a sender, and a mark that it was used."""
        self.floors_used += 1
        return {"recipient_id": sender, **self.floor.message()}


def _in_danger(text: str) -> bool:
    """Whether a cleaned text says plainly that someone is in danger, whatever the model thinks."""
    return text == PRESS + "danger" or says_danger(plain(text))


def clean(text: str) -> str:
    """What of a typed text goes on: readable characters, no command, bounded length.

    Args:
        text: anything.

    Returns:
        The text without control characters; a leading slash never reaches Rasa, where it would
        set intents. Known commands become the token of their button.
    """
    readable = _UNSEEN.sub(" ", _WIDTHLESS.sub("", text)).strip()
    if len(readable) > MAX_CHARACTERS:
        readable = f"{readable[: MAX_CHARACTERS - KEPT_AT_END]} … {readable[-KEPT_AT_END:]}"
    if readable.startswith("/"):
        return _command(readable)
    # What looks like a button's token but is none of ours is only a word.
    return readable if press(readable) else readable.removeprefix(PRESS)


def _command(text: str) -> str:
    rest = _SLASHES.sub("", text)
    word = plain(rest.split("{")[0].strip())
    if word in COMMANDS:
        return PRESS + COMMANDS[word]
    return PRESS + word if word in PRESSES else rest


def new_sender() -> str:
    """A random id for someone who gave none; two strangers never share a conversation."""
    return secrets.token_urlsafe(18)


def opaque(sender: str, channel: str) -> str:
    """A sender id as it is kept: hashed with a secret key, so that it leads back to nobody.

    Args:
        sender: the id that the client gave.
        channel: so that the same id on two channels is two conversations.
    """
    name = f"{channel}:{sender}".encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(name, key=salt(), digest_size=18)
    return digest.hexdigest()

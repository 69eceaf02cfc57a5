"""Sends messages through python-telegram-bot, and says what became of each.

Each chat is paced a little, as Telegram asks. What Telegram answers is turned into three things:
wait (for this chat alone), failed (try again), or gone (nobody is there any more).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.telegram.keys import Keys
from bot.telegram.lanes import Failed, Wait
from bot.telegram.render import Button, Outgoing
from bot.telegram.tokens import issue

# Telegram asks for one message a second in a chat; short bursts pass.
BURST: Final = 5.0
PER_SECOND: Final = 1.0
MOST_PACED: Final = 10_000
MOST_DELETED: Final = 100
_NOBODY: Final = ("chat not found", "user is deactivated", "bot was blocked", "peer_id_invalid")

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None


class Gone(Exception):
    """Nobody can be reached in this chat: blocked, deleted, or never there."""


class Courier:
    """Sends for one bot."""

    def __init__(self, bot: Bot, keys: Keys, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._keys = keys
        self._clock = clock
        self._allowance: dict[int, tuple[float, float]] = {}

    async def send(self, chat_id: int, thread_id: int | None, message: Outgoing) -> int:
        """Send a message.

        Args:
            chat_id: to which chat.
            thread_id: to which topic of it, if any.
            message: as `render` made it.

        Returns:
            The id of the message in the chat.

        Raises:
            Wait: when this chat has to wait.
            Failed: when it may work later.
            Gone: when nobody can be reached there.
        """
        self._pace(chat_id)
        try:
            return await self._send(chat_id, thread_id, message, plain=False)
        except BadRequest as error:
            if _is_nobody(error):
                raise Gone from error
        # Something in it that Telegram does not take: the words and numbers still have to go out.
        try:
            return await self._send(chat_id, None, message, plain=True)
        except BadRequest as error:
            raise Gone from error

    async def _send(
        self, chat_id: int, thread_id: int | None, message: Outgoing, plain: bool
    ) -> int:
        try:
            sent = await self._bot.send_message(
                chat_id,
                message.plain if plain else message.html,
                parse_mode=None if plain else ParseMode.HTML,
                message_thread_id=thread_id,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=None if plain else self._markup(chat_id, message),
            )
        except RetryAfter as error:
            raise Wait(_seconds(error)) from error
        except (Forbidden, ChatMigrated) as error:
            raise Gone from error
        except BadRequest:
            raise
        except TelegramError as error:
            raise Failed from error
        return sent.message_id

    def _pace(self, chat_id: int) -> None:
        """Take one from the chat's allowance.

        Raises:
            Wait: until there is one.
        """
        now = self._clock()
        left, since = self._allowance.pop(chat_id, (BURST, now))
        left = min(BURST, left + (now - since) * PER_SECOND)
        if left < 1:
            self._allowance[chat_id] = (left, now)
            raise Wait((1 - left) / PER_SECOND)
        self._allowance[chat_id] = (left - 1, now)
        while len(self._allowance) > MOST_PACED:
            # The oldest: taking one out and putting it back keeps them in order.
            del self._allowance[next(iter(self._allowance))]

    def _markup(self, chat_id: int, message: Outgoing) -> Markup:
        if message.end_place:
            return ReplyKeyboardRemove()
        if message.ask_place:
            yes, no = (row[0].title for row in message.rows)
            keys = [[KeyboardButton(yes, request_location=True)], [KeyboardButton(no)]]
            return ReplyKeyboardMarkup(keys, resize_keyboard=True, one_time_keyboard=True)
        if not message.rows:
            return None
        return InlineKeyboardMarkup(
            [[self._button(chat_id, button) for button in row] for row in message.rows]
        )

    def _button(self, chat_id: int, button: Button) -> InlineKeyboardButton:
        if button.kind == "copy":
            return InlineKeyboardButton(button.title, copy_text=CopyTextButton(button.value))
        if button.kind == "open":
            return InlineKeyboardButton(button.title, url=button.value)
        data = issue(self._keys, chat_id, button.value)
        return InlineKeyboardButton(button.title, callback_data=data)

    async def delete(self, chat_id: int, messages: Sequence[int]) -> bool:
        """Delete messages of both sides.

        Args:
            chat_id: in which chat.
            messages: their ids.

        Returns:
            Whether Telegram took it. Messages that are gone already count as deleted.

        Raises:
            Wait: when this chat has to wait.
            Failed: when it may work later.
        """
        for start in range(0, len(messages), MOST_DELETED):
            try:
                await self._bot.delete_messages(chat_id, messages[start : start + MOST_DELETED])
            except RetryAfter as error:
                raise Wait(_seconds(error)) from error
            except (BadRequest, Forbidden, ChatMigrated):
                return False
            except TelegramError as error:
                raise Failed from error
        return True

    async def answer_press(self, callback: str, text: str) -> None:
        """End the waiting sign on a pressed button; one that fails is not worth a second try.

        Args:
            callback: id of the press.
            text: shown for a moment; empty for nothing.
        """
        try:
            await self._bot.answer_callback_query(callback, text or None, show_alert=bool(text))
        except TelegramError:
            return


def _seconds(error: RetryAfter) -> float:
    given = error.retry_after
    return float(given) if isinstance(given, (int, float)) else given.total_seconds()


def _is_nobody(error: BadRequest) -> bool:
    return any(sign in error.message.casefold() for sign in _NOBODY)

"""The connection: python-telegram-bot's client, the menus, and how updates are to come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from telegram import Bot, BotCommand
from telegram.request import HTTPXRequest

from bot.settings import TelegramSettings
from bot.telegram.answers import COMMANDS
from bot.telegram.inbound import ALLOWED_UPDATES
from bot.words import REFERENCE, Words

CONNECTIONS: Final = 64
SEND_SECONDS: Final = 10.0
CONNECT_SECONDS: Final = 5.0
# Telegram's own greatest number for a webhook.
WEBHOOK_CONNECTIONS: Final = 100
# `/forget` by another name in the menu of these languages.
RENAMED: Final = {"ro": {"forget": "sterge"}}


def make_bot(settings: TelegramSettings) -> Bot:
    """The client for a bot; nothing is sent before it is used.

    Args:
        settings: token and server.
    """
    return Bot(
        settings.token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=_request(CONNECTIONS),
        get_updates_request=_request(2),
    )


def _request(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=SEND_SECONDS,
        write_timeout=SEND_SECONDS,
        pool_timeout=SEND_SECONDS,
    )


async def set_menus(bot: Bot, words: Mapping[str, Words]) -> None:
    """Give the menu of commands in each language; English is for everybody else.

    Args:
        bot: initialised.
        words: by language.

    Raises:
        telegram.error.TelegramError: when Telegram does not take it.
    """
    for code, spoken in words.items():
        names = RENAMED.get(code, {})
        menu = [
            BotCommand(names.get(key, key), spoken.get(f"telegram.commands.{key}"))
            for key in COMMANDS
        ]
        if code == REFERENCE:
            await bot.set_my_commands(menu)
        await bot.set_my_commands(menu, language_code=code)


async def set_delivery(bot: Bot, settings: TelegramSettings) -> None:
    """Tell Telegram whether updates are fetched or sent. What waits is never dropped.

    Args:
        bot: initialised.
        settings: the webhook's address and secret, or none for polling.

    Raises:
        telegram.error.TelegramError: when Telegram does not take it.
    """
    if settings.webhook_url:
        await bot.set_webhook(
            settings.webhook_url,
            secret_token=settings.webhook_secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=WEBHOOK_CONNECTIONS,
        )
    else:
        await bot.delete_webhook(drop_pending_updates=False)

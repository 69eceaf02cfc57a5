"""Every setting from the environment, typed, read in one place. docs/deploy.md lists them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

# The project's top folder: where resources.yaml, config.yml and models/ are.
ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """An environment variable holds something that cannot be used."""


@dataclass(frozen=True)
class TelegramSettings:
    """The settings of the Telegram channel. Secrets are not in its printed form.

    Attributes:
        token: as BotFather gave it; empty means no Telegram (`TELEGRAM_BOT_TOKEN`).
        api_url: the Bot API server (`TELEGRAM_API_URL`).
        webhook_url: where Telegram sends updates; empty means polling (`TELEGRAM_WEBHOOK_URL`).
        webhook_secret: what Telegram shows with each of them (`TELEGRAM_WEBHOOK_SECRET`).
        state: folder for the numbers of messages and updates (`TELEGRAM_STATE`).
    """

    token: str = field(default="", repr=False)
    api_url: str = "https://api.telegram.org"
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    state: Path = ROOT / ".signpost" / "telegram"


@dataclass(frozen=True)
class Settings:
    """The settings of a running bot. All are optional.

    Attributes:
        host: address to listen on (`HOST`).
        port: TCP port, 1 to 65535 (`PORT`).
        forget_minutes: idle minutes after which a conversation is forgotten, 1 to 1440
            (`SIGNPOST_FORGET_MINUTES`).
        redis_url: where replicas share conversations; empty for memory (`SIGNPOST_REDIS_URL`).
        proxies: how many proxies of yours stand in front, 0 to 5 (`SIGNPOST_PROXIES`).
        rate: messages a minute from one conversation, 0 to 6000; 0 for no limit
            (`SIGNPOST_RATE`).
        address_rate: the same from one address (`SIGNPOST_ADDRESS_RATE`).
        telegram: how the bot is reached on Telegram; off without a token.
        widget_origins: the sites that may embed the widget, as browsers name them
            (`SIGNPOST_WIDGET_ORIGINS`, with commas between).
    """

    host: str = "127.0.0.1"
    port: int = 5005
    forget_minutes: int = 60
    redis_url: str = ""
    proxies: int = 0
    rate: int = 60
    address_rate: int = 240
    telegram: TelegramSettings = field(default_factory=TelegramSettings)
    widget_origins: tuple[str, ...] = ()

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the environment.

        Args:
            environment: variables by name; the process's own by default.

        Returns:
            The settings.

        Raises:
            BadSetting: naming the variable, its value and what it must be.
        """
        given = os.environ if environment is None else environment
        return cls(
            host=given.get("HOST") or cls.host,
            port=_number(given, "PORT", cls.port, 1, 65535),
            forget_minutes=_number(
                given, "SIGNPOST_FORGET_MINUTES", cls.forget_minutes, 1, 24 * 60
            ),
            redis_url=_redis(given),
            proxies=_number(given, "SIGNPOST_PROXIES", cls.proxies, 0, 5),
            rate=_number(given, "SIGNPOST_RATE", cls.rate, 0, 6000),
            address_rate=_number(given, "SIGNPOST_ADDRESS_RATE", cls.address_rate, 0, 6000),
            telegram=_telegram(given),
            widget_origins=_origins(given, "SIGNPOST_WIDGET_ORIGINS"),
        )


def _redis(given: Mapping[str, str]) -> str:
    url = given.get("SIGNPOST_REDIS_URL", "").strip()
    # The address holds a password: the message must not repeat it.
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise BadSetting("SIGNPOST_REDIS_URL: must start with redis://, rediss:// or unix://")
    return url


def _number(given: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = given.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or len(text) > 9 or not low <= int(text) <= high:
        raise BadSetting(f"{name}={text!r}: must be a whole number from {low} to {high}")
    return int(text)


WEBHOOK_PATH = "/webhooks/telegram/webhook"
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,128}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def _telegram(given: Mapping[str, str]) -> TelegramSettings:
    """The Telegram settings. A secret that cannot be used is named, and not repeated."""
    token = given.get("TELEGRAM_BOT_TOKEN", "").strip()
    if not token:
        return TelegramSettings()
    if not _TOKEN.fullmatch(token):
        raise BadSetting("TELEGRAM_BOT_TOKEN: must be as BotFather gives it, digits:letters")
    plain = TelegramSettings()
    webhook = _url(given, "TELEGRAM_WEBHOOK_URL", "")
    if webhook and urlsplit(webhook).path in ("", "/"):
        webhook = webhook.rstrip("/") + WEBHOOK_PATH
    secret = given.get("TELEGRAM_WEBHOOK_SECRET", "").strip()
    if webhook and not _SECRET.fullmatch(secret):
        raise BadSetting(
            "TELEGRAM_WEBHOOK_SECRET: must be 1 to 256 characters of A-Z a-z 0-9 _ - "
            "when TELEGRAM_WEBHOOK_URL is set; make one with `openssl rand -hex 32`"
        )
    state = given.get("TELEGRAM_STATE", "").strip()
    return TelegramSettings(
        token=token,
        api_url=_url(given, "TELEGRAM_API_URL", plain.api_url),
        webhook_url=webhook,
        webhook_secret=secret,
        state=Path(state) if state else plain.state,
    )


def _url(given: Mapping[str, str], name: str, default: str) -> str:
    text = given.get(name, "").strip().rstrip("/")
    if not text:
        return default
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise BadSetting(f"{name}={text!r}: must be an address such as https://example.org")
    return text


# What a browser sends as an origin: no path, no user, and no star for "any".
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?")


def _origins(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    parts = given.get(name, "").lower().replace(",", " ").split()
    found = tuple(part.rstrip("/") for part in parts)
    for origin in found:
        if not _ORIGIN.fullmatch(origin):
            raise BadSetting(
                f"{name}: {origin!r} is not the address of a site; "
                "write https://www.example.org, without a path, with commas between several"
            )
    return found

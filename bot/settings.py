"""Every setting from the environment, typed, read in one place. docs/deploy.md lists them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# The project's top folder: where resources.yaml, config.yml and models/ are.
ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """An environment variable holds something that cannot be used."""


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
    """

    host: str = "127.0.0.1"
    port: int = 5005
    forget_minutes: int = 60
    redis_url: str = ""
    proxies: int = 0
    rate: int = 60
    address_rate: int = 240

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

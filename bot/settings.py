"""Every setting from the environment, typed, read in one place. docs/deploy.md lists them."""

from __future__ import annotations

import os
import re
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
        widget_origins: the sites that may embed the widget, as browsers name them
            (`SIGNPOST_WIDGET_ORIGINS`, with commas between).
    """

    host: str = "127.0.0.1"
    port: int = 5005
    forget_minutes: int = 60
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
            widget_origins=_origins(given, "SIGNPOST_WIDGET_ORIGINS"),
        )


def _number(given: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = given.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or len(text) > 9 or not low <= int(text) <= high:
        raise BadSetting(f"{name}={text!r}: must be a whole number from {low} to {high}")
    return int(text)


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

"""Talking in a terminal: colours where there are any, buttons by number."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any, Protocol

BOLD, DIM, END = "\033[1m", "\033[2m", "\033[0m"


class Bot(Protocol):
    """What `chat` talks to."""

    def say(self, text: str, sender: str) -> list[dict[str, Any]]:
        """Send a message and give the reply."""

    def stranger(self) -> str:
        """A new sender id."""


def _coloured() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def lines(message: dict[str, Any], first_button: int = 1) -> Iterator[str]:
    """A message as lines for a terminal.

    Args:
        message: as the REST channel gives it.
        first_button: the number of its first button.

    Yields:
        Its text, and its buttons by number.
    """
    yield message.get("text", "")
    for number, button in enumerate(message.get("buttons", []), start=first_button):
        label = f"[{number}] {button['title']}"
        yield f"{BOLD}{label}{END}" if _coloured() else label
    yield ""


def chat(bot: Bot, language: str) -> int:
    """Talk until the input ends, or `/exit`.

    Args:
        bot: who answers.
        language: code of the language to begin in.

    Returns:
        0.
    """
    sender = bot.stranger()
    payloads = _show(bot.say(f"/{language}", sender))
    while True:
        try:
            typed = input(f"{DIM}> {END}" if _coloured() else "> ").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return 0
        if typed in ("/exit", "/quit"):
            bot.say("/forget", sender)
            return 0
        payloads = _show(bot.say(_chosen(typed, payloads), sender))


def _show(messages: list[dict[str, Any]]) -> list[str]:
    """Print a reply; the payloads of its buttons, in the order of their numbers."""
    payloads: list[str] = []
    for message in messages:
        for line in lines(message, len(payloads) + 1):
            print(line)
        payloads += [button["payload"] for button in message.get("buttons", [])]
    return payloads


def _chosen(typed: str, payloads: list[str]) -> str:
    """A number picks a button; anything else is said as it is."""
    if typed.isdigit() and 0 < int(typed) <= len(payloads):
        return payloads[int(typed) - 1]
    return typed

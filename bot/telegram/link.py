"""The state of the connection to Telegram, and pauses that grow while it fails."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

FIRST_PAUSE_SECONDS: Final = 1.0
LONGEST_PAUSE_SECONDS: Final = 60.0
REASONS: Final = {
    "starting": "Telegram has not answered yet",
    "unreachable": "Telegram cannot be reached; it is tried again",
    "refused": "Telegram refuses TELEGRAM_BOT_TOKEN; make a new one with BotFather",
    "stopped": "the Telegram channel failed; it is tried again; look into the log",
    "conflict": "another program polls with the same token; stop one of the two",
}

Result = TypeVar("Result")

logger = logging.getLogger("signpost.telegram")


class Link:
    """How the connection is: `ok`, `starting`, or one of the other states of `REASONS`."""

    def __init__(self) -> None:
        self.state = "starting"
        self._failures = 0

    def went_well(self) -> bool:
        """Note an answer of Telegram.

        Returns:
            Whether it was away before.
        """
        was_away = self.state not in ("ok", "starting")
        if self.state != "ok":
            logger.info("telegram answers")
        self.state, self._failures = "ok", 0
        return was_away

    def failed(self, error: TelegramError) -> float:
        """Note a failure.

        Args:
            error: as python-telegram-bot raised it; only its type is logged.

        Returns:
            How many seconds to wait before the next try.
        """
        if isinstance(error, RetryAfter):
            given = error.retry_after
            return float(given) if isinstance(given, (int, float)) else given.total_seconds()
        state = {InvalidToken: "refused", Conflict: "conflict"}.get(type(error), "unreachable")
        if state != self.state:
            logger.warning("telegram is %s: %s", state, type(error).__name__)
        self.state = state
        self._failures += 1
        pause = FIRST_PAUSE_SECONDS * 2.0 ** min(self._failures - 1, 10)
        # Spread, so that many bots do not all come back in the same moment.
        return min(pause, LONGEST_PAUSE_SECONDS) * random.uniform(0.75, 1.0)  # noqa: S311

    async def until_it_works(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """Call Telegram until it answers.

        Args:
            call: makes the call anew each time.

        Returns:
            What it gave.
        """
        while True:
            try:
                result = await call()
            except TelegramError as error:
                await asyncio.sleep(self.failed(error))
            else:
                self.went_well()
                return result

    def report(self) -> dict[str, Any]:
        """The state, and in words where it is not well."""
        reason = REASONS.get(self.state)
        return {"status": self.state, **({"reason": reason} if reason else {})}

"""The connection to Redis: it gives up quickly, tries again soon, and says when it is broken.

A conversation is worth less than an answer. When Redis does not answer, the bot answers each
message by itself, and `/health` says so; nothing else is ever put in Redis's place.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from redis import asyncio as redis
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as TooSlow

from bot import logs

# Redis answers within a millisecond; one that takes this long is not going to answer.
WAIT_SECONDS = 0.4
# After a failure nobody waits for Redis again until this has passed.
PAUSE_SECONDS = 1.0
# A Redis that is full still reads and deletes: its refusal is told for so long.
TELL_SECONDS = 10.0
MAX_CONNECTIONS = 64
PREFIX = "signpost:"

Given = TypeVar("Given")


class Link:
    """One process's connections to Redis."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        pool = redis.BlockingConnectionPool.from_url(
            url,
            socket_timeout=WAIT_SECONDS,
            socket_connect_timeout=WAIT_SECONDS,
            max_connections=MAX_CONNECTIONS,
            timeout=WAIT_SECONDS,
        )
        self.client: Any = redis.Redis(connection_pool=pool)
        self._clock = clock
        self._try_again = 0.0
        self._tell_until = 0.0
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """What is wrong with Redis, in a few fixed words; empty while nothing is."""
        return self._trouble

    async def ask(self, question: Callable[[Any], Awaitable[Given]], otherwise: Given) -> Given:
        """Ask Redis.

        Args:
            question: called with the client.
            otherwise: the answer when Redis gives none.

        Returns:
            Redis's answer, or `otherwise`, within about half a second.
        """
        if self._clock() < self._try_again:
            return otherwise
        try:
            answer = await asyncio.wait_for(question(self.client), 2 * WAIT_SECONDS)
        except (NotConnected, TooSlow, OSError, asyncio.TimeoutError):
            self._try_again = self._clock() + PAUSE_SECONDS
            self._note("Redis does not answer")
            return otherwise
        except RedisError:
            # It answers, and refuses: full, read-only, or a wrong password.
            self._tell_until = self._clock() + TELL_SECONDS
            self._note("Redis refuses: it is full, read-only, or wants another password")
            return otherwise
        if self._clock() >= self._tell_until:
            self._note("")
        return answer

    def _note(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            logs.event("redis failed" if trouble else "redis is back")

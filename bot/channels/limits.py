"""How fast one sender or one address may write: token buckets in this process's memory.

Knows nothing of any channel's routes, so that others can share it. Addresses are kept as salted
hashes, for as long as their bucket is not full again.
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

# More keys than this are a flood; the oldest are let go, which gives them a full bucket.
MAX_KEYS = 20_000


class Limiter:
    """A bucket of tokens for each key: `burst` at once, then `per_minute`."""

    def __init__(
        self, per_minute: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = per_minute / 60
        self._burst = float(burst)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Take a token.

        Args:
            key: who asks, already opaque.

        Returns:
            0 when there was one, else the seconds until there is.
        """
        now = self._clock()
        tokens, then = self._buckets.get(key, (self._burst, now))
        tokens = min(self._burst, tokens + (now - then) * self._rate)
        waits = max(0.0, (1 - tokens) / self._rate)
        self._buckets[key] = (tokens if waits else tokens - 1, now)
        self._buckets.move_to_end(key)
        self._drop_full(now)
        return waits

    def _drop_full(self, now: float) -> None:
        """Let go of keys that have been quiet long enough to have a full bucket again."""
        quiet = now - self._burst / self._rate
        while self._buckets:
            key, (_, then) = next(iter(self._buckets.items()))
            if then >= quiet and len(self._buckets) <= MAX_KEYS:
                return
            del self._buckets[key]


def address(peer: str, forwarded: str) -> str:
    """The address that a request comes from, behind one proxy or none.

    Args:
        peer: the other end of the connection.
        forwarded: the `X-Forwarded-For` header, or nothing.

    Returns:
        The last address that the proxy noted, where the peer is on this machine or network;
        else the peer. What the client itself wrote into the header stands further left.
    """
    last = forwarded.rpartition(",")[2].strip()
    try:
        nearby = ipaddress.ip_address(peer)
        return str(ipaddress.ip_address(last)) if nearby.is_private else peer
    except ValueError:
        return peer

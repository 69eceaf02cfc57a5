"""How much one conversation and one address may ask for: token buckets in memory.

Whoever asks too fast gets the floor, which names the emergency number first, and is never
refused. Addresses are hashed with a key of this process, kept for three minutes after the last
message, and written nowhere.
"""

from __future__ import annotations

import ipaddress
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from hashlib import blake2b

MAX_BUCKETS = 100_000
# Someone who says that they are in danger may go on this much longer before the floor answers.
PATIENCE = 2.0

# The address of the request that is being answered; empty where it is nobody's in particular.
ADDRESS: ContextVar[str] = ContextVar("address", default="")


class Bucket:
    """Tokens by name: each may hold a minute's worth, and fills up as time passes."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = float(a_minute)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> float:
        """Take a token.

        Args:
            name: whose.

        Returns:
            What is left as a share of a minute's worth; below 0, whoever it is asks too fast.
            It goes no lower than the end of `PATIENCE`, so that a pause of seconds helps.
        """
        if not self._size or not name:
            return 1.0
        now = self._clock()
        left, since = self._left.pop(name, (self._size, now))
        filled = min(self._size, left + (now - since) * self._size / 60)
        after = max(filled - 1, -self._size * PATIENCE)
        self._left[name] = (after, now)
        self._let_go(now)
        return after / self._size

    def _let_go(self, now: float) -> None:
        """Let go of who has been quiet for so long that nothing is left to be remembered."""
        full = now - 60 * (1 + PATIENCE)
        while len(self._left) > MAX_BUCKETS or next(iter(self._left.values()))[1] < full:
            self._left.popitem(last=False)


class Limits:
    """Both limits of a server."""

    def __init__(self, conversation: int, address: int) -> None:
        self._conversations = Bucket(conversation)
        self._addresses = Bucket(address)
        self._key = secrets.token_bytes(16)

    def wait(self, sender: str, danger: bool) -> float:
        """Take a token for a message that is to be answered by the model.

        Args:
            sender: the opaque id of the conversation.
            danger: whether the message says plainly that someone is in danger now; then the
                limit is three times as wide.

        Returns:
            0 when it may be, else the seconds until the next one may.
        """
        address = ADDRESS.get()
        hashed = blake2b(address.encode(), key=self._key, digest_size=12).hexdigest()
        left = [self._conversations.take(sender), self._addresses.take(address and hashed)]
        least = min(left)
        return 0.0 if least >= (-PATIENCE * 0.99 if danger else 0.0) else -least * 60


def address(peer: str, forwarded: str) -> str:
    """The address that a request comes from, where nobody has set how many proxies there are.

    Args:
        peer: the other end of the connection.
        forwarded: the `X-Forwarded-For` header, or nothing.

    Returns:
        The last address that the proxy noted, where the peer is on this machine or network;
        else the peer, unless it is this machine itself. What the client itself wrote into the
        header stands further left.
    """
    last = forwarded.rpartition(",")[2].strip()
    try:
        near = ipaddress.ip_address(peer)
    except ValueError:
        return ""
    try:
        return str(ipaddress.ip_address(last)) if near.is_private else peer
    except ValueError:
        return "" if near.is_loopback else peer

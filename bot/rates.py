"""How much one conversation and one address may ask for: token buckets in memory.

Whoever asks too fast gets the floor, which names the emergency number first, and is never
refused. Addresses are hashed with a key of this process, kept for minutes, and written nowhere.
"""

from __future__ import annotations

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
        while len(self._left) > MAX_BUCKETS:
            self._left.popitem(last=False)
        return after / self._size


class Limits:
    """Both limits of a server."""

    def __init__(self, conversation: int, address: int) -> None:
        self._conversations = Bucket(conversation)
        self._addresses = Bucket(address)
        self._key = secrets.token_bytes(16)

    def allows(self, sender: str, danger: bool) -> bool:
        """Whether a message is answered by the model rather than from the floor.

        Args:
            sender: the opaque id of the conversation.
            danger: whether the message says plainly that someone is in danger now; then the
                limit is three times as wide.
        """
        address = ADDRESS.get()
        hashed = blake2b(address.encode(), key=self._key, digest_size=12).hexdigest()
        left = [self._conversations.take(sender), self._addresses.take(address and hashed)]
        return min(left) >= (-PATIENCE * 0.99 if danger else 0.0)

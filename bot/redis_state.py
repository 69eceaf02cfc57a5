"""Conversations in Redis, for several replicas: tracker store and lock store.

The same short summary as in memory, without a word that was typed, under a hashed id, with an
expiry that Redis itself keeps. Whatever Redis does, a message is answered: without it, as if it
were the first.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.redis_link import PREFIX, Link
from bot.settings import Settings
from bot.state import PromptLockStore, fresh, rebuilt, summary

POLL_SECONDS = 0.01
# Whoever holds or waits for a turn says so again within this time, or loses it: so long can a
# replica that was killed in the middle of an answer hold up the next message.
LEASE_MS = 1_500
QUEUE_MS = 10_000
# How many wishes to be forgotten are remembered while Redis is away.
MAX_OWED = 10_000

# One queue a conversation. KEYS: queue, leases. ARGV: token, lease, expiry. 1 when it is our turn.
_TURN = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  redis.call('ZADD', KEYS[1], (tonumber(last[2]) or 0) + 1, ARGV[1])
end
redis.call('HSET', KEYS[2], ARGV[1], now + ARGV[2])
local first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
while first ~= ARGV[1] and tonumber(redis.call('HGET', KEYS[2], first) or 0) <= now do
  redis.call('ZREM', KEYS[1], first)
  redis.call('HDEL', KEYS[2], first)
  first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return first == ARGV[1] and 1 or 0
"""


class RedisTrackerStore(TrackerStore):
    """Keeps conversations in Redis, without words, bounded in length and age."""

    def __init__(
        self,
        domain: Domain | None,
        link: Link,
        event_broker: EventBroker | None = None,
        forget_minutes: int | None = None,
    ) -> None:
        super().__init__(domain, event_broker)
        self.link = link
        self._idle_ms = (forget_minutes or Settings.read().forget_minutes) * 60_000
        self._owed: set[str] = set()

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """An empty conversation."""
        return fresh(sender_id, self.domain)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation's summary; its time runs anew."""
        key, value = _key(tracker.sender_id), packed(summary(tracker))
        await self.link.ask(lambda client: client.set(key, value, px=self._idle_ms), None)
        self._owed.discard(tracker.sender_id)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation of a sender, or None when there is none or Redis gives none."""
        await self._pay()
        if sender_id in self._owed:
            return None
        value = await self.link.ask(lambda client: client.get(_key(sender_id)), None)
        events = unpacked(value) if value else None
        return rebuilt(self.init_tracker(sender_id), events) if events else None

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation at once; if Redis is away, as soon as it is back."""
        if len(self._owed) < MAX_OWED:
            self._owed.add(sender_id)
        await self._pay()

    async def _pay(self) -> None:
        """Delete what was to be deleted while Redis was away."""
        if not self._owed:
            return
        due = list(self._owed)
        keys = [_key(sender) for sender in due]
        if await self.link.ask(lambda client: client.delete(*keys), None) is not None:
            self._owed.difference_update(due)

    async def keys(self) -> Iterable[str]:
        """The senders of the conversations that are kept."""

        async def scan(client: Any) -> list[str]:
            start = len(_key(""))
            return [key.decode()[start:] async for key in client.scan_iter(_key("*"))]

        nobody: list[str] = []
        return await self.link.ask(scan, nobody)


class RedisLockStore(PromptLockStore):
    """Keeps the messages of one conversation in order over all replicas.

    First within this process; then by a queue in Redis. A token whose holder was killed loses
    its place when its lease is over. Without Redis, the order within this process remains.
    """

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._link = link
        self._turn = link.client.register_script(_TURN)

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = POLL_SECONDS,
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold a conversation's lock; see `PromptLockStore.lock`."""
        async with super().lock(conversation_id) as held:
            token = secrets.token_hex(8)
            keys = [f"{PREFIX}queue:{conversation_id}", f"{PREFIX}leases:{conversation_id}"]
            try:
                while not await self._is_first(keys, token):
                    await asyncio.sleep(wait_time_in_seconds)
                yield held
            finally:
                await self._link.ask(lambda client: _leave(client, keys, token), None)

    async def _is_first(self, keys: list[str], token: str) -> bool:
        arguments = [token, LEASE_MS, QUEUE_MS]
        return bool(await self._link.ask(lambda _: self._turn(keys=keys, args=arguments), 1))


async def _leave(client: Any, keys: list[str], token: str) -> None:
    queue, leases = keys
    async with client.pipeline(transaction=False) as pipe:
        await pipe.zrem(queue, token).hdel(leases, token).execute()


def _key(sender_id: str) -> str:
    return f"{PREFIX}talk:{sender_id}"


def packed(events: list[Event]) -> bytes:
    """A summary as JSON: slots by name, and the other events as Rasa writes them."""
    slots = {event.key: event.value for event in events if isinstance(event, SlotSet)}
    others = [event.as_dict() for event in events if not isinstance(event, SlotSet)]
    return json.dumps({"slots": slots, "events": others}, separators=(",", ":")).encode()


def unpacked(value: bytes) -> list[Event] | None:
    """The events of a packed summary; None when it is no summary, or another version's."""
    try:
        data = json.loads(value)
        first, *others = [Event.from_parameters(item) for item in data["events"]]
        slots = [SlotSet(name, kept) for name, kept in data["slots"].items()]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    events = [first, *slots, *others]
    return events if all(isinstance(event, Event) for event in events) else None

"""Conversations that are forgotten: tracker store and lock store in this process's memory.

What is kept of a conversation is its slots and its last few events, without a word that was
typed, for an hour. Nothing is written to a disk. `bot.redis_state` has both for several replicas.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.settings import Settings
from bot.shortcuts.tracker import Tracker

# A reply takes some 30 events; a form needs those of the turn before. More only costs time.
MAX_EVENTS = 40
MAX_CONVERSATIONS = 50_000


class ForgetfulTrackerStore(TrackerStore):
    """Keeps conversations in memory, without words, bounded in length, number and age."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        clock: Any = time.monotonic,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._clock = clock
        self._idle_seconds = Settings.read().forget_minutes * 60
        self._kept: OrderedDict[str, tuple[float, list[Event]]] = OrderedDict()

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """An empty conversation."""
        return fresh(sender_id, self.domain)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation's slots and last events, and forget what is due."""
        self._kept[tracker.sender_id] = (self._clock(), summary(tracker))
        self._kept.move_to_end(tracker.sender_id)
        self._forget_due()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation of a sender, or None when there is none or it is too old."""
        self._forget_due()
        kept = self._kept.get(sender_id)
        if kept is None:
            return None
        return rebuilt(self.init_tracker(sender_id), kept[1])

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation at once."""
        self._kept.pop(sender_id, None)

    async def keys(self) -> Iterable[str]:
        """The senders of the conversations that are kept."""
        return list(self._kept)

    def _forget_due(self) -> None:
        """Drop from the oldest on: saving moves a conversation to the end."""
        limit = self._clock() - self._idle_seconds
        while self._kept:
            sender, (saved, _) = next(iter(self._kept.items()))
            if saved >= limit and len(self._kept) <= MAX_CONVERSATIONS:
                return
            del self._kept[sender]


def fresh(sender_id: str, domain: Domain | None) -> DialogueStateTracker:
    """An empty conversation.

    Args:
        sender_id: whose.
        domain: for its slots.
    """
    return Tracker.empty(sender_id, domain.slots if domain else None)


def rebuilt(tracker: DialogueStateTracker, events: Iterable[Event]) -> DialogueStateTracker:
    """A conversation as it was, from its summary.

    Args:
        tracker: a fresh one.
        events: what `summary` gave.
    """
    for event in events:
        tracker.update(event)
    return tracker


async def forget(store: TrackerStore, sender_id: str) -> None:
    """Delete a conversation from whatever store Rasa holds.

    Args:
        store: ours, or Rasa's fail-safe wrapper around it, which cannot delete.
        sender_id: whose conversation.
    """
    own = getattr(store, "_tracker_store", store)
    await own.delete(sender_id)


def summary(tracker: DialogueStateTracker) -> list[Event]:
    """The events that rebuild a conversation: its slots, then its last turns without words.

    Args:
        tracker: a conversation after a turn.

    Returns:
        A short list of events; replayed, it gives the same slots, form and last actions.
    """
    slots = [
        SlotSet(name, value)
        for name, value in tracker.current_slot_values().items()
        if value is not None
    ]
    recent = [_wordless(event) for event in list(tracker.events)[-MAX_EVENTS:]]
    actions = [event for event in recent if isinstance(event, (ActionExecuted, UserUttered))]
    loop = [ActiveLoop(tracker.active_loop_name)] if tracker.active_loop_name else []
    return [SessionStarted(), *slots, *_from_last_listen(actions), *loop]


def _from_last_listen(actions: list[Event]) -> list[Event]:
    """The last turn: from the last message of the user on."""
    starts = [place for place, event in enumerate(actions) if isinstance(event, UserUttered)]
    first = ActionExecuted("action_listen")
    return [first, *actions[starts[-1] :]] if starts else [first]


def _wordless(event: Event) -> Event:
    """An event without the text that was typed, its parse, or the text that was answered."""
    if isinstance(event, UserUttered):
        intent = {"name": event.intent.get("name"), "confidence": 1.0}
        return UserUttered("", intent=intent, entities=[], timestamp=event.timestamp)
    if isinstance(event, BotUttered):
        return BotUttered(timestamp=event.timestamp)
    return event


class PromptLockStore(LockStore):
    """Locks of this process: messages of one conversation are answered in the order they came.

    A waiting message goes on the moment that the one before it is done; Rasa's own store looks
    once a second.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        self._held: dict[str, list[asyncio.Event]] = {}

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 0.0,
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold a conversation's lock; a second message waits for the first.

        Args:
            conversation_id: whose messages are kept in order.
            lock_lifetime: not used; whoever waits is cancelled by the guard's own limit.
            wait_time_in_seconds: not used; nothing is polled.
        """
        mine = asyncio.Event()
        queue = self._held.setdefault(conversation_id, [])
        queue.append(mine)
        try:
            if queue[0] is not mine:
                await mine.wait()
            yield TicketLock(conversation_id)
        finally:
            queue.remove(mine)
            if queue:
                queue[0].set()
            else:
                del self._held[conversation_id]

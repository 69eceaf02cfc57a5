"""Order and load: one lane a chat, many lanes side by side, danger first.

Within a lane everything is done in the order it came. A lane that must wait (Telegram said so, or
a send failed) sleeps without holding anybody else up. When several chats in a row fail, it is
Telegram that is away: then all wait together, and go on danger first. Knows nothing of Telegram.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

WORKERS = 32
# So many chats that fail one after the other mean that the other end is away.
AWAY_AFTER = 3
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0

Item = TypeVar("Item")

logger = logging.getLogger("signpost.telegram")


class Wait(Exception):
    """An item cannot be finished now; its lane sleeps and then goes on with it."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class Failed(Exception):
    """The other end did not take it; it is tried again after a pause that grows."""


@dataclass
class _Lane(Generic[Item]):
    items: deque[tuple[Item, bool]] = field(default_factory=deque)
    # Which entry in the queue of lanes is the valid one; none while it is worked on or asleep.
    entry: int = 0
    working: bool = False
    asleep: asyncio.TimerHandle | None = None
    failures: int = 0

    @property
    def urgent(self) -> bool:
        return any(urgent for _, urgent in self.items)


class Lanes(Generic[Item]):
    """The lanes and the workers that serve them."""

    def __init__(self, work: Callable[[Item], Awaitable[None]], workers: int = WORKERS) -> None:
        """Make the lanes; nothing runs before `start`.

        Args:
            work: does one item; may raise `Wait` or `Failed`, and is then called with it again.
            workers: how many items may be in work at once.
        """
        self._work = work
        self._lanes: dict[str, _Lane[Item]] = {}
        self._ready: asyncio.PriorityQueue[tuple[bool, int, str]] = asyncio.PriorityQueue()
        self._count = 0
        self._workers = workers
        self._tasks: list[asyncio.Task[None]] = []
        self._failed_in_a_row: set[str] = set()
        self._open = asyncio.Event()
        self._open.set()
        self._pauses = 0
        self._closing = False

    def start(self) -> None:
        """Start the workers in the running loop."""
        self._tasks = [asyncio.create_task(self._serve()) for _ in range(self._workers)]

    async def stop(self) -> None:
        """Stop at once; what is not done stays undone."""
        for lane in self._lanes.values():
            if lane.asleep:
                lane.asleep.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def finish(self, seconds: float) -> None:
        """Take up nothing more, and wait for what is in work.

        Args:
            seconds: how long at most.
        """
        self._closing = True
        end = asyncio.get_running_loop().time() + seconds
        while any(lane.working for lane in self._lanes.values()):
            if asyncio.get_running_loop().time() > end:
                return
            await asyncio.sleep(0.02)

    @property
    def waiting(self) -> int:
        """How many items are not done."""
        return sum(len(lane.items) for lane in self._lanes.values())

    @property
    def away(self) -> bool:
        """Whether the other end is taken to be away."""
        return not self._open.is_set()

    def is_asleep(self, key: str) -> bool:
        """Whether a lane waits for its time."""
        lane = self._lanes.get(key)
        return lane is not None and lane.asleep is not None

    def put(self, key: str, item: Item, urgent: bool = False) -> None:
        """Put an item at the end of a lane.

        Args:
            key: of the lane.
            item: the item.
            urgent: then the lane goes before others, with all that is in it.
        """
        lane = self._lanes.setdefault(key, _Lane())
        lane.items.append((item, urgent))
        if not lane.working and lane.asleep is None and (urgent or len(lane.items) == 1):
            self._queue(key, lane)

    def _queue(self, key: str, lane: _Lane[Item]) -> None:
        """Put a lane among those that are ready; an earlier entry of it is void from now on."""
        self._count += 1
        lane.entry = self._count
        self._ready.put_nowait((not lane.urgent, self._count, key))

    async def _serve(self) -> None:
        while True:
            await self._open.wait()
            _, entry, key = await self._ready.get()
            lane = self._lanes.get(key)
            if lane is None or lane.entry != entry:
                continue
            if self._closing:
                return
            if self.away:
                self._queue(key, lane)
                continue
            lane.entry, lane.working = 0, True
            await self._take(key, lane)

    async def _take(self, key: str, lane: _Lane[Item]) -> None:
        """Do the first item of a lane, and say when the lane goes on."""
        pause = 0.0
        try:
            await self._work(lane.items[0][0])
        except Wait as wait:
            pause = wait.seconds
        except Failed:
            pause = self._failed(key, lane)
        except Exception:
            # The work catches what it can; an item that breaks it must not stop the lane.
            logger.exception("an item was given up")
            lane.items.popleft()
        else:
            lane.items.popleft()
            self._went_well(lane)
        lane.working = False
        if not lane.items:
            self._lanes.pop(key, None)
        elif pause > 0:
            loop = asyncio.get_running_loop()
            lane.asleep = loop.call_later(pause, self._wake, key, lane)
        else:
            self._queue(key, lane)

    def _wake(self, key: str, lane: _Lane[Item]) -> None:
        lane.asleep = None
        self._queue(key, lane)

    def _went_well(self, lane: _Lane[Item]) -> None:
        lane.failures = 0
        self._failed_in_a_row.clear()
        self._pauses = 0
        self._open.set()

    def _failed(self, key: str, lane: _Lane[Item]) -> float:
        """How long a lane sleeps after a failure; not at all when everybody waits."""
        lane.failures += 1
        self._failed_in_a_row.add(key)
        if len(self._failed_in_a_row) < AWAY_AFTER:
            return _growing(lane.failures)
        if self._open.is_set():
            self._pauses += 1
            self._open.clear()
            asyncio.get_running_loop().call_later(_growing(self._pauses), self._open.set)
        return 0.0


def _growing(times: int) -> float:
    return min(FIRST_PAUSE_SECONDS * 2.0 ** min(times - 1, 10), LONGEST_PAUSE_SECONDS)

"""Order and load: each chat in its own order, nobody held up by another, danger first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.telegram.lanes import AWAY_AFTER, Failed, Lanes, Wait

Item = tuple[str, int]


def run(
    work: Callable[[Item], Awaitable[None]], *items: tuple[str, int, bool], workers: int = 4
) -> None:
    """Put items into lanes and wait until all are done."""

    async def main() -> None:
        lanes: Lanes[Item] = Lanes(work, workers)
        for key, number, urgent in items:
            lanes.put(key, (key, number), urgent)
        lanes.start()
        while lanes.waiting:
            await asyncio.sleep(0.005)
        await lanes.stop()

    asyncio.run(asyncio.wait_for(main(), 30))


def test_order_is_kept_within_a_chat() -> None:
    """Messages of one chat are answered one after the other, whatever the others do."""
    done: list[Item] = []
    working: set[str] = set()

    async def work(item: Item) -> None:
        assert item[0] not in working, "two at once in one chat"
        working.add(item[0])
        await asyncio.sleep(0.001 * (item[1] % 3))
        working.discard(item[0])
        done.append(item)

    run(work, *((key, number, False) for number in range(30) for key in "abcdef"))
    for key in "abcdef":
        assert [n for k, n in done if k == key] == list(range(30))


def test_danger_goes_first() -> None:
    """A chat in danger is served before those that came earlier, its messages in order."""
    done: list[Item] = []

    async def work(item: Item) -> None:
        done.append(item)

    calm = [(f"calm{n}", n, False) for n in range(50)]
    run(work, *calm, ("x", 1, False), ("x", 2, True), workers=1)
    assert done[:2] == [("x", 1), ("x", 2)]


def test_a_chat_that_must_wait_holds_up_nobody() -> None:
    """While one chat waits for its time, even with a single worker, the others are answered."""
    done: list[Item] = []

    async def work(item: Item) -> None:
        if item == ("slow", 1) and not any(key == "b" for key, _ in done):
            raise Wait(0.02)
        done.append(item)

    run(work, ("slow", 1, True), ("slow", 2, True), ("a", 1, False), ("b", 1, False), workers=1)
    assert done == [("a", 1), ("b", 1), ("slow", 1), ("slow", 2)]


def test_what_fails_is_tried_again() -> None:
    """A message whose answer could not be sent is tried again, and stays before later ones."""
    done: list[Item] = []
    tries: list[Item] = []

    async def work(item: Item) -> None:
        tries.append(item)
        if tries.count(item) < 2:
            raise Failed
        done.append(item)

    run(work, ("a", 1, False), ("a", 2, False))
    assert done == [("a", 1), ("a", 2)]


def test_when_telegram_is_away_danger_is_first_afterwards() -> None:
    """When nobody can be reached all wait together, and then danger goes first."""
    done: list[Item] = []
    failures: list[Item] = []

    async def work(item: Item) -> None:
        if len(failures) < AWAY_AFTER:
            failures.append(item)
            raise Failed
        done.append(item)

    calm = [(f"calm{n}", n, False) for n in range(20)]

    async def main() -> None:
        lanes: Lanes[Item] = Lanes(work, 1)
        for key, number, urgent in calm:
            lanes.put(key, (key, number), urgent)
        lanes.start()
        while not lanes.away:
            await asyncio.sleep(0.001)
        lanes.put("danger", ("danger", 1), urgent=True)
        while lanes.waiting:
            await asyncio.sleep(0.005)
        await lanes.stop()

    asyncio.run(asyncio.wait_for(main(), 30))
    assert done[0] == ("danger", 1)
    assert len(done) == 21


def test_one_broken_message_stops_nobody() -> None:
    """A message that breaks the program is given up; the ones after it are answered."""
    done: list[Item] = []

    async def work(item: Item) -> None:
        if item[1] == 1:
            raise RuntimeError
        done.append(item)

    run(work, ("a", 1, False), ("a", 2, False), ("b", 3, False), workers=1)
    assert sorted(done) == [("a", 2), ("b", 3)]


def test_stopping_lets_what_is_sent_be_sent() -> None:
    """At the end, what is in work is finished and nothing new is begun."""
    done: list[Item] = []

    async def work(item: Item) -> None:
        await asyncio.sleep(0.05)
        done.append(item)

    async def main() -> None:
        lanes: Lanes[Item] = Lanes(work, 1)
        lanes.put("a", ("a", 1))
        lanes.put("b", ("b", 1))
        lanes.start()
        await asyncio.sleep(0.01)
        await lanes.finish(5.0)
        await lanes.stop()

    asyncio.run(main())
    assert done == [("a", 1)]

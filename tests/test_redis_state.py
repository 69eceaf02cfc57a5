"""What several replicas remember together, in a real Redis, and what they do when it fails."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from redis_process import NEEDED, Redis
from test_state import CANARY, DOMAIN

from bot.redis_link import PAUSE_SECONDS, Link
from bot.redis_state import RedisLockStore, RedisTrackerStore, packed, unpacked
from bot.state import ForgetfulTrackerStore, forget, summary

pytestmark = NEEDED
Use = Callable[[RedisTrackerStore], Awaitable[object]]


@pytest.fixture(scope="module")
def server() -> Iterator[Redis]:
    """A Redis for the tests that leave it whole."""
    process = Redis()
    yield process
    process.end()


@pytest.fixture
def lone() -> Iterator[Redis]:
    """A Redis that a test may break."""
    process = Redis()
    yield process
    process.end()


def replica(server: Redis, minutes: int = 10) -> RedisTrackerStore:
    """The store of a replica."""
    return RedisTrackerStore(DOMAIN, Link(server.url), forget_minutes=minutes)


async def talk(store: RedisTrackerStore, sender: str = "anna", **slots: str) -> None:
    """One turn, as `test_state` has it."""
    from test_state import _talk

    await _talk(store, sender, slots)  # type: ignore[arg-type]


def test_a_conversation_goes_on_at_another_replica(server: Redis) -> None:
    """What one replica was told, the other knows at the next message."""

    async def play() -> None:
        await talk(replica(server), "both", need="support", nation="Wales")
        tracker = await replica(server).retrieve("both")
        assert tracker is not None
        assert (tracker.get_slot("need"), tracker.get_slot("nation")) == ("support", "Wales")
        assert tracker.latest_action_name == "action_listen"

    asyncio.run(play())


def told(event: Any) -> dict[str, Any]:
    """An event without the time at which a slot was rebuilt, which nobody reads."""
    data = dict(event.as_dict())
    return {
        key: value
        for key, value in data.items()
        if key != "timestamp" or "slot" not in data["event"]
    }


def test_what_is_packed_comes_out_the_same() -> None:
    """A summary that went through Redis is the summary that went in."""

    async def play() -> None:
        store = ForgetfulTrackerStore(DOMAIN)
        await talk(store, "anna", need="support")  # type: ignore[arg-type]
        events = store._kept["anna"][1]
        again = unpacked(packed(events))
        assert again is not None
        assert list(map(told, again)) == list(map(told, events))

    asyncio.run(play())


@pytest.mark.parametrize(
    "value",
    [b"", b"rubbish", b"[]", b"{}", b'{"slots": {}, "events": []}', b'{"slots":1,"events":2}'],
)
def test_rubbish_in_redis_is_no_conversation(value: bytes) -> None:
    """What cannot be read counts as nothing said yet, and breaks nothing."""
    assert unpacked(value) is None


def test_no_typed_word_reaches_redis(server: Redis) -> None:
    """Redis holds facets under a name of ours, and not a word of a message or an answer."""
    asyncio.run(talk(replica(server), "wordless", need="support", nation="Wales"))
    client = server.client()
    held = b"".join(client.get(key) for key in client.scan_iter("signpost:talk:*"))
    assert b"Wales" in held
    assert not any(word.encode() in held for word in CANARY.split() if len(word) > 4)


def test_redis_itself_forgets(server: Redis) -> None:
    """Each conversation has an expiry in Redis, renewed by each message, and nothing is without."""

    async def play() -> None:
        await talk(replica(server, minutes=3), "timed")

    asyncio.run(play())
    client = server.client()
    assert 170_000 < client.pttl("signpost:talk:timed") <= 180_000
    assert [key for key in client.scan_iter("*") if client.pttl(key) < 0] == []


def test_it_is_forgotten_at_once_when_asked(server: Redis) -> None:
    """A wish to be forgotten is met at once, for that person alone."""

    async def play() -> None:
        store = replica(server)
        await talk(store, "goes")
        await talk(store, "stays")
        await forget(store, "goes")
        assert await replica(server).retrieve("goes") is None
        assert "stays" in await store.keys()

    asyncio.run(play())


def test_a_wish_to_be_forgotten_outlives_an_outage(lone: Redis) -> None:
    """When Redis is away at that moment, the conversation is deleted as soon as it is back."""

    async def play() -> None:
        store = replica(lone)
        await talk(store, "anna", need="support")
        lone.hang()
        await forget(store, "anna")
        assert await store.retrieve("anna") is None
        lone.go_on()
        await asyncio.sleep(PAUSE_SECONDS * 1.2)
        assert await store.retrieve("anna") is None
        assert lone.client().get("signpost:talk:anna") is None

    asyncio.run(play())


@pytest.mark.parametrize("breaks", ["hang", "kill"])
def test_a_broken_redis_costs_little_time(lone: Redis, breaks: str) -> None:
    """A Redis that hangs or is gone costs a second at most, then nothing, and it is told."""

    async def play() -> None:
        store = replica(lone)
        locks = RedisLockStore(store.link)
        await talk(store, "anna")
        getattr(lone, breaks)()
        began = time.monotonic()
        async with locks.lock("anna"):
            assert await store.retrieve("anna") is None
            await talk(store, "anna")
        assert time.monotonic() - began < 2.5
        assert store.link.trouble

    asyncio.run(play())


def test_a_full_redis_is_told_and_answers_go_on(lone: Redis) -> None:
    """When Redis takes nothing more, messages are answered by themselves, and it is told."""

    async def play() -> None:
        clock = [100.0]
        store = RedisTrackerStore(DOMAIN, Link(lone.url, clock=lambda: clock[0]), forget_minutes=1)
        client = lone.client()
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("maxmemory", "1mb")
        async with RedisLockStore(store.link).lock("anna"):
            await talk(store, "anna")
        assert "full" in store.link.trouble
        client.config_set("maxmemory", "0")
        clock[0] += 11
        await talk(store, "anna")
        assert store.link.trouble == ""

    asyncio.run(play())


def test_messages_keep_their_order_over_replicas(server: Redis) -> None:
    """Messages of one conversation at two replicas are answered in turn, never at once."""

    async def play() -> list[str]:
        stores = [RedisLockStore(Link(server.url)) for _ in range(2)]
        order: list[str] = []

        async def one(number: int) -> None:
            async with stores[number % 2].lock("ordered"):
                order.append(f"{number} begins")
                await asyncio.sleep(0.02)
                order.append(f"{number} ends")

        waiting = []
        for number in range(6):
            waiting.append(asyncio.create_task(one(number)))
            await asyncio.sleep(0.03 if number == 0 else 0.01)
        await asyncio.gather(*waiting)
        return order

    order = asyncio.run(play())
    assert [step.split()[0] for step in order[::2]] == [step.split()[0] for step in order[1::2]]
    assert {step.split()[0] for step in order} == set("012345")
    # Within one replica, the order is that of arrival.
    begun = [int(step.split()[0]) for step in order[::2]]
    assert [number for number in begun if number % 2 == 0] == [0, 2, 4]
    assert [number for number in begun if number % 2] == [1, 3, 5]


def test_a_killed_replica_holds_nobody_up_for_long(server: Redis) -> None:
    """Whoever held a conversation's turn when it was killed loses it within two seconds."""

    async def play() -> float:
        dead, living = RedisLockStore(Link(server.url)), RedisLockStore(Link(server.url))
        async with dead.lock("warm"), living.lock("warm too"):
            pass
        await dead._is_first(["signpost:queue:held", "signpost:leases:held"], "killed")
        began = time.monotonic()
        async with living.lock("held"):
            return time.monotonic() - began

    assert asyncio.run(play()) < 2.5


def test_nothing_is_left_of_a_lock(server: Redis) -> None:
    """A lock that is over leaves no trace in Redis of who wrote."""

    async def play() -> None:
        async with RedisLockStore(Link(server.url)).lock("traceless"):
            pass

    asyncio.run(play())
    assert list(server.client().scan_iter("*traceless*")) == []


def test_the_summary_stays_short(server: Redis) -> None:
    """The 60th turn takes no more room in Redis than the 3rd."""

    async def play() -> list[int]:
        store, sizes = replica(server), []
        for turn in range(60):
            await talk(store, "long", turns=str(turn + 100))
            tracker = await store.retrieve("long")
            assert tracker is not None
            sizes.append(len(packed(summary(tracker))))
        return sizes

    sizes = asyncio.run(play())
    assert sizes[-1] <= sizes[2] + 20

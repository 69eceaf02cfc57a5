"""Who asks too fast gets the floor; nobody is refused, and least of all in an emergency."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent))

from serving import Answer, Server, serve

from bot.channels.guard import Ask, Guard
from bot.rates import ADDRESS, PATIENCE, Bucket, Limits, address

FLOOR = ["emergency-999", "police-101", "salvation-army-referral", "modern-slavery-helpline"]
DANGER = "he is hitting me right now"


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """What time it is."""
        return self.now


def ids(messages: list[dict[str, Any]]) -> list[str]:
    """The contacts of a reply."""
    return [card["id"] for m in messages for card in m.get("custom", {}).get("contacts", [])]


def test_a_bucket_empties_and_fills() -> None:
    """A minute's worth may come at once; then as many as the time that passes allows."""
    clock = Clock()
    bucket = Bucket(6, clock)
    assert [bucket.take("a") >= 0 for _ in range(7)] == [True] * 6 + [False]
    assert bucket.take("b") >= 0, "everybody has a bucket of their own"
    clock.now += 30
    assert bucket.take("a") >= 0
    clock.now += 3600
    assert [bucket.take("a") >= 0 for _ in range(7)] == [True] * 6 + [False]


def test_a_pause_helps_even_after_a_flood() -> None:
    """However fast someone asked, a few minutes later they are answered as before."""
    clock = Clock()
    bucket = Bucket(6, clock)
    for _ in range(10_000):
        bucket.take("a")
    clock.now += 60 * (PATIENCE + 0.5)
    assert bucket.take("a") >= 0


def test_no_limit_is_no_limit() -> None:
    """A rate of nought switches a limit off."""
    bucket = Bucket(0)
    assert all(bucket.take("a") >= 0 for _ in range(1000))


def test_buckets_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood of strangers never fills the memory."""
    monkeypatch.setattr("bot.rates.MAX_BUCKETS", 10)
    bucket = Bucket(6)
    for number in range(100):
        bucket.take(str(number))
    assert len(bucket._left) == 10


def test_who_is_quiet_is_let_go() -> None:
    """Nothing is remembered of someone who has been quiet for three minutes."""
    clock = Clock()
    bucket = Bucket(6, clock)
    for number in range(100):
        bucket.take(str(number))
    clock.now += 60 * (1 + PATIENCE) + 1
    bucket.take("new")
    assert list(bucket._left) == ["new"]


@given(st.lists(st.floats(0, 30), max_size=60))
def test_nobody_gets_more_than_the_rate(pauses: list[float]) -> None:
    """Whatever the pauses, no more get through than a minute's worth and what time allows."""
    clock = Clock()
    bucket = Bucket(5, clock)
    passed = 0
    for pause in pauses:
        clock.now += pause
        passed += bucket.take("a") >= 0
    assert passed <= 5 + clock.now * 5 / 60 + 1e-6


def test_it_tells_how_long_to_wait() -> None:
    """Whoever waits as long as they were told is answered again."""
    clock = Clock()
    limits = Limits(conversation=6, address=0)
    limits._conversations = Bucket(6, clock)
    assert [limits.wait("a", danger=False) for _ in range(7)] == [0] * 6 + [10]
    clock.now += 20
    assert limits.wait("a", danger=False) == 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("127.0.0.1", "", ""),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.2", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("9.9.9.9", "203.0.113.9", "9.9.9.9"),
        ("127.0.0.1", "not an address", ""),
        ("", "203.0.113.9", ""),
    ],
)
def test_the_address_is_what_the_proxy_saw(peer: str, forwarded: str, found: str) -> None:
    """Behind a proxy nearby its last note counts; what a client claims does not."""
    assert address(peer, forwarded) == found


def test_danger_is_answered_when_all_else_gets_the_floor() -> None:
    """Over the limit, who says that they are in danger is still answered by the model."""
    limits = Limits(conversation=5, address=0)
    assert [not limits.wait("a", danger=False) for _ in range(6)] == [True] * 5 + [False]
    assert not limits.wait("a", danger=True)
    assert limits.wait("a", danger=False) > 0


def test_an_address_is_limited_over_all_its_conversations() -> None:
    """One address with a new name each time is limited too, and only that address."""
    limits = Limits(conversation=0, address=5)
    ADDRESS.set("192.0.2.1")
    assert [not limits.wait(str(n), danger=False) for n in range(6)] == [True] * 5 + [False]
    ADDRESS.set("192.0.2.2")
    assert not limits.wait("x", danger=False)
    ADDRESS.set("")
    assert not any(limits.wait(str(n), danger=False) for n in range(50))
    assert "192.0.2" not in repr(vars(limits._addresses)), "no address is kept"


def test_the_floor_answers_who_asks_too_fast() -> None:
    """The guard gives the floor instead of the model, and counts it as no failure."""

    async def handler(message: Any) -> None:
        await message.output_channel.send_text_message(message.sender_id, "model")

    guard = Guard(limits=Limits(conversation=2, address=0))

    async def ask(text: str) -> list[dict[str, Any]]:
        return await guard.answer(Ask("someone", text, "rest"), handler)

    for _ in range(2):
        assert asyncio.run(ask("hello"))[0]["text"] == "model"
    assert ids(asyncio.run(ask("hello"))) == FLOOR
    assert asyncio.run(ask(DANGER))[0]["text"] == "model"
    assert asyncio.run(ask("go:danger"))[0]["text"] == "model"
    assert guard.failed_in_a_row == 0


@pytest.fixture(scope="module")
def strict() -> Iterator[Server]:
    """A server with low limits, that stands behind one proxy."""
    env = {"SIGNPOST_RATE": "10", "SIGNPOST_ADDRESS_RATE": "20", "SIGNPOST_PROXIES": "1"}
    server = serve(env=env).wait("ok")
    yield server
    server.stop()


def say(server: Server, sender: str, text: str, seen_by_proxy: str) -> Answer:
    """One message as a proxy passes it on."""
    import json

    body = json.dumps({"sender": sender, "message": text}).encode()
    headers = {"Content-Type": "application/json", "X-Forwarded-For": seen_by_proxy}
    return server.request("POST", "/webhooks/rest/webhook", body, headers)


def test_a_flood_is_answered_to_the_last_message(strict: Server) -> None:
    """Sixty messages at once from one address: each is answered with an emergency number."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda n: say(strict, f"flood {n}", "hello", "192.0.2.7"), range(60))
        )
    assert {answer.status for answer in answers} == {200}
    assert all("999" in answer.text for answer in answers)
    assert sum(ids(answer.json) == FLOOR for answer in answers) >= 30
    emergency = say(strict, "flood x", DANGER, "192.0.2.7")
    assert ids(emergency.json)[0] == "emergency-999"
    other = say(strict, "calm", "I was made to work on a farm in Preston. I got out.", "192.0.2.8")
    assert "lancashire-victim-services" in ids(other.json), "others are answered as ever"


def test_an_address_that_the_sender_made_up_does_not_count(strict: Server) -> None:
    """What a client writes before its proxy's own entry changes nothing."""
    answers = [
        say(strict, f"liar {n}", "hello", f"203.0.113.{n}, 192.0.2.9").json for n in range(30)
    ]
    assert ids(answers[-1]) == FLOOR


def test_health_stays_ok_in_a_flood(strict: Server) -> None:
    """A flood is no failure of the bot."""
    assert strict.get("/health").json["status"] == "ok"

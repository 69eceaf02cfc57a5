"""Several replicas of the real server, with a real Redis: any of them can answer anybody."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from redis_process import NEEDED, Redis
from serving import Answer, Server, serve

pytestmark = NEEDED
FLOOR = ["emergency-999", "police-101", "salvation-army-referral", "modern-slavery-helpline"]
PRESTON = "I was made to work on a farm in Preston. I got out."


@pytest.fixture(scope="module")
def store() -> Iterator[Redis]:
    """The Redis of all replicas."""
    process = Redis()
    yield process
    process.end()


@pytest.fixture(scope="module")
def replicas(store: Redis) -> Iterator[list[Server]]:
    """Two replicas that share it."""
    env = {"SIGNPOST_REDIS_URL": store.url, "SIGNPOST_RATE": "0"}
    started = [serve(env=env), serve(env=env)]
    yield [server.wait("ok") for server in started]
    for server in started:
        server.stop()


def say(server: Server, sender: str, text: str) -> Answer:
    """One message."""
    return server.post({"sender": sender, "message": text})


def ids(answer: Answer) -> list[str]:
    """The contacts of an answer."""
    messages: list[dict[str, Any]] = answer.json
    return [card["id"] for m in messages for card in m.get("custom", {}).get("contacts", [])]


def wait_until(server: Server, status: str, seconds: float = 20) -> dict[str, Any]:
    """Wait for a status of `/health`; each look is preceded by a message, which finds it out."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        say(server, "looks", "hello")
        health: dict[str, Any] = server.get("/health").json
        if health["status"] == status:
            return health
        time.sleep(0.1)
    raise AssertionError(health)


def test_a_dialogue_goes_to_and_fro_between_replicas(replicas: list[Server]) -> None:
    """Turns of one conversation that alternate between replicas make one conversation."""
    first, second = replicas
    assert "lancashire-victim-services" in ids(say(first, "to and fro", PRESTON))
    assert "lancashire-victim-services" in ids(
        say(second, "to and fro", "what was the number again?")
    )
    moved = ids(say(first, "to and fro", "I've moved to Leeds now"))
    assert "west-yorkshire-victim-support" in moved
    assert "west-yorkshire-victim-support" in ids(
        say(second, "to and fro", "what was the number again?")
    )


def test_forgotten_at_one_is_forgotten_at_the_other(replicas: list[Server]) -> None:
    """`/forget` at one replica holds at all."""
    first, second = replicas
    say(first, "gone", PRESTON)
    say(second, "gone", "/forget")
    again = say(first, "gone", "what was the number again?")
    assert "lancashire-victim-services" not in ids(again)


def test_messages_at_once_are_each_answered_once(replicas: list[Server], store: Redis) -> None:
    """Twenty messages of one conversation, at both replicas at once: twenty answers, in turn."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda number: say(replicas[number % 2], "at once", "is it free?"), range(20))
        )
    assert all(answer.status == 200 and answer.json for answer in answers)
    assert not any(ids(answer) == FLOOR for answer in answers)
    values = [store.client().get(key) for key in store.client().scan_iter("signpost:talk:*")]
    # Each turn was counted: none was lost between two replicas that wrote at the same time.
    assert any(b'"turns":"20"' in value for value in values if value)


def test_redis_holds_no_id_that_a_client_gave(replicas: list[Server], store: Redis) -> None:
    """A sender id of a client is a hash in Redis."""
    say(replicas[0], "kingfisher-sender", "hello")
    assert [key for key in store.client().scan_iter("*") if b"kingfisher" in key] == []


def test_a_hung_redis_slows_nobody_for_long(replicas: list[Server], store: Redis) -> None:
    """While Redis hangs, each message is answered by itself within three seconds."""
    store.hang()
    try:
        for text in (PRESTON, "he has locked me in and is coming back", "hello"):
            began = time.monotonic()
            answer = say(replicas[0], "hung", text)
            assert answer.status == 200
            assert time.monotonic() - began < 3
            assert "999" in answer.text
        assert "lancashire-victim-services" in ids(say(replicas[0], "hung too", PRESTON))
        health = wait_until(replicas[0], "degraded")
        assert health["answers"] is True
        assert "Redis" in health["reasons"][0]
        assert replicas[0].get("/health").status == 200, "a proxy must go on sending people here"
    finally:
        store.go_on()
    wait_until(replicas[0], "ok")
    wait_until(replicas[1], "ok")


def test_a_restarted_redis_is_found_again(replicas: list[Server], store: Redis) -> None:
    """When Redis is restarted, answers go on meanwhile, and conversations from then on."""
    store.kill()
    answer = say(replicas[0], "restart", PRESTON)
    assert "lancashire-victim-services" in ids(answer)
    store.start()
    wait_until(replicas[0], "ok")
    wait_until(replicas[1], "ok")
    say(replicas[0], "restart", PRESTON)
    again = say(replicas[1], "restart", "what was the number again?")
    assert "lancashire-victim-services" in ids(again)


def test_a_full_redis_stops_no_answer(replicas: list[Server], store: Redis) -> None:
    """When Redis has no room left, every message is still answered, and `/health` tells."""
    client = store.client()
    client.config_set("maxmemory", "1mb")
    try:
        for number in range(5):
            answer = say(replicas[number % 2], f"full {number}", PRESTON)
            assert "lancashire-victim-services" in ids(answer)
        assert "full" in replicas[0].get("/health").json["reasons"][0]
    finally:
        client.config_set("maxmemory", "0")
    wait_until(replicas[0], "ok")
    wait_until(replicas[1], "ok")


def test_a_replica_killed_in_the_middle_loses_no_conversation(
    replicas: list[Server], store: Redis
) -> None:
    """While one replica is killed under load, the other answers all, the same conversation too."""
    first, second = replicas
    say(first, "survivor", PRESTON)
    busy = threading.Thread(target=_hammer, args=(first, 40), daemon=True)
    busy.start()
    first.process.kill()
    first.process.wait(10)
    began = time.monotonic()
    answer = say(second, "survivor", "what was the number again?")
    assert time.monotonic() - began < 3
    assert "lancashire-victim-services" in ids(answer)
    busy.join(10)
    for number in range(5):
        answer = say(second, f"after {number}", "he has locked me in and is coming back")
        assert ids(answer)[0] == "emergency-999"
        assert ids(answer) != FLOOR


def _hammer(server: Server, times: int) -> None:
    """Send messages until the server is gone."""
    for _ in range(times):
        try:
            say(server, "survivor", "is it free?")
        except OSError:
            return

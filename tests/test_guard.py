"""What stands before Rasa: nothing harmful goes in, and something always comes out."""

from __future__ import annotations

import asyncio
import re
import time
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import guard
from bot.channels.guard import COMMANDS, MAX_CHARACTERS, Ask, Collector, Guard, clean, opaque
from bot.conversation import PRESS, PRESSES
from bot.health import Health, report
from bot.salt import salt

ASK = Ask("someone", "hello", "rest")
FOUR = ["emergency-999", "police-101", "salvation-army-referral", "modern-slavery-helpline"]


def answer(handler: Any, timeout: float = 3.0, ask: Ask = ASK) -> list[dict[str, Any]]:
    """What comes back when Rasa's handler is this one."""
    return asyncio.run(Guard(timeout).answer(ask, handler))


def ids(messages: list[dict[str, Any]]) -> list[str]:
    """The contacts of a reply."""
    return [card["id"] for m in messages for card in m.get("custom", {}).get("contacts", [])]


@given(st.text())
def test_nothing_that_rasa_would_obey_gets_through(text: str) -> None:
    """Whatever is typed, Rasa never sees a leading slash, which it would take for a command."""
    assert not clean(text).strip().startswith("/")


@given(st.text(alphabet="/ \t\n\u200b\x00ab", max_size=12))
def test_no_mixture_of_slashes_and_spaces_gets_through(text: str) -> None:
    """Slashes behind spaces or unseen characters are taken away too."""
    cleaned = clean(text)
    assert not cleaned.startswith("/")
    assert cleaned == cleaned.strip()


@given(st.text(max_size=5_000))
def test_what_goes_on_is_readable(text: str) -> None:
    """Control characters, marks that turn the direction, and halves of characters are dropped."""
    cleaned = clean(text)
    assert not re.search(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", cleaned)
    cleaned.encode("utf-8")


@given(st.text(min_size=1, max_size=50))
def test_what_goes_on_is_short(text: str) -> None:
    """However long a message is, what goes on is bounded."""
    assert len(clean(text * 2_000)) <= MAX_CHARACTERS + 3


def test_of_a_long_message_both_ends_are_read() -> None:
    """People say what they need at the beginning or at the end: both are kept."""
    cleaned = clean("help me " + "x" * 100_000 + " he is coming back")
    assert cleaned.startswith("help me")
    assert cleaned.endswith("he is coming back")


def test_an_ordinary_message_is_left_alone() -> None:
    """Letters of any language, emoji and line breaks go on as they were typed."""
    for text in ("Mă ține închisă în casă", "مساعدة", "help 😭", "one\ntwo", "9/10", "and/or"):
        assert clean(text) == text


@pytest.mark.parametrize(("word", "token"), COMMANDS.items())
def test_a_typed_command_is_its_button(word: str, token: str) -> None:
    """`/forget`, `/șterge` and the others do what their buttons do, in any case."""
    for typed in (f"/{word}", f"/{word.upper()}", f" //{word} ", f'/{word}{{"a": "b"}}'):
        assert clean(typed) == PRESS + token


def test_every_command_leads_to_a_button_that_exists() -> None:
    """No command leads to a button that the dialogue does not know."""
    assert set(COMMANDS.values()) <= set(PRESSES)
    for token in PRESSES:
        if token not in COMMANDS:
            assert clean(f"/{token}") == PRESS + token


@pytest.mark.parametrize("typed", ["/restart", "/ /restart", "/\u200b/restart", "\x00/restart"])
def test_restart_is_never_rasas_own(typed: str) -> None:
    """`/restart` greets again; Rasa's own command of that name is out of reach."""
    assert clean(typed) == PRESS + "start"


def test_an_unknown_command_is_read_as_words() -> None:
    """A command that does not exist is read like any message."""
    assert clean("/help me please") == "help me please"
    assert clean('/emergency{"nation": "Scotland"}') == 'emergency{"nation": "Scotland"}'
    assert clean("///") == ""


def test_kept_ids_lead_back_to_nobody() -> None:
    """The id that is kept is a salted hash: the same for a person on a channel, and only there."""
    kept = opaque("+44 7700 900123", "rest")
    assert kept == opaque("+44 7700 900123", "rest")
    assert len({kept, opaque("+44 7700 900123", "telegram"), opaque("someone", "rest")}) == 3
    assert re.fullmatch(r"[0-9a-f]{36}", kept)
    assert "7700" not in kept


def test_the_salt_is_new_in_each_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a restart nobody can work out again which id was whose."""
    salt.cache_clear()
    before = opaque("someone", "rest")
    salt.cache_clear()
    assert opaque("someone", "rest") != before


def test_replicas_that_share_a_redis_share_the_salt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any replica finds a person's conversation; who has not Redis's password cannot."""
    kept = []
    for url in ("redis://:one@redis/0", "redis://:one@redis/0", "redis://:two@redis/0"):
        monkeypatch.setenv("SIGNPOST_REDIS_URL", url)
        salt.cache_clear()
        kept.append(opaque("someone", "rest"))
    salt.cache_clear()
    assert kept[0] == kept[1] != kept[2]


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_id_can_be_kept(sender: str) -> None:
    """An id of any characters, halves of characters too, can be hashed."""
    assert len(opaque(sender, "rest")) == 36
    assert len(opaque(sender + "\ud800", "rest")) == 36


def test_what_rasa_says_goes_out() -> None:
    """Text, buttons and contacts of an answer stay together, under the person's id."""

    async def handler(message: Any) -> None:
        assert (message.sender_id, message.text, message.metadata) == ("someone", "hello", {})
        await message.output_channel.send_response(
            message.sender_id,
            {"text": "a", "buttons": [{"title": "t", "payload": "p"}], "custom": {}, "image": "i"},
        )
        await message.output_channel.send_text_message(message.sender_id, "b")
        await message.output_channel.send_response(message.sender_id, {"text": ""})

    assert answer(handler) == [
        {"recipient_id": "someone", "text": "a", "buttons": [{"title": "t", "payload": "p"}]},
        {"recipient_id": "someone", "text": "b"},
    ]


def test_an_error_brings_the_floor() -> None:
    """When Rasa fails, the person gets the four numbers."""

    async def handler(message: Any) -> None:
        raise RuntimeError("boom")

    messages = answer(handler)
    assert ids(messages) == FOUR
    assert messages[0]["recipient_id"] == "someone"
    assert "boom" not in str(messages)


def test_silence_brings_the_floor() -> None:
    """When Rasa says nothing, the person gets the four numbers."""

    async def handler(message: Any) -> None:
        return None

    assert ids(answer(handler)) == FOUR


def test_a_hang_brings_the_floor_in_time() -> None:
    """When Rasa takes too long, the person gets the four numbers and does not wait on."""

    async def handler(message: Any) -> None:
        await asyncio.sleep(60)

    began = time.monotonic()
    assert ids(answer(handler, timeout=0.05)) == FOUR
    assert time.monotonic() - began < 2
    assert guard.TIMEOUT_SECONDS <= 5


def test_half_an_answer_still_goes_out() -> None:
    """When Rasa fails after the contacts went out, they are not lost."""

    async def handler(message: Any) -> None:
        await message.output_channel.send_text_message(message.sender_id, "call this number")
        raise RuntimeError("boom")

    assert [message["text"] for message in answer(handler)] == ["call this number"]


def test_each_use_of_the_floor_is_counted() -> None:
    """The charity can see how often the floor answered."""

    async def silent(message: Any) -> None:
        return None

    async def speaks(message: Any) -> None:
        await message.output_channel.send_text_message(message.sender_id, "yes")

    watched = Guard()
    for handler in (silent, speaks, silent):
        asyncio.run(watched.answer(ASK, handler))
    assert watched.floors_used == 2


def test_health_says_when_the_floor_answers() -> None:
    """When the floor had to answer several times in a row, `/health` says so until it is over."""

    async def silent(message: Any) -> None:
        return None

    async def fixed(message: Any) -> None:
        await message.output_channel.send_response("someone", watched.floor.message("ro"))

    async def speaks(message: Any) -> None:
        await message.output_channel.send_text_message(message.sender_id, "yes")

    watched = Guard()
    context = SimpleNamespace(health=Health(status="ok"), guard=watched)
    seen = []
    for handler in (silent, silent, speaks, silent, fixed, fixed, speaks):
        asyncio.run(watched.answer(ASK, handler))
        seen.append(report(context)["status"])
    assert seen == ["ok"] * 5 + ["degraded", "ok"]


def test_the_collector_is_new_for_each_message() -> None:
    """What is said to one person can never reach another."""
    seen: list[Collector] = []

    async def handler(message: Any) -> None:
        seen.append(message.output_channel)

    answer(handler)
    answer(handler)
    assert seen[0] is not seen[1]

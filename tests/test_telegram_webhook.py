"""The bot on Telegram by webhook: confirmed at once, answered after that, once."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from serving import Server
from telegram_api import TelegramApi
from telegram_people import (
    CALM,
    DANGER,
    SECRET,
    Person,
    answers_on_a_full_disk,
    kill,
    start,
    telegram,
    words,
)


@pytest.fixture(scope="module")
def server(api: TelegramApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bot, with a webhook."""
    bot = start(api, tmp_path_factory.mktemp("telegram"), webhook=True)
    yield bot
    bot.stop()


def test_the_webhook_is_set_with_its_secret(api: TelegramApi, server: Server) -> None:
    """Telegram is told the address, the secret, and only the kinds of updates that are read."""
    assert api.webhook["url"] == "https://charity.example/webhooks/telegram/webhook"
    assert api.webhook["secret_token"] == SECRET
    assert "channel_post" not in api.webhook["allowed_updates"]
    assert api.called("getUpdates") == []


def test_a_person_is_answered(api: TelegramApi, server: Server) -> None:
    """A message and a button over the webhook are answered as by polling."""
    person = Person(api)
    assert person.says(DANGER).text.startswith("Call 999")
    assert words().get("talk.safe") in person.presses("No danger now").text


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", "é"])
def test_only_telegram_is_listened_to(api: TelegramApi, server: Server, secret: str) -> None:
    """Without the secret nothing is read, and nobody is answered."""
    chat = api.chat()
    body = {"update_id": 5_000_000, "message": {"text": "hi", "chat": {"id": chat}}}
    shown = secret.encode("utf-8").decode("latin-1")
    assert api.post(body, shown) == 403
    assert server.request("POST", "/webhooks/telegram/webhook", b"{}").status == 403
    assert api.sent(chat) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"update_id": "x"}'])
def test_what_is_no_update_is_refused(api: TelegramApi, server: Server, body: bytes) -> None:
    """A body that is no update is refused, and the bot goes on."""
    assert api.post(body) == 400
    assert Person(api).says(CALM)


def test_it_is_confirmed_before_it_is_answered(api: TelegramApi, server: Server) -> None:
    """Telegram's request ends at once, even while an answer takes long to be accepted."""
    person = Person(api)
    api.trouble(500, chat=person.chat, hang=3.0)
    number = api.text(person.chat, CALM)
    api.wait(lambda: number not in api.queue)
    assert api.sent(person.chat) == []
    api.wait(lambda: api.sent(person.chat))


def test_a_repeated_update_is_answered_once(api: TelegramApi, server: Server) -> None:
    """An update that comes again, during its answer or after it, is answered once."""
    person = Person(api)
    api.trouble(500, chat=person.chat, hang=0.5)
    number = api.text(person.chat, CALM)
    update = {
        "update_id": number,
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": person.chat, "type": "private"},
            "text": CALM,
        },
    }
    repeated = telegram(server)["repeated"]
    assert api.post(update) == 200
    api.wait(lambda: api.sent(person.chat))
    assert api.post(update) == 200
    person.says("/help")
    assert len(api.sent(person.chat)) == 2
    assert telegram(server)["repeated"] >= repeated + 1


def test_a_full_disk_silences_nobody(api: TelegramApi, server: Server) -> None:
    """While nothing can be written to the disk, everybody is answered, once."""
    answers_on_a_full_disk(api, server)


def test_a_killed_bot_tells_those_whose_message_it_lost(tmp_path: Path) -> None:
    """Confirmed at once and then killed: the words are gone, but everybody hears of it.

    Each gets an answer with the numbers, in their language; nothing that they wrote was kept.
    """
    with TelegramApi() as api:
        server = start(api, tmp_path, webhook=True)
        chats = [api.chat() for _ in range(120)]
        for chat in chats[-20:]:
            # The answers to these are on their way when the bot is killed.
            api.trouble(500, chat=chat, hang=20.0)
        for chat in chats:
            api.text(chat, CALM, language="ro")
        api.wait(lambda: not api.queue and len(api.called("sendMessage")) >= 10)
        kill(server)
        before = len([m for m in api.messages if m.ours])
        api.webhook = {}
        server = start(api, tmp_path, webhook=True)
        try:
            api.wait(lambda: all(api.sent(chat) for chat in chats), 120)
            lost = words("ro").get("telegram.lost")
            told = [m for m in api.messages if m.ours and m.text.startswith(lost)]
            print(f"killed after {before} of 120; told that it was lost: {len(told)}")
            assert all("999" in message.text for message in told)
            assert before < 120, "it was killed too late to show anything"
            assert len(told) >= 120 - before
            assert len([m for m in api.messages if m.ours]) <= 120 + 32
        finally:
            server.stop()


def test_nothing_that_was_written_is_kept(tmp_path: Path) -> None:
    """While messages wait for their answers, what is on the disk holds no word and no chat id."""
    with TelegramApi() as api:
        server = start(api, tmp_path, webhook=True)
        try:
            person = Person(api)
            api.trouble(502, times=50, chat=person.chat)
            api.text(person.chat, "kingfisher, he keeps my passport")
            api.wait(lambda: any(c.status == 502 for c in api.called("sendMessage")))
            time.sleep(0.1)
            kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
            assert kept, "nothing is noted at all"
            assert b"kingfisher" not in kept
            assert str(person.chat).encode() not in kept
            assert json.dumps(person.chat).encode() not in kept
            assert "kingfisher" not in server.log
        finally:
            server.stop()

"""What a program that talks to the bot over REST can rely on, from a real server."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import serving
from serving import WEBHOOK, Answer, Server

from bot.promises import CONTACT_KEYS

FLOOR = ["emergency-999", "police-101", "salvation-army-referral", "modern-slavery-helpline"]


@pytest.fixture(scope="module")
def server() -> Server:
    """The server that all tests share."""
    return serving.shared()


def ids(messages: list[dict[str, Any]]) -> list[str]:
    """The contacts of a reply, best first."""
    return [card["id"] for m in messages for card in m.get("custom", {}).get("contacts", [])]


def assert_floor(answer: Answer, status: int) -> None:
    """An error with its status, a sentence that says what is wrong, and the four numbers."""
    assert answer.status == status
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json["error"].strip()
    assert ids(answer.json["messages"]) == FLOOR
    assert "999" in answer.json["messages"][0]["text"]
    assert not re.search(r"Traceback|\.py\b|Exception", answer.text)


def test_a_reply_is_a_list_of_messages(server: Server) -> None:
    """The answer is the list that clients of Rasa's REST channel know: text, buttons, custom."""
    answer = server.post({"sender": "anna", "message": "I got out, I have nowhere to sleep"})
    assert answer.status == 200
    assert isinstance(answer.json, list)
    for message in answer.json:
        assert set(message) <= {"recipient_id", "text", "buttons", "custom"}
        assert message["recipient_id"] == "anna"
        assert message["text"].strip()
        for button in message.get("buttons", []):
            assert set(button) == {"title", "payload"}


def test_contacts_come_as_data(server: Server) -> None:
    """A reply with contacts carries each with its name, ways, opening, cost and evidence date."""
    answer = server.post({"sender": "b", "message": "he has locked me in and is coming back"})
    custom = answer.json[0]["custom"]
    assert custom["type"] == "contacts"
    assert custom["urgency"] == "emergency"
    assert custom["contacts"][0]["id"] == "emergency-999"
    for card in custom["contacts"]:
        assert set(card) >= CONTACT_KEYS
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", card["checked_on"])
        for action in card["actions"]:
            assert set(action) == {"type", "label", "href"}
            assert re.match(r"tel:[+\d]+$|sms:[+\d]+$|mailto:|https://", action["href"])


@pytest.mark.parametrize("sender", ["a b", "ștefan", "🙂", "x" * 256, 'quote"', 7, "\ud800"])
def test_the_sender_is_given_back(server: Server, sender: object) -> None:
    """A client finds its own sender id in `recipient_id`, as it wrote it."""
    answer = server.post({"sender": sender, "message": "hello"})
    assert answer.status == 200
    assert {message["recipient_id"] for message in answer.json} == {str(sender)}


@pytest.mark.parametrize("body", [{"message": "hello"}, {"sender": None, "message": "hello"}])
def test_two_strangers_never_share_a_conversation(server: Server, body: object) -> None:
    """Who sends no sender id gets a new one each time, which nobody can guess."""
    given = {server.post(body).json[0]["recipient_id"] for _ in range(3)}
    assert len(given) == 3
    assert min(map(len, given)) >= 20


BAD = {
    "no JSON": (b"hello", "sender"),
    "nothing": (b"", "sender"),
    "half of JSON": (b'{"sender": "x", "message": "he', "sender"),
    "not UTF-8": (b'{"message": "\xff\xfe"}', "sender"),
    "deep JSON": (b"[" * 100_000, "sender"),
    "a list": (b"[]", "object"),
    "a text": (b'"hello"', "object"),
    "message a number": (b'{"sender": "x", "message": 7}', "message"),
    "message a list": (b'{"sender": "x", "message": ["a"]}', "message"),
    "message null": (b'{"sender": "x", "message": null}', "message"),
    "sender a list": (b'{"sender": ["x"], "message": "a"}', "sender"),
    "sender true": (b'{"sender": true, "message": "a"}', "sender"),
    "sender too long": (b'{"sender": "' + b"x" * 257 + b'", "message": "a"}', "sender"),
}


@pytest.mark.parametrize(("body", "named"), BAD.values(), ids=BAD)
def test_a_bad_request_says_what_to_mend(server: Server, body: bytes, named: str) -> None:
    """What cannot be read gets a 400 that says what to send, and the numbers all the same."""
    answer = server.post(body)
    assert_floor(answer, 400)
    assert named in answer.json["error"]


@pytest.mark.parametrize("body", [{"sender": "x"}, {"sender": "x", "message": ""}])
def test_an_empty_message_is_answered(server: Server, body: object) -> None:
    """An empty message, or none, is answered like any other."""
    answer = server.post(body)
    assert answer.status == 200
    assert "999" in answer.json[0]["text"]


def test_a_hundred_kilobytes_are_answered(server: Server) -> None:
    """A very long message is read at both ends and answered."""
    text = "x " * 50_000 + "he has locked me in and he is coming back to hurt me"
    answer = server.post({"sender": "long", "message": text})
    assert answer.status == 200
    assert ids(answer.json)[:1] == ["emergency-999"]


def test_errors_of_the_server_carry_the_floor(server: Server) -> None:
    """A wrong address, a wrong method, a body too large: each still gives the numbers."""
    assert_floor(server.get("/nothing/here"), 404)
    assert_floor(server.get(WEBHOOK), 405)
    assert_floor(server.request("DELETE", "/health"), 405)
    assert_floor(server.post(b" " * 600_000), 413)


def test_nothing_of_rasas_own_api_is_open(server: Server) -> None:
    """Nobody can read a conversation or swap the model over HTTP: those addresses are not there."""
    for path in ("/conversations/x/tracker", "/status", "/version", "/domain"):
        assert server.get(path).status == 404
    assert server.post({"model_file": "x"}, "/model").status in (404, 405)


def test_the_front_page_shows_numbers_to_tap(server: Server) -> None:
    """The page at `/` works without a script and shows numbers that a phone can call at a tap."""
    page = server.get("/")
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")
    links = re.findall(r'<a href="tel:([^"]+)">([^<]+)</a>', page.text)
    assert "999" in [target for target, _ in links]
    assert len(links) == 4
    for target, shown in links:
        assert re.fullmatch(r"\+?\d+", target)
        assert re.sub(r"[^\d+]", "", shown) == target
    assert '<a href="/directory?lang=ro" lang="ro"' in page.text
    assert re.findall(r"<script[^>]*>", page.text) == ['<script src="/widget.js" type="module">']


def test_the_front_page_is_kept_from_others(server: Server) -> None:
    """The front page loads nothing, tells no other site where it came from, and is not stored."""
    headers = server.get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers


def test_health_is_ok(server: Server) -> None:
    """`/health` says `ok` with 200, so that a proxy knows that the bot answers rightly."""
    health = server.get("/health")
    assert health.status == 200
    assert health.json["status"] == "ok"
    assert health.json["reasons"] == []


def test_forget_forgets_at_once(server: Server) -> None:
    """After `/forget` the next message is a stranger's: nothing of before is shown again."""
    asked = {"sender": "f", "message": "I was made to work on a farm in Preston. I got out."}
    assert "lancashire-victim-services" in ids(server.post(asked).json)
    assert ids(server.post({"sender": "f", "message": "/forget"}).json) == []
    again = server.post({"sender": "f", "message": "what was the number again?"}).json
    assert "lancashire-victim-services" not in ids(again)

"""The widget's channel over HTTP: who is answered, as whom, and what everybody else gets."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from serving import Answer, Server, serve

from bot.channels import sessions

SITE = "https://charity.example"
MESSAGE = "/webhooks/web/message"
FOUR = ["emergency-999", "police-101", "salvation-army-referral", "modern-slavery-helpline"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A bot that two sites may embed."""
    origins = f"{SITE}, http://other.example:8080"
    rates = {"SIGNPOST_RATE": "12", "SIGNPOST_ADDRESS_RATE": "40"}
    made = serve(env={"SIGNPOST_WIDGET_ORIGINS": origins, **rates}).wait("ok")
    yield made
    made.stop()


_people = iter(range(1, 10_000))


def post(
    server: Server, body: Any, path: str = MESSAGE, origin: str | None = SITE, person: int = 0
) -> Answer:
    """Send as a browser does, from an address of one's own unless one is given."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    number = person or next(_people)
    headers = {"X-Forwarded-For": f"2001:db8::{number:x}", "Content-Type": "text/plain"}
    if origin is not None:
        headers["Origin"] = origin
    return server.request("POST", path, raw, headers)


def ids(answer: Answer) -> list[str]:
    """The contacts of an answer."""
    messages = answer.json["messages"]
    return [card["id"] for item in messages for card in item.get("custom", {}).get("contacts", [])]


def test_sessions_are_made_by_the_server(server: Server) -> None:
    """Each page gets a long random session; one of its own making is not taken."""
    first = post(server, {"message": "hello"}).json["session"]
    second = post(server, {"message": "hello", "session": None}).json["session"]
    assert first != second
    assert len(first.partition(".")[0]) == 32
    for own in ("me", "a.b", first[:-1] + "x", "\ud800", "x" * 5000, 7, ["x"], {"a": 1}):
        given = post(server, {"message": "hello", "session": own}).json["session"]
        assert given not in (own, first)
    assert post(server, {"message": "thanks", "session": first}).json["session"] == first


def test_a_session_belongs_to_its_origin(server: Server) -> None:
    """A session that one site's page was given is nothing to another site's page."""
    session = post(server, {"message": "my boss keeps my passport"}).json["session"]
    other = post(
        server, {"message": "Preston", "session": session}, origin="http://other.example:8080"
    )
    assert other.status == 200
    assert other.json["session"] != session
    stay = post(server, {"session": session}, "/webhooks/web/stay", "http://other.example:8080")
    assert stay.json == {"kept": False}
    assert post(server, {"session": session}, "/webhooks/web/stay").json == {"kept": True}


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (SITE, 200),
        ("http://other.example:8080", 200),
        ("http://other.example", 403),
        ("https://charity.example.evil.example", 403),
        ("https://sub.charity.example", 403),
        ("null", 403),
        ("", 403),
        (None, 403),
        ("*", 403),
    ],
)
def test_origins(server: Server, origin: str | None, status: int) -> None:
    """Only the sites that were named are answered; others get the floor, and the reason."""
    answer = post(server, {"message": "my boss keeps my passport"}, origin=origin)
    assert answer.status == status
    if status == 200:
        assert answer.headers["access-control-allow-origin"] == origin
        assert "access-control-allow-credentials" not in answer.headers
    else:
        assert "SIGNPOST_WIDGET_ORIGINS" in answer.json["error"]
        assert "session" not in answer.json
        assert ids(answer) == FOUR


def test_the_servers_own_pages_are_answered(server: Server) -> None:
    """The sample page and the directory need no setting."""
    for scheme in ("http", "https"):
        origin = f"{scheme}://127.0.0.1:{server.port}"
        assert post(server, {"message": "hello"}, origin=origin).status == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\x00\xff\xfe", 400),
        (b"[" * 15_000, 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b'{"message": 7}', 400),
        (b"{}", 400),
        (b'{"message": "' + b"a" * 20_000 + b'"}', 413),
        (b"a" * 300_000, 413),
        (json.dumps({"message": ""}).encode(), 200),
        (json.dumps({"message": "/restart"}).encode(), 200),
        (json.dumps({"message": "'; DROP TABLE", "language": {"a": 1}}).encode(), 200),
        (json.dumps({"message": "\udfff💥", "language": "xx"}).encode(), 200),
    ],
)
def test_whatever_is_sent_gets_a_number(server: Server, body: bytes, status: int) -> None:
    """Too large, broken, binary or odd: the answer is one that a widget can show."""
    answer = post(server, body)
    assert answer.status == status
    assert "999" in answer.json["messages"][0]["text"]


def test_the_floor_comes_in_the_pages_language(server: Server) -> None:
    """What is refused is refused in the language of the page."""
    answer = post(server, {"message": 7, "language": "ro"})
    assert answer.status == 400
    assert answer.json["messages"][0]["language"] == "ro"
    assert "Poliția" in answer.json["messages"][0]["text"]


def test_too_fast_gets_the_floor(server: Server) -> None:
    """A session that writes too fast is told when to go on, with the floor; another goes on."""
    session = post(server, {"message": "hello"}).json["session"]
    answers = [post(server, {"message": "hello", "session": session}) for _ in range(16)]
    slow = [answer for answer in answers if answer.status == 429]
    assert slow
    assert int(slow[0].headers["retry-after"]) >= 1
    assert ids(slow[0]) == FOUR
    assert post(server, {"message": "hello"}).status == 200
    danger = post(server, {"message": "he is hitting me right now", "session": session})
    assert danger.status == 200, "an emergency is answered when all else has to wait"
    assert ids(danger)[0] == "emergency-999"


def test_an_address_that_floods_gets_the_floor(server: Server) -> None:
    """Opening session after session is limited by address, and other addresses are answered."""
    statuses = [post(server, {"message": "hello"}, person=60_000).status for _ in range(60)]
    assert 429 in statuses
    assert post(server, {"message": "hello"}).status == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_there_is_no_history_to_fetch(server: Server, method: str) -> None:
    """No way of asking gives a conversation back."""
    session = post(server, {"message": "my boss keeps my passport"}).json["session"]
    for path in (MESSAGE, f"/webhooks/web/{session}", "/webhooks/web/", "/webhooks/web/history"):
        answer = server.request(method, f"{path}?session={session}", None, {"Origin": SITE})
        assert answer.status in (404, 405) or (method == "OPTIONS" and not answer.body)
        assert "passport" not in answer.text


def test_forgetting_by_beacon(server: Server) -> None:
    """A beacon forgets, also without an origin; a made-up session is no error to learn from."""
    for origin in (SITE, "null", None):
        session = post(server, {"message": "my boss keeps my passport"}).json["session"]
        assert post(server, {"session": session}, "/webhooks/web/forget", origin).status == 204
        assert post(server, {"session": session}, "/webhooks/web/stay").json == {"kept": False}
    assert post(server, {"session": "made.up"}, "/webhooks/web/forget").status == 204
    assert post(server, b"not JSON", "/webhooks/web/forget").status == 400


@pytest.mark.parametrize(
    "text",
    ["he has locked me in and he is coming back to hurt me", "my boss keeps my passport",
     "unde pot raporta anonim?", "I want to report a car wash in Preston"],
)  # fmt: skip
def test_same_words_same_contacts(server: Server, text: str) -> None:
    """The widget gives what REST gives: the same contacts, in the same order."""
    rest = server.post({"sender": f"web-{text}", "message": text}).json
    contacts = [c["id"] for item in rest for c in item.get("custom", {}).get("contacts", [])]
    assert ids(post(server, {"message": text})) == contacts


def test_replies_tell_their_language(server: Server) -> None:
    """Each message says its language, so that a screen reader can read it; no id comes along."""
    answer = post(server, {"message": "șeful îmi ține pașaportul", "language": "en"}).json
    assert {item["language"] for item in answer["messages"]} == {"ro"}
    assert all("recipient_id" not in item for item in answer["messages"])
    first = post(server, {"message": "Preston", "language": "ro"}).json
    assert {item["language"] for item in first["messages"]} == {"ro"}


def test_a_session_is_signed() -> None:
    """A name with a signature for another origin, or none, is nobody's."""
    session = sessions.new("https://a.example")
    assert sessions.name_of(session, "https://a.example")
    assert sessions.name_of(session, "https://b.example") is None
    assert sessions.name_of(session.partition(".")[0], "https://a.example") is None

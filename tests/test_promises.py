"""What every reply keeps to, and that a reply which does not is found."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from bot import brain, floor, replies
from bot.conversation import Conversation
from bot.promises import Promises, Reply

NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.timezone.utc)
SUPPORT = Conversation(need="support", who="self", act="contacts", where="declined")
DANGER = Conversation(need="emergency", urgency="now", act="contacts", detail="danger")
THANKS = Conversation(act="talk", detail="thanks")
Message = dict[str, Any]


def speaks(conversation: Conversation) -> list[Message]:
    """A real reply, as a channel would send it."""
    message = replies.reply(conversation, brain.speaker(), NOON)
    return [{"recipient_id": "x", "text": message.text, "custom": message.custom}]


LONG_REPLY = speaks(SUPPORT)


def changed(reply: list[Message], **changes: Any) -> list[Message]:
    """A reply with some parts of its message changed."""
    return [{**json.loads(json.dumps(reply[0])), **changes}]


def with_card(**changes: Any) -> list[Message]:
    """The reply for support with its first contact card changed."""
    custom = json.loads(json.dumps(LONG_REPLY[0]["custom"]))
    custom["contacts"][0].update(changes)
    return changed(LONG_REPLY, custom=custom)


def turned() -> list[Message]:
    """The reply for support with its contacts the other way round in the data alone."""
    custom = json.loads(json.dumps(LONG_REPLY[0]["custom"]))
    custom["contacts"].reverse()
    return changed(LONG_REPLY, custom=custom)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        pytest.param([], "an answer", id="silence"),
        pytest.param(changed(LONG_REPLY, text=" "), "a text in every message", id="no text"),
        pytest.param(
            changed(LONG_REPLY, text=f"Ring 0800 999 111.\n{LONG_REPLY[0]['text']}"),
            "only numbers from the directory",
            id="a number of its own",
        ),
        pytest.param(
            changed(LONG_REPLY, text=f"{LONG_REPLY[0]['text']} Good luck."),
            "the safety line at the end",
            id="more after the safety line",
        ),
        pytest.param(
            changed(speaks(THANKS), text="You are welcome."),
            "the safety line at the end",
            id="a dead end",
        ),
        pytest.param(
            changed(LONG_REPLY, custom={}), "as data too", id="contacts in the text alone"
        ),
        pytest.param(turned(), "in the order of the contacts", id="another order"),
        pytest.param(with_card(id="nobody"), "contact that is known", id="unknown contact"),
        pytest.param(with_card(actions=[]), "a way to reach", id="no way to reach it"),
        pytest.param(with_card(cost="cheap"), "cost that is known", id="unknown cost"),
        pytest.param(
            changed(LONG_REPLY, buttons=[{"title": "Yes"}]), "on every button", id="dead button"
        ),
    ],
)
def test_a_broken_promise_is_found(reply: list[Message], expected: str) -> None:
    """What no reply may do is found without being asked for in a script."""
    breaches = Promises(brain.speaker()).broken(Reply(reply))
    assert any(expected in breach.expected for breach in breaches), breaches


@pytest.mark.parametrize("key", ["type", "urgency", "language", "contacts"])
def test_a_missing_key_of_the_contract_is_found(key: str) -> None:
    """Other people's clients read these keys, so a reply without one is broken."""
    custom = {k: v for k, v in LONG_REPLY[0]["custom"].items() if k != key}
    assert Promises(brain.speaker()).broken(Reply(changed(LONG_REPLY, custom=custom)))


@pytest.mark.parametrize("language", brain.speaker().words)
@pytest.mark.parametrize(
    "conversation", [SUPPORT, DANGER, THANKS], ids=["support", "danger", "talk"]
)
def test_a_sound_reply_breaks_no_promise(conversation: Conversation, language: str) -> None:
    """The promises ask of a reply nothing that a good one does not keep."""
    spoken = Conversation(**{**vars(conversation), "language": language})
    promises, reply = Promises(brain.speaker()), Reply(speaks(spoken))
    assert promises.broken(reply) == []
    assert promises.language(reply) == language


@pytest.mark.parametrize("language", ["", *brain.speaker().words])
def test_the_floor_breaks_no_promise(language: str) -> None:
    """The fixed reply for when all else fails is held to the same rules."""
    message = floor.build(brain.speaker()).message(language)
    assert Promises(brain.speaker()).broken(Reply([{"recipient_id": "x", **message}])) == []

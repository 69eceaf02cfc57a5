"""What people meet in a chat on Telegram, with everything of the channel but the network."""

from __future__ import annotations

import html
import itertools
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent))

import telegram_rules

from bot import brain
from bot.telegram.inbound import Inbound, parse

if TYPE_CHECKING:
    from bot.local import LocalBot
    from bot.telegram.player import Player

WORDS = brain.speaker().words
EN, RO = WORDS["en"], WORDS["ro"]
NAME = "signpost"
PRESTON = {"latitude": 53.7632, "longitude": -2.7031}
_numbers = itertools.count(1_000)
_chats = itertools.count(100_000)

THINGS: dict[str, dict[str, Any]] = {
    "sticker": {
        "sticker": {
            "file_id": "a",
            "file_unique_id": "b",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
    "voice": {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}},
    "video note": {
        "video_note": {"file_id": "a", "file_unique_id": "b", "length": 9, "duration": 3}
    },
    "photo": {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
    "document": {"document": {"file_id": "a", "file_unique_id": "b"}},
    "contact": {"contact": {"phone_number": "1", "first_name": "A"}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "?",
            "options": [{"text": "a", "voter_count": 0}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
        }
    },
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "something new": {"hologram": {"file_id": "a"}},
    "broken": {"voice": "this is none"},
}


@pytest.fixture(scope="module")
def player(local_bot: LocalBot) -> Player:
    """A chat partner."""
    from bot.telegram.player import Player

    return Player(local_bot)


def message(chat: int, language: str = "en", **content: Any) -> dict[str, Any]:
    """An update with a private message."""
    body = {
        "message_id": next(_numbers),
        "date": 1,
        "chat": {"id": chat, "type": "private"},
        "from": {"id": chat, "is_bot": False, "first_name": "A", "language_code": language},
        **content,
    }
    return {"update_id": next(_numbers), "message": body}


def group(kind: str = "supergroup", **content: Any) -> dict[str, Any]:
    """An update with a message in a group."""
    update = message(7, **content)
    update["message"]["chat"] = {"id": -100, "type": kind, "title": "G"}
    return update


def send(player: Player, update: dict[str, Any]) -> list[dict[str, Any]]:
    """Let an update arrive; gives what was sent for it, each of it as Telegram would take it."""
    before = len(player.recorder.sent)
    player._local.run(player._arrive(update))
    sent = player.recorder.sent[before:]
    for call in sent:
        telegram_rules.text_of(call["text"], call.get("parse_mode"))
        telegram_rules.markup(json.loads(call.get("reply_markup") or "null"))
    assert len(sent) <= 2, "never more than two messages for one"
    return sent


def text(sent: list[dict[str, Any]]) -> str:
    """What a person reads."""
    return "\n".join(html.unescape(re.sub("</?b>", "", call["text"])) for call in sent)


def buttons(sent: list[dict[str, Any]]) -> dict[str, str]:
    """Title and data of the buttons that send something."""
    markups = [json.loads(call.get("reply_markup") or "{}") for call in sent]
    rows = [row for markup in markups for row in markup.get("inline_keyboard", [])]
    return {b["text"]: b["callback_data"] for row in rows for b in row if "callback_data" in b}


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("language", ["en", "ro"])
def test_what_is_no_text_is_answered(player: Player, thing: str, language: str) -> None:
    """A voice note, a sticker or anything else is told to be unreadable, with the numbers."""
    sent = send(player, message(next(_chats), language, **THINGS[thing]))
    said = text(sent)
    assert said.startswith(WORDS[language].get("telegram.only_text"))
    for number in ("999", "101"):
        assert number in said


def test_words_under_a_picture_are_answered(player: Player) -> None:
    """A picture with words is answered by the words, and told that the picture was not seen."""
    caption = "he has locked me in and he is coming back to hurt me"
    sent = send(player, message(next(_chats), caption=caption, **THINGS["photo"]))
    assert text(sent).startswith(EN.get("telegram.unseen"))
    assert "Call 999 now" in text(sent)


def test_a_forwarded_message_is_answered(player: Player) -> None:
    """A forwarded cry for help is read like one that was typed."""
    origin = {"type": "hidden_user", "sender_user_name": "B", "date": 1}
    said = "he has locked me in and he is coming back to hurt me"
    sent = send(player, message(next(_chats), text=said, forward_origin=origin))
    assert text(sent).startswith("Call 999 now")


def test_an_edited_message_is_answered_again(player: Player) -> None:
    """Who mends what they wrote gets an answer to the mended words."""
    chat = next(_chats)
    send(player, message(chat, text="my boss keeps my passport"))
    update = message(chat, text="he is beating me right now")
    update["edited_message"] = update.pop("message")
    assert text(send(player, update)).startswith("Call 999 now")


def test_a_moving_position_is_not_followed(player: Player) -> None:
    """A live position is read once; its later changes are not asked for and not answered."""
    update = message(next(_chats), location={**PRESTON, "live_period": 60})
    update["edited_message"] = update.pop("message")
    assert send(player, update) == []


def test_start_speaks_the_language_of_the_app(player: Player) -> None:
    """The first words come in the language of the person's Telegram, or of the charity's link."""
    app = send(player, message(next(_chats), "ro", text="/start"))
    link = send(player, message(next(_chats), "en", text="/start ro"))
    other = send(player, message(next(_chats), "fr", text="/start"))
    greeting = RO.get("talk.greeting", emergency="999")
    assert greeting in text(app)
    assert greeting in text(link)
    assert EN.get("talk.greeting", emergency="999") in text(other)


@pytest.mark.parametrize("payload", ["ro-report", "report", "ro_report", "nonsense", "x" * 64, "-"])
def test_a_link_opens_where_it_says(player: Player, payload: str) -> None:
    """A link from the charity's page may name a language and where to begin, and nothing else."""
    said = text(send(player, message(next(_chats), text=f"/start {payload}")))
    words = RO if "ro" in payload.replace("_", "-").split("-") else EN
    wanted = "lead.report" if "report" in payload else "talk.greeting"
    assert words.get(wanted, emergency="999") in said


def test_start_does_not_change_a_language_that_was_chosen(player: Player) -> None:
    """Who chose a language keeps it when they press start again."""
    chat = next(_chats)
    send(player, message(chat, "en", text="/start ro"))
    assert RO.get("talk.greeting", emergency="999") in text(
        send(player, message(chat, "en", text="/start"))
    )


def test_a_language_is_chosen_by_button(player: Player) -> None:
    """`/language` offers every language by its own name, and the button speaks it."""
    chat = next(_chats)
    sent = send(player, message(chat, text="/language"))
    assert set(buttons(sent)) == {words.name for words in WORDS.values()}
    assert "999" in text(sent)
    query = {
        "id": "1",
        "from": {"id": chat, "is_bot": False, "first_name": "A"},
        "chat_instance": "1",
        "message": message(chat)["message"],
        "data": buttons(sent)[RO.name],
    }
    said = text(send(player, {"update_id": next(_numbers), "callback_query": query}))
    assert RO.get("talk.language_switched") in said


@pytest.mark.parametrize("command", ["/help", "/privacy", f"/help@{NAME}", "/HELP"])
def test_commands_tell_what_they_should(player: Player, command: str) -> None:
    """The commands of the menu work, however Telegram writes them, and end with a way on."""
    sent = send(player, message(next(_chats), text=command))
    key = "privacy" if "privacy" in command else "help"
    assert EN.get(f"telegram.{key}") in text(sent)
    assert text(sent).endswith(EN.get("safety_line", emergency="999"))
    assert len(sent) == 1


@pytest.mark.parametrize("command", ["/forget", "/sterge", "please delete everything I told you"])
def test_forget_deletes_the_chat(player: Player, command: str, local_bot: LocalBot) -> None:
    """`/forget` deletes the messages of both sides, forgets, and says what it cannot reach."""
    chat = next(_chats)
    send(player, message(chat, text="I got out of forced labour in Preston"))
    said = text(send(player, message(chat, text=command)))
    words = EN if "Phone" in said or "phone" in said else RO
    assert words.get("telegram.forgotten") in said
    method, given = next(c for c in reversed(player.recorder.calls) if c[0] == "deleteMessages")
    assert method == "deleteMessages"
    assert given["chat_id"] == str(chat)
    assert local_bot.conversation(player._keys.chat(chat)).turns == 0


def test_exit_forgets_the_conversation(player: Player, local_bot: LocalBot) -> None:
    """`/exit` says goodbye in a line that gives nothing away, and nothing is remembered."""
    chat = next(_chats)
    send(player, message(chat, text="I got out of forced labour in Preston"))
    assert text(send(player, message(chat, text="/exit"))).startswith(EN.get("talk.stopped"))
    assert local_bot.conversation(player._keys.chat(chat)).turns == 0


def test_a_position_becomes_a_police_area(player: Player, local_bot: LocalBot) -> None:
    """A position is offered by button, reduced to a police area at once, and kept nowhere."""
    chat = next(_chats)
    asked = send(player, message(chat, text="I was made to work on a farm and I need support"))
    assert EN.get("telegram.share_place") in buttons(asked)
    query = {
        "id": "1",
        "from": {"id": chat, "is_bot": False, "first_name": "A"},
        "chat_instance": "1",
        "message": message(chat)["message"],
        "data": buttons(asked)[EN.get("telegram.share_place")],
    }
    offer = send(player, {"update_id": next(_numbers), "callback_query": query})
    keyboard = json.loads(offer[0]["reply_markup"])["keyboard"]
    assert keyboard[0][0]["request_location"] is True
    sent = send(player, message(chat, location=PRESTON))
    assert json.loads(sent[0]["reply_markup"]) == {"remove_keyboard": True}
    assert "Lancashire" in text(sent)
    known = local_bot.conversation(player._keys.chat(chat))
    assert (known.police_area, known.nation) == ("lancashire", "England")
    kept = local_bot._agent.tracker_store._kept[player._keys.chat(chat)]
    assert "53.7" not in repr(kept)


def test_a_position_need_not_be_sent(player: Player) -> None:
    """The second button of that keyboard is a refusal, taken without asking again."""
    chat = next(_chats)
    send(player, message(chat, text="I was made to work on a farm and I need support"))
    sent = send(player, message(chat, text=EN.get("telegram.share_place_no")))
    assert json.loads(sent[0]["reply_markup"]) == {"remove_keyboard": True}
    assert EN.get("ask.where") not in text(sent)


@pytest.mark.parametrize(
    "place", [{"latitude": 44.4, "longitude": 26.1}, {"latitude": 0, "longitude": 0}]
)
def test_a_position_elsewhere_is_no_dead_end(player: Player, place: dict[str, float]) -> None:
    """A position outside the United Kingdom is answered with what to do instead."""
    said = text(send(player, message(next(_chats), location=place)))
    assert EN.get("telegram.place_unknown") in said
    assert "999" in said


GROUP_COMMAND = [{"type": "bot_command", "offset": 0, "length": 5}]


@pytest.mark.parametrize(
    ("update", "answered"),
    [
        (group(text="/help", entities=GROUP_COMMAND), True),
        (group("group", text="/help", entities=GROUP_COMMAND), True),
        (
            group(
                text=f"@{NAME} help",
                entities=[{"type": "mention", "offset": 0, "length": len(NAME) + 1}],
            ),
            True,
        ),
        (
            group(
                text="/help@other",
                entities=[{"type": "bot_command", "offset": 0, "length": 11}],
            ),
            False,
        ),
        (group(text="hello all"), False),
        (
            group(
                text="/help",
                entities=GROUP_COMMAND,
                sender_chat={"id": -100, "type": "supergroup", "title": "G"},
            ),
            True,
        ),
    ],
    ids=["command", "in a small group", "mention", "for another bot", "chat", "anonymous admin"],
)
def test_in_a_group_nothing_is_talked_about(
    player: Player, update: dict[str, Any], answered: bool
) -> None:
    """In a group the bot sends people to a private chat, and only when it was spoken to."""
    said = text(send(player, update))
    assert (EN.get("telegram.group") in said) is answered
    assert bool(said) is answered
    assert "slavery" not in said


def test_a_topic_is_answered_in_its_place(player: Player) -> None:
    """A message in a topic of a chat is answered in the same topic."""
    update = message(next(_chats), text="hello", is_topic_message=True, message_thread_id=77)
    assert send(player, update)[0]["message_thread_id"] == "77"


@pytest.mark.parametrize(
    "update",
    [
        {"channel_post": group("channel", text="/help")["message"]},
        {
            "message": {
                **message(5, text="hi")["message"],
                "from": {"id": 5, "is_bot": True, "first_name": "B"},
            }
        },
        {"message": message(5, pinned_message=message(5, text="x")["message"])["message"]},
        {"inline_query": {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "A"}}},
        {"future_kind": {"some": "thing"}},
        {},
    ],
    ids=["channel", "another bot", "service message", "inline", "unknown", "empty"],
)
def test_what_wants_no_answer_gets_none(player: Player, update: dict[str, Any]) -> None:
    """Channels, other bots and notices of Telegram are left alone."""
    assert send(player, {"update_id": next(_numbers), **update}) == []


def test_who_blocks_the_bot_is_forgotten(player: Player, local_bot: LocalBot) -> None:
    """When someone blocks the bot, their conversation is forgotten at once."""
    chat = next(_chats)
    send(player, message(chat, text="I got out of forced labour in Preston"))
    user = {"id": chat, "is_bot": False, "first_name": "A"}
    me = {"id": 1, "is_bot": True, "first_name": NAME}
    change = {
        "chat": {"id": chat, "type": "private"},
        "from": user,
        "date": 1,
        "old_chat_member": {"status": "member", "user": me},
        "new_chat_member": {"status": "kicked", "user": me, "until_date": 0},
    }
    assert send(player, {"update_id": next(_numbers), "my_chat_member": change}) == []
    assert local_bot.conversation(player._keys.chat(chat)).turns == 0


@pytest.mark.parametrize(
    "data", ["go:safe", "go:safe~AAAAAAAAAAAA", "", "\ud800~x", "/restart", None]
)
def test_a_button_that_is_not_ours_does_nothing(player: Player, data: str | None) -> None:
    """Made-up button data never reaches the brain; the person still gets an answer."""
    chat = next(_chats)
    send(player, message(chat, text="he has locked me in and he is coming back to hurt me"))
    query = {
        "id": "1",
        "from": {"id": chat, "is_bot": False, "first_name": "A"},
        "chat_instance": "1",
        "message": message(chat)["message"],
        **({} if data is None else {"data": data}),
    }
    sent = send(player, {"update_id": next(_numbers), "callback_query": query})
    assert "999" in text(sent)
    assert EN.get("talk.safe") not in text(sent)
    name, given = next(c for c in reversed(player.recorder.calls) if c[0] == "answerCallbackQuery")
    assert (name, given["text"]) == ("answerCallbackQuery", EN.get("telegram.old_button"))


def test_every_text_of_ours_ends_with_a_way_on() -> None:
    """A line for a pressed button fits Telegram's 200 characters, in every language."""
    for words in WORDS.values():
        assert len(words.get("telegram.old_button")) <= telegram_rules.ANSWER_LONGEST
        for key in ("help", "language", "privacy", "forget", "exit", "start"):
            assert 1 <= len(words.get(f"telegram.commands.{key}")) <= 256


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
parts = st.fixed_dictionaries(
    {},
    optional={
        name: values
        for name in ("message", "edited_message", "callback_query", "my_chat_member", "poll", "x")
    },
)


@given(parts)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_update_breaks_the_reading(update: dict[str, Any]) -> None:
    """Whatever an update holds, it is read as something, and the updates behind it come through."""
    item = parse({"update_id": 5, **update}, NAME)
    assert isinstance(item, Inbound)
    assert item.update_id == 5

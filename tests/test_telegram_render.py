"""What a reply looks like on Telegram: it always fits, hides its subject, and shows its numbers."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent))

import telegram_rules
from telegram_rules import Refused

from bot import brain, replies
from bot.conversation import Conversation
from bot.telegram.keys import Keys
from bot.telegram.render import (
    MOST_MESSAGES,
    Button,
    Style,
    length,
    render,
    split,
    to_html,
    written,
)
from bot.telegram.tokens import LONGEST, issue, redeem

SPEAKER = brain.speaker()
STYLE = Style(SPEAKER)
EN = SPEAKER.language("en")
RO = SPEAKER.language("ro")
NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone.utc)
KEYS = Keys("1:one-bot")


def reply(language: str = "en", **facets: Any) -> list[dict[str, Any]]:
    """A reply as every channel gets it."""
    said = Conversation(language=language, turns=1, **facets)
    message = replies.reply(said, SPEAKER, NOW)
    buttons = [{"title": title, "payload": payload} for title, payload in message.buttons]
    return [{"text": message.text, "buttons": buttons, "custom": dict(message.custom)}]


SUPPORT = reply(need="support", who="self", urgency="soon", act="contacts")
DANGER = reply(need="emergency", who="self", urgency="now", act="contacts")


@given(st.text(max_size=6_000), st.integers(1, 4))
def test_every_text_fits_in_two_messages(text: str, times: int) -> None:
    """However long a reply is, Telegram takes each part, and there are never more than two."""
    parts = split((text + "\n") * times)
    assert 1 <= len(parts) <= MOST_MESSAGES
    assert all(length(part) <= telegram_rules.TEXT_LONGEST for part in parts)


@given(st.lists(st.text(alphabet="abc é😀.\n", min_size=1, max_size=300), max_size=40))
def test_what_fits_in_two_is_whole(pieces: list[str]) -> None:
    """Of a text that fits in two messages no word is lost."""
    text = " ".join(pieces)[:5_000]
    if length(text) <= 5_000:
        assert "".join(" ".join(split(text)).split()) == "".join(text.split())


def test_a_long_text_is_cut_at_a_sentence() -> None:
    """A text is cut where a sentence ends, and the last line of one far too long is kept."""
    sentence = "These people can help you with a safe place. "
    first, second = split(sentence * 120)
    assert first.endswith("place.")
    assert second.startswith("These")
    parts = split(sentence * 1_000 + "\nIn danger now? Call them.")
    assert parts[1].endswith("In danger now? Call them.")


@given(st.text(min_size=1))
def test_nothing_in_a_text_is_taken_for_markup(text: str) -> None:
    """Whatever signs a name or a sentence holds, Telegram shows them as they are."""
    shown = text.replace("\r", "")
    try:
        seen = telegram_rules.text_of(to_html(shown, STYLE), "HTML")
    except Refused as refused:
        assert "empty" in refused.words
    else:
        assert seen.replace("\r", "") == shown


def test_numbers_are_bold() -> None:
    """Every number of a card, and the emergency number wherever it stands, is bold."""
    message = render(DANGER, EN, STYLE)[0]
    assert message.html.startswith("Call <b>999</b> now.")
    for card in DANGER[0]["custom"]["contacts"]:
        for action in card["actions"]:
            if action["type"] == "call":
                assert f"<b>{action['label']}</b>" in message.html
    assert "<b>" not in to_html("at 09:99, 1999, 999x and 20:101", STYLE)


@pytest.mark.parametrize("words", [EN, RO], ids=["en", "ro"])
def test_the_first_line_gives_nothing_away(words: Any) -> None:
    """A locked phone and the list of chats show a line that says nothing of the subject."""
    said = reply(words.language, need="support", who="self", act="contacts")
    first = render(said, words, STYLE)[0].plain.splitlines()[0]
    assert first == words.get("telegram.first_line")
    assert len(first) >= 60, "the preview would show what follows"


def test_in_danger_the_emergency_number_comes_first() -> None:
    """In danger the first line is the call, and no other line stands before it."""
    assert "999" in render(DANGER, EN, STYLE)[0].plain.splitlines()[0]


@pytest.mark.parametrize("detail", ["pause", "stopped", "thanks"])
def test_what_is_quiet_already_gets_no_line(detail: str) -> None:
    """A reply that says nothing of the subject stays as short as it is."""
    said = reply(act="talk", detail=detail)
    assert render(said, EN, STYLE)[0].plain.startswith(EN.get(f"talk.{detail}"))


def test_one_message_holds_cards_question_and_buttons() -> None:
    """A reply with a question after it is one message on Telegram, the question last."""
    question = {"text": EN.get("ask.where"), "buttons": [{"title": "No", "payload": "go:skip"}]}
    messages = render([*SUPPORT, question], EN, STYLE, extra=[Button("Share", "press", "tg:place")])
    assert len(messages) == 1
    assert messages[0].plain.endswith(EN.get("ask.where"))
    pressable = [b.value for row in messages[0].rows for b in row if b.kind == "press"]
    assert pressable == ["go:skip", "tg:place"]


def test_short_numbers_can_be_copied() -> None:
    """Each number has a button that copies it: phones do not link the short ones."""
    copied = [b.value for row in render(DANGER, EN, STYLE)[0].rows for b in row if b.kind == "copy"]
    assert copied[0] == "999"
    assert len(set(copied)) == len(copied)


def test_forms_are_buttons() -> None:
    """A website or a form is a button that opens it, and says which it is."""
    pages = [b for row in render(SUPPORT, EN, STYLE)[0].rows for b in row if b.kind == "open"]
    assert pages
    assert all(button.value.startswith("https://") for button in pages)
    assert len({button.title for button in pages}) == len(pages)


def test_numbers_stay_whole_in_a_text_from_right_to_left() -> None:
    """In Arabic or Urdu a line is marked, and the number in it is kept apart."""
    message = written("اتصل على 999 الآن\nCall 999", STYLE)[0]
    marked, other = message.plain.splitlines()
    assert marked.startswith("\u200f")
    assert "\u2066999\u2069" in marked
    assert other == "Call 999"
    assert "\u2066<b>999</b>\u2069" in message.html


def test_every_payload_fits_into_a_button() -> None:
    """The data of every button there can be is within Telegram's 64 bytes."""
    from bot.conversation import PRESS, PRESSES
    from bot.regions import police_areas
    from bot.vocabulary import NATIONS

    names = [*PRESSES, *(f"at_{slug}" for slug in [*police_areas(), *NATIONS])]
    for name in names:
        data = issue(KEYS, -(10**15), PRESS + name)
        assert len(data.encode()) <= LONGEST
        assert redeem(KEYS, -(10**15), data) == PRESS + name
    with pytest.raises(ValueError, match="too long"):
        issue(KEYS, 1, "x" * 60)


@given(st.text(), st.integers())
def test_only_this_bot_gives_buttons_and_only_to_this_chat(data: str, chat: int) -> None:
    """Data that someone made up, or that another chat was given, stands for nothing."""
    assert redeem(KEYS, chat, data) is None
    real = issue(KEYS, chat, "go:danger")
    assert redeem(KEYS, chat, real) == "go:danger"
    assert redeem(KEYS, chat + 1, real) is None
    assert redeem(Keys("1:another-bot"), chat, real) is None
    assert redeem(KEYS, chat, real.replace("danger", "safe")) is None


def test_nothing_kept_leads_to_a_chat() -> None:
    """A chat's name in what is kept depends on the token, and a sealed id opens with it alone."""
    other = Keys("1:another-bot")
    assert KEYS.chat(77) != other.chat(77)
    assert "77" not in re.sub(r"[^7]", "", KEYS.chat(77)) or str(77) != KEYS.chat(77)
    assert KEYS.unseal(KEYS.seal(77)) == 77
    assert other.unseal(KEYS.seal(77)) is None
    assert KEYS.unseal(b"nonsense") is None
    assert KEYS.seal(77) != KEYS.seal(77), "the same chat must not look the same twice"

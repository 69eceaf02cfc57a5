"""Replies: the words, the cards and the contract, without any model."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot import brain, replies
from bot.conversation import Conversation
from bot.promises import CONTACT_KEYS
from bot.routing import LONDON

NOON = dt.datetime(2026, 11, 25, 12, tzinfo=LONDON)
LANGUAGES = ("en", "ro")


def replied(**facets: object) -> replies.Message:
    """The reply to a conversation with these facets, at noon on a Wednesday."""
    conversation = Conversation(**facets)  # type: ignore[arg-type]
    return replies.reply(conversation, brain.speaker(), NOON)


def danger(language: str = "en", **facets: object) -> replies.Message:
    """The reply to danger now."""
    return replied(
        language=language,
        need="emergency",
        urgency="now",
        act="contacts",
        detail="danger",
        **facets,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_danger_begins_with_the_number(language: str) -> None:
    """The first words in danger name the emergency number, and the first card is it."""
    message = danger(language, who="self")
    assert "999" in message.text.split("\n")[0]
    assert message.custom["contacts"][0]["id"] == "emergency-999"
    assert message.custom["urgency"] == "emergency"


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_romania_it_is_the_romanian_number(language: str) -> None:
    """Whoever is in Romania is told 112, in the words and on the card."""
    message = danger(language, country="RO", who="self")
    assert "112" in message.text.split("\n")[0]
    assert "999" not in message.text
    assert message.custom["contacts"][0]["id"] == "romania-112"


@pytest.mark.parametrize("language", LANGUAGES)
def test_silence_is_possible(language: str) -> None:
    """Who cannot speak reads how to call without speaking, after a neutral first line."""
    message = danger(language, barriers=frozenset({"overheard"}), who="self")
    assert "999" not in message.text.split("\n")[0]
    assert "55" in message.text
    assert message.custom["contacts"][1]["id"] == "silent-999"


def test_the_cards_keep_the_contract() -> None:
    """Each card has every fixed key, and the text names the contacts in the same order."""
    message = replied(need="support", who="self", act="contacts", nation="England")
    contacts = message.custom["contacts"]
    assert all(set(card) >= CONTACT_KEYS for card in contacts)
    places = [message.text.index(f"• {card['name']}") for card in contacts]
    assert places == sorted(places)


def test_the_safety_line_is_last_and_only_without_danger() -> None:
    """The reminder of the emergency number ends a calm reply, and is not in the data."""
    calm = replied(need="support", who="self", act="contacts")
    line = brain.speaker().words["en"].get("safety_line", emergency="999")
    assert calm.text.endswith(line)
    assert line not in str(calm.custom)
    assert line not in danger(who="self").text


def test_links_can_be_dialled() -> None:
    """A telephone link holds digits alone, and short codes stay short codes."""
    cards = danger(who="self").custom["contacts"]
    links = [action["href"] for card in cards for action in card["actions"]]
    assert "tel:999" in links
    assert "tel:08008083733" in links
    assert all(re.fullmatch(r"(tel|sms):\+?\d+|https://\S+|mailto:\S+", link) for link in links)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("detail", ["thanks", "stopped", "pause", "out_of_scope", "forgotten"])
def test_talk_is_no_dead_end(language: str, detail: str) -> None:
    """A reply without contacts ends with the safety line."""
    words = brain.speaker().words[language]
    message = replied(language=language, act="talk", detail=detail)
    assert not message.custom
    assert message.text.endswith(words.get("safety_line", emergency="999"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_digit_comes_from_the_directory(language: str) -> None:
    """No reply to any need, in either language, holds a number that the directory lacks."""
    known = re.sub(r"\D", " ", (brain.ROOT / "resources.yaml").read_text(encoding="utf-8")).split()
    for need in ("support", "report", "anonymous_report", "police_contact", "labour_rights"):
        text = replied(language=language, need=need, who="self", act="contacts").text
        for run in re.findall(r"\d{3,}", text):
            assert run in known


def test_a_place_that_is_ambiguous_gets_buttons() -> None:
    """Each possible place is a button that sends its area."""
    message = replied(need="support", act="contacts", options=("gwent", "west-mercia"))
    titles, payloads = zip(*message.buttons)
    assert payloads == ("go:at_gwent", "go:at_west-mercia")
    assert titles == ("Gwent (Wales)", "West Mercia (England)")


def test_another_line_is_offered_when_nobody_answered() -> None:
    """Who rang in vain gets another line first."""
    facets = {"need": "support", "who": "self", "act": "contacts", "nation": "England"}
    first = replied(**facets).custom["contacts"][0]["id"]
    again = replied(**facets, detail="no_answer").custom["contacts"]
    assert again[0]["id"] != first
    assert again[-1]["id"] == first


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("about", ["where", "whom"])
def test_questions_can_be_left_unanswered(language: str, about: str) -> None:
    """Each question that we ask has a button to leave it."""
    message = replies.question(Conversation(language=language), brain.speaker(), about)
    assert "go:skip" in [payload for _, payload in message.buttons]


def test_an_answer_in_danger_comes_after_the_number() -> None:
    """A question of fact asked in danger is answered, but the emergency number comes first."""
    message = replied(
        need="emergency", urgency="now", who="self", act="answer", detail="is_it_free"
    )
    assert "999" in message.text.split("\n")[0]
    assert message.custom["contacts"][0]["id"] == "emergency-999"


@pytest.mark.parametrize("nation", ["England", "Scotland", "Wales", "Northern Ireland"])
@pytest.mark.parametrize("topic", ["housing", "crime", "money", "asylum"])
def test_a_place_told_later_keeps_an_ordinary_matter(topic: str, nation: str) -> None:
    """Someone always advises on it, wherever the person says they are, and in no alarm."""
    message = replied(
        need="out_of_scope",
        topics=frozenset({topic}),
        act="contacts",
        detail="region_set",
        country="GB",
        nation=nation,
    )
    ids = [card["id"] for card in message.custom["contacts"]]
    assert ids and ids[0] != "emergency-999"
    if (topic, nation) == ("crime", "Scotland"):
        assert ids[0] == "victim-support-scotland"

"""A conversation's due reply as messages: words, contact cards and buttons.

The words come from `bot.words`, the contacts and every digit from the directory. The `custom`
of a message is the contract that other people's clients read; its `text` says the same, in the
same order, for a client that shows only text. Imports nothing of Rasa, Telegram or HTTP.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot import leads
from bot.conversation import PRESS, Conversation
from bot.directory import Contact, Directory
from bot.named_plan import by_name, led_by
from bot.nearby import NEARBY
from bot.regions import police_areas
from bot.routing import LONDON, WITHOUT_CONTACTS, Choice, Plan, both, plan
from bot.words import Words

ACTION_TYPES = {
    "phone": "call",
    "text": "text",
    "web": "web",
    "webchat": "chat",
    "email": "email",
    "relay": "relay",
    "video": "relay",
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COSTS = {"free": "free", "local": "local_cost", "standard": "standard_cost"}
PICKS = {"second_one_lead": 1, "third_one_lead": 2, "fourth_one_lead": 3, "last_one_lead": -1}
NO_CONTACTS = Plan("routine", ())
POLICE = {"no": "police_no", "yes": "police_yes", "only-if-you-agree": "police_if_you_agree"}


@dataclass(frozen=True)
class Message:
    """One message to a person: text, buttons as (title, payload), and the contacts as data."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Speaker:
    """Everything a reply is made of: the directory and the words of each language."""

    directory: Directory
    words: Mapping[str, Words]

    def language(self, code: str) -> Words:
        """The words of a language, or English."""
        return self.words.get(code) or self.words["en"]


def reply(conversation: Conversation, speaker: Speaker, at: dt.datetime) -> Message:
    """The reply that is due.

    Args:
        conversation: after `bot.dialogue.step`.
        speaker: directory and words.
        at: an aware time.

    Returns:
        One message. It gives contacts, or ends with the safety line.
    """
    words = speaker.language(conversation.language)
    numbers = emergency_numbers(conversation, speaker.directory)
    chosen = plan_for(conversation, speaker.directory, at)
    lead = leads.text(conversation, words, numbers)
    cards = [_card_text(choice, words, at) for choice in chosen.choices]
    safety = [] if _emergency_first(chosen) else [words.get("safety_line", **numbers)]
    if safety and not cards and lead.endswith(safety[0]):
        safety = []
    text = "\n\n".join([part for part in [lead, *cards, *safety] if part])
    return Message(text, _buttons(conversation, words), _custom(chosen, words, at))


def plan_for(conversation: Conversation, directory: Directory, at: dt.datetime) -> Plan:
    """The contacts of the reply that is due; none for a reply that only talks."""
    talks = conversation.act == "talk" and (
        conversation.urgency != "now" or conversation.detail in leads.CLOSING
    )
    if talks and conversation.detail not in leads.TALK_WITH_CONTACTS:
        return NO_CONTACTS
    if conversation.detail in leads.SILENT:
        return NO_CONTACTS
    situation = conversation.situation()
    nearby = situation.need == "out_of_scope" and situation.topics & NEARBY
    if situation.need in WITHOUT_CONTACTS and not nearby:
        situation = replace(situation, need="unclear")
    chosen = plan(situation, directory, at)
    if nearby and not chosen.choices:
        # Nobody here advises on it where the person is.
        chosen = plan(replace(situation, need="unclear"), directory, at)
    if other := conversation.beside():
        chosen = both(chosen, plan(other, directory, at))
    chosen = _adapted(chosen, conversation.detail)
    beside = Plan(chosen.level, by_name(situation, directory, conversation.mentioned, at))
    named = by_name(situation, directory, conversation.named, at)
    return led_by(named, both(chosen, beside))


def _adapted(chosen: Plan, detail: str) -> Plan:
    """A follow-up about the contacts themselves: another one first, or fewer of them."""
    choices = chosen.choices
    if chosen.level == "emergency" or not choices[1:]:
        return chosen
    if detail == "no_answer":
        choices = (*choices[1:], choices[0])
    if detail in PICKS and PICKS[detail] < len(choices):
        choices = (choices[PICKS[detail]],)
    if detail == "simpler_lead":
        choices = choices[:2]
    if detail == "other_ways_lead":
        choices = tuple(sorted(choices, key=lambda item: not _written(item)))
    return Plan(chosen.level, choices)


def _written(choice: Choice) -> bool:
    return any(way.channel in ("web", "webchat", "email", "text") for way in choice.ways)


def emergency_numbers(conversation: Conversation, directory: Directory) -> dict[str, str]:
    """The values of the words' placeholders: numbers from the directory alone."""
    country = conversation.country or "GB"
    emergency = {"GB": "emergency-999", "RO": "romania-112"}.get(country, "abroad-112")
    if emergency not in directory:
        emergency = "emergency-999"
    return {
        "emergency": directory[emergency].contacts[0].number or "",
        "silent_code": _code(directory),
    }


def _code(directory: Directory) -> str:
    ways = directory["silent-999"].contacts if "silent-999" in directory else ()
    return next((way.body for way in ways if way.body), "")


def question(conversation: Conversation, speaker: Speaker, about: str) -> Message:
    """A question that sharpens the contacts, with buttons; it can be left unanswered.

    Args:
        conversation: for its language.
        speaker: for its words.
        about: `where` or `whom`.
    """
    words = speaker.language(conversation.language)
    buttons = [("dont_say", "skip")] if about == "where" else [("me", "self")]
    if about == "whom":
        buttons += [("someone_else", "other"), ("skip", "skip")]
    return Message(words.get(f"ask.{about}"), _pressable(buttons, words))


def _pressable(buttons: list[tuple[str, str]], words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((words.get(f"ask.buttons.{key}"), PRESS + token) for key, token in buttons)


def _buttons(conversation: Conversation, words: Words) -> tuple[tuple[str, str], ...]:
    if conversation.options:
        return tuple((place_name(slug), f"{PRESS}at_{slug}") for slug in conversation.options)
    if conversation.detail in leads.OPEN_QUESTIONS:
        keys = [("danger", "danger"), ("talk_to_someone", "support"), ("report_it", "report")]
        return _pressable(keys, words)
    if conversation.urgency == "now":
        return _pressable([("not_danger", "safe")], words)
    return ()


def place_name(slug: str) -> str:
    """An area as people know it: "West Mercia (England)", and not by its police's name."""
    area = police_areas().get(slug)
    if area is None:
        return slug
    if area.slug in ("police-scotland", "psni"):
        return area.nation
    known = "London" if slug == "metropolitan" else slug.replace("-", " ").title()
    return f"{known.replace(' And ', ' and ').replace(' Of ', ' of ')} ({area.nation})"


def _emergency_first(chosen: Plan) -> bool:
    return bool(chosen.choices) and chosen.choices[0].resource.kind == "emergency"


def _card_text(choice: Choice, words: Words, at: dt.datetime) -> str:
    """A card for a client that shows only text."""
    resource = choice.resource
    # A number may take calls and texts; it is read out once.
    ways = list(dict.fromkeys(_way_text(way, words) for way in choice.ways))
    alert = resource.alert.get(words.language) or resource.alert.get("en")
    lines = [
        f"• {resource.text(resource.name, words.language)}: {'; '.join(ways)}",
        alert or "",
        resource.text(resource.summary, words.language),
        " ".join(f"{fact}." for fact in facts(choice, words, at)),
    ]
    return "\n".join(line for line in lines if line)


def facts(choice: Choice, words: Words, at: dt.datetime) -> list[str]:
    """What matters before calling, in words: whether it is open, the cost, the police.

    Args:
        choice: the routed resource.
        words: of the language to write it in.
        at: an aware time.
    """
    told = [_opening(choice, words, at), _cost(choice, words), words.get(_police_key(choice))]
    return [fact for fact in told if fact]


def _way_text(way: Contact, words: Words) -> str:
    if way.channel == "text" and way.body:
        return words.get("card.send_text", word=way.body, number=way.number or "")
    return way.number or _bare(way.url or "")


def _bare(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def _opening(choice: Choice, words: Words, at: dt.datetime) -> str:
    if not any(way.number for way in choice.ways):
        return ""
    if choice.state == "open":
        return words.get("card.open_now")
    if choice.next_open is not None:
        return _opens(choice.next_open, words, at)
    return words.get("card.closed_now") if choice.state == "closed" else ""


def _opens(moment: dt.datetime, words: Words, at: dt.datetime) -> str:
    local = moment.astimezone(LONDON)
    time = local.strftime("%H:%M")
    if local.date() == at.astimezone(LONDON).date():
        return words.get("card.opens_at", time=time)
    return words.get("card.opens_on", day=words.get(f"days.{DAYS[local.weekday()]}"), time=time)


def _cost(choice: Choice, words: Words) -> str:
    costs = {way.cost for way in choice.ways if way.number}
    key = next((COSTS[cost] for cost in ("free", "local", "standard") if cost in costs), None)
    return words.get(f"card.{key}") if key else ""


def _police_key(choice: Choice) -> str:
    return f"card.{POLICE[choice.resource.police]}"


def _custom(chosen: Plan, words: Words, at: dt.datetime) -> dict[str, Any]:
    """The contract of a reply that gives contacts, as plain JSON data."""
    if not chosen.choices:
        return {}
    return {
        "type": "contacts",
        "urgency": chosen.level,
        "language": words.language,
        "contacts": [card(choice, words) for choice in chosen.choices],
    }


def card(choice: Choice, words: Words) -> dict[str, Any]:
    """One contact card as plain JSON data.

    Args:
        choice: the routed resource.
        words: of the language to write it in.

    Returns:
        The fixed keys of the contract, and beside them `not_for`, `what_happens` and `alert`.
    """
    resource = choice.resource
    language = words.language
    opens = choice.next_open
    return {
        "id": resource.id,
        "name": resource.text(resource.name, language),
        "why": resource.text(resource.summary, language),
        "actions": [action(way, words) for way in choice.ways],
        "open": choice.state,
        "next_open": opens.isoformat() if opens else None,
        "cost": _card_cost(choice),
        "police": resource.police,
        "checked_on": max(way.checked_on for way in choice.ways).isoformat(),
        "organisation": resource.organisation,
        "not_for": resource.text(resource.not_for, language),
        "what_happens": list(
            resource.what_happens.get(language) or resource.what_happens.get("en", ())
        ),
        "alert": resource.alert.get(language) or resource.alert.get("en"),
    }


def _card_cost(choice: Choice) -> str:
    dialled = [way.cost for way in choice.ways if way.number]
    return dialled[0] if dialled else choice.ways[0].cost


def action(way: Contact, words: Words) -> dict[str, str]:
    """One way to reach a resource as a tappable action.

    Short codes stay as they are; a telephone link holds digits alone.
    """
    kind = ACTION_TYPES[way.channel]
    label = _way_text(way, words)
    return {"type": kind, "label": label, "href": href(way)}


def href(way: Contact) -> str:
    """The link of a contact: `tel:`, `sms:`, `mailto:` or its web address."""
    digits = re.sub(r"[^\d+]", "", way.number or "")
    if way.channel == "email":
        return f"mailto:{way.url}"
    if way.channel == "text":
        return f"sms:{digits}"
    if digits and not way.url:
        return f"tel:{digits}"
    return way.url or ""

"""Which sentences open a reply.

The conversation says what kind of reply is due; this module picks the sentence for it from the
words. It decides nothing about contacts.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation import THEMSELVES, Conversation
from bot.words import Words

# Replies that say nothing of the subject, because someone may be reading along.
SILENT = frozenset({"pause", "stopped", "forgotten"})
# Thanks and a goodbye are answered as that, after an alarm too: the safety line ends the reply.
CLOSING = frozenset({"thanks", "bye"})
# Talk after which a contact still helps: someone who asks to exploit, who is lost, or who sends
# one sign.
TALK_WITH_CONTACTS = frozenset({"exploiter", "mash", "what_then"})
# Replies after which the person is offered what they may have meant.
OPEN_QUESTIONS = frozenset(
    {
        "unclear",
        "not_sure",
        "help_only",
        "greeting",
        "language_switched",
        "mash",
        "out_of_scope",
        "small_talk",
        "not_real",
        "abuse",
    }
)

_TALK_LEADS = frozenset(
    {
        "repeat_numbers",
        "is_open_lead",
        "cost_lead",
        "other_ways_lead",
        "no_answer",
        "simpler_lead",
        "second_one_lead",
        "that_one_lead",
        "what_then",
        "why_these",
        "return",
        "not_me_friend",
        THEMSELVES,
        "actually_me",
        "no_place_ok",
        "he_is_gone",
        "safe",
        "safe_other",
        "help_only",
    }
)
_PICKED = frozenset({"third_one_lead", "fourth_one_lead", "last_one_lead"})
# A topic that decides who helps also decides how the reply opens, the gravest first.
_TOPIC_LEADS = ("suicide", "forced_marriage", "missing", "domestic_abuse", "housing", "crime")
_OTHERS = {
    (True, True): "support_child_other",
    (True, False): "support_other",
    (False, True): "support_child",
}
_EXPLOITED = frozenset({"labour", "sexual", "domestic_servitude", "criminal", "debt", "organ"})


def text(conversation: Conversation, words: Words, numbers: Mapping[str, str]) -> str:
    """The opening of the reply that is due.

    Args:
        conversation: after `bot.dialogue.step`.
        words: of the language to answer in.
        numbers: values for the placeholders.

    Returns:
        One or a few sentences.
    """
    sentence = words.get(key(conversation), **numbers)
    if conversation.act == "answer" and conversation.urgency == "now":
        # A question in the middle of danger is answered after what matters more.
        sentence = f"{words.get(f'lead.{_danger(conversation)}', **numbers)}\n{sentence}"
    if conversation.options:
        return f"{sentence}\n{words.get('ask.which_place')}"
    if conversation.detail == "greeting" or conversation.language in ("en", "ro"):
        return sentence
    return f"{sentence}\n{words.get('talk.other_language_note')}"


def key(conversation: Conversation) -> str:
    """The key of the sentence that opens the reply."""
    detail = "that_one_lead" if conversation.detail in _PICKED else conversation.detail
    closes = conversation.act == "answer" or (conversation.act == "talk" and detail in CLOSING)
    if conversation.urgency == "now" and detail not in SILENT and not closes:
        return f"lead.{_danger(conversation)}"
    if conversation.act == "answer":
        return f"questions.{detail}"
    if conversation.act == "talk" or detail in _TALK_LEADS:
        return f"talk.{detail}"
    if detail in ("region_set", "person_set"):
        return f"lead.{_abroad(conversation) or detail}"
    return f"lead.{detail or _need(conversation)}"


def _danger(conversation: Conversation) -> str:
    barriers = conversation.barriers
    if conversation.country not in ("", "GB"):
        return "danger_abroad"
    if "deaf" in barriers:
        return "danger_deaf"
    if barriers & {"cannot_speak", "overheard"}:
        return "danger_silent"
    if conversation.who in ("other", "professional"):
        return "danger_other"
    if "suicide" in conversation.topics:
        return "danger_suicide"
    return "danger_child" if conversation.age == "child" else "danger"


def _abroad(conversation: Conversation) -> str:
    if conversation.country in ("", "GB"):
        return ""
    return "abroad_ro" if conversation.country == "RO" else "abroad_other"


def _need(conversation: Conversation) -> str:
    need = conversation.need or "unclear"
    if need in ("support", "emergency"):
        return _support(conversation)
    if need == "access":
        return _access(conversation)
    if need == "report" and conversation.who == "professional":
        return "professional"
    return "report_child" if need == "report" and conversation.age == "child" else need


def _support(conversation: Conversation) -> str:
    about = next((topic for topic in _TOPIC_LEADS if topic in conversation.topics), "")
    if _abroad(conversation):
        return _abroad(conversation)
    if conversation.who == "professional":
        return "professional"
    if about in ("suicide", "forced_marriage", "missing"):
        return about
    if conversation.who == "other" or conversation.age == "child":
        return _OTHERS[conversation.who == "other", conversation.age == "child"]
    if conversation.urgency == "soon":
        return "support_soon"
    return about if about and not conversation.topics & _EXPLOITED else "support"


def _access(conversation: Conversation) -> str:
    if "no_english" in conversation.barriers:
        return "access_no_english"
    silent = conversation.barriers & {"cannot_speak", "overheard", "phone_watched"}
    return "access_silent" if silent else "access"

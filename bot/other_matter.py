"""Two matters in one conversation: the one that waits, and when it is taken up again. Pure.

Only what was heard of it is kept, as of the open matter: whose it is, where, and what about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation import MATTERS, Conversation, Heard

# Danger itself is never put aside: it stays in `urgency` until somebody says that it is over.
_MAY_WAIT = MATTERS - {"emergency", "access"}
_ABOUT_OTHERS = frozenset({"report", "anonymous_report"})
_KEPT = ("need", "who", "age", "gender", "nation", "police_area", "country", "where")
_TOPIC = "topic"


def taken_up(before: Conversation, heard: Heard) -> Conversation:
    """The conversation with the waiting matter open again, if the message goes back to it.

    Args:
        before: the conversation so far.
        heard: the message.
    """
    if _own_danger(before, heard):
        return replace(_opened(before, before.waiting), waiting=_packed(before, before.need))
    if not _goes_back(before, heard):
        # "And the girl?" after a question of fact is about the girl, no more about the question.
        leaves = before.question and heard.back and before.need in MATTERS
        return replace(before, question="") if leaves else before
    return replace(_opened(before, before.waiting), waiting=_packed(before, before.need))


def put_aside(before: Conversation, now: Conversation, heard: Heard) -> Conversation:
    """The conversation with the matter before this message waiting, if another one was opened.

    Args:
        before: the conversation before the message.
        now: after it.
        heard: the message.
    """
    apart = bool(heard.topics and before.topics) and not heard.topics & before.topics
    anew = now.who != before.who and "unknown" not in (now.who, before.who)
    beside = now.need == "out_of_scope" and before.need in _MAY_WAIT
    if beside:
        # A landlord asked about beside it: the matter itself waits.
        return replace(now, waiting=_packed(before, before.need))
    if not anew and (heard.need not in _MAY_WAIT or not (heard.chosen or apart)):
        return now
    # Somebody else's matter leaves the first one whole; one that was chosen of two takes its own
    # part out of it.
    whole = anew and not (heard.chosen and before.second)
    waiting = before.need if whole or before.need != now.need else before.second
    if waiting == "emergency":
        # Behind the danger stands what they need help with, or told of.
        waiting = "report" if before.who == "other" else "support"
    if waiting not in _MAY_WAIT:
        return now
    topics = before.topics if whole else before.topics - heard.topics
    return replace(now, waiting=_packed(replace(before, topics=topics), waiting))


def _own_danger(before: Conversation, heard: Heard) -> bool:
    """Whether the writer is in danger, told of another last, and is in another country than they.

    The brother is in Birmingham, and the men at the gate are in Bacău: 112, and not 999.
    """
    own = heard.urgency == "now" and heard.who == "self"
    if not own or not before.waiting or before.who == "self":
        return False
    waiting = _opened(before, before.waiting)
    return waiting.who == "self" and waiting.country not in ("", before.country)


def _goes_back(before: Conversation, heard: Heard) -> bool:
    if not before.waiting or heard.urgency == "now":
        return False
    waiting = _opened(before, before.waiting)
    own = heard.need in MATTERS and heard.topics - waiting.topics
    if _names(before, waiting, heard):
        return True
    if own and heard.need != waiting.need:
        return False
    about_others = waiting.who in ("other", "professional") or waiting.need in _ABOUT_OTHERS
    return (
        heard.back == "other"
        or (_is_own(heard) and waiting.who == "self" and before.who != "self")
        or (heard.back == "person" and about_others)
        or (heard.back in ("person", "him") and "domestic_abuse" in waiting.topics)
    )


def _is_own(heard: Heard) -> bool:
    """Whether the message is about the writer: "for mine again", "it's me, the one in Leeds"."""
    return heard.back == "me" or (heard.need == "followup" and heard.question == "fu_is_me")


def _names(before: Conversation, waiting: Conversation, heard: Heard) -> bool:
    """Whether the message is about what waits alone: "and that one with the wages, who was it"."""
    topics = heard.topics - heard.unnamed
    others = heard.who == "other" and waiting.who == "self"
    return bool(topics) and topics <= waiting.topics - before.topics and not others


def _packed(conversation: Conversation, need: str) -> tuple[str, ...]:
    """A matter as texts, to be kept in one slot."""
    matter = replace(conversation, need=need)
    told = (f"{name}:{value}" for name in _KEPT if (value := getattr(matter, name)))
    return (*told, *(f"{_TOPIC}:{topic}" for topic in sorted(matter.topics)))


def _opened(conversation: Conversation, waiting: Sequence[str]) -> Conversation:
    """The conversation with a packed matter as the open one."""
    parts = [item.partition(":")[::2] for item in waiting]
    values = {**dict.fromkeys(_KEPT, ""), **{name: value for name, value in parts if name in _KEPT}}
    topics = frozenset(value for name, value in parts if name == _TOPIC)
    return replace(
        conversation,
        need=values["need"],
        second="",
        question="",
        who=values["who"] or "unknown",
        age=values["age"] or "unknown",
        gender=values["gender"] or "unknown",
        nation=values["nation"],
        police_area=values["police_area"],
        country=values["country"],
        where=values["where"],
        topics=topics,
    )


__all__ = ["put_aside", "taken_up"]

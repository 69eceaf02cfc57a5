"""Two matters in one conversation: the one that waits, and when it is taken up again. Pure.

Only what was heard of it is kept, as of the open matter: a need, whose it is, and its topics.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import MATTERS, Conversation, Heard

# Danger is never put aside: it stays in `urgency` until somebody says that it is over.
_MAY_WAIT = MATTERS - {"emergency", "access"}
_ABOUT_OTHERS = frozenset({"report", "anonymous_report"})


def taken_up(before: Conversation, heard: Heard) -> Conversation:
    """The conversation with the waiting matter open again, if the message goes back to it.

    Args:
        before: the conversation so far.
        heard: the message.
    """
    if not _goes_back(before, heard):
        # "And the girl?" after a question of fact is about the girl, no more about the question.
        leaves = before.question and heard.back and before.need in MATTERS
        return replace(before, question="") if leaves else before
    same = before.waiting_who == before.who
    return replace(
        before,
        need=before.waiting,
        second="",
        who=before.waiting_who,
        topics=before.waiting_topics,
        waiting=before.need,
        waiting_who=before.who,
        waiting_topics=before.topics,
        age=before.age if same else "unknown",
        gender=before.gender if same else "unknown",
    )


def put_aside(before: Conversation, now: Conversation, heard: Heard) -> Conversation:
    """The conversation with the matter before this message waiting, if another one was opened.

    Args:
        before: the conversation before the message.
        now: after it.
        heard: the message.
    """
    apart = bool(heard.topics and before.topics) and not heard.topics & before.topics
    another = heard.need in _MAY_WAIT and (heard.chosen or (apart and now.need != before.need))
    waiting = before.need if before.need != now.need else before.second
    if not another or waiting not in _MAY_WAIT:
        return now
    return replace(
        now,
        waiting=waiting,
        waiting_who=before.who,
        waiting_topics=before.topics - heard.topics,
    )


def _goes_back(before: Conversation, heard: Heard) -> bool:
    if not before.waiting or heard.urgency == "now":
        return False
    own = heard.need in MATTERS and heard.topics - before.waiting_topics
    if own and heard.need != before.waiting:
        return False
    about_others = before.waiting_who == "other" or before.waiting in _ABOUT_OTHERS
    return (
        heard.back == "other"
        or (heard.back == "person" and about_others)
        or (heard.back in ("person", "him") and "domestic_abuse" in before.waiting_topics)
    )


__all__ = ["put_aside", "taken_up"]

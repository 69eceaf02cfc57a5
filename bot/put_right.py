"""What a message as a whole puts right in what was heard of it, facet by facet.

Reads what `bot.hearing` made of a message, and gives it back changed or as it was. Free of Rasa.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import MATTERS, Heard
from bot.nearby import PAPERS, exploited, grave, ordinary
from bot.nlu.heads import Verdict, folded, plain
from bot.plain_age import corrects_to_grown, says_adult, says_grown
from bot.plain_choice import matter_first, says_first, says_unpaid
from bot.thresholds import Thresholds


def papers(heard: Heard, verdict: Verdict, limits: Thresholds) -> Heard:
    """A lost passport or the way home, asked about within a calm wish for help, is answered too.

    First where nothing graver is told; and it is not out of our scope.

    Args:
        heard: the message.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    if heard.need == "information" and heard.question in PAPERS:
        # A flight to a wedding is no forced one.
        surely = verdict.scores["topics"].get("forced_marriage", 0.0) >= limits.used
        return heard if surely else replace(heard, topics=heard.topics - {"forced_marriage"})
    sure = max(verdict.scores["question"].get(key, 0.0) for key in PAPERS)
    wish = heard.need in ("support", "report", "out_of_scope") and heard.urgency == "none"
    if not wish or heard.question not in PAPERS or sure < limits.fact_sure:
        return heard
    if sure >= limits.fact and not grave(heard.topics):
        return replace(heard, need="information")
    if heard.need == "out_of_scope":
        return heard
    return heard if heard.second else replace(heard, second="information")


def unpaid(heard: Heard, words: str) -> Heard:
    """Wages that were not paid, told beside another matter than exploitation, are served as well.

    Args:
        heard: the message.
        words: its text in lower case, without marks on letters.
    """
    apart = heard.need == "support" and heard.topics - {"money"} and not exploited(heard.topics)
    if not apart or heard.second or heard.urgency == "now" or not says_unpaid(words):
        return heard
    return replace(heard, second="labour_rights")


def nearby(heard: Heard, verdict: Verdict) -> Heard:
    """A landlord or a burglary first, where it is as likely to be nothing more.

    Only for a first message: later, a landlord is a part of what was told before.

    Args:
        heard: the message.
        verdict: the facet model's probabilities.
    """
    if heard.need != "support" or heard.urgency != "none":
        return heard
    if not ordinary(heard.topics, verdict.scores["topics"], verdict.scores["need"]):
        return heard
    return replace(heard, need="out_of_scope", second="support")


def few_words(heard: Heard, text: str, verdict: Verdict, limits: Thresholds) -> Heard:
    """What a few words within a conversation put first, or put right.

    Args:
        heard: the message.
        text: what was typed.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    chosen = matter_first(plain(text)) or _named_first(plain(text), verdict, limits)
    if chosen and heard.urgency != "now":
        need, topic = chosen
        urgency = "none" if need == "labour_rights" else heard.urgency
        return replace(
            heard,
            need=need,
            need_sure=True,
            urgency=urgency,
            topics=frozenset({topic}),
            question=None,
            chosen=True,
        )
    if not says_grown(folded(text)):
        return heard
    return _grown(heard, verdict, limits)


def grown_up(heard: Heard, text: str, verdict: Verdict, limits: Thresholds) -> Heard:
    """An age put right within a conversation, or another person's beside the first one's.

    Args:
        heard: the message.
        text: what was typed.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    words = folded(text)
    another = (heard.question == "fu_same_for" or heard.same) and says_adult(words)
    if not another and not corrects_to_grown(words):
        return heard
    return _grown(heard, verdict, limits)


def _grown(heard: Heard, verdict: Verdict, limits: Thresholds) -> Heard:
    """The message as one about a grown-up, unless it is surely about a child."""
    if verdict.scores["age"].get("child", 0.0) >= limits.child_denied:
        return heard
    if heard.need in MATTERS:
        return replace(heard, age="adult")
    return replace(heard, age="adult", need="followup", question=None)


def _named_first(words: str, verdict: Verdict, limits: Thresholds) -> tuple[str, str] | None:
    """The matter that a few words put first without its usual name: "the landlord first"."""
    if not says_first(words):
        return None
    topic, likely = verdict.best("topics")
    return ("support", topic) if likely >= limits.mark_at_home else None

"""Which topics a message is about, from their probabilities and a few plain words. Free of Rasa."""

from __future__ import annotations

from collections.abc import Mapping

from bot.nearby import grave, says_exploited
from bot.nlu.heads import Verdict
from bot.plain_person import loves_a_man, names_family, says_lgbt, says_sexual
from bot.thresholds import Thresholds

# What may also be so beside a topic, and mostly is not: a partner who controls someone seldom
# sells her, whoever waits for asylum is seldom made to work, and whoever was kept somewhere and is
# back is not missing.
BESIDE = {
    "domestic_abuse": frozenset({"sexual", "labour", "criminal", "domestic_servitude", "suicide"}),
    "asylum": frozenset({"labour", "sexual", "criminal"}),
    "sexual_violence": frozenset({"sexual", "domestic_abuse"}),
    "crime": frozenset({"suicide"}),
    **dict.fromkeys(("labour", "sexual", "domestic_servitude", "criminal"), frozenset({"missing"})),
}


def topics_of(
    words: str, scores: Mapping[str, float], limits: Thresholds, mark: float
) -> frozenset[str]:
    """The topics; what mostly comes without another one counts beside it only where it is sure.

    Args:
        words: the text in lower case, without marks on letters.
        scores: the probability of each topic.
        limits: thresholds.
        mark: from which probability on a topic counts here.
    """
    found = marks(scores, mark)
    if not grave(found) and names_family(words):
        found |= marks(scores, limits.mark_at_home) & {"domestic_abuse"}
    if scores.get("lgbt", 0.0) < limits.unsaid and not says_lgbt(words):
        found -= {"lgbt"}
    if "domestic_abuse" in found and loves_a_man(words):
        found |= {"lgbt"}
    if scores.get("missing", 0.0) < limits.used:
        # Who cannot be reached just now is seldom missing.
        found -= {"missing"}
    if says_exploited(words):
        found -= {"crime"}
    for topic, beside in BESIDE.items():
        if topic in found:
            found -= {other for other in beside if scores.get(other, 0.0) < limits.used}
    return found


def unnamed(words: str, verdict: Verdict, limits: Thresholds) -> frozenset[str]:
    """What is told in mid-conversation without its words, and hardly meant unless it is sure.

    "He" may be the boss of whom they told, and "what they did to him" is what was told before.

    Args:
        words: the text in lower case, without marks on letters.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    if verdict.best("language")[0] not in ("en", "ro"):
        return frozenset()
    topics = verdict.scores["topics"]
    named = {"domestic_abuse": names_family(words), "sexual_violence": says_sexual(words)}
    return frozenset(
        topic
        for topic, said in named.items()
        if not said and topics.get(topic, 0.0) < limits.unsaid
    )


def marks(scores: Mapping[str, float], limit: float) -> frozenset[str]:
    """The labels that are likely enough.

    Args:
        scores: the probability of each label.
        limit: from which one on a label counts.
    """
    return frozenset(label for label, score in scores.items() if score >= limit)


__all__ = ["marks", "topics_of", "unnamed"]

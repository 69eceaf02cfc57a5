"""What stands in the way of a call, from probabilities and a few plain words. Free of Rasa."""

from __future__ import annotations

from bot.nlu.heads import Verdict
from bot.plain_barrier import (
    no_police,
    says_deaf,
    says_voiceless,
    wants_police,
    welcomes_police,
)
from bot.thresholds import Thresholds
from bot.topics_heard import marks


def barriers_of(words: str, verdict: Verdict, urgency: str, limits: Thresholds) -> frozenset[str]:
    """The barriers that are likely enough, or said in so many words.

    Args:
        words: the text in lower case, without marks on letters.
        verdict: the facet model's probabilities.
        urgency: in danger, silence counts sooner.
        limits: thresholds.
    """
    limit = limits.barrier_in_danger if urgency == "now" else limits.barrier
    found = marks(verdict.scores["barriers"], limit)
    if verdict.scores["barriers"].get("abroad", 0.0) < limits.barrier:
        # Who must be silent is heard sooner in danger; where they are is not.
        found -= {"abroad"}
    if verdict.scores["barriers"].get("deaf", 0.0) < limits.barrier:
        # Nor is deafness, whose lines are of no use to those who hear.
        found -= {"deaf"}
    if says_deaf(words):
        found |= {"deaf"}
    if no_police(words):
        found |= {"fear_police"}
    elif welcomes_police(words) or wants_police(words):
        found -= {"fear_police"}
    if urgency == "now" and says_voiceless(words):
        found |= {"cannot_speak"}
    return found


__all__ = ["barriers_of"]

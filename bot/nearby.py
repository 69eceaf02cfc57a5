"""Ordinary matters near our subject: a landlord, a card that stopped, a burglary.

The directory knows advisers for them. Free of Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

# Topics outside our subject for which the directory knows who helps.
NEARBY = frozenset({"housing", "asylum", "money", "crime"})
# Beside these, a matter is hardly ordinary.
_EXPLOITATION = frozenset({"labour", "sexual", "criminal", "domestic_servitude", "debt", "organ"})
_GRAVE = _EXPLOITATION | {"domestic_abuse"}
# Questions of fact with a service of their own: a consul, the way home.
PAPERS = frozenset({"embassy_help", "return_home"})
# The same, where the directory knows no consul of that country.
ELSEWHERE = {"embassy_help": "embassy_elsewhere", "return_home": "return_elsewhere"}
# From so much likelihood on that a matter is none of ours; less where its topic is plain.
# On dev 0.1 to 0.3 do the same, as do 0.02 to 0.05.
OUTSIDE, OUTSIDE_PLAIN = 0.1, 0.03
PLAIN = 0.9
# From so much likelihood on, exploitation beside rights at work goes first.
_AS_WELL = 0.25

_EXPLOITED = re.compile(
    r"exploit|traffick|\bslave|trafic\w* de|\btraficat|exploat|\bsclav|niewoln|esclav|escrav"
    r"|boc lot|skllav|рабств|експлуат|استغل|剥削|剝削|贩"
)
# What advisers know about, whatever else a message is: a deposit, a pension, a refund.
_FOR_ADVISERS = re.compile(
    r"\b(landlords?|landlady|rent|tenancy|evict\w*|deposits?|council tax|bailiffs?)\b"
    r"|\b(proprietar\w*|chirie\w*|chiria|garanti[ae]\w*|evacua\w*)\b"
)
_FOR_ADVISERS_MONEY = re.compile(
    r"\b(refund\w*|pensions?|benefits?|universal credit|warranty|parking (fine|ticket)"
    r"|(gas|electric\w*|energy|phone) bills?|loan|consumer)\b"
    r"|\b(pensi[ae]\w*|ajutor\w* social\w*|indemnizati\w*|ramburs\w*|factur\w*|credit\w*)\b"
)
# "The landlord makes her work in his shop for nothing".
_FOR_NOTHING = re.compile(
    r"\b(work\w*|clean\w*|cook\w*|labour\w*) .{0,25}\bfor (nothing|free|no (pay|money|wages?))\b"
    r"|\b(lucr\w+|munc\w+) .{0,25}\b(pe gratis|pe degeaba|pe nimic|fara (bani|plata|leafa))\b"
)


def says_exploited(text: str) -> bool:
    """Whether a message itself speaks of exploitation: then a crime is hardly another one.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_EXPLOITED.search(text))


def tells_of_unpaid_work(text: str) -> bool:
    """Whether somebody works for nothing: then a landlord's matter is hardly an ordinary one.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_FOR_NOTHING.search(text))


def for_advisers(text: str) -> frozenset[str]:
    """What of a message out of our scope advisers know about: `housing`, `money`, or neither.

    Args:
        text: lower case, without marks on letters.
    """
    if _FOR_ADVISERS.search(text):
        return frozenset({"housing"})
    return frozenset({"money"}) if _FOR_ADVISERS_MONEY.search(text) else frozenset()


def ordinary(topics: Set[str], scores: Mapping[str, float], needs: Mapping[str, float]) -> bool:
    """Whether a calm wish for help is as likely an ordinary matter of a nearby topic.

    Args:
        topics: what was heard that it is about.
        scores: the probability of each topic.
        needs: the probability of each need.
    """
    outside = needs.get("out_of_scope", 0.0)
    sure = any(scores.get(topic, 0.0) >= PLAIN for topic in topics & NEARBY)
    near = bool(topics & NEARBY) and not grave(topics)
    return near and outside >= (OUTSIDE_PLAIN if sure else OUTSIDE)


def under_force(needs: Sequence[tuple[str, float]], urgency: Mapping[str, float]) -> bool:
    """Whether what looks like rights at work is as likely exploitation: a boss who took a passport.

    Args:
        needs: the needs with their probabilities, likeliest first.
        urgency: the probability of each urgency.
    """
    scores = dict(needs)
    likely = scores.get("support", 0.0) + scores.get("emergency", 0.0)
    at_work = needs[0][0] == "labour_rights" and likely >= _AS_WELL
    return at_work and urgency.get("none", 1.0) < 0.5


def grave(topics: Set[str]) -> bool:
    """Whether exploitation or abuse at home is among the topics."""
    return bool(topics & _GRAVE)


def exploited(topics: Set[str]) -> bool:
    """Whether exploitation is among the topics."""
    return bool(topics & _EXPLOITATION)


__all__ = [
    "ELSEWHERE",
    "NEARBY",
    "PAPERS",
    "exploited",
    "for_advisers",
    "grave",
    "ordinary",
    "says_exploited",
    "tells_of_unpaid_work",
    "under_force",
]

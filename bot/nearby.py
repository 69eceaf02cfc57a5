"""Ordinary matters near our subject: a landlord, a card that stopped, a burglary.

The directory knows advisers for them. Free of Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

# Topics outside our subject for which the directory knows who helps.
NEARBY = frozenset({"housing", "asylum", "money", "crime"})
# Beside these, a matter is hardly ordinary.
_EXPLOITATION = frozenset({"labour", "sexual", "criminal", "domestic_servitude", "debt", "organ"})
_GRAVE = _EXPLOITATION | {"domestic_abuse"}
# Questions of fact with a service of their own: a consul, the way home.
PAPERS = frozenset({"embassy_help", "return_home"})
# From so much likelihood on that a matter is none of ours. On dev 0.1 to 0.3 do the same.
OUTSIDE = 0.1

_EXPLOITED = re.compile(
    r"exploit|traffick|\bslave|trafic\w* de|\btraficat|exploat|\bsclav|niewoln|esclav|escrav"
    r"|boc lot|skllav|рабств|експлуат|استغل|剥削|剝削|贩"
)


def says_exploited(text: str) -> bool:
    """Whether a message itself speaks of exploitation: then a crime is hardly another one.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_EXPLOITED.search(text))


def ordinary(topics: Set[str], needs: Mapping[str, float]) -> bool:
    """Whether a calm wish for help is as likely an ordinary matter of a nearby topic.

    Args:
        topics: what was heard that it is about.
        needs: the probability of each need.
    """
    return bool(topics & NEARBY) and not grave(topics) and needs.get("out_of_scope", 0.0) >= OUTSIDE


def grave(topics: Set[str]) -> bool:
    """Whether exploitation or abuse at home is among the topics."""
    return bool(topics & _GRAVE)


def exploited(topics: Set[str]) -> bool:
    """Whether exploitation is among the topics."""
    return bool(topics & _EXPLOITATION)


__all__ = ["NEARBY", "PAPERS", "exploited", "grave", "ordinary", "says_exploited"]

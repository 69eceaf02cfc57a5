"""From probabilities to contacts: each case through the very code that answers people.

A case is heard, taken into a fresh conversation and routed with the project's own directory at
two fixed times, so that a figure does not depend on when it was worked out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.by_name import taken
from bot.conversation import Conversation, Heard
from bot.dialogue import step
from bot.directory import Directory
from bot.evaluation.sets import Case
from bot.hearing import hear
from bot.nlu.heads import Verdict
from bot.outright import outright
from bot.regions import Located, locate
from bot.replies import plan_for
from bot.routing import LONDON
from bot.thresholds import Thresholds

# An ordinary Tuesday: at noon nearly all lines are open, at three in the morning few are.
NOON = dt.datetime(2026, 11, 17, 12, 0, tzinfo=LONDON)
NIGHT = dt.datetime(2026, 11, 17, 3, 0, tzinfo=LONDON)


@dataclass(frozen=True)
class Outcome:
    """What the bot did with a case.

    Attributes:
        case: the message and what is right for it.
        verdict: the facet model's probabilities.
        heard: what was sure enough.
        noon, night: ids of the contacts shown at the two times, best first.
        awake: those shown by night that are not closed then.
        alarm: whether an emergency service came first.
    """

    case: Case
    verdict: Verdict
    heard: Heard
    noon: tuple[str, ...]
    night: tuple[str, ...]
    awake: frozenset[str]
    alarm: bool

    @property
    def now(self) -> float:
        """The probability of danger now."""
        return self.verdict.scores["urgency"].get("now", 0.0)

    @property
    def right(self) -> bool:
        """Whether the contacts at noon are right."""
        return fits(self.case, self.noon)

    @property
    def right_by_night(self) -> bool:
        """Whether the contacts at three in the morning are right.

        Where all that may come first are closed then, another that is open leads, as it should.
        """
        asleep = bool(self.case.first) and not self.case.first & (self.awake | {""})
        case = replace(self.case, first=frozenset()) if asleep else self.case
        return fits(case, self.night)

    @property
    def faults(self) -> str:
        """What is wrong with the contacts at noon, in a few words."""
        return faults(self.case, self.noon)


def fits(case: Case, ids: Sequence[str]) -> bool:
    """Whether contacts are right for a case.

    Args:
        case: with the contacts allowed first, needed, and not allowed first.
        ids: the contacts shown, best first.

    Returns:
        True when the first is allowed, all that are needed are there, and the first is not one
        of those that must not lead.
    """
    return not faults(case, ids)


def faults(case: Case, ids: Sequence[str]) -> str:
    """What is wrong with contacts, in a few words; empty when they are right."""
    first = ids[0] if ids else ""
    found = []
    if case.first and first not in case.first:
        found.append(f"first {first or 'nothing'}, wanted {_either(case.first)}")
    if first in case.not_first:
        found.append(f"{first} may not be first")
    found += [f"{_either(group)} not shown" for group in case.shown if not group & set(ids)]
    return "; ".join(found)


def _either(ids: frozenset[str]) -> str:
    return " or ".join(item or "nothing" for item in sorted(ids))


def outcome(case: Case, verdict: Verdict, limits: Thresholds, directory: Directory) -> Outcome:
    """Answer one case.

    Args:
        case: the message.
        verdict: what the facet model says of it.
        limits: from which probability on something counts.
        directory: what may be offered.

    Returns:
        What was heard and shown.
    """
    heard = hear(case.text, verdict, _located(case.text), limits, opens=True)
    heard = outright(heard, case.text, opens=True)
    heard = taken(heard, directory.names.called(case.text), verdict, limits)
    conversation = step(Conversation(), heard)
    noon = plan_for(conversation, directory, NOON)
    night = plan_for(conversation, directory, NIGHT)
    alarm = bool(noon.choices) and noon.choices[0].resource.kind == "emergency"
    awake = frozenset(item.resource.id for item in night.choices if item.state != "closed")
    return Outcome(case, verdict, heard, noon.ids, night.ids, awake, alarm)


@lru_cache(maxsize=4096)
def _located(text: str) -> Located:
    """The place in a text; a sweep over thresholds asks for the same ones again and again."""
    return locate(text)

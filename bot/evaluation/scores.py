"""The figures: rates with their intervals, and how far a probability can be believed.

Free of Rasa and of the rest of the bot; everything here is arithmetic on small numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from bot.evaluation.judging import Outcome, fits

# Two-sided 95 %.
_Z = 1.959964
# What a leaflet with five national numbers gives to everyone, in its order.
LEAFLET = (
    "modern-slavery-helpline",
    "salvation-army-referral",
    "crimestoppers",
    "police-101",
    "emergency-999",
)


@dataclass(frozen=True)
class Rate:
    """How many of how many."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """The share in percent; nothing of nothing is 0."""
        return 100.0 * self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval in percent.

        Unlike the textbook one it is right for few cases and for shares near 0 and 100.
        """
        if not self.total:
            return 0.0, 100.0
        share, size = self.hits / self.total, self.total
        middle = share + _Z**2 / (2 * size)
        spread = _Z * sqrt(share * (1 - share) / size + _Z**2 / (4 * size**2))
        whole = 1 + _Z**2 / size
        low, high = (middle - spread) / whole, (middle + spread) / whole
        return 100.0 * max(0.0, low), 100.0 * min(1.0, high)


def rate(items: Iterable[bool]) -> Rate:
    """The rate of the true ones."""
    kept = list(items)
    return Rate(sum(kept), len(kept))


@dataclass(frozen=True)
class Scores:
    """What one set, or one part of it, came to.

    Attributes:
        size: how many messages.
        recall: messages of danger now answered with an emergency number first.
        alarms: calm messages (urgency none) answered so.
        soon_alarms: messages of urgency soon answered so.
        right: right contacts at noon.
        night: right contacts at three in the morning.
        beyond: right contacts for the calm messages that a leaflet of five numbers gets wrong.
        need: the need is the labelled one.
        urgency: the urgency heard is the labelled one.
        contacts: the mean number of contacts of a reply that gives any.
        brier: the mean square error of the probability of danger now.
    """

    size: int
    recall: Rate
    alarms: Rate
    soon_alarms: Rate
    right: Rate
    night: Rate
    beyond: Rate
    need: Rate
    urgency: Rate
    contacts: float
    brier: float

    def figures(self) -> dict[str, float]:
        """The shares by name, as a baseline keeps them."""
        rates = {name: value for name, value in vars(self).items() if isinstance(value, Rate)}
        shares = {name: round(value.share, 1) for name, value in rates.items() if value.total}
        whole = {"size": float(self.size), "contacts": round(self.contacts, 2)}
        return {**whole, **shares, "brier": round(self.brier, 4)}


def scores(outcomes: Sequence[Outcome]) -> Scores:
    """Score what the bot did.

    Args:
        outcomes: one a message.

    Returns:
        All figures; rates over nothing have a total of 0.
    """
    by = {
        level: [item.alarm for item in outcomes if item.case.urgency == level]
        for level in ("now", "none", "soon")
    }
    shown = [len(item.noon) for item in outcomes if item.noon]
    return Scores(
        size=len(outcomes),
        recall=rate(by["now"]),
        alarms=rate(by["none"]),
        soon_alarms=rate(by["soon"]),
        right=rate(item.right for item in outcomes),
        night=rate(item.right_by_night for item in outcomes),
        beyond=rate(item.right for item in outcomes if _beyond_a_leaflet(item)),
        need=rate(item.heard.need == item.case.need for item in outcomes),
        urgency=rate(item.heard.urgency == item.case.urgency for item in outcomes),
        contacts=sum(shown) / len(shown) if shown else 0.0,
        brier=brier(*_danger(outcomes)),
    )


def _beyond_a_leaflet(item: Outcome) -> bool:
    return item.case.urgency == "none" and not fits(item.case, LEAFLET)


def _danger(outcomes: Sequence[Outcome]) -> tuple[list[float], list[bool]]:
    return [item.now for item in outcomes], [item.case.urgency == "now" for item in outcomes]


def brier(chances: Sequence[float], truths: Sequence[bool]) -> float:
    """The mean square error of probabilities: 0 is perfect, 0.25 is always saying a half.

    Args:
        chances: probabilities.
        truths: whether each came true.
    """
    if not chances:
        return 0.0
    gaps = np.asarray(chances, float) - np.asarray(truths, float)
    return float(np.mean(gaps**2))


@dataclass(frozen=True)
class Bin:
    """The messages whose probability lies in one tenth: what was said, and what was so."""

    low: float
    high: float
    said: float
    was: Rate


def reliability(outcomes: Sequence[Outcome], tenths: int = 10) -> list[Bin]:
    """How often there was danger where the model said so with this much certainty.

    Args:
        outcomes: one a message.
        tenths: how many equal parts to make of 0 to 1.

    Returns:
        The parts that hold any message, lowest first.
    """
    chances, truths = _danger(outcomes)
    found = []
    for place in range(tenths):
        low, high = place / tenths, (place + 1) / tenths
        last = place == tenths - 1
        inside = [
            (chance, truth)
            for chance, truth in zip(chances, truths)
            if low <= chance < high or (last and chance >= high)
        ]
        if inside:
            said = sum(chance for chance, _ in inside) / len(inside)
            found.append(Bin(low, high, said, rate(truth for _, truth in inside)))
    return found


def groups(
    outcomes: Sequence[Outcome], key: Callable[[Outcome], str]
) -> Mapping[str, list[Outcome]]:
    """Outcomes by a label, the largest group first."""
    found: dict[str, list[Outcome]] = {}
    for item in outcomes:
        found.setdefault(key(item), []).append(item)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def threshold_at(chances: Sequence[float], calm: Sequence[bool], share: float) -> float:
    """The lowest threshold at which no more than a share of calm messages reach it.

    Args:
        chances: probability of danger now, one a message.
        calm: which messages are calm.
        share: the false alarms allowed, between 0 and 1.

    Returns:
        A threshold just above the highest calm probability that must stay below it.
    """
    below = sorted((chance for chance, is_calm in zip(chances, calm) if is_calm), reverse=True)
    allowed = int(share * len(below))
    return float(np.nextafter(below[allowed], 2.0)) if allowed < len(below) else 0.0


def recall_at(chances: Sequence[float], danger: Sequence[bool], limit: float) -> Rate:
    """How many messages of danger reach a threshold."""
    return rate(chance >= limit for chance, is_danger in zip(chances, danger) if is_danger)


def severity(item: Outcome) -> tuple[int, float]:
    """How much a wrong answer matters, the worst first when sorted.

    Danger missed by the most, then calm messages alarmed by the most, then soon ones, then
    wrong contacts where the model was surest of its need.
    """
    urgency = item.case.urgency
    if urgency == "now" and not item.alarm:
        return 0, item.now
    if urgency == "none" and item.alarm:
        return 1, -item.now
    if not item.right:
        return (2 if urgency == "now" else 3), -item.verdict.best("need")[1]
    return 4, 0.0


def worst(outcomes: Sequence[Outcome], most: int) -> list[Outcome]:
    """The wrong answers most worth reading: half dangers missed, then alarms, then contacts.

    Args:
        outcomes: one a message.
        most: how many at most.

    Returns:
        Wrong ones only; no kind takes more than half while another has some left.
    """
    ranked = sorted((item for item in outcomes if severity(item)[0] < 4), key=severity)
    kinds = [[item for item in ranked if severity(item)[0] == kind] for kind in range(4)]
    shares = [most // 2, most // 4, most, most]
    chosen = [item for kind, share in zip(kinds, shares) for item in kind[:share]]
    chosen = chosen[:most] + [item for item in ranked if item not in chosen]
    return sorted(chosen[:most], key=severity)

"""How urgent a message is, from probabilities and a few plain words. Free of Rasa."""

from __future__ import annotations

from bot.nlu.heads import Verdict
from bot.plain_aside import says_long_ago
from bot.plain_back import says_same
from bot.plain_barrier import no_police, refuses_police
from bot.plain_danger import names_weapon, says_calm, says_danger
from bot.plain_idiom import says_idiom, says_invented
from bot.plain_over import lies_behind, says_over, takes_along
from bot.plain_person import only_introduces
from bot.regions import Located
from bot.thresholds import Thresholds

# Needs that hardly ever go with danger now.
CALM_NEEDS = frozenset(
    {
        "information",
        "labour_rights",
        "police_contact",
        "anonymous_report",
        "access",
        "followup",
        "smalltalk",
        "stop",
        "out_of_scope",
        "abuse",
    }
)


def least_danger(
    words: str, verdict: Verdict, opens: bool, story: bool, located: Located, limits: Thresholds
) -> float:
    """How likely danger must be at least, by the outer form of the message.

    Args:
        words: the text in lower case, without marks on letters.
        verdict: the facet model's probabilities.
        opens: whether it is the first message.
        story: whether it tells a story of its own.
        located: the place understood in it.
        limits: thresholds.
    """
    least = limits.danger_told if story else limits.danger_later
    least = 0.0 if opens else least
    if says_idiom(words) or says_invented(words):
        least = limits.danger_certain
    if lies_behind(words):
        least = max(least, limits.danger_away)
    if says_long_ago(words):
        least = max(least, limits.danger_ago)
    silenced = (verdict.scores["barriers"].get(key, 0.0) for key in ("cannot_speak", "overheard"))
    silent = max(silenced) >= limits.barrier
    placed = (located.country or located.ambiguous) and not silent
    few = not story or (placed and not opens and says_same(words))
    if few and (placed or refuses_police(words)):
        least = limits.danger_placed
    if not opens and says_over(words) == "safe":
        least = max(least, limits.danger_away)
    if not opens and only_introduces(words):
        least = max(least, limits.danger_past)
    denied = says_calm(words) or (not opens and no_police(words))
    return max(least, limits.danger_denied) if denied else least


def urgency_of(words: str, verdict: Verdict, need: str, limits: Thresholds, least: float) -> str:
    """The urgency; danger must be at least as likely as `least`, whatever the language.

    Args:
        words: the text in lower case, without marks on letters.
        verdict: the facet model's probabilities.
        need: the need that was heard.
        limits: thresholds.
        least: from `least_danger`.
    """
    if says_danger(words) and not says_invented(words):
        return "now"
    scores = verdict.scores["urgency"]
    language, _ = verdict.best("language")
    danger = {"en": limits.danger_en, "ro": limits.danger_ro}.get(language, limits.danger)
    if language not in ("en", "ro") and names_weapon(words):
        danger = limits.danger_armed
    if not takes_along(words):
        danger = max(danger, _calm_bar(verdict, need, limits))
    if scores.get("now", 0.0) >= max(danger, least):
        return "now"
    soon = limits.soon_at_work if need == "labour_rights" else limits.soon
    return "soon" if 1.0 - scores.get("none", 0.0) >= soon else "none"


def urgency_sure(words: str, verdict: Verdict, limits: Thresholds) -> bool:
    """Whether the message is far from the line between danger and calm, on either side.

    Args:
        words: the text in lower case, without marks on letters.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    chance = verdict.scores["urgency"].get("now", 0.0)
    return says_danger(words) or chance >= limits.danger_sure or chance <= limits.calm


def _calm_bar(verdict: Verdict, need: str, limits: Thresholds) -> float:
    """How likely danger must be at least, by what else a message is; 0 where that says nothing."""
    bar = 0.0
    if need == "support" and verdict.best("need")[0] == "labour_rights":
        # "Has my passport and won't pay": help is due, and wages speak for no alarm all the same.
        need = "labour_rights"
    likely = verdict.scores["need"].get(need, 0.0)
    if need in CALM_NEEDS and likely >= limits.calm_need:
        bar = max(bar, limits.danger_denied)
    if need == "report" and likely >= limits.calm_need:
        bar = max(bar, limits.danger_reported)
    if (
        need in ("unclear", "smalltalk")
        and verdict.scores["who"].get("professional", 0.0) >= limits.who_sure
    ):
        # A nurse who has only introduced herself.
        bar = max(bar, limits.danger_denied)
    if verdict.scores["topics"].get("crime", 0.0) >= limits.used:
        bar = max(bar, limits.danger_after)
    return bar


__all__ = ["least_danger", "urgency_of", "urgency_sure"]

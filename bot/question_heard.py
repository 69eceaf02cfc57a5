"""Which question a message asks, by the kind that goes with its need. Free of Rasa."""

from __future__ import annotations

from functools import lru_cache

from bot.nlu.heads import NOTHING, Verdict
from bot.question_keys import OVER
from bot.thresholds import Thresholds

# Which question keys go with which need: a greeting is no answer to "what is the NRM".
_PREFIXES = {"followup": "fu_", "stop": "stop_", "smalltalk": "st_", "unclear": "un_"}
# The same question, asked at first or about the contacts of a reply.
_ALSO_ASKED_LATER = {"is_it_free": "fu_cost", "opening_hours": "fu_open"}
# So much likelier than the next question one is plainly the one that was asked.
_PLAINLY = 1.75


def question(need: str, verdict: Verdict, limits: Thresholds) -> str | None:
    """The likeliest question key of the kind that goes with a need.

    Args:
        need: the need that was heard.
        verdict: the facet model's probabilities.
        limits: thresholds.

    Returns:
        The key; None where none is likely.
    """
    prefix = _PREFIXES.get(need)
    fitting = {
        key: score
        for key, score in verdict.scores["question"].items()
        if key != NOTHING and (key.startswith(prefix) if prefix else _is_fact(key))
    }
    for guessed in OVER:
        # Nobody is told "I am glad that you are safe" by a guess.
        if fitting.get(guessed, 0.0) < limits.over:
            fitting.pop(guessed, None)
    key, score = max(fitting.items(), key=lambda item: item[1], default=(None, 0.0))
    return key if score >= limits.question else None


def facts(verdict: Verdict) -> tuple[float, float]:
    """How likely the likeliest question of fact is, and the next one.

    Args:
        verdict: the facet model's probabilities.

    Returns:
        Both probabilities, 0 to 1.
    """
    asked = verdict.scores["question"]
    ranked = sorted(
        (
            score + asked.get(_ALSO_ASKED_LATER.get(key, ""), 0.0)
            for key, score in asked.items()
            if key != NOTHING and _is_fact(key)
        ),
        reverse=True,
    )
    best, following = [*ranked, 0.0, 0.0][:2]
    return best, following


def asks_surely(verdict: Verdict, limits: Thresholds) -> bool:
    """Whether it is plain what was asked, however close two needs are.

    Args:
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    best, following = facts(verdict)
    return best >= limits.fact_sure and best >= _PLAINLY * following


@lru_cache(maxsize=256)  # the keys are those of the model
def _is_fact(key: str) -> bool:
    return not key.startswith(tuple(_PREFIXES.values()))


__all__ = ["asks_surely", "facts", "question"]

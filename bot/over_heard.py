"""That a danger has passed: from probabilities and what is said in so many words. Free of Rasa."""

from __future__ import annotations

from bot.nlu.heads import Verdict
from bot.plain_barrier import says_afraid, says_watched
from bot.plain_danger import says_coming, says_danger, tells_of_violence
from bot.plain_goes_on import says_hearsay
from bot.plain_over import says_over, takes_along
from bot.question_keys import OVER
from bot.thresholds import Thresholds

_EVEN = 0.5
# From so many words on a message tells more than that it is over.
_STORY = 12


def over(words: str, verdict: Verdict, limits: Thresholds) -> str:
    """How a message says that a danger is over; empty where it may as well tell of a new one."""
    on = says_danger(words) or takes_along(words) or says_hearsay(words)
    said = "" if on else says_over(words)
    bar = {"safe": limits.danger_past, "gone": limits.danger_away}.get(said, 0.0)
    return said if verdict.scores["urgency"].get("now", 0.0) < bar else ""


def surely_over(verdict: Verdict, limits: Thresholds) -> bool:
    """Whether a message tells plainly that a danger is over, and nobody has to guess it."""
    return _likelihood(verdict) >= limits.over_sure


def not_over(words: str) -> bool:
    """Whether what sounds like the end of a danger is none: still afraid, taken along, hearsay."""
    afraid = says_afraid(words) or says_watched(words)
    return takes_along(words) or says_hearsay(words) or (afraid and not says_over(words))


def passed(words: str, verdict: Verdict, limits: Thresholds) -> bool:
    """Whether a few words say that danger is over: "he's gone now".

    A safe house is a place, and who hits and now sleeps will wake.
    """
    if "safe house" in words or tells_of_violence(words) or says_coming(words):
        return False
    if not_over(words) or says_watched(words):
        return False
    likely = _likelihood(verdict)
    now = verdict.scores["urgency"].get("now", 0.0)
    if _asks_for_more(words, verdict) or likely < _likeliest_other(verdict):
        return False
    # "Vine acum, e nervos": where danger is twice as likely, nobody is told that it is over.
    return likely >= max(limits.over, _EVEN * now) and now < limits.danger_denied


def _likelihood(verdict: Verdict) -> float:
    """How likely a message tells that a danger is over, in any of the ways there are."""
    questions = verdict.scores["question"]
    return sum(questions.get(key, 0.0) for key in OVER)


def _likeliest_other(verdict: Verdict) -> float:
    """How likely the likeliest other follow-up is: "I rang them and nobody answered"."""
    asked = verdict.scores["question"].items()
    return max(
        (much for key, much in asked if key.startswith("fu_") and key not in OVER), default=0
    )


def _asks_for_more(words: str, verdict: Verdict) -> bool:
    """Whether a message tells a story beside, and more likely wants help than only says so."""
    needs = verdict.scores["need"]
    told = len(words.split()) >= _STORY
    return told and needs.get("support", 0.0) > 2 * needs.get("followup", 0.0)


__all__ = ["not_over", "over", "passed", "surely_over"]

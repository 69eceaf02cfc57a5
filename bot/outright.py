"""What a message says outright, whatever the model made of it: an age, a boss, the third one.

Comes after `bot.hearing`, which weighs probabilities; here plain words put right whose age was
told, who hits, and which of the contacts or places is meant. Free of Rasa.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.conversation import MATTERS, NOWHERE, Heard
from bot.hearing import hear
from bot.nlu.heads import Verdict, folded
from bot.nlu.reading import legible
from bot.plain_age import takes_back
from bot.plain_barrier import says_voiceless
from bot.plain_children import has_children
from bot.plain_choice import asks_again, asks_emergency_number, turned_away
from bot.plain_danger import says_danger, tells_of_violence
from bot.plain_grave import fears_cutting, tells_of_rape, wishes_to_die
from bot.plain_own import ADULT_FROM, names_boss, names_nobody_at_home, own_age, says_woman
from bot.plain_pick import nation_of, only_an_address, ordinal, side_of_border
from bot.plain_unreal import says_unreal
from bot.regions import Located
from bot.thresholds import Thresholds

# Told of others by a child, these are the child's own matter as well.
_A_CHILDS = frozenset({"support", "emergency", "followup", "unclear"})
_UNDER_AGE = re.compile(r"(?<!\d)(\d|1[0-7])(?!\d)|\b(kid|child|minor\w*|copil\w*)\b")
# What a question for the emergency number is taken for; any other question is its own.
_MAY_ASK_NUMBER = frozenset(
    {
        None,
        "what_is_999",
        "what_is_101",
        "what_to_do",
        "what_happens_call",
        "what_happens_999",
        "number_from_abroad",
        "fu_number_again",
    }
)
_FEW = 4
_READ = frozenset({"en", "ro", None})


def outright(heard: Heard, text: str, *, opens: bool) -> Heard:
    """Put right what was heard by what the message says in so many words.

    Args:
        heard: the message, as `bot.hearing.hear` understood it.
        text: what was typed.
        opens: whether it is the first message: then there is nothing yet to pick from.

    Returns:
        The message, changed or as it was.
    """
    if heard.empty or heard.press is not None:
        return heard
    words = folded(legible(text))
    heard = _aged(_grave(heard, words), words)
    if says_woman(words):
        heard = replace(heard, gender="female")
    if nation := side_of_border(words):
        area = replace(heard.located, nation=nation, police_area=None, country="GB")
        heard = replace(heard, located=replace(area, ambiguous=False, alternatives=()))
    if not opens:
        told = re.sub(r"\d", "0", words)
        heard = replace(heard, has_children=has_children(told), voiceless=says_voiceless(told))
    if heard.language not in _READ:
        return heard
    heard = _asked_plainly(heard, words, opens=opens)
    if opens:
        at_work = heard.topics - ({"domestic_abuse"} if names_boss(words) else set())
        return replace(heard, topics=at_work)
    return _within_a_talk(heard, words)


def beside_harmless(
    heard: Heard, left: tuple[str, Verdict], located: Located, limits: Thresholds, opens: bool
) -> Heard:
    """Hear the danger in what is left beside a harmless part: "are you a bot? he has a gun".

    Args:
        heard: the whole message.
        left: what is left of it, and the facet model's probabilities for that.
        located: the place understood in the whole message.
        limits: thresholds.
        opens: whether it is the first message.

    Returns:
        The danger where what is left tells one surely enough, else the whole message.
    """
    text, verdict = left
    if heard.urgency == "now" or verdict.scores["urgency"].get("now", 0.0) < limits.danger_left:
        return heard
    apart = hear(text, verdict, located, limits, opens)
    return replace(apart, language=heard.language) if apart.urgency == "now" else heard


def _grave(heard: Heard, words: str) -> Heard:
    """A wish to die, or rape, in the plain words of the languages with few messages."""
    if tells_of_rape(words):
        heard = replace(heard, topics=heard.topics | {"sexual_violence"})
    if fears_cutting(words) and heard.question is None:
        need = heard.need if heard.need in MATTERS else "support"
        urgency = "soon" if heard.urgency == "none" else heard.urgency
        # Where a girl is to be taken for it is not where she is.
        place = heard.located if heard.located.country == "GB" else NOWHERE
        heard = replace(heard, need=need, need_sure=True, urgency=urgency, located=place)
    if not wishes_to_die(words):
        return heard
    if heard.need not in ("support", "emergency"):
        heard = replace(heard, need="support", need_sure=True, question=None, who="self")
    urgency = "soon" if heard.urgency == "none" else heard.urgency
    return replace(heard, urgency=urgency, topics=heard.topics | {"suicide"})


def _asked_plainly(heard: Heard, words: str, *, opens: bool) -> Heard:
    """What a few words ask for, which sound of danger and tell none: "trimite iar"."""
    if says_danger(words):
        return heard
    asks = ""
    alarmed = heard.urgency == "now"
    may_ask = not alarmed and heard.question in _MAY_ASK_NUMBER
    if may_ask and asks_emergency_number(words) and not tells_of_violence(words):
        asks = "what_is_999"
    elif not opens and asks_again(words):
        asks = "fu_number_again"
    elif not opens and turned_away(words) and (heard.faint or not alarmed):
        asks = "fu_tried"
    if not asks:
        return heard
    need = "followup" if asks.startswith("fu_") else "information"
    return replace(
        heard, need=need, need_sure=True, question=asks, urgency="none", second="", over=""
    )


def _within_a_talk(heard: Heard, words: str) -> Heard:
    """What counts only where something was told or shown before."""
    heard = replace(
        heard,
        ordinal=ordinal(words),
        nation_meant=nation_of(words),
        unreal=heard.urgency != "now" and says_unreal(words),
        nobody_at_home=names_nobody_at_home(words),
        age_told=bool(_UNDER_AGE.search(words)),
    )
    opened = heard.need in MATTERS - {"emergency"} and heard.urgency != "now"
    if opened and len(words.split()) <= _FEW and own_age(words):
        # "I'm 13" answers nothing about danger, and opens no other matter.
        return replace(heard, need="followup", need_sure=True, question="fu_yes", second="")
    placed = heard.located.country == "GB" or heard.located.ambiguous
    if not placed or heard.urgency == "now" or not only_an_address(words):
        return heard
    # The numbers of a house or a postcode are no age and no wage.
    return replace(
        heard,
        need="followup",
        question="fu_region",
        need_sure=True,
        second="",
        urgency="none",
        age="unknown",
        who="unknown",
        topics=frozenset(),
        barriers=frozenset(),
    )


def _aged(heard: Heard, words: str) -> Heard:
    """The writer's own age before another's: "I'm 31, the youngest here is 16", "14 like me"."""
    age = own_age(words)
    if age is None or takes_back(words) or heard.who == "professional":
        return heard
    if age >= ADULT_FROM:
        return heard if heard.who == "other" else replace(heard, age="adult")
    if heard.who == "other" and heard.need not in _A_CHILDS:
        return heard
    return replace(heard, age="child", who="self")


__all__ = ["beside_harmless", "outright"]

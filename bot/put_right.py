"""What a message as a whole puts right in what was heard of it, facet by facet.

Reads what `bot.hearing` made of a message, and gives it back changed or as it was. Free of Rasa.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import MATTERS, NOWHERE, Heard
from bot.nearby import ELSEWHERE, PAPERS, exploited, grave, ordinary, tells_of_unpaid_work
from bot.nlu.heads import Verdict, folded, plain
from bot.plain_age import corrects_to_grown, says_adult, says_grown, says_own_adult, takes_back
from bot.plain_aside import (
    says_he_is_there,
    says_nameless,
    says_once_there,
    says_present_here,
    says_unforced,
)
from bot.plain_choice import (
    afraid_to_call,
    another_matter,
    asks_best,
    first_one,
    matter_first,
    says_first,
    says_unpaid,
)
from bot.plain_courtesy import only_thanks
from bot.plain_person import is_romanian, of_another_nation
from bot.plain_wish import asks_for_parent, asks_for_themselves, says_not_me
from bot.thresholds import Thresholds

# What a wish to give no name may be taken for.
_MAY_BE_NAMELESS = frozenset({"support", "report", "followup", "information", "access", "unclear"})


def papers(heard: Heard, verdict: Verdict, limits: Thresholds) -> Heard:
    """A lost passport or the way home, asked about within a calm wish for help, is answered too.

    First where nothing graver is told; and it is not out of our scope.

    Args:
        heard: the message.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    if heard.need == "information" and heard.question in PAPERS:
        # A flight to a wedding is no forced one.
        surely = verdict.scores["topics"].get("forced_marriage", 0.0) >= limits.used
        return heard if surely else replace(heard, topics=heard.topics - {"forced_marriage"})
    sure = max(verdict.scores["question"].get(key, 0.0) for key in PAPERS)
    wish = heard.need in ("support", "report", "out_of_scope") and heard.urgency == "none"
    if not wish or heard.question not in PAPERS or sure < limits.fact_sure:
        return heard
    if sure >= limits.fact and not grave(heard.topics):
        return replace(heard, need="information")
    if heard.need == "out_of_scope":
        return heard
    return heard if heard.second else replace(heard, second="information")


def another_consul(heard: Heard, words: str, opens: bool) -> Heard:
    """A passport of another country than Romania, whose consul alone the directory knows.

    Args:
        heard: the message.
        words: its text in lower case, without marks on letters.
        opens: whether nothing was told before: then Romania must be named.
    """
    if heard.question not in PAPERS or heard.language == "ro" or is_romanian(words):
        return heard
    if not opens and not of_another_nation(words):
        return heard
    return replace(heard, question=ELSEWHERE[heard.question])


def unpaid(heard: Heard, words: str) -> Heard:
    """Wages that were not paid, told beside another matter than exploitation, are served as well.

    Args:
        heard: the message.
        words: its text in lower case, without marks on letters.
    """
    apart = heard.need == "support" and heard.topics - {"money"} and not exploited(heard.topics)
    if not apart or heard.second or heard.urgency == "now" or not says_unpaid(words):
        return heard
    return replace(heard, second="labour_rights")


def aside(heard: Heard, words: str, verdict: Verdict, limits: Thresholds, opens: bool) -> Heard:
    """What a message says of itself on the side: nobody forces me, no name, that was elsewhere.

    Args:
        heard: the message.
        words: its text in lower case, without marks on letters.
        verdict: the facet model's probabilities.
        limits: thresholds.
        opens: whether nothing was told before.
    """
    if heard.urgency == "now":
        return heard
    needs = verdict.scores["need"]
    free = heard.need == "support" and needs.get("labour_rights", 0.0) >= limits.unforced
    free = free and verdict.scores["urgency"].get("none", 1.0) >= limits.unforced_calm
    if free and says_unforced(words):
        heard = replace(heard, need="labour_rights", second="", urgency="none")
    if opens:
        return heard
    if says_once_there(words):
        heard = replace(heard, located=NOWHERE)
    nameless = needs.get("anonymous_report", 0.0) >= limits.nameless_said
    if not nameless or heard.need not in _MAY_BE_NAMELESS or not says_nameless(words):
        return heard
    if heard.need == "report" and heard.who == "other":
        return replace(heard, need="anonymous_report", second="")
    return replace(
        heard, need="anonymous_report", second="", topics=frozenset(), who="unknown", question=None
    )


def elsewhere(heard: Heard, words: str, verdict: Verdict, limits: Thresholds) -> Heard:
    """A country told beside, where nothing else says that who needs help is there.

    "He is in Spain now", "in Kuwait I will learn what happens to thieves": whoever writes or is
    told of stays where they were; in danger above all. Only within a talk: who opens one with a
    place abroad is mostly there.

    Args:
        heard: the message.
        words: its text in lower case, without marks on letters.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    likely = verdict.scores["barriers"].get("abroad", 0.0)
    if "forced_marriage" in heard.topics and likely < limits.barrier:
        # Where somebody is to be married is not where she is.
        heard = replace(heard, located=replace(heard.located, kin=None))
    abroad = heard.located.country not in (None, "GB")
    # "A plecat, e în Spania": whoever frightened them is there.
    his = heard.question == "fu_gone" or says_he_is_there(words)
    abroad = abroad and (heard.need in MATTERS or his)
    least = limits.there_in_danger if heard.urgency == "now" else limits.there
    least = limits.barrier if his else least
    if not abroad or likely >= least or says_present_here(words):
        return heard
    return replace(heard, located=NOWHERE)


def nearby(heard: Heard, words: str, verdict: Verdict) -> Heard:
    """A landlord or a burglary first, where it is as likely to be nothing more.

    Only for a first message: later, a landlord is a part of what was told before.

    Args:
        heard: the message.
        words: its text in lower case, without marks on letters.
        verdict: the facet model's probabilities.
    """
    if heard.need != "support" or heard.urgency != "none" or tells_of_unpaid_work(words):
        return heard
    if not ordinary(heard.topics, verdict.scores["topics"], verdict.scores["need"]):
        return heard
    return replace(heard, need="out_of_scope", second="support")


def lost_somebody(heard: Heard, verdict: Verdict, limits: Thresholds) -> Heard:
    """Who says that somebody is missing is not turned away: "my daughter is missing".

    Args:
        heard: the message.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    sure = verdict.scores["topics"].get("missing", 0.0) >= limits.surely_missing
    if not sure or heard.need not in ("out_of_scope", "smalltalk", "unclear"):
        return heard
    return replace(
        heard, need="support", need_sure=True, question=None, topics=heard.topics | {"missing"}
    )


def which_one(heard: Heard, words: str) -> Heard:
    """What a few words mean that sound like "the second one": the first, the best, or none yet.

    "What was that first one", "back to the patient, which would you try".

    Args:
        heard: the message.
        words: its text in lower case, without marks on letters.
    """
    if heard.urgency != "now" and afraid_to_call(words):
        # They are told what happens when one calls, as nobody is who only hears the number again.
        return replace(heard, need="information", need_sure=True, question="what_happens_call")
    if heard.urgency != "now" and asks_best(words):
        return replace(heard, need="followup", need_sure=True, question="fu_why")
    second = heard.need == "followup" and heard.question in ("fu_second", None)
    if not second or not (first_one(words) or (heard.back and heard.question)):
        return heard
    return replace(heard, question="fu_number_again")


def few_words(heard: Heard, text: str, verdict: Verdict, limits: Thresholds) -> Heard:
    """What a few words within a conversation put first, or put right.

    Args:
        heard: the message.
        text: what was typed.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    if only_thanks(plain(text)):
        return replace(heard, need="smalltalk", need_sure=True, second="", question="st_thanks")
    chosen = matter_first(plain(text)) or _named_first(plain(text), verdict, limits)
    if chosen and heard.urgency != "now":
        need, topic = chosen
        urgency = "none" if need == "labour_rights" else heard.urgency
        return replace(
            heard,
            need=need,
            need_sure=True,
            urgency=urgency,
            topics=frozenset({topic}),
            question=None,
            chosen=True,
        )
    if not says_grown(folded(text)):
        return heard
    return _grown(heard, verdict, limits)


def another_person(heard: Heard, words: str, verdict: Verdict, limits: Thresholds) -> Heard:
    """Whom a message within a talk is about, where it says so in plain words.

    "Not me, men at the car wash" is about others, and "can my mum talk to somebody" about a
    grown-up with the same matter.

    Args:
        heard: the message.
        words: its text in lower case, without marks on letters.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    if heard.urgency == "now":
        return heard
    if asks_for_parent(words):
        return replace(heard, need="followup", need_sure=True, question="fu_not_me")
    if asks_for_themselves(words):
        return replace(
            heard, need="followup", need_sure=True, question="fu_same_for", themselves=True
        )
    if not says_not_me(words):
        return heard
    if heard.need not in MATTERS:
        guessed = heard.question in ("fu_is_me", None)
        return replace(heard, question="fu_not_me") if guessed else heard
    needs = verdict.scores["need"]
    told = needs.get("report", 0.0) + needs.get("anonymous_report", 0.0) >= limits.nameless
    need = "report" if told and heard.need == "support" else heard.need
    return replace(heard, need=need, who="other", who_sure=True)


def grown_up(heard: Heard, text: str, verdict: Verdict, limits: Thresholds) -> Heard:
    """An age put right within a conversation, or another person's beside the first one's.

    "Another case, a man of 40": nothing of the child told of before holds for him.

    Args:
        heard: the message.
        text: what was typed.
        verdict: the facet model's probabilities.
        limits: thresholds.
    """
    words = folded(text)
    another = heard.question == "fu_same_for" or heard.same or another_matter(words)
    another = another and (says_adult(words) or says_grown(words))
    if takes_back(words):
        return _of_age(heard)
    if another or corrects_to_grown(words):
        return _grown(heard, verdict, limits)
    own = heard.who == "self" and says_own_adult(words)
    # A follow-up that tells a grown-up's age puts right what was thought: "just heard, he's 24".
    told = heard.need == "followup" and says_adult(words)
    sure = verdict.scores["age"].get("child", 0.0) >= limits.child_denied
    return replace(heard, age="adult") if (own or told) and not sure else heard


def _grown(heard: Heard, verdict: Verdict, limits: Thresholds) -> Heard:
    """The message as one about a grown-up, unless it is surely about a child."""
    if verdict.scores["age"].get("child", 0.0) >= limits.child_denied:
        return heard
    return _of_age(heard)


def _of_age(heard: Heard) -> Heard:
    if heard.need in MATTERS:
        return replace(heard, age="adult")
    return replace(heard, age="adult", need="followup", question=None)


def _named_first(words: str, verdict: Verdict, limits: Thresholds) -> tuple[str, str] | None:
    """The matter that a few words put first without its usual name: "the landlord first"."""
    if not says_first(words):
        return None
    topic, likely = verdict.best("topics")
    return ("support", topic) if likely >= limits.mark_at_home else None

"""From probabilities to what was heard: where thresholds are.

Turns a facet verdict, the place understood and the text's outer form into `dialogue.Heard`,
by the thresholds of `bot.thresholds`. Free of Rasa.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.barriers_heard import barriers_of
from bot.conversation import MATTERS, NOWHERE, Heard
from bot.nearby import NEARBY, for_advisers, grave, under_force
from bot.nlu.heads import Verdict, folded, plain
from bot.nlu.reading import legible
from bot.over_heard import not_over, over, passed, surely_over
from bot.plain_age import says_adult, says_child, takes_back
from bot.plain_back import goes_back, says_same
from bot.plain_barrier import says_here
from bot.plain_choice import another_matter
from bot.plain_courtesy import only_greets
from bot.plain_danger import (
    says_calm,
    says_danger,
    says_forget,
)
from bot.plain_goes_on import says_hearsay, says_returned
from bot.plain_over import says_found
from bot.plain_person import (
    only_a_pronoun,
    says_male,
)
from bot.plain_wish import language_wished
from bot.put_right import (
    another_consul,
    another_person,
    aside,
    elsewhere,
    few_words,
    grown_up,
    lost_somebody,
    nearby,
    papers,
    unpaid,
    which_one,
)
from bot.question_heard import asks_surely, facts, question
from bot.question_keys import OVER
from bot.regions import Located
from bot.thresholds import Thresholds
from bot.topics_heard import marks, topics_of, unnamed
from bot.urgency_heard import least_danger, urgency_of, urgency_sure

# Needs that are answered without a contact.
CHAT = frozenset({"smalltalk", "out_of_scope"})
EVEN = 0.5
# From so many words on a message tells its own story, whenever it comes.
WHOLE_STORY = 8
# "I'm safe now" with nothing said before is more likely somebody's whole matter.
OPENING_FOLLOW_UP = 0.3
# After a question of ours it is more likely the answer to it.
ANSWERING_FOLLOW_UP = 2.0
# "And in Wales?", "what about my brother": so it begins. Words that are also others in another
# language of the bot (Polish "i", Spanish "a") tell nothing.
_GOES_ON = re.compile(
    r"^(?:ok |right |so )?(?:and|or|what about|how about|si|iar|sau|dar|et|mais|pero|mas|va|the con"
    r"|dhe|aur|та|чи)\b|^(?:那|طيب|وفي|وماذا|وشو)"
)
# What tells no language in a few words: a place name, or keys hit at random.
WITHOUT_LANGUAGE = frozenset({"fu_region", "un_mash"})
FEW = 4
# One word ("Preston", "ok") tells a language only when nothing else comes near.
ONE_WORD_LANGUAGE = 0.9
# The first word of a conversation is mostly a greeting, and nothing speaks against it yet.
OPENING_WORD_LANGUAGE = 0.45


def hear(
    text: str,
    verdict: Verdict,
    located: Located,
    limits: Thresholds,
    opens: bool = False,
    asked: bool = False,
) -> Heard:
    """What a typed message says.

    Args:
        text: the message, read here only for its outer form.
        verdict: the facet model's probabilities.
        located: the place understood in it.
        limits: thresholds.
        opens: whether it is the first message: then there is nothing yet to follow up.
        asked: whether we asked something just before.

    Returns:
        The facets that are sure enough.
    """
    if not re.search(r"\w", text):
        return Heard(empty=True)
    text = legible(text)
    words = plain(text)
    if only_a_pronoun(words):
        language = language_of(text, verdict, limits, opens)
        return Heard(question="un_vague", language=language, located=located)
    if at_once := _at_once(text, verdict, located, limits, opens):
        return at_once
    ranked = _ranked(words, verdict, limits, opens, asked)
    need, sure = ranked[0]
    margin = sure - (ranked[1][1] if len(ranked) > 1 else 0.0)
    story = opens or len(words.split()) >= WHOLE_STORY
    least = least_danger(words, verdict, opens, story, located, limits)
    urgency = urgency_of(words, verdict, need, limits, least)
    ranked = _but_danger(ranked, urgency)
    need, sure = ranked[0]
    need, asks = _asked(need, sure, verdict, limits, opens)
    if asks in OVER and not_over(words):
        asks = None
    mark = limits.mark if opens or (story and urgency != "now") else limits.mark_later
    heard = Heard(
        need=need,
        second=_second(ranked, limits),
        need_sure=(sure >= limits.need and margin >= limits.margin) or asks_surely(verdict, limits),
        urgency=urgency,
        urgency_sure=urgency_sure(words, verdict, limits),
        faint=verdict.scores["urgency"].get("now", 0.0) < limits.danger_faint,
        who=_sure(verdict, "who", limits.who, "unknown"),
        who_sure=verdict.best("who")[1] >= limits.who_sure,
        age=_age(text, verdict, limits),
        gender="male" if says_male(words) else "unknown",
        topics=topics_of(words, verdict.scores["topics"], limits, mark),
        unnamed=frozenset() if opens else unnamed(words, verdict, limits),
        barriers=barriers_of(words, verdict, urgency, limits)
        - ({"abroad"} if located.country == "GB" and says_here(words) else set()),
        question=None if not opens and _hardly_asks(need, located, verdict, limits) else asks,
        language=_told_language(text, asks, verdict, limits, opens),
        located=located,
        calm=urgency != "now" and says_calm(words),
        over_sure=surely_over(verdict, limits),
    )
    heard = _with_advisers(_by_whom(heard), words)
    heard = heard if opens else _told_later(heard, words, verdict, limits)
    if story:
        heard = unpaid(papers(heard, verdict, limits), words)
    heard = heard if opens else elsewhere(heard, words, verdict, limits)
    heard = lost_somebody(another_consul(heard, words, opens), verdict, limits)
    heard = aside(heard, words, verdict, limits, opens)
    if opens:
        return nearby(heard, words, verdict)
    heard = replace(heard, ordinary=nearby(heard, words, verdict) != heard)
    heard = grown_up(replace(heard, back=goes_back(words)), text, verdict, limits)
    heard = which_one(another_person(heard, words, verdict, limits), words)
    if heard.need in MATTERS and (another_matter(words) or _doctor(heard, verdict, limits)):
        return replace(heard, chosen=True)
    return heard if story else few_words(heard, text, verdict, limits)


def _told_later(heard: Heard, words: str, verdict: Verdict, limits: Thresholds) -> Heard:
    """What counts only where something was told before: that it is over, that he is back."""
    return replace(
        heard,
        over=over(words, verdict, limits),
        found=says_found(words),
        same=says_same(words),
        hearsay=says_hearsay(words),
        returned=not heard.located.country and says_returned(words),
    )


def _asked(
    need: str, sure: float, verdict: Verdict, limits: Thresholds, opens: bool
) -> tuple[str, str | None]:
    """The need, and the question that goes with it."""
    asks = question(need, verdict, limits)
    if need == "access" and not opens and _another_form(verdict, limits):
        return "followup", "fu_other_form"
    if asks == "stop_forget" and sure < limits.vague:
        # What cannot be taken back is done for a sure wish alone; others are told how.
        return "information", "hide_history"
    if need == "followup" and asks is None and not opens:
        return _fact_rather(need, verdict, limits)
    return need, asks


def _fact_rather(need: str, verdict: Verdict, limits: Thresholds) -> tuple[str, str | None]:
    """A follow-up of no kind, where a question of fact is likelier by itself: that one."""
    needs = verdict.scores["need"]
    if needs.get("information", 0.0) <= needs.get("followup", 0.0):
        return need, None
    asked = question("information", verdict, limits)
    return ("information", asked) if facts(verdict)[0] >= limits.fact_sure else (need, None)


def _with_advisers(heard: Heard, words: str) -> Heard:
    """A deposit or a pension named in a matter of others: advisers are known for it."""
    if heard.need != "out_of_scope" or heard.topics & NEARBY:
        return heard
    return replace(heard, topics=heard.topics | for_advisers(words))


def _by_whom(heard: Heard) -> Heard:
    """Nobody who writes of themselves says that it is not about them: "im 15 hes 22"."""
    against = {"self": "fu_not_me", "other": "fu_is_me"}.get(heard.who)
    return replace(heard, question=None) if against and heard.question == against else heard


def _another_form(verdict: Verdict, limits: Thresholds) -> bool:
    """Whether who would rather write asks it of the contacts that were just given."""
    asked = verdict.scores["question"]
    form = asked.get("fu_other_form", 0.0)
    return form >= limits.fact and form > asked.get("call_without_speaking", 0.0)


def _doctor(heard: Heard, verdict: Verdict, limits: Thresholds) -> bool:
    """Whether a calm message asks for medical care and nothing else: that comes first then."""
    calm = heard.need == "support" and heard.urgency == "none"
    sure = verdict.scores["topics"].get("health", 0.0) >= limits.who_sure
    return calm and sure and heard.topics - heard.unnamed == {"health"}


def _ranked(
    words: str, verdict: Verdict, limits: Thresholds, opens: bool, asked: bool
) -> list[tuple[str, float]]:
    """The needs, likeliest first."""
    ranked = _needs(verdict, _follow_up(words, opens, asked))
    ranked = _factual(ranked, verdict, limits) if opens else _no_chat(ranked, verdict, limits)
    return _serious(ranked, verdict, limits)


def _at_once(
    text: str, verdict: Verdict, located: Located, limits: Thresholds, opens: bool
) -> Heard | None:
    """A mere greeting, that danger is over, or a wish to be forgotten: whatever else is likely."""
    words = plain(text)
    if opens and only_greets(words):
        language = language_of(text, verdict, limits, opens)
        return Heard(need="smalltalk", question="st_hello", language=language)
    if not opens and not says_danger(words) and passed(words, verdict, limits):
        told = Heard(
            need="followup",
            question=max(OVER, key=lambda key: verdict.scores["question"].get(key, 0.0)),
            who=_sure(verdict, "who", limits.who, "unknown"),
            language=language_of(text, verdict, limits, opens),
            located=located,
            over_sure=surely_over(verdict, limits),
            returned=not located.country and says_returned(words),
            alarmed=verdict.scores["urgency"].get("now", 0.0) >= limits.danger_told,
        )
        return elsewhere(told, words, verdict, limits)
    if says_forget(words) and verdict.scores["urgency"].get("now", 0.0) < limits.forget_denied:
        return Heard(
            need="stop", question="stop_forget", language=language_of(text, verdict, limits, opens)
        )
    return None


def _but_danger(ranked: list[tuple[str, float]], urgency: str) -> list[tuple[str, float]]:
    """The needs; what is not likely enough to be danger is what it is next likeliest to be."""
    return ranked[1:] if ranked[0][0] == "emergency" and urgency != "now" else ranked


def _hardly_asks(need: str, located: Located, verdict: Verdict, limits: Thresholds) -> bool:
    """Whether a question names a place and hardly more: "if i went to my aunt's in Leeds"."""
    placed = need == "information" and located.country == "GB"
    return placed and facts(verdict)[0] < limits.fact_sure


def _follow_up(words: str, opens: bool, asked: bool) -> float:
    """How much more likely than at any other time the message follows up on something."""
    if opens:
        return OPENING_FOLLOW_UP
    return ANSWERING_FOLLOW_UP if asked or _GOES_ON.match(words) else 1.0


def _needs(verdict: Verdict, follow_up: float) -> list[tuple[str, float]]:
    """The needs, likeliest first, with a factor for follow-ups by what came before.

    "Stop" is never the answer to a question of ours.
    """
    if verdict.best("need")[0] == "stop":
        follow_up = min(follow_up, 1.0)
    scores = {
        need: score * (follow_up if need == "followup" else 1.0)
        for need, score in verdict.scores["need"].items()
    }
    return sorted(scores.items(), key=lambda item: -item[1])


def _factual(
    ranked: list[tuple[str, float]], verdict: Verdict, limits: Thresholds
) -> list[tuple[str, float]]:
    """The needs, with a question of fact first where it is clearer than an unclear need.

    What hardly looks like a goodbye is none where nothing was said yet.
    """
    need, sure = ranked[0]
    if need == "stop" and sure < limits.stop_at_once:
        return sorted(ranked, key=lambda item: item[0] == "stop")
    if need == "information":
        return _told_rather(ranked, verdict, limits)
    if need not in ("support", "out_of_scope") or sure >= limits.vague:
        return ranked
    if facts(verdict)[0] < limits.fact:
        return ranked
    return [("information", sure), *(item for item in ranked if item[0] != "information")]


def _told_rather(
    ranked: list[tuple[str, float]], verdict: Verdict, limits: Thresholds
) -> list[tuple[str, float]]:
    """The needs; what asks nothing that we know, and may as well report, reports."""
    told = dict(ranked)
    reports = sum(told.get(need, 0.0) for need in ("report", "anonymous_report", "police_contact"))
    if facts(verdict)[0] >= limits.fact_sure or reports < ranked[0][1]:
        return ranked
    return sorted(ranked, key=lambda item: item[0] == "information")


def _no_chat(
    ranked: list[tuple[str, float]], verdict: Verdict, limits: Thresholds
) -> list[tuple[str, float]]:
    """The needs; within a talk, what is hardly out of our scope is what it is next likeliest."""
    need, sure = ranked[0]
    if need != "out_of_scope" or sure >= limits.vague:
        return ranked
    if marks(verdict.scores["topics"], limits.mark) & NEARBY:
        return ranked
    return ranked[1:]


def _serious(
    ranked: list[tuple[str, float]], verdict: Verdict, limits: Thresholds
) -> list[tuple[str, float]]:
    """The needs, where what is likelier exploitation or danger than neither is no chat.

    Nor is what is hardly likelier chat than anything else, and is about exploitation.
    """
    if under_force(ranked, verdict.scores["urgency"]):
        return sorted(ranked, key=lambda item: item[0] != "support")
    need, sure = ranked[0]
    if need == "report" and dict(ranked).get("anonymous_report", 0.0) >= limits.nameless:
        # Who gives no name loses nothing by it, and who wants to give none may lose all.
        return sorted(ranked, key=lambda item: item[0] != "anonymous_report")
    if need not in CHAT:
        return ranked
    doubtful = sure < limits.vague and grave(marks(verdict.scores["topics"], limits.mark))
    if verdict.scores["urgency"].get("none", 1.0) >= EVEN and not doubtful:
        return ranked
    return sorted(ranked, key=lambda item: item[0] in CHAT)


def _second(ranked: list[tuple[str, float]], limits: Thresholds) -> str:
    """Another matter that is likely as well; danger is heard by its own facet."""
    others = (item for item in ranked[1:] if item[0] in MATTERS - {"emergency"})
    need, likely = next(others, ("", 0.0))
    return need if ranked[0][0] in MATTERS and likely >= limits.second else ""


def _sure(verdict: Verdict, facet: str, limit: float, otherwise: str) -> str:
    label, score = verdict.best(facet)
    return label if score >= limit else otherwise


def _age(text: str, verdict: Verdict, limits: Thresholds) -> str:
    words = folded(text)
    if takes_back(words):
        return "adult"
    limit = limits.child_told if says_child(words) else limits.child
    limit = limits.child_denied if says_adult(words) else limit
    return "child" if "child" in marks(verdict.scores["age"], limit) else "unknown"


def _told_language(
    text: str, asks: str | None, verdict: Verdict, limits: Thresholds, opens: bool
) -> str | None:
    """The language; none where a few words within a talk are a place, or keys hit at random."""
    few = len(text.split()) <= FEW and asks in WITHOUT_LANGUAGE
    return None if few and not opens else language_of(text, verdict, limits, opens)


def language_of(text: str, verdict: Verdict, limits: Thresholds, opens: bool) -> str | None:
    """The language, unless the message is too short or too mixed to change it.

    Args:
        text: the message.
        verdict: the facet model's probabilities.
        limits: thresholds.
        opens: whether nothing says yet which language the person reads.
    """
    if wished := language_wished(plain(text)):
        return wished
    label, score = verdict.best("language")
    needed = limits.language
    if len(re.findall(r"\w+", text)) <= 1:
        needed = OPENING_WORD_LANGUAGE if opens else max(limits.language, ONE_WORD_LANGUAGE)
    return label if score >= needed else None


__all__ = ["NOWHERE", "hear", "language_of"]

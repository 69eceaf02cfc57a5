"""How each kind of message is taken: one small function each, and the tables that name them.

A reaction takes the conversation, place and person already taken in, and what was heard, and
says which reply is due. `bot.dialogue` decides which reaction it is. Free of Rasa.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.conversation import MATTERS, OF_A_PERSON, THEMSELVES, Conversation, Heard
from bot.nearby import NEARBY, PAPERS

# Which of the contacts is meant, by its number.
PICKED = {3: "third_one_lead", 4: "fourth_one_lead", -1: "last_one_lead"}
Reaction = Callable[[Conversation, Heard], Conversation]


def refined(now: Conversation, asked: str) -> Conversation:
    """The reply to a message that only answered what was asked."""
    if asked == "where":
        lead = "region_set" if now.where == "known" else "no_place_ok"
    else:
        lead = "person_set"
    return _contacts(now, lead)


def danger(now: Conversation, heard: Heard) -> Conversation:
    """Danger now: contacts, and whatever was open stays open behind it."""
    need = heard.need if heard.need in MATTERS else now.need or "emergency"
    quiet = heard.question == "call_without_speaking"
    silent = {"cannot_speak"} if quiet else set()
    # Said twice, or pressed, there is no doubt any more.
    doubtful = not heard.urgency_sure and heard.press is None and not now.alarm
    alarm = ("faint" if heard.faint else "doubtful") if doubtful else "sure"
    return replace(
        now,
        urgency="now",
        alarm=alarm,
        need=need,
        barriers=now.barriers | silent,
        topics=now.topics | heard.topics,
        act="contacts",
        detail="danger",
    )


def matter(now: Conversation, heard: Heard) -> Conversation:
    """A need that opens a matter, or one that we could not make out."""
    if heard.need not in MATTERS:
        return _unclear(now, heard)
    if heard.need == "police_contact" and "fear_police" in heard.barriers:
        # "I don't want the police" names the police, and asks for anyone else.
        heard = replace(heard, need=now.need or "support")
    nameless = heard.need == "anonymous_report" and not heard.topics and heard.who != "other"
    if nameless and now.who == "self" and now.need in ("support", "emergency"):
        # "Can I stay anonymous when I ring": of their own matter, not of a report.
        return replace(now, act="answer", detail="anonymous", question="")
    if _only_where(now, heard):
        return _region_set(now, heard)
    urgency = _how_urgent(now, heard)
    now = _silenced(now, heard)
    if heard.need == "access" and now.need in MATTERS - {"access", "emergency"}:
        return _way_to_reach(now, heard, urgency)
    if _of_the_work(now, heard):
        heard = replace(
            heard, need="support", urgency=now.urgency if urgency == "none" else urgency
        )
        urgency = heard.urgency
    same = now.need == heard.need and now.who in ("unknown", heard.who) and not heard.chosen
    carried = same or not (heard.topics or heard.chosen)
    topics = heard.topics | (now.topics if carried else now.topics & OF_A_PERSON)
    # What may be a question as well brings the contacts that its answer names.
    beside = heard.question or "" if heard.second == "information" else ""
    now = replace(
        now, urgency=urgency, need=heard.need, second=heard.second, topics=topics, question=beside
    )
    if heard.question and _asks(now, heard):
        return replace(now, act="answer", detail=heard.question, question=heard.question)
    return _contacts(now, "" if heard.need_sure else "not_sure")


def _only_where(now: Conversation, heard: Heard) -> bool:
    """Whether a calm message in an open matter names a place and nothing that is another matter."""
    bare = heard.need == "support" and heard.urgency == "none" and not heard.topics
    same = heard.who in ("unknown", now.who) and not heard.chosen
    calm = now.urgency == "none" and now.need == "labour_rights"
    return bare and same and calm and _placed(heard)


def _how_urgent(now: Conversation, heard: Heard) -> str:
    """How urgent a matter is; after danger now it stays urgent until they say that it is over.

    What only stands in the way ("I have no credit", "no police, they send me home") ends no danger.
    """
    if now.urgency != "now":
        return heard.urgency
    in_the_way = now.alarm == "sure" and heard.barriers & {"fear_police"}
    if heard.need == "access" or in_the_way:
        return "now"
    return "soon" if heard.urgency == "none" else heard.urgency


def _silenced(now: Conversation, heard: Heard) -> Conversation:
    """Who asks in danger how to call without speaking is shown the ways that need no voice."""
    asked = now.urgency == "now" and heard.question == "call_without_speaking"
    if not asked or "deaf" in now.barriers:
        return now
    return replace(now, barriers=now.barriers | {"cannot_speak"})


def _of_the_work(now: Conversation, heard: Heard) -> bool:
    """Whether hours and wages are told of the forced work that is open, not for themselves."""
    same = heard.who in ("unknown", now.who) and not heard.chosen
    forced = now.need == "support" and now.urgency == "soon" and "labour" in now.topics
    wages = heard.need == "labour_rights" and "labour" in heard.topics
    return same and forced and wages


def _way_to_reach(now: Conversation, heard: Heard, urgency: str) -> Conversation:
    """A way to get in touch with those who were given: the matter stays what it was."""
    # What only stands in the way makes nothing less urgent.
    urgency = now.urgency if urgency == "none" else urgency
    now = replace(now, urgency=urgency, topics=now.topics | heard.topics)
    if heard.question and not heard.question.startswith("what_is_"):
        return replace(now, act="answer", detail=heard.question, question="")
    return _contacts(now, "other_ways_lead")


def _asks(now: Conversation, heard: Heard) -> bool:
    """Whether a matter is put as a question that has an answer of its own.

    What a service is does not tell who cannot call which way to write; and ways to call without
    speaking are for those who must be silent, not for everyone who asks for the police.
    """
    if heard.need == "access":
        return not (heard.question or "").startswith("what_is_")
    silent = now.barriers & {"cannot_speak", "overheard", "phone_watched"}
    return (
        heard.need == "police_contact"
        and heard.question == "call_without_speaking"
        and bool(silent)
    )


def _unclear(now: Conversation, heard: Heard) -> Conversation:
    if heard.question == "un_mash":
        return talk(now, "mash")
    if _placed(heard):
        return _region_set(now, heard)
    if heard.question == "un_help":
        urgency = "soon" if now.urgency == "none" else now.urgency
        return _contacts(replace(now, need=now.need or "support", urgency=urgency), "help_only")
    lead = "unclear" if heard.need_sure else "not_sure"
    return _contacts(replace(now, topics=now.topics | heard.topics), lead)


def _information(now: Conversation, heard: Heard) -> Conversation:
    if heard.question is None or not heard.need_sure:
        lead = "region_set" if _placed(heard) and now.need else "information"
        lead = lead if heard.need_sure else "not_sure"
        topics = now.topics | heard.topics
        return _contacts(replace(now, need=now.need or "information", topics=topics), lead)
    # A question of fact says nothing of danger; the urgency of the open matter stays.
    topics = now.topics | heard.topics if now.need in MATTERS else heard.topics
    return replace(now, act="answer", detail=heard.question, question=heard.question, topics=topics)


def _stop(now: Conversation, heard: Heard) -> Conversation:
    if heard.question == "stop_forget":
        return _forget(now, heard)
    return talk(now, "pause" if heard.question == "stop_he_is_back" else "stopped")


def _forget(now: Conversation, heard: Heard) -> Conversation:
    """Nothing but the language outlives a wish to be forgotten."""
    return replace(Conversation(language=now.language), act="talk", detail="forgotten")


def _smalltalk(now: Conversation, heard: Heard) -> Conversation:
    if _placed(heard) and now.need in MATTERS:
        # "Fine, I'll say it, Harrogate".
        return _region_set(now, heard)
    keys = {"st_hello": "greeting", "st_thanks": "thanks", "st_bye": "bye"}
    return talk(now, keys.get(heard.question or "", "small_talk"))


def _followup(now: Conversation, heard: Heard) -> Conversation:
    """A follow-up of a kind that we do not know: show the same again."""
    if _placed(heard):
        return _region_set(now, heard)
    if now.need in MATTERS or heard.topics:
        # "I'm thinking of ending it all" follows up on nothing, and must be heard.
        lead = "person_set" if heard.age != "unknown" else "repeat_numbers"
        return _contacts(replace(now, topics=now.topics | heard.topics), lead)
    return _unclear(now, heard)


def _same_for(now: Conversation, heard: Heard) -> Conversation:
    """The same contacts for somebody; or those with whom the one they told of could talk."""
    told = now.who == "other" and now.need in ("support", "report", "anonymous_report")
    return _contacts(now, THEMSELVES if heard.themselves and told else "repeat_numbers")


def _second_one(now: Conversation, heard: Heard) -> Conversation:
    """The second of the contacts; or the one for what is named: "the lgbt one, which was that"."""
    if heard.topics and heard.topics <= now.topics:
        return _contacts(replace(now, topics=heard.topics), "repeat_numbers")
    return _contacts(now, PICKED.get(heard.ordinal, "second_one_lead"))


def _out_of_scope(now: Conversation, heard: Heard) -> Conversation:
    """Nothing of ours; but for some of it there are others who help."""
    if now.need in MATTERS and not heard.need_sure:
        return _followup(now, heard)
    nearby = heard.topics & NEARBY
    if nearby and now.urgency != "now":
        lead = "crime" if "crime" in nearby else "nearby"
        return _contacts(
            replace(now, need="out_of_scope", second=heard.second, topics=nearby), lead
        )
    return talk(now, "out_of_scope")


def _placed(heard: Heard) -> bool:
    return heard.located.country is not None or heard.located.ambiguous


def _contacts(now: Conversation, lead: str) -> Conversation:
    return replace(now, act="contacts", detail=lead)


def talk(now: Conversation, key: str) -> Conversation:
    """A reply that talks, by the key of its sentence."""
    return replace(now, act="talk", detail=key)


def _lead(key: str) -> Callable[[Conversation, Heard], Conversation]:
    return lambda now, heard: _contacts(now, key)


def _who(who: str, lead: str) -> Callable[[Conversation, Heard], Conversation]:
    return lambda now, heard: _contacts(replace(now, who=who, whom="known"), lead)


def _is_me(now: Conversation, heard: Heard) -> Conversation:
    """It was about themselves all along: what was to be reported is what they need help with."""
    need = "support" if now.need in ("report", "anonymous_report", "information") else now.need
    return _contacts(replace(now, who="self", whom="known", need=need), "actually_me")


def _calmer(lead: str) -> Callable[[Conversation, Heard], Conversation]:
    """The danger has passed for the moment: urgent still, an emergency no more."""

    def react(now: Conversation, heard: Heard) -> Conversation:
        urgency = "soon" if now.urgency == "now" else now.urgency
        barriers = now.barriers - {"overheard", "cannot_speak"}
        # Who is safe is no longer missing.
        topics = now.topics - ({"missing"} if lead == "safe" else set())
        return _contacts(replace(now, urgency=urgency, barriers=barriers, topics=topics), lead)

    return react


def _no_place(now: Conversation, heard: Heard) -> Conversation:
    if "fear_police" in heard.barriers:
        # "No police" after our question for the place is no word about the place.
        return _contacts(now, "" if now.need in MATTERS else "repeat_numbers")
    return _contacts(replace(now, where="declined"), "no_place_ok")


def _pause(now: Conversation, heard: Heard) -> Conversation:
    return talk(now, "pause")


def _opened(need: str, who: str = "unknown") -> Callable[[Conversation, Heard], Conversation]:
    def react(now: Conversation, heard: Heard) -> Conversation:
        return _contacts(replace(now, need=need, who=who if who != "unknown" else now.who), "")

    return react


def retold(before: Conversation, now: Conversation, pressed: str) -> Conversation:
    """The last reply once more, in another language."""
    other = "en" if now.language == "ro" else "ro"
    language = {"lang_en": "en", "lang_ro": "ro"}.get(pressed, other)
    if before.turns == 0:
        return talk(replace(now, language=language), "language_switched")
    return replace(before, language=language, turns=now.turns, where=now.where, whom=now.whom)


def press_place(now: Conversation, heard: Heard) -> Conversation:
    """A button for a place: the place itself came through `located`."""
    return _region_set(now, heard)


def _region_set(now: Conversation, heard: Heard) -> Conversation:
    """Contacts for a place; who says nothing else most likely looks for help there.

    After a lost passport alone, the consul there is given.
    """
    if now.question in PAPERS and now.need == "":
        return replace(now, act="answer", detail=now.question)
    return _contacts(replace(now, need=now.need or "support"), "region_set")


def _safe(now: Conversation, heard: Heard) -> Conversation:
    safe = _calmer("safe")(now, heard)
    return replace(safe, detail="safe_other") if now.who == "other" else safe


PRESS_REACTIONS: Mapping[str, Reaction] = {
    "self": _who("self", "person_set"),
    "other": _who("other", "person_set"),
    "skip": _lead("no_place_ok"),
    "safe": _safe,
    "support": _opened("support"),
    "report": _opened("report", "other"),
    "anonymous": _opened("anonymous_report", "other"),
    "forget": _forget,
    "stop": lambda now, heard: talk(now, "stopped"),
    "help": lambda now, heard: talk(now, "greeting"),
    "start": lambda now, heard: talk(now, "greeting"),
    "privacy": lambda now, heard: _information(now, replace(heard, question="what_do_you_keep")),
}

FOLLOW_UPS: Mapping[str, Reaction] = {
    "fu_number_again": _lead("repeat_numbers"),
    "fu_open": _lead("is_open_lead"),
    "fu_cost": _lead("cost_lead"),
    "fu_same_for": _same_for,
    "fu_region": _region_set,
    "fu_no_place": _no_place,
    "fu_second": _second_one,
    "fu_not_me": _who("other", "not_me_friend"),
    "fu_is_me": _is_me,
    "fu_gone": _calmer("he_is_gone"),
    "fu_safe": _safe,
    "fu_pause": _pause,
    "fu_tried": _lead("no_answer"),
    "fu_other_form": _lead("other_ways_lead"),
    "fu_simpler": _lead("simpler_lead"),
    "fu_what_then": _lead("what_then"),
    "fu_return": _lead("return"),
    "fu_why": _lead("why_these"),
}

BY_NEED: Mapping[str, Reaction] = {
    "information": _information,
    "stop": _stop,
    "smalltalk": _smalltalk,
    "out_of_scope": _out_of_scope,
    "abuse": lambda now, heard: talk(now, "abuse"),
    "followup": _followup,
    "unclear": _unclear,
}

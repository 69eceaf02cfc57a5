"""What a message does to a conversation: pure, and free of Rasa.

`Heard` is what the pipeline understood of one message, `Conversation` what is remembered
between messages (in Rasa's slots; never a word that was typed). `step` joins the two and
decides what kind of reply is due. `bot.replies` turns that into words and contacts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace

from bot.regions import Located
from bot.situation import Situation

# Needs that open a matter: what follows ("and in Scotland?") is about them.
MATTERS = frozenset(
    {
        "emergency",
        "support",
        "report",
        "anonymous_report",
        "police_contact",
        "labour_rights",
        "access",
    }
)
ASK_WHERE = frozenset({"support", "report", "police_contact", "labour_rights", "anonymous_report"})
ASK_WHOM = frozenset({"support", "access"})
# Follow-ups about the contacts of the reply before, whatever that was about.
AGAIN = frozenset({"repeat_numbers", "is_open_lead", "cost_lead", "other_ways_lead", "what_then"})
# Questions about the contacts themselves: in an open matter they are about that matter's.
OF_THE_CONTACTS = frozenset(
    {
        "is_it_free",
        "opening_hours",
        "number_on_bill",
        "languages",
        "tell_police",
        "tell_immigration",
        "need_papers",
        "what_happens_call",
        "who_runs",
    }
)
# What tells no language: a place name, or keys hit at random.
WITHOUT_LANGUAGE = frozenset({"fu_region", "un_mash"})
NOWHERE = Located(None, None, None, (), False, (), ())

# What a button sends. The guard lets these through and nothing else that looks like them.
PRESS = "go:"
PRESSES = (
    "self",
    "other",
    "skip",
    "danger",
    "safe",
    "support",
    "report",
    "anonymous",
    "forget",
    "stop",
    "help",
    "start",
    "language",
    "lang_en",
    "lang_ro",
    "privacy",
)


@dataclass(frozen=True)
class Heard:
    """One message as it was understood.

    `need_sure` is False when two readings are close or nothing like it is known. `press` is
    the button's token, when it was one. `empty` marks a message without any word.
    """

    need: str = "unclear"
    need_sure: bool = True
    urgency: str = "none"
    who: str = "unknown"
    age: str = "unknown"
    gender: str = "unknown"
    topics: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()
    question: str | None = None
    language: str | None = None
    located: Located = NOWHERE
    press: str | None = None
    empty: bool = False


@dataclass(frozen=True)
class Conversation:
    """What is remembered of a conversation, and what the next reply is.

    Attributes:
        language: code of the language to answer in.
        need: the open matter's need, empty before there is one.
        question: the question of fact that was answered last, empty when something came since.
        urgency, who, age, gender, topics, barriers, nation, police_area, country: as in
            `bot.situation.Situation`; empty text for None.
        where, whom: empty until asked or told; then `known`, `declined` or `passed`.
        act: `contacts`, `answer` or `talk`: the kind of reply that is due.
        detail: the reply's own key: a question, a sentence of the words' `talk`, or a lead.
        ask: `where`, `whom` or `nothing`: the question that follows the reply.
        options: slugs of police areas or nations to choose from when a place was ambiguous.
        turns: how many messages were heard.
    """

    language: str = "en"
    need: str = ""
    question: str = ""
    urgency: str = "none"
    who: str = "unknown"
    age: str = "unknown"
    gender: str = "unknown"
    topics: frozenset[str] = field(default_factory=frozenset)
    barriers: frozenset[str] = field(default_factory=frozenset)
    nation: str = ""
    police_area: str = ""
    country: str = ""
    where: str = ""
    whom: str = ""
    act: str = "talk"
    detail: str = ""
    ask: str = "nothing"
    options: tuple[str, ...] = ()
    turns: int = 0

    @property
    def _asks_of_fact(self) -> bool:
        """Whether the reply's contacts are those of a question rather than of the matter."""
        if not self.question or (self.act != "answer" and self.detail not in AGAIN):
            return False
        return not (self.need in MATTERS and self.question in OF_THE_CONTACTS)

    def _routed_need(self) -> str:
        if self._asks_of_fact:
            return "information"
        if self.need == "emergency" and self.urgency != "now":
            # The danger has passed: what is left is a person to help, or something to report.
            return "report" if self.who in ("other", "professional") else "support"
        return self.need or "unclear"

    def situation(self) -> Situation:
        """The router's view of this conversation."""
        return Situation(
            urgency=self.urgency,
            who=self.who,
            need=self._routed_need(),
            age=self.age,
            gender=self.gender,
            topics=self.topics,
            barriers=self.barriers,
            nation=self.nation or None,
            police_area=self.police_area or None,
            country=self.country or None,
            question=self.question if self._asks_of_fact else None,
        )


def step(before: Conversation, heard: Heard, asked: str = "") -> Conversation:
    """Take one message into a conversation.

    Args:
        before: the conversation so far.
        heard: the message.
        asked: the question that this message may answer: `where`, `whom` or empty.

    Returns:
        The conversation with the reply that is due in `act`, `detail` and `ask`. Danger now
        always gives `contacts`, whatever was asked or talked about.
    """
    now = _carried(before, heard)
    now = _place(now, heard, asked)
    now = _person(now, heard, asked)
    now = _react(before, now, heard, asked)
    return replace(now, ask=_next_question(now))


def _carried(before: Conversation, heard: Heard) -> Conversation:
    """What holds on from before: everything but the last reply."""
    tells = before.turns == 0 or heard.question not in WITHOUT_LANGUAGE
    return replace(
        before,
        language=heard.language if heard.language and tells else before.language,
        turns=before.turns + 1,
        act="talk",
        detail="",
        ask="nothing",
        options=(),
    )


def _place(now: Conversation, heard: Heard, asked: str) -> Conversation:
    """Take in where the person to be helped is; a later place replaces an earlier one."""
    found = heard.located
    if found.ambiguous:
        options = tuple(option.police_area or option.nation or "" for option in found.alternatives)
        return replace(now, options=tuple(item for item in options if item), where="known")
    if found.country and found.country != "GB":
        return replace(now, country=found.country, nation="", police_area="", where="known")
    if found.nation or found.police_area:
        return replace(
            now,
            country="GB",
            nation=found.nation or "",
            police_area=found.police_area or "",
            where="known",
        )
    if asked == "where":
        refused = heard.question in ("fu_no_place", "fu_no") or heard.press == "skip"
        return replace(now, where="declined" if refused else "passed")
    return now


def _person(now: Conversation, heard: Heard, asked: str) -> Conversation:
    """Take in who it is about: who, age, gender, and what stands in the way."""
    if heard.who not in ("unknown", now.who):
        if now.who != "unknown" and heard.need in MATTERS:
            # Another person's matter: what was true of the first need not be true of this one.
            now = replace(now, age="unknown", gender="unknown", topics=frozenset())
        now = replace(now, who=heard.who, whom="known")
    if asked == "whom" and now.whom != "known":
        now = replace(now, whom="passed")
    barriers = now.barriers | heard.barriers
    if heard.located.country == "GB" and now.who == "self":
        barriers -= {"abroad"}
    return replace(
        now,
        age=heard.age if heard.age != "unknown" else now.age,
        gender=heard.gender if heard.gender != "unknown" else now.gender,
        barriers=barriers,
    )


def _react(before: Conversation, now: Conversation, heard: Heard, asked: str) -> Conversation:
    """Choose the reply. Danger comes first; then buttons, follow-ups, and what was asked for."""
    if heard.urgency == "now" or heard.press == "danger":
        return _danger(now, heard)
    if heard.press is not None:
        return _pressed(before, now, heard)
    if heard.empty:
        return _talk(now, "mash")
    if asked and _only_answers(heard, asked):
        return _refined(now, asked)
    return _reaction(before, heard)(now, heard)


def _pressed(before: Conversation, now: Conversation, heard: Heard) -> Conversation:
    press = heard.press or ""
    if press in ("lang_en", "lang_ro", "language"):
        return _retold(before, now, press)
    return _PRESSES.get(press, _press_place)(now, heard)


def _reaction(before: Conversation, heard: Heard) -> _Reaction:
    """How to take a typed message: as a follow-up where there is something to follow up."""
    follow_up = _FOLLOW_UPS.get(heard.question or "")
    if follow_up and not (heard.need in MATTERS and before.need == ""):
        return follow_up
    return _BY_NEED.get(heard.need, _matter)


def _only_answers(heard: Heard, asked: str) -> bool:
    """Whether a message only answers what was asked, and opens nothing new."""
    placed = heard.located.country is not None or heard.located.ambiguous
    if heard.need in MATTERS and heard.need_sure:
        return False
    if asked == "where":
        return placed or heard.question in ("fu_no_place", "fu_no", "fu_region")
    return heard.who != "unknown" or heard.question in ("fu_is_me", "fu_not_me", "fu_no")


def _refined(now: Conversation, asked: str) -> Conversation:
    if asked == "where":
        lead = "region_set" if now.where == "known" else "no_place_ok"
    else:
        lead = "person_set"
    return _contacts(now, lead)


def _danger(now: Conversation, heard: Heard) -> Conversation:
    need = heard.need if heard.need in MATTERS else now.need or "emergency"
    silent = {"cannot_speak"} if heard.question == "call_without_speaking" else set()
    return replace(
        now,
        urgency="now",
        need=need,
        barriers=now.barriers | silent,
        topics=now.topics | heard.topics,
        act="contacts",
        detail="danger",
    )


def _matter(now: Conversation, heard: Heard) -> Conversation:
    """A need that opens a matter, or one that we could not make out."""
    if heard.need not in MATTERS:
        return _unclear(now, heard)
    # After danger now, the matter stays urgent until the person says that it is over.
    urgency = "soon" if now.urgency == "now" and heard.urgency == "none" else heard.urgency
    same = now.need == heard.need and now.who in ("unknown", heard.who)
    topics = heard.topics | now.topics if same or not heard.topics else heard.topics
    now = replace(now, urgency=urgency, need=heard.need, topics=topics, question="")
    if heard.need == "access" and heard.question:
        return replace(now, act="answer", detail=heard.question, question=heard.question)
    return _contacts(now, "" if heard.need_sure else "not_sure")


def _unclear(now: Conversation, heard: Heard) -> Conversation:
    if heard.question == "un_mash":
        return _talk(now, "mash")
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
        return _contacts(replace(now, need=now.need or "information"), lead)
    # A question of fact says nothing of danger; the urgency of the open matter stays.
    topics = now.topics | heard.topics if now.need in MATTERS else heard.topics
    return replace(now, act="answer", detail=heard.question, question=heard.question, topics=topics)


def _stop(now: Conversation, heard: Heard) -> Conversation:
    if heard.question == "stop_forget":
        return _forget(now, heard)
    return _talk(now, "pause" if heard.question == "stop_he_is_back" else "stopped")


def _forget(now: Conversation, heard: Heard) -> Conversation:
    """Nothing but the language outlives a wish to be forgotten."""
    return replace(Conversation(language=now.language), act="talk", detail="forgotten")


def _smalltalk(now: Conversation, heard: Heard) -> Conversation:
    keys = {"st_hello": "greeting", "st_thanks": "thanks", "st_bye": "bye"}
    return _talk(now, keys.get(heard.question or "", "small_talk"))


def _followup(now: Conversation, heard: Heard) -> Conversation:
    """A follow-up of a kind that we do not know: show the same again."""
    if _placed(heard):
        return _region_set(now, heard)
    if now.need in MATTERS or heard.topics:
        return _contacts(now, "repeat_numbers")
    return _unclear(now, heard)


def _placed(heard: Heard) -> bool:
    return heard.located.country is not None or heard.located.ambiguous


def _contacts(now: Conversation, lead: str) -> Conversation:
    return replace(now, act="contacts", detail=lead)


def _talk(now: Conversation, key: str) -> Conversation:
    return replace(now, act="talk", detail=key)


_Reaction = Callable[[Conversation, Heard], Conversation]


def _lead(key: str) -> Callable[[Conversation, Heard], Conversation]:
    return lambda now, heard: _contacts(now, key)


def _who(who: str, lead: str) -> Callable[[Conversation, Heard], Conversation]:
    return lambda now, heard: _contacts(replace(now, who=who, whom="known"), lead)


def _calmer(lead: str) -> Callable[[Conversation, Heard], Conversation]:
    """The danger has passed for the moment: urgent still, an emergency no more."""

    def react(now: Conversation, heard: Heard) -> Conversation:
        urgency = "soon" if now.urgency == "now" else now.urgency
        barriers = now.barriers - {"overheard", "cannot_speak"}
        return _contacts(replace(now, urgency=urgency, barriers=barriers), lead)

    return react


def _no_place(now: Conversation, heard: Heard) -> Conversation:
    return _contacts(replace(now, where="declined"), "no_place_ok")


def _pause(now: Conversation, heard: Heard) -> Conversation:
    return _talk(now, "pause")


def _opened(need: str, who: str = "unknown") -> Callable[[Conversation, Heard], Conversation]:
    def react(now: Conversation, heard: Heard) -> Conversation:
        return _contacts(replace(now, need=need, who=who if who != "unknown" else now.who), "")

    return react


def _retold(before: Conversation, now: Conversation, pressed: str) -> Conversation:
    """The last reply once more, in another language."""
    other = "en" if now.language == "ro" else "ro"
    language = {"lang_en": "en", "lang_ro": "ro"}.get(pressed, other)
    if before.turns == 0:
        return _talk(replace(now, language=language), "language_switched")
    return replace(before, language=language, turns=now.turns)


def _press_place(now: Conversation, heard: Heard) -> Conversation:
    """A button for a place: the place itself came through `located`."""
    return _region_set(now, heard)


def _region_set(now: Conversation, heard: Heard) -> Conversation:
    """Contacts for a place; who says nothing else most likely looks for help there."""
    return _contacts(replace(now, need=now.need or "support"), "region_set")


def _safe(now: Conversation, heard: Heard) -> Conversation:
    return _calmer("safe")(now, heard)


_PRESSES: Mapping[str, _Reaction] = {
    "self": _who("self", "person_set"),
    "other": _who("other", "person_set"),
    "skip": _lead("no_place_ok"),
    "safe": _safe,
    "support": _opened("support"),
    "report": _opened("report", "other"),
    "anonymous": _opened("anonymous_report", "other"),
    "forget": _forget,
    "stop": lambda now, heard: _talk(now, "stopped"),
    "help": lambda now, heard: _talk(now, "greeting"),
    "start": lambda now, heard: _talk(now, "greeting"),
    "privacy": lambda now, heard: _information(now, replace(heard, question="what_do_you_keep")),
}

_FOLLOW_UPS: Mapping[str, _Reaction] = {
    "fu_number_again": _lead("repeat_numbers"),
    "fu_open": _lead("is_open_lead"),
    "fu_cost": _lead("cost_lead"),
    "fu_same_for": _lead("repeat_numbers"),
    "fu_region": _region_set,
    "fu_no_place": _no_place,
    "fu_second": _lead("second_one_lead"),
    "fu_not_me": _who("other", "not_me_friend"),
    "fu_is_me": _who("self", "actually_me"),
    "fu_gone": _calmer("he_is_gone"),
    "fu_safe": _calmer("safe"),
    "fu_pause": _pause,
    "fu_tried": _lead("no_answer"),
    "fu_other_form": _lead("other_ways_lead"),
    "fu_simpler": _lead("simpler_lead"),
    "fu_what_then": _lead("what_then"),
    "fu_return": _lead("return"),
    "fu_why": _lead("why_these"),
}

_BY_NEED: Mapping[str, _Reaction] = {
    "information": _information,
    "stop": _stop,
    "smalltalk": _smalltalk,
    "out_of_scope": lambda now, heard: _talk(now, "out_of_scope"),
    "abuse": lambda now, heard: _talk(now, "abuse"),
    "followup": _followup,
    "unclear": _unclear,
}


def _next_question(now: Conversation) -> str:
    """What would sharpen the contacts: asked once each, after them, and never in danger."""
    if now.act != "contacts" or now.urgency == "now" or now.options:
        return "nothing"
    if now.need in ASK_WHERE and not now.where and not now.country:
        return "where"
    if now.need in ASK_WHOM and not now.whom and now.who == "unknown":
        return "whom"
    return "nothing"


def to_slots(conversation: Conversation) -> dict[str, str]:
    """Flatten a conversation to texts, one a slot.

    Returns:
        Slot name to text; sets and tuples are joined by commas.
    """
    return {item.name: _flat(getattr(conversation, item.name)) for item in fields(Conversation)}


def _flat(value: object) -> str:
    if isinstance(value, (frozenset, tuple)):
        return ",".join(sorted(value) if isinstance(value, frozenset) else value)
    return str(value)


def from_slots(slots: Mapping[str, object]) -> Conversation:
    """Rebuild a conversation from slots; an absent or empty slot keeps its default."""
    start = Conversation()
    values: dict[str, object] = {}
    for item in fields(Conversation):
        text = slots.get(item.name)
        if isinstance(text, str):
            values[item.name] = _unflat(getattr(start, item.name), text)
    return replace(start, **values)  # type: ignore[arg-type]


def _unflat(like: object, text: str) -> object:
    parts = [part for part in text.split(",") if part]
    if isinstance(like, frozenset):
        return frozenset(parts)
    if isinstance(like, tuple):
        return tuple(parts)
    return int(text or 0) if isinstance(like, int) else text

"""What was heard of a message, and what is remembered of a conversation: plain values.

`Heard` is what the pipeline understood of one message. `Conversation` is what is remembered
between messages, in Rasa's slots: facets, never a word that was typed. Free of Rasa.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from bot.nearby import exploited
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
# What is so of a person, whatever matter they tell of.
OF_A_PERSON = frozenset({"lgbt"})
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
# The reply to "someone she could talk to herself": contacts as for her, were she the writer.
THEMSELVES = "talk_themselves"
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

    `second` is another matter that the message may be about as well, or instead. `need_sure` is
    False when two readings are close or nothing like it is known, and `urgency_sure` when
    danger and calm are both likely; `who_sure` when it may as well be about the one they told
    of before. `press` is the button's token, when it was one. `chosen` says that this one of
    several matters comes first, `back` that it goes back to what was told before (`other`: to
    the other matter, `person`, `him` or `me`: to somebody in it), `calm` that it says itself
    that nothing is urgent, `over` that a danger has passed (`safe`, or `gone` for a while),
    `same` that another person has the matter that was told before, `themselves` that it asks
    with whom another could talk, `faint` that danger is less likely than not, `alarmed` that
    what sounds like the end of a danger is as likely one, `over_sure` that such an end is told
    plainly and not guessed, `found` that somebody who was missing is there again, `hearsay`
    that it gives what others say or wish about a danger, `returned` that somebody is back,
    `unreal` that what was told was a film's or a test's, `nobody_at_home` that it names no
    partner, `age_told` that a number says an age, `has_children` that somebody has children,
    `voiceless` that they cannot speak, `ordinal` and `nation_meant` which of several contacts
    or places it picks, `ordinary` that a wish for help is as likely a landlord's or a lender's
    matter and no more. `unnamed` are topics without a word for them: where something was told
    before, they are hardly meant. `empty` marks a message without any word. `named` holds the
    services that it asks for by name, and `mentioned` those that it names beside something
    else.
    """

    need: str = "unclear"
    need_sure: bool = True
    second: str = ""
    urgency: str = "none"
    urgency_sure: bool = True
    who: str = "unknown"
    who_sure: bool = True
    age: str = "unknown"
    gender: str = "unknown"
    topics: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()
    question: str | None = None
    language: str | None = None
    located: Located = NOWHERE
    press: str | None = None
    empty: bool = False
    chosen: bool = False
    back: str = ""
    calm: bool = False
    over: str = ""
    same: bool = False
    themselves: bool = False
    alarmed: bool = False
    over_sure: bool = True
    faint: bool = False
    found: bool = False
    hearsay: bool = False
    returned: bool = False
    ordinary: bool = False
    unreal: bool = False
    nobody_at_home: bool = False
    age_told: bool = False
    has_children: bool = False
    voiceless: bool = False
    ordinal: int = 0
    nation_meant: str = ""
    named: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Conversation:
    """What is remembered of a conversation, and what the next reply is.

    Attributes:
        language: code of the language to answer in.
        need: the open matter's need, empty before there is one.
        second: another need that the open matter may be about as well; empty for none.
        waiting: another matter that was told before the open one and may be taken up again: its
            need, person, place and topics, each as `name:value`; empty for none.
        question: the question of fact that was answered last, empty when something came since.
        alarm: `sure`, `doubtful` or `faint` while the urgency is `now`, for how it was heard; else
            empty.
        urgency, who, age, gender, topics, barriers, nation, police_area, country: as in
            `bot.situation.Situation`; empty text for None.
        where, whom: empty until asked or told; then `known`, `declined` or `passed`.
        act: `contacts`, `answer` or `talk`: the kind of reply that is due.
        detail: the reply's own key: a question, a sentence of the words' `talk`, or a lead.
        ask: `where`, `whom` or `nothing`: the question that follows the reply.
        options: slugs of police areas or nations to choose from when a place was ambiguous.
        turns: how many messages were heard.
        named: ids of the services that this message asks for by name: the reply gives them first.
        mentioned: ids of those that it names beside something else: one of them is given as well.
    """

    language: str = "en"
    need: str = ""
    second: str = ""
    waiting: tuple[str, ...] = ()
    question: str = ""
    urgency: str = "none"
    alarm: str = ""
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
    named: frozenset[str] = field(default_factory=frozenset)
    mentioned: frozenset[str] = field(default_factory=frozenset)

    @property
    def _asks_of_fact(self) -> bool:
        """Whether the reply's contacts are those of a question rather than of the matter."""
        again = self.detail in AGAIN and self.second != "information"
        if not self.question or (self.act != "answer" and not again):
            return False
        return not (self.need in MATTERS and self.question in OF_THE_CONTACTS)

    def _routed_need(self) -> str:
        if self.detail == THEMSELVES:
            return "support"
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
            who="self" if self.detail == THEMSELVES else self.who,
            need=self._routed_need(),
            age=self.age,
            gender=self.gender,
            topics=self.topics,
            barriers=self.barriers,
            nation=self.nation or None,
            police_area=self.police_area or None,
            country=self.country or None,
            question=self.question if self._asks_of_fact else None,
            language=self.language,
        )

    def beside(self) -> Situation | None:
        """The router's view of the other matter that the message may be about as well, if any."""
        here = self.situation()
        if not self.second or here.need != self.need:
            return None
        if self.second == "police_contact" and "fear_police" in self.barriers:
            return None
        asked = self.question if self.second == "information" else ""
        # Wages told beside abuse at home are a calm matter, however urgent the abuse is.
        wages = self.second == "labour_rights"
        if wages and exploited(self.topics):
            # Where the work itself is forced, who advises on wages takes a better one's place.
            return None
        urgency = "none" if wages else here.urgency
        return replace(here, need=self.second, urgency=urgency, question=asked or here.question)


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

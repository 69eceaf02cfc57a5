"""What a message does to a conversation: pure, and free of Rasa.

`step` takes what was heard into what is remembered and decides what kind of reply is due;
`bot.reactions` holds the kinds. `bot.replies` turns the result into words and contacts.
"""

from __future__ import annotations

from dataclasses import replace

from bot.beside_told import beside_told
from bot.conversation import MATTERS, OF_A_PERSON, Conversation, Heard
from bot.leads import OPEN_QUESTIONS
from bot.other_matter import put_aside, taken_up
from bot.question_keys import OVER
from bot.reactions import (
    BY_NEED,
    FOLLOW_UPS,
    PRESS_REACTIONS,
    Reaction,
    danger,
    matter,
    press_place,
    refined,
    retold,
    talk,
)
from bot.regions import Located

ASK_WHERE = frozenset({"support", "report", "police_contact", "labour_rights", "anonymous_report"})
ASK_WHOM = frozenset({"support", "access"})
# What follows up, or cannot be made out, tells neither danger nor calm.
TELL_NOTHING = frozenset({"followup", "unclear", "stop"})
LEAVES_STANDING = frozenset(
    {"fu_yes", "fu_pause", "un_help", "un_vague", "un_mash", "stop_he_is_back"}
)
SILENCED = frozenset({"cannot_speak", "overheard", "phone_watched"})


def _as_told(before: Conversation, heard: Heard) -> Heard:
    """Another person's same matter is what was told, not what the model makes of "the same"."""
    another = heard.who == "other" and before.who != "other" and heard.need in MATTERS
    calm = heard.urgency == "none" and not heard.topics
    if heard.same and another and calm and before.need == "labour_rights":
        return replace(heard, need=before.need, topics=before.topics)
    if not heard.same or not another or heard.urgency == "now" or not before.topics:
        return heard
    return replace(heard, topics=before.topics - OF_A_PERSON)


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
    before = taken_up(before, heard)
    if heard.unreal and before.urgency == "now":
        return _was_none(before, heard)
    heard = beside_told(before, heard)
    if before.topics:
        heard = replace(heard, topics=heard.topics - heard.unnamed)
    heard = _still_on(before, heard)
    heard = _beside_wages(before, _after_alarm(before, _nothing_over(before, heard)))
    heard = _as_told(before, heard)
    heard = _same_person(before, _hearing_taken_in(before, heard))
    now = _doubt_settled(_carried(before, heard), heard)
    now = _place(now, heard, asked)
    now = _person(before, now, heard, asked)
    now = _served_by_name(_react(before, now, heard, asked))
    now = put_aside(before, now, heard)
    if heard.over == "safe" or (heard.found and "missing" not in heard.topics):
        # Who is found is no longer missing.
        now = replace(now, topics=now.topics - {"missing"})
    now = now if now.urgency == "now" else replace(now, alarm="")
    return replace(now, ask=_next_question(now))


def _was_none(before: Conversation, heard: Heard) -> Conversation:
    """The alarm was a film's or a test's: nothing of it is kept, and the place stays."""
    place = {name: getattr(before, name) for name in ("nation", "police_area", "country", "where")}
    language = heard.language or before.language
    return talk(Conversation(language=language, turns=before.turns + 1, **place), "not_real")


def _still_on(before: Conversation, heard: Heard) -> Heard:
    """What others say ends no danger, a wish to give no name neither, and who hits may be back."""
    if heard.press is not None or heard.urgency == "now":
        return heard
    alarmed = before.urgency == "now"
    if alarmed and before.alarm != "faint" and heard.need == "anonymous_report":
        return replace(
            heard, need="information", question="anonymous", need_sure=True, topics=frozenset()
        )
    feared = "domestic_abuse" in before.topics or before.need == "emergency"
    back = heard.returned and feared and "missing" not in before.topics
    if not back and not (alarmed and heard.hearsay):
        return heard
    # Theirs is the danger that was told: "my husband says leave it" is about no husband who hits.
    return replace(
        heard,
        need="emergency",
        urgency="now",
        urgency_sure=True,
        who="unknown",
        gender="unknown",
        topics=frozenset(),
        question=None,
        over="",
        found=False,
        calm=False,
    )


def _nothing_over(before: Conversation, heard: Heard) -> Heard:
    """Where nothing frightened them before, nothing is over: "nobody took it, I left it there"."""
    # After no alarm a guess is none: "he is online, I never met him" tells nobody's safety.
    frightened = before.urgency == "now" or (before.urgency == "soon" and heard.over_sure)
    told = frightened or before.barriers or before.need == "emergency"
    told = told or "missing" in before.topics
    if told or heard.question not in OVER or heard.press is not None:
        return heard
    if heard.alarmed:
        # "Gata, au pus-o în mașină": what was taken for an end begins.
        return replace(heard, need="emergency", urgency="now", urgency_sure=False, question=None)
    return replace(heard, question=None)


def _after_alarm(before: Conversation, heard: Heard) -> Heard:
    """After an alarm: police broke the door, and everybody is out; he is away until tea time.

    What else the message asks for is answered, and what only says so is heard as just that.
    """
    if before.urgency != "now" or not heard.over or heard.press is not None:
        return heard
    heard = replace(heard, urgency="none", urgency_sure=True)
    if heard.need not in ("emergency", "followup", "unclear", "smalltalk"):
        return heard
    return replace(heard, need="followup", question=f"fu_{heard.over}", need_sure=True)


def _beside_wages(before: Conversation, heard: Heard) -> Heard:
    """A landlord asked about beside wages, with nothing graver told: advisers come first."""
    calm = before.urgency == "none" and before.need in ("labour_rights", "out_of_scope")
    if not heard.ordinary or not calm:
        return heard
    return replace(heard, need="out_of_scope")


def _hearing_taken_in(before: Conversation, heard: Heard) -> Heard:
    """Ways to call without speaking need ears: to the deaf they are no answer."""
    deaf = "deaf" in before.barriers | heard.barriers
    if not deaf or heard.question != "call_without_speaking":
        return heard
    stays = heard.urgency == "now" or heard.need == "police_contact"
    return replace(heard, question=None, need=heard.need if stays else "access")


def _same_person(before: Conversation, heard: Heard) -> Heard:
    """Whom they told of is meant until another is surely named: "he's polite, just not himself".

    In danger that is the writer too: "she has found me, with two men".
    """
    other = before.who == "other" and heard.who == "self"
    # "My sister has the same" is about her, however unsure that sounds.
    writer = before.who == "self" and heard.who == "other" and heard.urgency == "now"
    writer = writer and not heard.same
    doubtful = (other or writer) and not (heard.who_sure or heard.back == "me")
    return replace(heard, who=before.who) if doubtful else heard


def _carried(before: Conversation, heard: Heard) -> Conversation:
    """What holds on from before: everything but the last reply."""
    return replace(
        before,
        language=heard.language or before.language,
        turns=before.turns + 1,
        act="talk",
        detail="",
        ask="nothing",
        options=(),
        named=heard.named,
        mentioned=heard.mentioned,
    )


def _doubt_settled(now: Conversation, heard: Heard) -> Conversation:
    """An alarm that was doubtful fades when what comes next is a calm matter of its own.

    A place or a few words that follow up say nothing about danger, and leave it standing, unless
    it was faint; "no, I won't do anything" does say something.
    """
    if heard.over or (now.alarm in ("doubtful", "faint") and heard.calm):
        return replace(now, urgency="soon" if now.urgency == "now" else now.urgency)
    calm = heard.urgency != "now" and heard.urgency_sure and heard.press is None
    if not calm or heard.empty or not _speaks_against(now, heard):
        return now
    return replace(now, urgency="soon")


def _speaks_against(now: Conversation, heard: Heard) -> bool:
    """Whether a calm message is enough for an alarm to fade: for a faint one nearly any is.

    Who says yes to it, only cries for help, or has to be silent does not speak against it.
    """
    if now.alarm == "faint":
        return heard.question not in LEAVES_STANDING and not heard.barriers & SILENCED
    return now.alarm == "doubtful" and heard.need not in TELL_NOTHING


def _place(now: Conversation, heard: Heard, asked: str) -> Conversation:
    """Take in where the person to be helped is; a later place replaces an earlier one."""
    found = heard.located
    if found.ambiguous:
        return _one_nation(replace(now, options=_options(found), where="known"), found)
    if abroad := _abroad(now, heard):
        return replace(now, country=abroad, nation="", police_area="", where="known")
    if found.nation or found.police_area:
        return replace(
            now,
            country="GB",
            nation=found.nation or "",
            police_area=found.police_area or "",
            where="known",
        )
    if now.police_area in found.denied:
        return replace(now, police_area="")
    if asked == "where":
        refused = heard.question in ("fu_no_place", "fu_no") or heard.press == "skip"
        return replace(now, where="declined" if refused else "passed")
    return now


def _abroad(now: Conversation, heard: Heard) -> str | None:
    """The country outside the UK where the person to be helped is, if the message tells one.

    "My mum in Roman, my brother beats her": after a matter of the writer's own, this is hers.
    """
    found = heard.located
    if now.who == "other" and found.kin and found.kin == now.country:
        # "I'm in Leicester myself, she's in Cluj": where she is, of whom they tell, counts still.
        return found.kin
    if found.country:
        return found.country if found.country != "GB" else None
    another = heard.who == "other" and heard.need in MATTERS and now.need in MATTERS
    return found.kin if another else None


def _options(found: Located) -> tuple[str, ...]:
    """What to choose from: police areas or nations."""
    named = (option.police_area or option.nation for option in found.alternatives)
    return tuple(item for item in named if item)


def _one_nation(now: Conversation, found: Located) -> Conversation:
    """Take in the nation where all places of that name in the UK lie in one.

    Who is near Perth must not be given a line that does not serve Scotland while we ask.
    """
    nations = {option.nation for option in found.alternatives if option.nation}
    if now.nation and nations and now.nation not in nations:
        # From Glasgow to one of the Newcastles: none of them is in Scotland.
        now = replace(now, nation="", police_area="")
    if len(nations) != 1:
        return now
    return replace(now, country="GB", nation=nations.pop(), police_area="")


def _tells_who(now: Conversation, heard: Heard) -> bool:
    """Whether the message says anew who it is about.

    "I don't want him to know" names another person and is about the same one; and whoever wrote
    as a professional remains one.
    """
    if heard.who in ("unknown", now.who):
        return False
    # A nurse who asks for her own sister next is no nurse there.
    apart = bool(heard.topics and now.topics) and not heard.topics & now.topics
    # "About me this time": and what she asks for herself is hers.
    own = heard.who_sure and (apart if heard.who == "other" else heard.chosen)
    stays = now.who == "professional" and not own
    return now.who == "unknown" or (heard.need in MATTERS and not stays)


def _own(now: Conversation, heard: Heard) -> tuple[str, str]:
    """Age and gender of who is told of anew: the writer's own, where their matter waits."""
    waits = dict(item.partition(":")[::2] for item in now.waiting)
    if heard.who != "self" or waits.get("who") != "self":
        return "unknown", "unknown"
    return waits.get("age", "unknown"), waits.get("gender", "unknown")


def _is_elsewhere(before: Conversation, heard: Heard) -> bool:
    """Whether somebody else is told of beside the writer, who said before where they are."""
    told = before.who == "self" and heard.who == "other" and bool(before.country)
    # "She has the same, she is in Bacău": hers is abroad, and the writer's place stays theirs.
    same = heard.same or heard.question == "fu_same_for"
    country = heard.located.country
    return told and (country == "GB" or (same and country is not None))


def _person(before: Conversation, now: Conversation, heard: Heard, asked: str) -> Conversation:
    """Take in who it is about: who, age, gender, and what stands in the way."""
    if _tells_who(now, heard):
        if now.who != "unknown":
            # Another person's matter: what was true of the first need not be true of this one.
            topics = now.topics - OF_A_PERSON if heard.same else frozenset()
            age, gender = _own(now, heard)
            now = replace(now, age=age, gender=gender, topics=topics)
        now = replace(now, who=heard.who, whom="known")
    elif _is_elsewhere(before, heard):
        # "My sister's fella is the same, she's in Cardiff": the same matter, another person's.
        now = replace(now, who="other", age="unknown", gender="unknown")
    if asked == "whom" and now.whom != "known":
        now = replace(now, whom="passed")
    barriers = now.barriers | heard.barriers
    writes_here = now.who == "self" or (before.who == "self" and before.country == "GB")
    if heard.located.country == "GB" and writes_here:
        barriers -= {"abroad"}
    if "deaf" in barriers:
        # Pressing a key when a voice asks for it is of no use to someone who cannot hear it.
        barriers -= {"cannot_speak", "overheard"}
    return replace(
        now,
        age=heard.age if heard.age != "unknown" else now.age,
        gender=heard.gender if heard.gender != "unknown" else now.gender,
        barriers=barriers,
    )


def _react(before: Conversation, now: Conversation, heard: Heard, asked: str) -> Conversation:
    """Choose the reply. Danger comes first; then buttons, follow-ups, and what was asked for."""
    over = before.urgency == "now" and heard.question in OVER and heard.need == "followup"
    # "They are gone. They took him with them": sure danger is none that has passed.
    over = over and not (heard.urgency == "now" and heard.urgency_sure)
    if (heard.urgency == "now" and not over) or heard.press == "danger":
        return danger(now, heard)
    if heard.press is not None:
        return _pressed(before, now, heard)
    if heard.empty:
        return talk(now, "mash")
    if asked and _only_answers(heard, asked):
        return refined(now, asked)
    return _reaction(before, heard)(now, heard)


def _served_by_name(now: Conversation) -> Conversation:
    """Who asks for a service by its name gets it, even where there was nothing else to show."""
    if not now.named or now.act != "talk" or now.detail not in OPEN_QUESTIONS:
        return now
    return replace(now, act="contacts", detail="information")


def _pressed(before: Conversation, now: Conversation, heard: Heard) -> Conversation:
    press = heard.press or ""
    if press in ("lang_en", "lang_ro", "language"):
        return retold(before, now, press)
    return PRESS_REACTIONS.get(press, press_place)(now, heard)


def _reaction(before: Conversation, heard: Heard) -> Reaction:
    """How to take a typed message: as a follow-up where there is something to follow up."""
    follow_up = FOLLOW_UPS.get(heard.question or "")
    if follow_up and not (heard.need in MATTERS and before.need == ""):
        return follow_up
    return BY_NEED.get(heard.need, matter)


def _only_answers(heard: Heard, asked: str) -> bool:
    """Whether a message only answers what was asked, and opens nothing new."""
    placed = heard.located.country is not None or heard.located.ambiguous
    if heard.need in MATTERS and (heard.need_sure or heard.urgency != "none"):
        return False
    if "fear_police" in heard.barriers:
        return False
    if asked == "where":
        return placed or heard.question in ("fu_no_place", "fu_no", "fu_region")
    return heard.who != "unknown" or heard.question in ("fu_is_me", "fu_not_me", "fu_no")


def _next_question(now: Conversation) -> str:
    """What would sharpen the contacts: asked once each, after them, and never in danger."""
    if now.act != "contacts" or now.urgency == "now" or now.options:
        return "nothing"
    if now.need in ASK_WHERE and not now.where and not now.country:
        return "where"
    if now.need in ASK_WHOM and not now.whom and now.who == "unknown":
        return "whom"
    return "nothing"

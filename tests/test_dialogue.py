"""Dialogue: what a message does to a conversation, without any model."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import MATTERS, NOWHERE, PRESSES, Conversation, Heard, from_slots, to_slots
from bot.dialogue import step
from bot.regions import Located, Option
from bot.vocabulary import NEEDS, URGENCIES, WHO
from bot.words import QUESTION_KEYS

PRESTON = Located("England", "lancashire", "GB", ("Preston",), False, (), ())
LEEDS = Located("England", "west-yorkshire", "GB", ("Leeds",), False, (), ())
ROMANIA = Located(None, None, "RO", ("Romania",), False, (), ())
NEWPORT = Located(
    None,
    None,
    "GB",
    ("Newport",),
    True,
    (Option("Newport (Wales)", "Wales", "gwent"), Option("Newport", "England", "west-mercia")),
    (),
)
START = Conversation()
TRAPPED = Heard(need="support", urgency="soon", who="self")

FOLLOW_UPS = ["fu_open", "fu_gone", "fu_pause", "un_help"]
HEARD = st.builds(
    Heard,
    need=st.sampled_from(list(NEEDS)),
    need_sure=st.booleans(),
    urgency=st.sampled_from(list(URGENCIES)),
    urgency_sure=st.booleans(),
    who=st.sampled_from(list(WHO)),
    question=st.sampled_from([None, *sorted(QUESTION_KEYS), *FOLLOW_UPS]),
    located=st.sampled_from([NOWHERE, PRESTON, LEEDS, ROMANIA, NEWPORT]),
    press=st.sampled_from([None, *PRESSES]),
    empty=st.booleans(),
)


def after(*messages: Heard) -> Conversation:
    """A conversation after several messages, each asked what the last reply asked."""
    conversation = START
    for heard in messages:
        asked = "" if conversation.ask == "nothing" else conversation.ask
        conversation = step(conversation, heard, asked)
    return conversation


@given(st.lists(HEARD, max_size=5), st.sampled_from(["", "where", "whom"]))
def test_danger_in_the_middle_of_anything_is_answered_at_once(
    before: list[Heard], asked: str
) -> None:
    """Danger now gives contacts and no question, whatever was asked or said before."""
    heard = Heard(need="stop", urgency="now", question="stop_he_is_back")
    reply = step(after(*before), heard, asked)
    assert (reply.urgency, reply.act, reply.ask) == ("now", "contacts", "nothing")


@given(st.lists(HEARD, min_size=1, max_size=8))
def test_no_question_is_asked_twice(messages: list[Heard]) -> None:
    """Where and whom are asked at most once each, whatever comes back."""
    conversation, asked = START, []
    for heard in messages:
        asking = "" if conversation.ask == "nothing" else conversation.ask
        forgets = heard.press == "forget" or heard.question == "stop_forget"
        conversation = step(conversation, heard, asking)
        if forgets:
            return
        asked += [conversation.ask] if conversation.ask != "nothing" else []
    assert len(asked) == len(set(asked))


@given(st.lists(HEARD, max_size=5))
def test_a_conversation_survives_its_slots(messages: list[Heard]) -> None:
    """What Rasa keeps in slots gives the same conversation back."""
    conversation = after(*messages)
    assert from_slots(to_slots(conversation)) == conversation


def test_contacts_come_before_any_question() -> None:
    """The first reply gives contacts; what would sharpen them is asked after that."""
    reply = after(TRAPPED)
    assert (reply.act, reply.need, reply.ask) == ("contacts", "support", "where")


def test_a_place_refines_the_contacts() -> None:
    """An answer to "where" gives contacts again, for that place."""
    reply = after(TRAPPED, Heard(need="followup", question="fu_region", located=PRESTON))
    assert (reply.act, reply.police_area, reply.need) == ("contacts", "lancashire", "support")


@pytest.mark.parametrize(
    "refusal",
    [Heard(need="followup", question="fu_no_place"), Heard(need="followup", press="skip")],
)
def test_a_place_may_be_refused(refusal: Heard) -> None:
    """Who will not say where gets the contacts, and is not asked again."""
    refused = after(TRAPPED, refusal)
    assert (refused.act, refused.where) == ("contacts", "declined")
    assert step(refused, TRAPPED).ask != "where"


def test_a_new_place_replaces_the_old_one() -> None:
    """Who writes that they moved to Leeds is taken at their word."""
    moved = Heard(need="followup", question="fu_region", located=LEEDS)
    reply = after(replace(TRAPPED, located=PRESTON), moved)
    assert reply.police_area == "west-yorkshire"


def test_romania_takes_the_uk_region_away() -> None:
    """Someone who turns out to be in Romania has no police area in the UK."""
    reply = after(replace(TRAPPED, located=PRESTON), replace(TRAPPED, located=ROMANIA))
    assert (reply.country, reply.nation, reply.police_area) == ("RO", "", "")


def test_an_ambiguous_place_is_asked_about_with_buttons() -> None:
    """Newport is not guessed: both are offered, beside the contacts."""
    reply = after(replace(TRAPPED, located=NEWPORT))
    assert reply.act == "contacts"
    assert reply.options == ("gwent", "west-mercia")
    assert reply.police_area == ""


def test_not_me_my_friend() -> None:
    """A correction of the person changes who it is about, and nothing else."""
    reply = after(TRAPPED, Heard(need="followup", question="fu_not_me"))
    assert (reply.who, reply.need, reply.act) == ("other", "support", "contacts")


def test_he_has_gone_now() -> None:
    """When the danger has passed the reply is urgent still, but an emergency no more."""
    reply = after(Heard(need="emergency", urgency="now", who="self"), Heard(question="fu_gone"))
    assert reply.urgency == "soon"
    assert reply.situation().need == "support"


def test_who_is_safe_is_no_longer_missing() -> None:
    """What follows on "she is home" is for her, and no more for those who search."""
    gone = Heard(need="support", who="other", topics=frozenset({"missing", "labour"}))
    assert after(gone, Heard(need="followup", question="fu_safe")).topics == {"labour"}


def test_danger_stays_until_it_is_over() -> None:
    """A follow-up in the middle of danger still gets the emergency number first."""
    reply = after(
        Heard(need="emergency", urgency="now", who="self"),
        Heard(need="followup", question="fu_number_again"),
    )
    assert reply.urgency == "now"


DOUBTFUL = Heard(need="support", urgency="now", urgency_sure=False)


def test_a_doubtful_alarm_fades_with_a_calm_matter() -> None:
    """What was near the line at first, and is followed by calm, is no emergency any more."""
    asked = Heard(need="information", question="is_it_free")
    assert after(DOUBTFUL).alarm == "doubtful"
    assert after(DOUBTFUL, asked).urgency == "soon"
    assert after(DOUBTFUL, Heard(need="report", who="other")).urgency == "none"
    denied = Heard(need="followup", question="fu_no", calm=True)
    assert after(DOUBTFUL, denied).urgency == "soon"
    assert after(Heard(need="emergency", urgency="now"), denied).urgency == "now"


def test_another_matter_leaves_the_topics_of_the_first() -> None:
    """Evidence to give, named as another thing, is not answered with the night line."""
    low = Heard(need="support", who="self", topics=frozenset({"suicide"}))
    other = Heard(need="support", who="self")
    assert after(low, other).topics == {"suicide"}
    assert after(low, replace(other, chosen=True)).topics == frozenset()


@pytest.mark.parametrize(
    "calm",
    [
        Heard(need="followup", question="fu_region", located=LEEDS),
        Heard(need="followup", question="fu_yes"),
        Heard(need="unclear"),
        Heard(need="information", question="is_it_free", urgency_sure=False),
    ],
)
def test_a_doubtful_alarm_stands_while_nothing_speaks_against_it(calm: Heard) -> None:
    """A place or a yes tells neither danger nor calm."""
    assert after(DOUBTFUL, calm).urgency == "now"


FAINT = replace(DOUBTFUL, faint=True)


def test_a_faint_alarm_fades_with_nearly_any_calm_message() -> None:
    """Less likely than not at first, and then a town: the safety line is enough."""
    town = Heard(need="followup", question="fu_region", located=LEEDS)
    assert after(FAINT).alarm == "faint"
    assert after(FAINT, town).urgency == "soon"
    assert after(FAINT, replace(town, urgency_sure=False)).urgency == "now"
    assert after(FAINT, FAINT, town).urgency == "now"


@pytest.mark.parametrize(
    "message",
    [
        Heard(need="followup", question="fu_yes"),
        Heard(need="unclear", question="un_help"),
        Heard(need="stop", question="stop_he_is_back"),
        Heard(need="followup", question="fu_region", barriers=frozenset({"overheard"})),
    ],
)
def test_a_faint_alarm_stands_where_somebody_may_have_to_be_silent(message: Heard) -> None:
    """A yes, a mere cry for help, or that he is back speaks against no danger."""
    assert after(FAINT, message).urgency == "now"


def test_what_sounds_like_an_end_may_begin_a_danger() -> None:
    """Done, they have put her into the car: nothing was over, since nothing was told."""
    asked = Heard(need="support", who="other", topics=frozenset({"forced_marriage"}))
    done = Heard(need="followup", question="fu_safe", alarmed=True)
    assert after(asked, done).urgency == "now"
    assert after(asked, replace(done, alarmed=False)).urgency == "none"
    assert after(Heard(need="emergency", urgency="now"), done).urgency == "soon"


def test_no_police_ends_no_danger() -> None:
    """Who fears the police in sure danger is in danger still."""
    danger = Heard(need="emergency", urgency="now", who="self")
    afraid = Heard(need="support", who="self", barriers=frozenset({"fear_police"}))
    assert after(danger, afraid).urgency == "now"


def test_who_is_found_is_missing_no_longer() -> None:
    """And their matter goes on."""
    gone = Heard(need="support", who="other", topics=frozenset({"missing", "labour"}))
    back = Heard(need="support", who="other", topics=frozenset({"labour"}), found=True)
    assert after(gone, back).topics == {"labour"}


def test_another_person_has_the_same_trouble_with_wages() -> None:
    """My wife was not paid either, does she ring the same."""
    wages = Heard(need="labour_rights", who="self", topics=frozenset({"money"}))
    same = Heard(need="support", who="other", same=True)
    assert after(wages, same).need == "labour_rights"


@pytest.mark.parametrize(
    "danger",
    [Heard(need="support", urgency="now"), Heard(need="followup", press="danger"), DOUBTFUL],
)
def test_an_alarm_said_surely_or_twice_does_not_fade(danger: Heard) -> None:
    """A question of fact behind it changes nothing."""
    asked = Heard(need="information", question="is_it_free")
    assert after(DOUBTFUL, danger, asked).urgency == "now"


def test_a_question_of_fact_is_answered() -> None:
    """A question gets its answer, and the open matter stays open."""
    reply = after(TRAPPED, Heard(need="information", question="tell_police"))
    assert (reply.act, reply.detail, reply.need) == ("answer", "tell_police", "support")


def test_forgetting_leaves_nothing_but_the_language() -> None:
    """After "forget this" only the language is left."""
    talk = replace(TRAPPED, located=PRESTON, language="ro")
    reply = after(talk, Heard(need="stop", question="stop_forget"))
    assert reply == Conversation(language="ro", act="talk", detail="forgotten")


def test_somebody_is_coming() -> None:
    """Who writes that somebody is back gets a neutral line and no contacts."""
    reply = after(TRAPPED, Heard(need="stop", question="stop_he_is_back"))
    assert (reply.act, reply.detail, reply.ask) == ("talk", "pause", "nothing")


def test_another_persons_matter_starts_afresh() -> None:
    """What was true of the first person is not carried over to the second."""
    child = Heard(need="support", who="other", age="child", topics=frozenset({"criminal"}))
    adult = Heard(need="labour_rights", who="self", topics=frozenset({"money"}))
    reply = after(child, adult)
    assert reply.age == "unknown"
    assert reply.topics == {"money"}


def test_every_matter_is_a_need() -> None:
    """The dialogue's words are those of the vocabulary."""
    assert set(NEEDS) >= MATTERS


def test_a_second_matter_is_kept_until_the_next_one() -> None:
    """The words "and my wages" are remembered beside what the message was mostly about."""
    two = Heard(need="report", second="labour_rights", who="other")
    assert after(two).second == "labour_rights"
    assert after(two, Heard(need="followup", question="fu_number_again")).second == "labour_rights"
    assert after(two, Heard(need="support", who="self")).second == ""


def test_what_is_none_of_ours_may_be_somebodys() -> None:
    """An eviction gets advisers, a recipe a sentence; danger is not pushed aside by it."""
    eviction = Heard(need="out_of_scope", topics=frozenset({"housing"}))
    assert (after(eviction).act, after(eviction).detail) == ("contacts", "nearby")
    assert after(Heard(need="out_of_scope")).act == "talk"
    assert after(TRAPPED, eviction).need == "out_of_scope" and after(TRAPPED, eviction).waiting
    danger = replace(TRAPPED, urgency="now")
    assert (after(danger, eviction).act, after(danger, eviction).urgency) == ("talk", "now")
    burgled = Heard(need="out_of_scope", topics=frozenset({"crime"}))
    assert (after(burgled).act, after(burgled).detail) == ("contacts", "crime")


def test_the_deaf_who_ask_for_the_police_get_the_police() -> None:
    """Ways to call without speaking need ears; the wish for the police stays."""
    asked = Heard(
        need="police_contact", question="call_without_speaking", barriers=frozenset({"deaf"})
    )
    assert after(asked).need == "police_contact"
    assert after(replace(asked, need="information")).need == "access"


def test_another_person_named_in_passing_is_not_whom_it_is_about() -> None:
    """Words like "he must not know" leave it with the one who writes."""
    said = Heard(need="followup", who="other")
    assert after(TRAPPED, said).who == "self"
    assert after(TRAPPED, Heard(need="report", who="other")).who == "other"


def test_a_professional_stays_one() -> None:
    """Who wrote as a nurse writes on as a nurse."""
    nurse = Heard(need="report", who="professional")
    assert after(nurse, Heard(need="support", who="self")).who == "professional"
    assert after(nurse, Heard(need="followup", question="fu_is_me", who="self")).who == "self"


def test_it_was_themselves_all_along() -> None:
    """What was to be reported becomes what they need help with."""
    cousin = Heard(need="report", who="other")
    me = after(cousin, Heard(need="followup", question="fu_is_me", who="self"))
    assert (me.need, me.who) == ("support", "self")


def test_no_police_is_no_word_about_the_place() -> None:
    """After our question for the place, "no police" declines the police."""
    said = Heard(need="followup", question="fu_no", barriers=frozenset({"fear_police"}))
    found = after(TRAPPED, said)
    assert found.detail != "no_place_ok" and "fear_police" in found.barriers
    said = replace(said, question="fu_no_place")
    assert after(TRAPPED, said).detail != "no_place_ok"

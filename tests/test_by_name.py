"""A service asked for by its name: what is heard, and where it stands in the reply."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import brain, leads, routing
from bot.by_name import taken
from bot.conversation import NOWHERE, Conversation, Heard, from_slots, to_slots
from bot.dialogue import step
from bot.named import NOBODY, Called
from bot.named_plan import by_name, led_by
from bot.nlu.heads import Verdict
from bot.regions import Located
from bot.replies import plan_for
from bot.situation import Situation
from bot.thresholds import Thresholds

NOON = dt.datetime(2026, 11, 25, 12, tzinfo=routing.LONDON)
NIGHT = dt.datetime(2026, 11, 25, 3, tzinfo=routing.LONDON)
LIMITS = Thresholds()
DIRECTORY = brain.speaker().directory
BARE = Called(frozenset({"childline"}), few=True, bare=True)
FEW = Called(frozenset({"childline"}), few=True)
LONG = Called(frozenset({"childline"}))


def verdict(now: float = 0.0, **question: float) -> Verdict:
    """A verdict with so much danger, and these questions."""
    return Verdict({"urgency": {"now": now, "none": 1 - now}, "question": question})


def hear(heard: Heard, called: Called, now: float = 0.0, **question: float) -> Heard:
    """What is heard with the names taken in."""
    return taken(heard, called, verdict(now, **question), LIMITS)


def shown(heard: Heard, at: dt.datetime = NOON, before: Conversation | None = None) -> tuple:
    """The contacts of the reply to a message."""
    return plan_for(step(before or Conversation(), heard), DIRECTORY, at).ids


@pytest.mark.parametrize(("now", "urgency"), [(0.5, "none"), (0.9, "now")])
def test_a_name_alone_is_no_alarm_unless_danger_is_certain(now: float, urgency: str) -> None:
    """The Samaritans' name alone sounds like danger to the model."""
    heard = hear(Heard(need="emergency", urgency="now"), BARE, now)
    assert heard.urgency == urgency
    assert heard.named == {"childline"}


def test_words_beside_a_name_are_heard_as_they_are() -> None:
    """With anything told beside it, danger keeps its threshold."""
    assert hear(Heard(need="emergency", urgency="now"), FEW, 0.5).urgency == "now"


def test_a_name_alone_asks_about_nothing_else() -> None:
    """No county lines are told to who asks what Childline is."""
    heard = hear(Heard(need="information", question="county_lines", age="child"), BARE)
    assert (heard.question, heard.age, heard.need) == (None, "unknown", "information")
    reply = step(Conversation(), heard)
    assert leads.key(reply) == "lead.information"


def test_a_place_that_a_name_looks_like_is_no_place() -> None:
    """Barnardo's are not taken for Barbados."""
    barbados = Located(None, None, "BB", ("Barbados",), False, (), ())
    assert hear(Heard(need="information", located=barbados), BARE).located == NOWHERE
    assert hear(Heard(need="information", located=barbados), FEW).located == barbados


def test_a_question_about_the_service_is_answered() -> None:
    """Its own facts, and what may be asked of any service, keep their text."""
    about = replace(BARE, questions=frozenset({"children_facts"}))
    asked = Heard(need="information", question="children_facts")
    assert hear(asked, about).question == "children_facts"
    free = Heard(need="information", question="is_it_free")
    assert hear(free, FEW).question == "is_it_free"


@pytest.mark.parametrize(("chance", "kept"), [(0.3, None), (0.7, "return_home")])
def test_another_question_must_be_plain(chance: float, kept: str | None) -> None:
    """In few words beside a name a question counts only when it is as likely as not."""
    asked = Heard(need="information", question="return_home")
    assert hear(asked, FEW, return_home=chance).question == kept


def test_a_name_in_a_story_is_one_contact_more() -> None:
    """Who tells what happened gets the lines for that first."""
    heard = hear(Heard(need="support", urgency="soon"), LONG)
    assert (heard.named, heard.mentioned) == (frozenset(), {"childline"})
    ids = shown(heard)
    assert ids[0] == shown(Heard(need="support", urgency="soon"))[0]
    assert ids[-1] == "childline"


def test_a_long_question_about_a_service_asks_for_it() -> None:
    """Long or not, who wants to know of a service gets it; another question keeps its own."""
    about = replace(LONG, questions=frozenset({"children_facts"}))
    asked = Heard(need="information", question="children_facts")
    assert hear(asked, about).named
    assert hear(replace(asked, question="nrm_appeal"), about).mentioned


@pytest.mark.parametrize(
    "heard",
    [
        Heard(need="stop", question="stop_forget"),
        Heard(need="smalltalk", question="st_bye"),
        Heard(need="followup", question="fu_tried"),
        Heard(empty=True),
    ],
)
def test_goodbyes_and_what_was_tried_ask_for_nothing(heard: Heard) -> None:
    """A goodbye stays one: "bye, I will ring Childline now"."""
    assert hear(heard, BARE) == heard


def test_no_name_changes_nothing() -> None:
    """Most messages name nobody."""
    heard = Heard(need="support", urgency="now")
    assert hear(heard, NOBODY, 0.5) == heard


@pytest.mark.parametrize("at", [NOON, NIGHT])
@pytest.mark.parametrize(
    "wanted",
    [resource.id for resource in DIRECTORY if resource.called and resource.shown_contacts],
)
def test_every_service_with_a_name_can_be_asked_for(wanted: str, at: dt.datetime) -> None:
    """While nothing is known of the person, whatever is asked for by name comes first."""
    heard = Heard(need="information", named=frozenset({wanted}))
    assert shown(heard, at)[0] == wanted


def test_an_adult_may_ask_for_a_line_for_the_young() -> None:
    """An aunt asks for Childline's number."""
    aunt = Situation(who="other", age="adult", need="support")
    assert by_name(aunt, DIRECTORY, {"childline"}, NOON)


def test_a_child_gets_no_line_for_adults() -> None:
    """What cannot help them is not shown, even by its name."""
    child = Situation(age="child")
    assert not by_name(child, DIRECTORY, {"salvation-army-referral"}, NOON)


def test_place_decides_once_it_is_known() -> None:
    """A Welsh line is shown to who may be Welsh, and not to who is in Scotland or abroad."""
    wanted = {"live-fear-free"}
    assert by_name(Situation(), DIRECTORY, wanted, NOON)
    assert by_name(Situation(country="GB", nation="Wales"), DIRECTORY, wanted, NOON)
    assert not by_name(Situation(country="GB", nation="Scotland"), DIRECTORY, wanted, NOON)
    assert not by_name(Situation(country="FR"), DIRECTORY, {"samaritans"}, NOON)
    assert by_name(Situation(), DIRECTORY, {"telefonul-copilului"}, NOON)
    home = Situation(country="GB", nation="England")
    assert not by_name(home, DIRECTORY, {"telefonul-copilului"}, NOON)


def test_of_one_name_the_service_of_the_area_is_shown() -> None:
    """Several areas have a service called Victim Support."""
    ids = DIRECTORY.names.called("victim support").ids
    here = Situation(country="GB", nation="England", police_area="sussex")
    assert [item.resource.id for item in by_name(here, DIRECTORY, ids, NOON)] == [
        "sussex-victim-support"
    ]
    anywhere = by_name(Situation(), DIRECTORY, ids, NOON)
    assert [item.resource.id for item in anywhere] == ["victim-support"]


def test_999_stays_in_front_in_danger() -> None:
    """Danger now is answered first, whatever is asked for; the name follows."""
    heard = Heard(need="emergency", urgency="now", named=frozenset({"samaritans"}))
    ids = shown(heard)
    assert ids[:2] == ("emergency-999", "samaritans")


def test_talk_that_names_a_service_gives_it() -> None:
    """Nothing else to show is no reason to leave out what was asked for."""
    for heard in (Heard(need="smalltalk"), Heard(need="out_of_scope"), Heard(need="abuse")):
        assert shown(replace(heard, named=frozenset({"samaritans"})))[0] == "samaritans"


def test_a_name_counts_for_one_turn() -> None:
    """The next message is answered without it."""
    first = step(Conversation(), Heard(need="information", named=frozenset({"samaritans"})))
    assert from_slots(to_slots(first)) == first
    assert "samaritans" not in shown(Heard(need="support"), before=first)


NAMED = st.frozensets(st.sampled_from([item.id for item in DIRECTORY if item.called]), max_size=5)
PLACES = st.sampled_from(
    [
        {},
        {"country": "RO"},
        {"country": "FR"},
        {"country": "GB", "nation": "Wales"},
        {"country": "GB", "nation": "England", "police_area": "metropolitan"},
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    NAMED,
    PLACES,
    st.sampled_from(["now", "soon", "none"]),
    st.sampled_from(["support", "police_contact", "information", "access"]),
    st.sampled_from([NOON, NIGHT]),
)
def test_a_plan_led_by_names_keeps_what_every_plan_keeps(
    ids: frozenset[str], place: dict[str, str], urgency: str, need: str, at: dt.datetime
) -> None:
    """Few contacts, none twice; 999 first in danger; one that is open, and one not police."""
    situation = Situation(urgency=urgency, need=need, **place)
    chosen = routing.plan(situation, DIRECTORY, at)
    named = by_name(situation, DIRECTORY, ids, at)
    led = led_by(named, chosen)
    assert len(led.choices) <= routing.MAX_CONTACTS
    assert len(set(led.ids)) == len(led.ids)
    if chosen.level == "emergency":
        assert led.ids[0] == chosen.ids[0]
    elif named:
        assert led.ids[0] in {item.resource.id for item in named}
    for good in (lambda item: not item.resource.is_police, lambda item: item.state != "closed"):
        assert any(map(good, led.choices)) or not any(map(good, chosen.choices))

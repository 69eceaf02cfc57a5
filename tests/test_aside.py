"""What a message says on the side, and what is likelier within a talk than by itself."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from turns import after, heard

from bot import brain, routing
from bot.conversation import NOWHERE, Heard
from bot.dialogue import step
from bot.nlu.heads import folded, plain
from bot.plain_age import corrects_to_grown, says_adult, says_child
from bot.plain_aside import says_long_ago, says_nameless, says_once_there, says_unforced
from bot.plain_barrier import no_police, wants_police
from bot.plain_danger import says_danger, says_forget
from bot.regions import Located
from bot.situation import Situation

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=routing.LONDON)
HULL = Located("England", "humberside", "GB", ("Hull",), False, (), ())
BELFAST = Located("Northern Ireland", "psni", "GB", ("Belfast",), False, (), ())


@pytest.mark.parametrize(
    ("text", "nameless"),
    [
        ("i'd rather not give my name to anybody", True),
        ("dont want my name on any form", True),
        ("dinna want ma name gien", True),
        ("nu vreau sa-mi dau numele", True),
        ("fără numele meu, vă rog", True),
        ("what was the name of that line", False),
        ("numele ei e Dana", False),
    ],
)
def test_who_wants_to_give_no_name(text: str, nameless: bool) -> None:
    """Said in so many words, it counts from a low probability on."""
    assert says_nameless(plain(text)) is nameless


def test_no_name_after_a_report_asks_for_the_nameless_line() -> None:
    """However likely help for oneself looks; and of one's own matter it stays a question."""
    needs = {"support": 0.6, "anonymous_report": 0.3}
    told = heard("dont want my name on it, he knows my face", need=needs, topics={"images": 0.7})
    assert (told.need, told.topics) == ("anonymous_report", frozenset())
    assert heard("he knows my face", need=needs).need == "support"
    own = after(Heard(need="support", who="self", topics=frozenset({"labour"}), located=HULL))
    answered = step(own, told)
    assert (answered.act, answered.detail, answered.need) == ("answer", "anonymous", "support")


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("nobody forces me, he just does not pay", True),
        ("i can leave whenever i like", True),
        ("nu mă ține nimeni, actele sunt la mine", True),
        ("just want my wages", True),
        ("he can leave me whenever he likes to", False),
        ("i left with one bag", False),
        ("nu mă lasă să plec", False),
    ],
)
def test_who_is_not_forced(text: str, free: bool) -> None:
    """Of the training messages that say so every second one is about rights at work."""
    assert says_unforced(plain(text)) is free


def test_wages_without_force_are_rights_at_work() -> None:
    """Where both are likely the person's own word decides; danger is heard all the same."""
    needs = {"support": 0.5, "labour_rights": 0.3}
    text = "nobody forces me and my papers are mine, i only want the wages"
    soon = {"soon": 0.6, "none": 0.4}
    assert heard(text, opens=True, need=needs, urgency=soon).need == "labour_rights"
    assert heard("he keeps my papers", opens=True, need=needs, urgency=soon).need == "support"
    assert heard(text, opens=True, need=needs, urgency={"now": 0.9}).urgency == "now"


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("six years ago they held a knife to my throat", True),
        ("acum șase ani mă țineau într-o casă", True),
        ("last winter he broke my arm", True),
        ("it began two years ago and tonight he comes back", False),
        ("acum doi ani a început, acum e la ușă", False),
        ("she was moved in 20 minutes", False),
    ],
)
def test_a_story_of_another_year(text: str, ago: bool) -> None:
    """Of 634 training messages that match one is danger now."""
    assert says_long_ago(plain(text)) is ago


def test_a_story_of_another_year_is_hardly_danger() -> None:
    """Unless the model is nearly sure of it."""
    told = "six years ago they held a knife to my throat"
    assert heard(told, opens=True, urgency={"now": 0.6, "none": 0.4}).urgency != "now"
    assert heard(told, opens=True, urgency={"now": 0.8, "none": 0.2}).urgency == "now"


def test_where_somebody_was_before_is_not_where_they_are() -> None:
    """A place of the past moves nobody; one of today does."""
    assert says_once_there(plain("before that it was Hull"))
    assert not says_once_there(plain("before that it was Hull, now Leeds"))
    assert heard("before that it was Hull", located=HULL).located is NOWHERE
    assert heard("it is in Hull", located=HULL).located is HULL


@pytest.mark.parametrize(
    "text",
    [
        "19 not 17 sorry, 17's her sister",
        "nu are 16, are 21",
        "hes nineteen no i tell a lie hes twenty he had his birthday",
    ],
)
def test_an_age_put_right_is_a_grown_ups(text: str) -> None:
    """The number that holds is the one that is not denied."""
    assert corrects_to_grown(folded(text))


@pytest.mark.parametrize(
    ("text", "child"),
    [
        ("eu am 15 și nu vreau", True),
        ("are 14, e la școală", True),
        ("un client, bărbat de 37 de ani", False),
        ("am 15 lei", False),
    ],
)
def test_ages_without_the_word_for_years(text: str, child: bool) -> None:
    """A Romanian age may stand alone where nothing is counted by it."""
    assert says_child(folded(text)) is child
    assert says_adult(folded("un client, bărbat de 37 de ani"))


def test_a_habit_is_no_present_danger_by_itself() -> None:
    """Not now, as a rule: that is left to the model, and so is a wish to forget with a reason."""
    assert says_danger(plain("o bate barbatul acum"))
    assert not says_danger(plain("o bate barbatul, nu acuma, asa de obicei"))
    assert says_forget(plain("stergeti va rog ce scrisei aici, umbla si copiii pe telefon"))
    assert not says_forget(plain("delete what is on the phone of the man who keeps us in there"))


def test_the_police_refused_and_wanted_in_other_words() -> None:
    """Formal, Scottish and Romanian."""
    assert no_police(plain("I do not wish the police to be involved"))
    assert no_police(plain("i dinna want the polis"))
    assert wants_police(plain("pot să vorbesc direct cu poliția"))
    assert not wants_police(plain("nu pot vorbi cu nimeni, politia e corupta"))


def test_within_a_talk_hardly_anything_is_out_of_scope() -> None:
    """What is next likeliest counts, unless it is about a matter for advisers."""
    needs = {"out_of_scope": 0.3, "followup": 0.25}
    assert heard("e pe chat cumva", need=needs).need == "followup"
    assert heard("e pe chat cumva", opens=True, need=needs).need == "out_of_scope"
    assert heard("the rent", need=needs, topics={"housing": 0.9}).need == "out_of_scope"


def test_a_follow_up_of_no_kind_may_be_a_question_of_fact() -> None:
    """What begins as a follow-up of no kind may be likelier a question of fact by itself."""
    needs = {"information": 0.5, "followup": 0.35}
    asks = {"-": 0.6, "false_report": 0.33}
    told = heard("and what if i am wrong", need=needs, question=asks)
    assert (told.need, told.question) == ("information", "false_report")
    other = {"-": 0.6, "fu_cost": 0.3}
    assert heard("and the cost of it", need=needs, question=other).need == "followup"


def test_a_landlord_beside_wages_gets_advisers() -> None:
    """Where nothing graver was told; beside exploitation it is a part of that."""
    wages = after(
        Heard(need="labour_rights", who="self", topics=frozenset({"money"}), located=HULL)
    )
    asked = Heard(need="support", who="self", topics=frozenset({"housing"}), ordinary=True)
    assert step(wages, asked).need == "out_of_scope"
    forced = after(Heard(need="support", who="self", topics=frozenset({"labour"}), located=HULL))
    assert step(forced, asked).need == "support"
    assert step(wages, replace(asked, ordinary=False)).need == "support"


def test_who_tells_that_it_is_over_and_asks_for_more_is_answered() -> None:
    """Safe at home today and raped last winter is no mere word of being safe."""
    text = "my manager raped me last winter when i was alone on shift and i am safe at home"
    asks = {"fu_safe": 0.3, "-": 0.7}
    told = heard(text, need={"support": 0.8, "followup": 0.2}, question=asks)
    assert told.need == "support"
    assert heard("i am safe at home", need={"followup": 0.8}, question=asks).question == "fu_safe"


def test_a_womens_line_is_not_for_men_at_work() -> None:
    """In Northern Ireland forced work alone does not bring it; being sold does."""

    def shown(topic: str) -> tuple[str, ...]:
        where = {"country": "GB", "nation": "Northern Ireland", "police_area": "psni"}
        told = Situation(
            need="support", urgency="soon", who="self", topics=frozenset({topic}), **where
        )
        return routing.plan(told, brain.speaker().directory, NOON).ids

    assert "belfast-lisburn-womens-aid" not in shown("labour")
    assert "belfast-lisburn-womens-aid" in shown("sexual")

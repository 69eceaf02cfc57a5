"""Two matters in one conversation: which waits, when it is taken up again, who serves both."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from turns import after

from bot import brain, routing
from bot.conversation import Heard, from_slots, to_slots
from bot.dialogue import step
from bot.nlu.heads import plain
from bot.plain_back import goes_back
from bot.regions import Located
from bot.situation import Situation

SUNDAY_NIGHT = dt.datetime(2026, 11, 22, 23, tzinfo=routing.LONDON)
READING = Located("England", "thames-valley", "GB", ("Reading",), False, (), ())
BIRMINGHAM = Located("England", "west-midlands", "GB", ("Birmingham",), False, (), ())
HUSBAND = frozenset({"domestic_abuse"})
MONEY = frozenset({"money"})
TOLD_BOTH = Heard(
    need="support",
    second="labour_rights",
    urgency="soon",
    who="self",
    topics=HUSBAND | MONEY,
)
WAGES_FIRST = Heard(need="labour_rights", topics=MONEY, chosen=True)


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("right what about my sister", "person"),
        ("ok and the boys upstairs", "person"),
        ("acum despre verișoara mea", "person"),
        ("și cu ea?", "person"),
        ("and my partner?", "him"),
        ("dar cu soțul", "him"),
        ("and for me, what was it", "me"),
        ("iar pentru mine?", "me"),
        ("now the other problem", "other"),
        ("și cealaltă chestie", "other"),
        ("bun. acum înapoi la prietena mea, la cine întâi?", "person"),
        ("și cu tipsurile mele ce fac", "me"),
        ("ok and my deposit then", "me"),
        ("and my landlord, friend of my boss, said no", ""),
        ("și șeful meu ce zice", ""),
        ("my sister works there", ""),
        ("the second one", ""),
        ("and he told me that my sister may stay there as long as she likes if i pay", ""),
    ],
)
def test_what_goes_back_to_what_was_told_before(text: str, back: str) -> None:
    """A few words that open with "and" or "about" and a person; no story, and no fresh start."""
    assert goes_back(plain(text)) == back


def test_the_matter_that_waits_is_taken_up_again() -> None:
    """Wages first, then the husband: his matter is as it was told, and the wages wait."""
    chosen = after(TOLD_BOTH, WAGES_FIRST)
    assert chosen.need == "labour_rights" and "need:support" in chosen.waiting
    back = step(chosen, Heard(need="followup", back="him"))
    assert (back.need, back.topics) == ("support", HUSBAND)
    assert "need:labour_rights" in back.waiting
    assert back.act == "contacts"


def test_a_person_who_waits_is_nobody_elses_age() -> None:
    """Back from one's own wages to a child next door, nothing of the writer sticks to the child."""
    child = Heard(need="report", who="other", age="child", topics=frozenset({"domestic_servitude"}))
    own = Heard(need="labour_rights", who="self", age="adult", topics=MONEY)
    wages = after(child, own)
    assert (wages.who, wages.age) == ("self", "adult")
    back = step(wages, Heard(need="followup", back="person"))
    assert (back.need, back.who, back.age) == ("report", "other", "child")


def test_each_person_has_a_place_of_their_own() -> None:
    """Who goes back to themselves is served where they are, not where the sister is."""
    mine = Heard(need="support", who="self", gender="male", topics=HUSBAND, located=READING)
    sister = Heard(need="support", who="other", topics=HUSBAND, located=BIRMINGHAM)
    there = after(mine, sister)
    assert (there.police_area, there.gender) == ("west-midlands", "unknown")
    back = step(there, Heard(need="followup", question="fu_number_again", back="me"))
    assert (back.who, back.police_area, back.gender) == ("self", "thames-valley", "male")
    assert from_slots(to_slots(back)) == back


def test_what_stood_behind_a_danger_waits_too() -> None:
    """Back from a brother in another town, who was in danger is helped where they are."""
    mine = Heard(need="emergency", urgency="now", who="self", located=READING)
    over = Heard(need="followup", question="fu_safe")
    brother = Heard(need="report", who="other", topics=MONEY, located=BIRMINGHAM)
    back = step(after(mine, over, brother), Heard(need="followup", back="me"))
    assert (back.need, back.who, back.police_area) == ("support", "self", "thames-valley")


def test_a_question_of_fact_is_answered_for_the_place() -> None:
    """Who asked for a consul and then says where they are gets the consul there."""
    asked = after(Heard(need="information", question="embassy_help"))
    placed = step(asked, Heard(need="followup", question="fu_region", located=BIRMINGHAM))
    assert placed.situation().question == "embassy_help"
    assert placed.police_area == "west-midlands"


def test_a_new_matter_is_not_the_one_that_waits() -> None:
    """Who names another danger, or a matter of its own, does not go back."""
    chosen = after(TOLD_BOTH, WAGES_FIRST)
    hurt = step(chosen, Heard(need="emergency", urgency="now", back="him"))
    assert hurt.urgency == "now" and hurt.detail == "danger"
    images = Heard(need="report", topics=frozenset({"images"}), back="him")
    assert step(chosen, images).need == "report"
    assert step(chosen, Heard(need="followup", back="person")).topics == HUSBAND
    assert step(after(TOLD_BOTH), Heard(need="followup", back="him")).topics == HUSBAND | MONEY


def test_back_to_a_person_leaves_the_question_behind() -> None:
    """After a question about papers, "and the girl?" gets those who help the girl."""
    girl = Heard(need="support", urgency="soon", who="other", topics=frozenset({"labour"}))
    papers = Heard(need="information", question="embassy_help")
    asked = after(girl, papers)
    assert asked.situation().need == "information"
    back = step(asked, Heard(need="followup", question="fu_number_again", back="person"))
    assert back.situation().need == "support"


def test_whom_they_told_of_is_meant_until_the_writer_surely_is() -> None:
    """A doubtful "self" in a line about a child is still about the child."""
    child = Heard(need="support", who="other", age="child", topics=frozenset({"criminal"}))
    doubtful = after(child, Heard(need="support", who="self", who_sure=False))
    assert (doubtful.who, doubtful.age) == ("other", "child")
    assert after(child, Heard(need="support", who="self")).who == "self"


def test_wages_beside_abuse_are_a_calm_matter() -> None:
    """However urgent the abuse is, the wages get those who advise on them; forced work does not."""
    beside = after(TOLD_BOTH).beside()
    assert beside is not None and beside.urgency == "none"
    forced = replace(TOLD_BOTH, topics=frozenset({"labour"}))
    assert after(forced).beside() is None


def test_who_writes_from_the_uk_is_not_abroad_for_a_sister_elsewhere() -> None:
    """A second place in the UK, told of somebody else, does not move the writer out of it."""
    mine = Heard(need="labour_rights", who="self", located=READING)
    sister = Heard(need="support", who="other", located=BIRMINGHAM, barriers=frozenset({"abroad"}))
    assert "abroad" not in after(mine, sister).barriers
    assert "abroad" in after(sister).barriers


def test_exploitation_told_with_a_place_is_more_than_the_answer_to_where() -> None:
    """Who answers "where?" with the place and the story has told a matter."""
    asked = after(Heard(need="police_contact", need_sure=False, who="other"))
    told = Heard(need="support", need_sure=False, urgency="soon", who="other", located=BIRMINGHAM)
    assert step(asked, told, "where").need == "support"
    placed = Heard(need="support", need_sure=False, located=BIRMINGHAM)
    assert step(asked, placed, "where").need == "police_contact"


def test_the_specialist_of_the_first_matter_stays_though_closed() -> None:
    """On a Sunday night the line for intimate images is closed, and still belongs to the answer."""
    directory = brain.speaker().directory
    images = Situation(need="support", who="self", topics=frozenset({"images"}), nation="England")
    first = routing.plan(images, directory, SUNDAY_NIGHT)
    second = routing.plan(replace(images, need="labour_rights"), directory, SUNDAY_NIGHT)
    assert first.choices[-1].resource.id == "revenge-porn-helpline"
    merged = routing.both(first, second)
    assert merged.ids[0] == first.ids[0]
    assert {"revenge-porn-helpline", "acas"} <= set(merged.ids)
    assert len(merged.choices) <= routing.MAX_CONTACTS


def test_what_is_about_the_waiting_matter_alone_takes_it_up() -> None:
    """After a workmate's matter "and that one with the wages?" is about the writer's own again."""
    own = after(Heard(need="labour_rights", who="self", topics=MONEY, located=READING))
    mate = step(own, Heard(need="support", who="other", who_sure=True, topics=HUSBAND, chosen=True))
    assert mate.waiting and mate.topics == HUSBAND
    asked = Heard(need="followup", question="fu_second", who="self", topics=MONEY)
    again = step(mate, asked)
    assert (again.need, again.who, again.topics) == ("labour_rights", "self", MONEY)
    assert step(mate, replace(asked, who="other")).who == "other"
    assert step(mate, replace(asked, topics=MONEY | HUSBAND)).topics >= HUSBAND

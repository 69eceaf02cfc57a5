"""A danger that has passed, told at length; another's same matter; and who wants no police."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from turns import after

from bot import brain, routing
from bot.conversation import Heard
from bot.dialogue import step
from bot.nlu.heads import CHOICES, MARKS, Verdict, folded, plain
from bot.plain_age import corrects_to_grown, says_child
from bot.plain_back import goes_back, says_same
from bot.plain_barrier import no_police, says_watched, wants_police
from bot.plain_choice import first_one
from bot.plain_over import says_over, takes_along
from bot.plain_person import is_romanian, loves_a_man, of_another_nation
from bot.plain_wish import asks_for_parent, language_wished, says_not_me
from bot.regions import Located, locate
from bot.situation import Situation
from bot.thresholds import Thresholds
from bot.urgency_heard import least_danger, urgency_of

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=routing.LONDON)
BRISTOL = Located("England", "avon-and-somerset", "GB", ("Bristol",), False, (), ())
ALARM = Heard(need="emergency", urgency="now", who="self", topics=frozenset({"labour"}))


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("the coppers came and he has been nicked, we are all out on the pavement", "safe"),
        ("paramedics took her, she's in hospital and stable", "safe"),
        ("i'm at my aunt's now, she locked everything", "safe"),
        ("a venit poliția și l-au arestat, sunt la soră-mea", "safe"),
        ("suntem la urgențe, zice doctorul că e mai bine", "safe"),
        ("he's gone to work until six", "gone"),
        ("a plecat la țară, pot vorbi", "gone"),
        ("the ambulance has got him and the man was led away, my legs are still shaking", "safe"),
        ("they legged it when my brother shouted", "safe"),
        ("police left and he is back outside", ""),
        ("he went off but she is still bleeding", ""),
        ("poliția a plecat și el vine pe scări", ""),
        ("he hits me every night", ""),
    ],
)
def test_what_says_that_a_danger_has_passed(text: str, over: str) -> None:
    """Help that came, somebody who is safe or away; and not where the danger goes on."""
    assert says_over(plain(text)) == over


def test_a_danger_that_passed_is_no_alarm_any_more() -> None:
    """Police broke the door, and all are out: no 999 on top, and what is asked is answered."""
    safe = after(ALARM, Heard(need="emergency", urgency="now", over="safe"))
    assert (safe.urgency, safe.detail) == ("soon", "safe")
    asks = Heard(need="support", urgency="now", who="self", over="safe")
    assert after(ALARM, asks).urgency != "now"
    assert after(ALARM, Heard(need="information", question="is_it_free")).urgency == "now"


@pytest.mark.parametrize("urgency", ["none", "soon"])
def test_what_stands_in_the_way_ends_no_alarm(urgency: str) -> None:
    """Who is hiding and cannot speak, or has no English, is in danger as before."""
    asked = Heard(need="access", urgency=urgency, question="call_without_speaking")
    assert after(ALARM, asked).urgency == "now"
    assert "cannot_speak" in after(ALARM, asked).barriers
    deaf = replace(ALARM, barriers=frozenset({"deaf"}))
    assert "cannot_speak" not in after(deaf, asked).barriers


def test_somebody_taken_away_is_no_danger_that_has_passed() -> None:
    """They are gone, and took him with them: sure danger goes on."""
    taken = Heard(need="followup", urgency="now", question="fu_gone", who="other")
    assert after(ALARM, taken).urgency == "now"
    assert after(ALARM, replace(taken, urgency_sure=False)).urgency == "soon"


def test_nothing_is_over_that_was_never_told() -> None:
    """Without an alarm before it, danger in the same words is danger."""
    assert after(Heard(need="emergency", urgency="now", over="safe")).urgency == "now"


def test_nobody_is_told_by_a_guess_that_they_are_safe() -> None:
    """After an alarm likely is enough; where things were only grave it must be plain."""
    grave = Heard(need="support", urgency="soon", who="self", topics=frozenset({"images"}))
    guessed = Heard(need="followup", question="fu_safe", over_sure=False)
    assert after(grave, guessed).detail == "repeat_numbers"
    assert after(grave, replace(guessed, over_sure=True)).detail == "safe"
    assert after(ALARM, guessed).detail == "safe"


def test_a_neighbour_is_told_that_the_other_is_safe() -> None:
    """It was never they who were in danger."""
    told = after(replace(ALARM, who="other"), Heard(need="followup", question="fu_safe"))
    assert (told.urgency, told.detail) == ("soon", "safe_other")


def test_the_same_of_another_elsewhere_is_no_new_alarm() -> None:
    """A sister in Bacău with the same matter, half like danger to the model: none."""
    told = {"urgency": {"now": 0.6, "soon": 0.2, "none": 0.2}, "language": {"ro": 1.0}}
    verdict = Verdict({facet: told.get(facet, {}) for facet in (*CHOICES, *MARKS)})
    bacau, limits = locate("in Bacau"), Thresholds()
    same = plain("și soră-mea de acolo e la fel cu mine, e în Bacău")
    assert says_same(same)
    assert bacau.country == "RO"
    least = least_danger(same, verdict, False, True, bacau, limits)
    assert urgency_of(same, verdict, "followup", limits, least) == "soon"
    least = least_danger(same, verdict, True, True, bacau, limits)
    assert urgency_of(same, verdict, "followup", limits, least) == "now"


def test_who_is_found_is_no_longer_missing() -> None:
    """The line for the missing is given until somebody writes that they are back."""
    lost = Heard(need="support", who="other", topics=frozenset({"missing", "labour"}))
    found = after(lost, Heard(need="support", who="other", over="safe"))
    assert found.topics == {"labour"}


@pytest.mark.parametrize(
    "text",
    ["my cousin had this as well", "la fel și fratele meu", "same thing happened to her mate"],
)
def test_the_same_matter_of_another(text: str) -> None:
    """Another person's same matter is the one that was told, whatever the model makes of it."""
    assert says_same(plain(text))
    mine = Heard(need="support", who="self", topics=frozenset({"images", "lgbt"}))
    hers = Heard(need="support", who="other", topics=frozenset({"sexual"}), same=True)
    assert after(mine, hers).topics == {"images"}
    assert after(mine, Heard(need="support", who="self")).topics == {"images", "lgbt"}


@pytest.mark.parametrize(
    ("text", "refused", "wanted"),
    [
        ("please no police, his brother is one", True, False),
        ("i would rather something without the police", True, False),
        ("fără poliție vă rog", True, False),
        ("i want to report it to the police, no hurry", False, True),
        ("aș vrea să anunț poliția", False, True),
        ("the police station is closed", False, False),
    ],
)
def test_police_wanted_or_not(text: str, refused: bool, wanted: bool) -> None:
    """Who fears the police is given somebody else, and who wants them is given them."""
    assert (no_police(plain(text)), wants_police(plain(text))) == (refused, wanted)


def test_who_fears_the_police_is_given_others() -> None:
    """The police stay away from the contacts, unless they are asked for or there is danger."""
    afraid = Situation(
        urgency="soon",
        who="self",
        topics=frozenset({"labour"}),
        barriers=frozenset({"fear_police"}),
        nation="Northern Ireland",
        police_area="psni",
        country="GB",
    )
    directory = brain.speaker().directory
    shown = routing.plan(afraid, directory, NOON)
    assert shown.choices
    assert not any(choice.resource.is_police for choice in shown.choices)
    asked = Situation(need="police_contact", barriers=frozenset({"fear_police"}))
    assert routing.plan(asked, directory, NOON).ids[0] == "police-101"


def test_a_way_to_reach_them_leaves_the_matter_open() -> None:
    """Who cannot ring is told how to write, and is still somebody who wants help."""
    told = Heard(need="support", urgency="soon", who="self", topics=frozenset({"domestic_abuse"}))
    asked = after(told, Heard(need="access", question="fu_other_form"))
    assert (asked.need, asked.topics) == ("support", {"domestic_abuse"})


def test_a_landlord_asked_about_beside_the_matter() -> None:
    """Advisers are given for it, and the matter itself waits until it is gone back to."""
    told = Heard(need="support", urgency="soon", who="self", topics=frozenset({"labour"}))
    beside = after(told, Heard(need="out_of_scope", topics=frozenset({"housing"})))
    assert (beside.act, beside.need) == ("contacts", "out_of_scope")
    back = step(beside, Heard(need="followup", question="fu_return", back="other"))
    assert (back.need, back.topics) == ("support", {"labour"})


def test_wages_told_of_forced_work_are_a_part_of_it() -> None:
    """Hours and pay of the work that holds somebody are no question of rights at work."""
    told = Heard(need="support", urgency="soon", who="self", topics=frozenset({"labour"}))
    wages = Heard(need="labour_rights", who="self", topics=frozenset({"labour", "money"}))
    assert after(told, wages).need == "support"
    assert after(told, Heard(need="labour_rights", topics=frozenset({"money"}))).need != "support"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("scrie-mi te rog în engleză", "en"),
        ("și ce zic când sună și răspunde în engleză", None),
        ("in english please, my friend reads it", "en"),
        ("can you answer in romanian", "ro"),
        ("nu știu engleza", None),
        ("do they speak polish", None),
    ],
)
def test_the_language_that_is_wished(text: str, language: str | None) -> None:
    """Whatever the message itself is written in."""
    assert language_wished(plain(text)) == language


def test_a_relative_abroad_is_where_they_are() -> None:
    """After the writer's own matter in the UK, somebody else's abroad is served there."""
    mine = Heard(need="support", who="self", located=BRISTOL, topics=frozenset({"labour"}))
    place = locate("și mama, la Roman în Neamț, e bătută de fratele meu")
    assert place.kin == "RO"
    hers = Heard(need="support", who="other", located=place, topics=frozenset({"domestic_abuse"}))
    assert after(mine, hers).country == "RO"
    assert after(hers).country == ""


@pytest.mark.parametrize(
    ("text", "grown"),
    [
        ("he's 19 not 17, birthday was in may", True),
        ("sorry i am truly 20", True),
        ("scuze, am 19 nu 17", True),
        ("she's 15 not 18", False),
    ],
)
def test_an_age_put_right(text: str, grown: bool) -> None:
    """Of two ages the one that is true counts."""
    assert corrects_to_grown(folded(text)) is grown
    assert says_child(folded(text)) is not grown


@pytest.mark.parametrize(
    ("looks", "text", "yes"),
    [
        (asks_for_parent, "can my mum talk to them as well", True),
        (asks_for_parent, "mama poate să sune?", True),
        (asks_for_parent, "my mum can sing", False),
        (says_not_me, "not me, the lads at the yard", True),
        (says_not_me, "he told me not to ring", False),
        (first_one, "the first one, is it free", True),
        (first_one, "at first i liked it", False),
        (says_watched, "he watches me type", True),
        (says_watched, "i am on my own", False),
        (loves_a_man, "im 24, a guy, and my boyfriend keeps my wages", True),
        (loves_a_man, "my boyfriend keeps my wages", False),
        (is_romanian, "i lost my romanian passport", True),
        (is_romanian, "i lost my passport", False),
        (of_another_nation, "i lost my british passport", True),
        (of_another_nation, "i lost my passport", False),
    ],
)
def test_what_a_few_words_say(looks: object, text: str, yes: bool) -> None:
    """Plain words that settle whom or what a message is about."""
    assert looks(plain(text)) is yes  # type: ignore[operator]


def test_a_person_told_of_before_is_gone_back_to() -> None:
    """However long the rest of the message is."""
    long = "back to my pupil from before, she was at school again today and looked a bit better"
    assert goes_back(plain(long)) == "person"
    assert goes_back(plain("revin la pacientul din Norwich")) == "person"


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("his mam came home and they drove aff", "gone"),
        ("they've all driven away", "gone"),
        ("my uncle chased them off", "safe"),
        ("paramedics brought her to the infirmary", "safe"),
        ("the boy is in the pit and the gaffer's driven away", ""),
        ("she was driven off the playground by that man", ""),
        ("he says do not bring police bring cash", ""),
        ("police bring me back to him each time", ""),
    ],
)
def test_they_were_sent_off_or_drove_away(text: str, over: str) -> None:
    """Whoever frightened them left; somebody who was left behind or taken is not safe."""
    assert says_over(plain(text)) == over


def test_who_was_taken_off_after_a_neighbour_rang() -> None:
    """Those who came took the one who is feared; without them somebody was dragged along."""
    assert not takes_along(plain("next door rang it in and they took him off in a van"))
    assert takes_along(plain("they took him off in a van"))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("i dinnae want ony polis here", True),
        ("don't want the peelers near us", True),
        ("but dont tell the police", True),
        ("refuză poliția", True),
        ("he said dont tell the police or else", False),
        ("should i ring the peelers", False),
    ],
)
def test_no_police_in_the_words_of_scotland_and_the_north(text: str, refused: bool) -> None:
    """Refused by the writer; what somebody else forbids is no wish of theirs."""
    assert no_police(plain(text)) is refused


def test_a_man_who_gives_his_age_and_his_boyfriend() -> None:
    """Age and sex in one breath tell who writes, and not what the boyfriend is."""
    assert loves_a_man(folded("I'm 31, a bloke. My boyfriend takes my pay"))
    assert loves_a_man(folded("im 22 (m), my bf reads my texts"))
    assert loves_a_man(folded("am 30 de ani, bărbat, iubitul meu imi ia banii"))
    assert not loves_a_man(folded("im 22 (f), my bf is 31, a fella off the sites"))

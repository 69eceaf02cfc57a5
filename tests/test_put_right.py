"""What a message within a talk puts right: ages, places, whose matter it is, who is found."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from turns import after, heard

from bot.conversation import Heard
from bot.nlu.heads import plain
from bot.plain_over import says_found
from bot.regions import Located, locate

BRISTOL = Located("England", "avon-and-somerset", "GB", ("Bristol",), False, (), ())


def test_an_age_taken_back_counts_however_sure_the_model_is() -> None:
    """The model hears the child's number; of two numbers the one put right counts."""
    sure = {"child": 0.95}
    assert heard("sorry 19 not 17", age=sure).age == "adult"
    assert heard("im 17. no wait, i turned 18 in may", age=sure).age == "adult"
    assert heard("im 18. no wait, i turned 17 in may", age=sure).age == "child"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("found him!! hes at his mates", True),
        ("AM DAT DE EL", True),
        ("she's just walked in", True),
        ("hes rung", True),
        ("mama lui m-a sunat, nu a venit acasă", False),
        ("nobody has found anything", False),
    ],
)
def test_who_is_there_again(text: str, found: bool) -> None:
    """In English and Romanian."""
    assert says_found(plain(text)) is found


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("deposit only now please", {"housing"}),
        ("a garage that will not refund me", {"money"}),
        ("și pensia mea?", {"money"}),
        ("what is the weather", set()),
    ],
)
def test_what_advisers_know_about(text: str, about: set[str]) -> None:
    """A matter of others is not turned away where the directory has somebody for it."""
    told = heard(text, need={"out_of_scope": 0.9})
    assert told.topics == about


def test_a_word_of_force_is_no_question_of_wages() -> None:
    """Nobody beats her, and the passport in the safe is none the less grave."""
    needs = {"support": 0.6, "labour_rights": 0.3}
    text = "nu mă bate nimeni, pașaportul e la ea"
    grave = heard(text, opens=True, need=needs, urgency={"soon": 0.97, "none": 0.01, "now": 0.02})
    assert grave.need == "support"
    calm = heard(text, opens=True, need=needs, urgency={"soon": 0.4, "none": 0.58, "now": 0.02})
    assert calm.need == "labour_rights"


def test_who_cannot_speak_may_name_a_place_and_is_in_danger() -> None:
    """A town beside it is no mere answer to our question."""
    danger = {"now": 0.6, "none": 0.4}
    silent = {"overheard": 0.7}
    town = heard("luton, he is beside me", located=BRISTOL, urgency=danger, barriers=silent)
    assert town.urgency == "now"
    assert heard("luton i said", located=BRISTOL, urgency=danger).urgency != "now"


def test_the_second_one_is_none_where_another_matter_is_meant() -> None:
    """Back to the patient, which would you try: all contacts of the patient's matter."""
    asks = {"followup": 0.8}
    second = {"fu_second": 0.9}
    back = heard("lovely. back to the patient, which would you try", need=asks, question=second)
    assert (back.back, back.question) == ("person", "fu_number_again")
    assert heard("the other one then", need=asks, question=second).question == "fu_second"


def test_no_name_in_a_report_keeps_whom_it_is_about() -> None:
    """The women who change vans stay the ones told of."""
    told = {"report": 0.6, "anonymous_report": 0.3}
    text = "every week girls get out of a van at the car park and others get in, no names please"
    named = heard(text, need=told, who={"other": 0.9}, topics={"sexual": 0.7})
    assert (named.need, named.who, named.topics) == ("anonymous_report", "other", {"sexual"})


def test_a_wedding_abroad_moves_nobody_there() -> None:
    """A cousin who is to be married in Gujarat is here."""
    place = locate("my cousin is to marry his son, they live in Gujarat, India")
    wedding = {"topics": {"forced_marriage": 0.9}, "need": {"support": 0.9}}
    located = replace(place, country=None, kin="IN")
    told = heard("my cousin is to marry in india", located=located, **wedding)
    assert told.located.kin is None
    there = heard(
        "my cousin is to marry in india", located=located, barriers={"abroad": 0.9}, **wedding
    )
    assert there.located.kin == "IN"


def test_a_place_told_with_a_goodbye_is_taken_in() -> None:
    """Fine, I'll say it, Bristol: no small talk where something is open."""
    mine = Heard(need="support", who="self", topics=frozenset({"labour"}))
    told = after(mine, Heard(need="smalltalk", question="st_bye", located=BRISTOL))
    assert (told.act, told.detail) == ("contacts", "region_set")
    assert after(mine, Heard(need="smalltalk", question="st_bye")).act == "talk"


def test_a_place_in_a_matter_of_wages_opens_no_other() -> None:
    """The town and when the work ended: still about wages."""
    wages = Heard(need="labour_rights", who="self", topics=frozenset({"money"}))
    place = Heard(need="support", who="self", located=BRISTOL)
    assert after(wages, place).need == "labour_rights"
    assert after(wages, replace(place, urgency="soon")).need == "support"


def test_own_danger_is_where_the_writer_is() -> None:
    """The brother is in Bristol, and the men at the gate are in Romania."""
    mine = Heard(need="support", who="self", located=locate("sunt în Bacău"))
    his = Heard(need="support", who="other", located=BRISTOL, topics=frozenset({"labour"}))
    danger = Heard(need="emergency", urgency="now", who="self")
    assert after(mine, his).country == "GB"
    assert after(mine, his, danger).country == "RO"
    assert after(mine, his, replace(danger, who="other")).country == "GB"


def test_a_professional_may_have_a_matter_of_their_own() -> None:
    """Another thing, about me this time: no child's line for it."""
    pupil = Heard(need="report", who="professional", age="child", topics=frozenset({"labour"}))
    own = Heard(need="support", who="self", topics=frozenset({"domestic_abuse"}), chosen=True)
    told = after(pupil, own)
    assert (told.who, told.age) == ("self", "unknown")


def test_whoever_takes_somebody_along_is_in_no_follow_up() -> None:
    """Likely danger stays it, however much it sounds like the end of a story."""
    likely = {"now": 0.46, "none": 0.54}
    needs = {"followup": 0.55, "emergency": 0.35}
    taken = heard("gata, au pus-o în mașină și au plecat cu ea", need=needs, urgency=likely)
    assert taken.urgency == "now"
    assert (
        heard("gata, am mâncat ceva și am plecat la ea", need=needs, urgency=likely).urgency
        != "now"
    )


def test_an_age_is_put_right_in_the_first_message_too() -> None:
    """Of two ages of one niece the last one counts."""
    text = "my niece is 17 no wait she turned 18 in may"
    assert heard(text, opens=True, age={"child": 0.95}).age == "adult"


def test_somebody_who_left_just_now_is_no_matter_that_is_chosen() -> None:
    """Just now is a time, and no wish to hear of one matter alone."""
    left = heard("my husband left just now", need={"followup": 0.9}, question={"fu_gone": 0.9})
    assert (left.question, left.chosen) == ("fu_gone", False)
    assert heard("deposit only please", need={"support": 0.9}, topics={"housing": 0.1}).chosen


def test_the_place_of_a_sister_with_the_same_matter_is_hers() -> None:
    """She is in Bacău; and who comes at the writer with a club does so in Bristol."""
    mine = Heard(need="support", who="self", located=BRISTOL, topics=frozenset({"labour"}))
    same = Heard(need="followup", question="fu_same_for", who="other", same=True)
    hers = replace(same, located=locate("e în Bacău"))
    danger = Heard(need="emergency", urgency="now", who="self", who_sure=False)
    assert after(mine, hers).country == "RO"
    assert after(mine, hers, danger).country == "GB"
    assert after(mine, same, danger).country == "GB"
    alarm = replace(hers, need="emergency", urgency="now", who_sure=False)
    assert after(mine, alarm).country == "RO"
    assert after(mine, alarm, danger).country == "GB"

"""What a message says outright: whose age, which of several, that it was a film, who hits."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.beside_told import beside_told
from bot.conversation import Conversation, Heard
from bot.dialogue import step
from bot.directory import load
from bot.leads import key
from bot.nlu.heads import folded, plain
from bot.outright import outright
from bot.plain_barrier import no_police
from bot.plain_own import names_boss, own_age, says_woman
from bot.plain_pick import nation_of, only_an_address, ordinal, side_of_border
from bot.plain_unreal import says_unreal
from bot.regions import Located
from bot.replies import plan_for

ROOT = Path(__file__).resolve().parent.parent
NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.timezone.utc)
CAR_WASH = Conversation(
    need="support",
    urgency="soon",
    who="self",
    topics=frozenset({"labour"}),
    nation="England",
    police_area="derbyshire",
    country="GB",
    where="known",
)
ALARM = Conversation(
    need="emergency", urgency="now", alarm="doubtful", who="self", country="GB", nation="Wales"
)
NORWICH = Located("England", "norfolk", "GB", ("Norwich",), False, (), (), beside="theirs")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("im 16 and i clean for them", 16),
        ("hi im a girl 14", 14),
        ("am 17 ani", 17),
        ("I am a woman of 52, my son is 9", 52),
        ("me 22, my brother 13", 22),
        ("tenho 15 anos", 15),
        ("我今年16岁", 16),
        ("sunt elev in clasa a 10a", 13),
        ("she is 15", None),
        ("im 10 minutes from the station", None),
        ("im 14 weeks gone", None),
        ("i was 13 when they took me", None),
        ("vellai im 16 vjec", None),
    ],
)
def test_the_writers_own_age(text: str, age: int | None) -> None:
    """A number is the writer's age where they say "I am", and neither a time nor another's."""
    assert own_age(folded(text)) == age


def test_an_adult_who_names_a_child_stays_an_adult() -> None:
    """Who says "I'm 33, the youngest is 15" asks for the writer, whatever the model makes of 15."""
    told = outright(Heard(need="support", who="self", age="child"), "im 33, one is 15", opens=True)
    assert told.age == "adult"
    later = Heard(need="support", who="self", age="child")
    assert beside_told(Conversation(age="adult", who="self"), later).age == "unknown"


def test_a_child_who_tells_of_another_writes_as_a_child() -> None:
    """A child's line is for the one who writes, too: "she is 13 and i am 14"."""
    told = outright(Heard(need="support", who="other"), "shes 13 and im 14", opens=True)
    assert (told.who, told.age) == ("self", "child")


@pytest.mark.parametrize(
    ("text", "number"),
    [("the 3rd one", 3), ("a treia", 3), ("number 4 pls", 4), ("ultima", -1), ("2nd line", 2)],
)
def test_ordinals(text: str, number: int) -> None:
    """A few words name a contact by its number."""
    assert ordinal(folded(text)) == number


@pytest.mark.parametrize(
    "text",
    ["last night he came", "three of us", "up on the first floor we sleep with many others"],
)
def test_no_ordinal(text: str) -> None:
    """What only counts or tells when names no contact."""
    assert ordinal(folded(text)) == 0


@pytest.mark.parametrize(("number", "at"), [(2, 1), (3, 2), (-1, -1)])
def test_the_contact_of_that_number_is_shown(number: int, at: int) -> None:
    """To ask for "the third one" is to mean the third of those that were shown."""
    directory = load(ROOT / "resources.yaml")
    shown = plan_for(step(CAR_WASH, Heard(need="followup", question="fu_why")), directory, NOON)
    heard = Heard(need="followup", question="fu_second", ordinal=number)
    picked = plan_for(step(CAR_WASH, heard), directory, NOON)
    assert picked.ids == (shown.ids[at],)


def test_each_number_has_its_words() -> None:
    """The second is "the other one"; behind it each is named as what it is."""
    second = step(CAR_WASH, Heard(need="followup", question="fu_second", ordinal=2))
    last = step(CAR_WASH, Heard(need="followup", question="fu_second", ordinal=-1))
    assert (key(second), key(last)) == ("talk.second_one_lead", "talk.that_one_lead")


@pytest.mark.parametrize(
    ("text", "area"),
    [("the welsh one", "gwent"), ("the second one", "hampshire-and-isle-of-wight")],
)
def test_one_of_the_places_is_picked(text: str, area: str) -> None:
    """After "there is more than one Newport" a nation or a number is the answer."""
    before = Conversation(
        need="support", options=("gwent", "hampshire-and-isle-of-wight", "west-mercia")
    )
    heard = outright(Heard(need="followup", question="fu_second", language="en"), text, opens=False)
    assert step(before, heard).police_area == area


@pytest.mark.parametrize("text", ["not the welsh one", "is that scotland or wales"])
def test_a_nation_that_is_not_picked(text: str) -> None:
    """A nation that is denied, or one of two, picks nothing."""
    assert nation_of(folded(text)) == ""


def test_the_side_of_a_border() -> None:
    """Who is on the Welsh side needs a line for Wales, whatever town is near."""
    assert side_of_border("just on the welsh side of chester") == "Wales"
    assert side_of_border("he is on my side of the bed") == ""


@pytest.mark.parametrize(
    "text",
    ["sorry it was the telly", "its from a netflix series", "era un film", "i was only testing"],
)
def test_what_was_none(text: str) -> None:
    """An alarm that was a film's or a test's is taken back, and nothing of it stays."""
    assert says_unreal(plain(text))
    after = step(ALARM, Heard(need="followup", unreal=True))
    assert (after.urgency, after.need, after.act) == ("none", "", "talk")
    assert after.nation == "Wales"


@pytest.mark.parametrize(
    "text",
    [
        "this is not a film",
        "nu e gluma",
        "he threw the telly at me",
        "its real please",
        "he left",
        "hes watching tv",
        "he says its a joke",
        "i was just watching tv and he hit me",
        "a zis ca e o gluma",
    ],
)
def test_what_is_real(text: str) -> None:
    """A word for a screen takes nothing back by itself."""
    assert not says_unreal(plain(text))


@pytest.mark.parametrize("text", ["LE1 4", "it's NR2", "9 Bolton Road, Bury", "SA1 3TT"])
def test_an_address_and_nothing_else(text: str) -> None:
    """The numbers in an address are no age: it only says where."""
    assert only_an_address(folded(text))
    place = Located("England", "leicestershire", "GB", ("LE1",), False, (), ())
    heard = Heard(need="labour_rights", age="child", language="en", located=place)
    told = outright(heard, text, opens=False)
    assert (told.need, told.question, told.age) == ("followup", "fu_region", "unknown")


@pytest.mark.parametrize("text", ["14 girls in the flat", "12 pounds a day"])
def test_numbers_that_are_no_address(text: str) -> None:
    """What counts people or money is read as what it says."""
    assert not only_an_address(folded(text))


def test_the_bosss_place_is_not_the_writers() -> None:
    """That "he has gone to his shop in Norwich" moves nobody who is in Derby."""
    heard = Heard(need="followup", who="other", question="fu_gone", located=NORWICH)
    assert step(CAR_WASH, heard).police_area == "derbyshire"
    asked = Heard(need="followup", who="other", question="fu_same_for", located=NORWICH)
    assert step(CAR_WASH, asked).police_area == "norfolk"


def test_after_forced_work_he_is_the_boss() -> None:
    """Nobody at home was named: the line for partners is not meant."""
    heard = Heard(
        need="support",
        urgency="soon",
        who="self",
        topics=frozenset({"domestic_abuse"}),
        nobody_at_home=True,
    )
    assert "domestic_abuse" not in step(CAR_WASH, heard).topics
    at_home = Heard(
        need="support", urgency="soon", who="self", topics=frozenset({"domestic_abuse"})
    )
    assert "domestic_abuse" in step(CAR_WASH, at_home).topics
    assert names_boss("the gangmaster slaps us")
    assert not names_boss("my husband is my boss and he slaps me")


@pytest.mark.parametrize("need", ["information", "labour_rights", "access"])
def test_what_care_costs_ends_no_medical_danger(need: str) -> None:
    """Who is ill and asks about the bill or papers keeps the emergency number."""
    ill = Conversation(
        need="emergency",
        urgency="now",
        alarm="doubtful",
        who="self",
        topics=frozenset({"health", "labour"}),
    )
    question = "is_it_free" if need == "information" else None
    assert step(ill, Heard(need=need, question=question)).urgency == "now"
    over = step(ill, Heard(need="followup", question="fu_safe", over="safe"))
    assert over.urgency == "soon"


@pytest.mark.parametrize(
    "text", ["we are two women", "im a woman and my wife hits me", "sunt femeie"]
)
def test_a_woman(text: str) -> None:
    """A woman who speaks of her wife is no man."""
    assert says_woman(plain(text))


@pytest.mark.parametrize(
    "text",
    [
        "nie chce policji",
        "не дзвоніть у поліцію",
        "toi so canh sat",
        "不要报警",
        "لا اريد الشرطة",
        "police ko mat bulao",
        "j'ai peur de la police",
    ],
)
def test_no_police_in_other_languages(text: str) -> None:
    """Who wants no police says so in each language, and is not shown how to reach them."""
    assert no_police(plain(text))


@pytest.mark.parametrize("text", ["czy policja sie dowie?", "policja nie przyjechala", "警察来了"])
def test_police_that_are_not_refused(text: str) -> None:
    """A question, or police who did not come, refuse nothing."""
    assert not no_police(plain(text))

"""Greetings and thanks, who was taken along, whose a country is, who could talk themselves."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from turns import after, heard

from bot.conversation import NOWHERE, THEMSELVES, Heard
from bot.dialogue import step
from bot.nlu.heads import folded, plain
from bot.plain_age import says_own_adult
from bot.plain_aside import says_present_here
from bot.plain_courtesy import only_greets, only_thanks
from bot.plain_danger import says_calm, says_forget
from bot.plain_over import takes_along
from bot.plain_wish import asks_for_themselves
from bot.regions import Located, locate

HULL = Located("England", "humberside", "GB", ("Hull",), False, (), ())
GREECE = Located(None, None, "GR", ("Greece",), False, (), ())
CHILD_TOLD = Heard(need="support", who="other", age="child", topics=frozenset({"sexual"}))


@pytest.mark.parametrize(
    ("text", "greets"),
    [
        ("hello there, sorry to disturb you", True),
        ("Good afternoon madam", True),
        ("bună seara, scuze de deranj", True),
        ("hiya!!", True),
        ("hello he is coming", False),
        ("please", False),
        ("sorry", False),
        ("bună, mă bate", False),
        ("good evening, are you open", False),
    ],
)
def test_a_greeting_and_nothing_more(text: str, greets: bool) -> None:
    """A greeting and nothing more."""
    assert only_greets(plain(text)) is greets


def test_who_only_greets_is_in_no_danger() -> None:
    """Who only greets is in no danger."""
    frightened = {"urgency": {"now": 0.9, "none": 0.1}, "need": {"emergency": 0.9}}
    told = heard("good morning sir", opens=True, **frightened)
    assert (told.need, told.question, told.urgency) == ("smalltalk", "st_hello", "none")
    assert heard("good morning he has a gun", opens=True, **frightened).urgency == "now"


@pytest.mark.parametrize(
    ("text", "thanks"),
    [
        ("right, thanks very much", True),
        ("cheers for all that pal", True),
        ("mulțumesc frumos pentru tot", True),
        ("gata, mersi, o zi bună", True),
        ("thanks for your help", True),
        ("mulțumesc pentru ajutor", True),
        ("help thanks", False),
        ("yes thank you", False),
        ("thanks, and my wages?", False),
        ("thanks he is back", False),
        ("mersi dar nu răspunde", False),
        ("ok", False),
    ],
)
def test_thanks_and_nothing_more(text: str, thanks: bool) -> None:
    """Thanks and nothing more."""
    assert only_thanks(plain(text)) is thanks


def test_thanks_are_answered_as_thanks_whatever_the_model_thinks() -> None:
    """Thanks are answered as thanks whatever the model thinks."""
    told = heard("ok thanks for that", need={"followup": 0.5, "smalltalk": 0.3})
    assert (told.need, told.question) == ("smalltalk", "st_thanks")


@pytest.mark.parametrize(
    ("text", "along"),
    [
        ("they've driven off with the girl", True),
        ("he left with my baby", True),
        ("the lad is in the boot", True),
        ("they took her with them", True),
        ("au plecat cu fata", True),
        ("they gone, they take my friend in the van", True),
        ("a dus-o cu el, în dubă", True),
        ("gata, au pus-o în mașină", True),
        ("he has gone to work", False),
        ("the police took him away", False),
        ("a venit salvarea și a plecat cu ea", False),
        ("she left, took the car", False),
    ],
)
def test_who_left_and_took_somebody_along(text: str, along: bool) -> None:
    """Who left and took somebody along."""
    assert takes_along(plain(text)) is along


def test_an_alarm_does_not_end_where_somebody_was_taken() -> None:
    """An alarm does not end where somebody was taken."""
    alarm = Heard(need="emergency", urgency="now", who="other")
    gone = {"need": {"followup": 0.8}, "question": {"fu_gone": 0.9}}
    assert after(alarm, heard("they have left with the boy", **gone)).urgency == "now"
    assert after(alarm, heard("they have left now", **gone)).urgency == "soon"


def test_nothing_is_over_where_nothing_was_told() -> None:
    """Nothing is over where nothing was told."""
    lost = Heard(need="information", question="embassy_help")
    now = after(lost, Heard(need="followup", question="fu_safe", who="self"))
    assert now.detail != "safe"
    frightened = Heard(need="support", urgency="soon", who="self")
    assert after(frightened, Heard(need="followup", question="fu_gone")).detail == "he_is_gone"


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("is there somebody here in Greece", True),
        ("i'm back home in Athens", True),
        ("sunt acasă la Iași", True),
        ("vă scriu din Bacău", True),
        ("he is in Greece till Sunday", False),
        ("el e plecat în Spania", False),
        ("she says in Kuwait they will show me", False),
    ],
)
def test_whether_the_writer_is_at_the_place(text: str, there: bool) -> None:
    """Whether the writer is at the place."""
    assert says_present_here(plain(text)) is there


def test_a_country_told_beside_moves_nobody() -> None:
    """A country told beside moves nobody."""
    facets = {"need": {"support": 0.9}, "urgency": {"soon": 0.9, "none": 0.1}}
    beside = heard("he is in Greece until the end of the month", located=GREECE, **facets)
    assert beside.located == NOWHERE
    sure = heard(
        "she rang from there and she is stuck, Greece", located=GREECE, barriers={"abroad": 0.6},
        **facets,
    )  # fmt: skip
    assert sure.located == GREECE
    after_it = {"need": {"followup": 0.9}, "question": {"fu_gone": 0.6}}
    assert heard("el e plecat in Grecia", located=GREECE, **after_it).located == NOWHERE
    his = heard("a plecat, e in Grecia", located=GREECE, barriers={"abroad": 0.4}, **after_it)
    assert his.located == NOWHERE
    safe = {"need": {"followup": 0.9}, "question": {"fu_safe": 0.6}}
    assert heard("she is home, Greece", located=GREECE, **safe).located == GREECE
    opening = heard("he is in Greece with my sister", opens=True, located=GREECE, **facets)
    assert opening.located == GREECE
    hull = heard("he is in Hull with my sister and a knife", located=HULL, **facets)
    assert hull.located == HULL


@pytest.mark.parametrize(
    ("text", "country", "police_area"),
    [
        ("it happened in march in leeds", "GB", "west-yorkshire"),
        ("sunt în mașină cu el, nu pot vorbi", None, None),
        ("ESTE LA USA MEA CU UN CUTIT", None, None),
        ("suntem liberi duminica", None, None),
        ("je parle français", None, None),
        ("je suis à Paris, en France", "FR", None),
        ("they kept me in england two years, i'm back in belfast", "GB", "psni"),
        ("was held in leeds, im home in derry", "GB", "psni"),
    ],
)
def test_words_that_are_no_places_and_where_somebody_is_back(
    text: str, country: str | None, police_area: str | None
) -> None:
    """Words that are no places and where somebody is back."""
    found = locate(text, asked=False)
    assert (found.country, found.police_area) == (country, police_area)


@pytest.mark.parametrize(
    ("text", "themselves"),
    [
        ("is there anyone she could ring herself", True),
        ("who can he speak to on his own", True),
        ("cu cine poate vorbi ea singură", True),
        ("is there somebody she could talk to", True),
        ("la cine ar putea suna", True),
        ("he works for a man who can ring you", False),
        ("can i ring them myself", False),
        ("she lives by herself", False),
    ],
)
def test_who_could_talk_for_themselves(text: str, themselves: bool) -> None:
    """Who could talk for themselves."""
    assert asks_for_themselves(plain(text)) is themselves


def test_a_child_told_of_is_shown_the_childrens_line_when_it_could_talk_itself() -> None:
    """A child told of is shown the children's line when it could talk itself."""
    wish = heard("is there anyone she could ring herself", need={"support": 0.6})
    now = after(CHILD_TOLD, wish)
    assert (now.detail, now.who) == (THEMSELVES, "other")
    view = now.situation()
    assert (view.who, view.need, view.age) == ("self", "support", "child")
    following = step(now, Heard(need="followup", question="fu_cost"))
    assert following.situation().who == "other"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("sorry, i meant my brother is 15, im 21", True),
        ("am 23 si stau singur", True),
        ("my brother is 15, i'm 21", False),
        ("im 15", False),
        ("she is 21", False),
    ],
)
def test_an_age_of_ones_own(text: str, own: bool) -> None:
    """An age of one's own."""
    assert says_own_adult(folded(text)) is own


def test_age_and_sex_of_the_writer_come_back_with_them() -> None:
    """Age and sex of the writer come back with them."""
    own = Heard(need="support", who="self", age="child", gender="male", urgency="soon")
    mate = Heard(need="support", who="other", who_sure=True, topics=frozenset({"labour"}))
    back = Heard(need="emergency", urgency="now", who="self", who_sure=True)
    now = after(own, mate, back)
    assert (now.age, now.gender) == ("child", "male")


def test_its_me_after_all_goes_back_to_ones_own_matter() -> None:
    """It is me after all goes back to one's own matter."""
    own = Heard(need="support", who="self", gender="male", topics=frozenset({"domestic_abuse"}))
    sister = Heard(need="support", who="other", who_sure=True, located=HULL)
    now = after(own, sister, Heard(need="followup", question="fu_is_me", who="self"))
    assert (now.who, now.gender) == ("self", "male")


def test_somebody_elses_other_matter_leaves_the_first_one_whole() -> None:
    """Somebody else's other matter leaves the first one whole."""
    own = Heard(need="support", who="self", topics=frozenset({"images"}))
    theirs = Heard(
        need="support", who="other", who_sure=True, chosen=True, topics=frozenset({"sexual"})
    )
    now = after(own, theirs)
    assert "topic:images" in now.waiting
    assert after(own, theirs, Heard(need="followup", back="me", who="self")).topics == {"images"}


def test_nobody_who_writes_of_themselves_says_that_it_is_another() -> None:
    """Nobody who writes of themselves says that it is another."""
    told = heard(
        "im 14 hes 23", need={"followup": 0.9}, question={"fu_not_me": 0.4}, who={"self": 0.9}
    )
    assert told.question is None


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("i havent any pills in the house and i'm not going to", True),
        ("nobody hits him, he is only tired", True),
        ("nu mă bate nimeni", True),
        ("i'm not going to make it", False),
        ("nobody knows that he hits me", False),
    ],
)
def test_danger_denied(text: str, calm: bool) -> None:
    """Danger denied."""
    assert says_calm(plain(text)) is calm


@pytest.mark.parametrize(
    ("text", "forget"),
    [
        ("forget everything i said", True),
        ("forget it", True),
        ("uită tot", True),
        ("forget the neighbour, it was me all along", False),
        ("uitasem de genunchi", False),
    ],
)
def test_what_is_to_be_forgotten(text: str, forget: bool) -> None:
    """What is to be forgotten."""
    assert says_forget(plain(text)) is forget


def test_a_place_alone_tells_no_language_and_a_sentence_about_one_does() -> None:
    """A place alone tells no language and a sentence about one does."""
    facets = {"need": {"followup": 0.9}, "question": {"fu_region": 0.9}}
    assert heard("Preston", **facets).language is None
    assert heard("and if i moved to Preston which would it be", **facets).language == "en"


@pytest.mark.parametrize(
    ("text", "greets"),
    [
        ("hello, caps lock is stuck, i'm not shouting", True),
        ("SORRY FOR THE CAPITALS", True),
        ("the key is stuck", False),
        ("caps lock is stuck he is at the door", False),
    ],
)
def test_a_word_about_capital_letters_is_a_greeting(text: str, greets: bool) -> None:
    """It says nothing of danger; a key that is stuck may be a door's."""
    assert only_greets(plain(text)) is greets

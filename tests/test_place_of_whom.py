"""Whose place is told: the writer's counts, and another's only where help is for them."""

from __future__ import annotations

import pytest

from bot.regions import locate


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("I need support. I live in Derby, my sister is in Lisbon", "derbyshire"),
        ("I live in Swansea, my brother is in Austria, he is ok", "south-wales"),
        ("my cousin is in Prague and I am in Swansea", "south-wales"),
        ("I am in Lincoln, she is in Swansea", "lincolnshire"),
        ("stau in Derby, fratele meu e in Spania", "derbyshire"),
        ("eu sunt in Norwich, sora mea e in Swansea", "norfolk"),
    ],
)
def test_the_writers_place_counts_beside_anothers(text: str, area: str) -> None:
    """Where the writer says to be, help is wanted, and a relative's place is told besides."""
    assert locate(text).police_area == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("my sister is in Swansea", "south-wales"),
        ("she is in Norwich now, they hold her", "norfolk"),
        ("my sister is in Swansea, I am in Derby", "south-wales"),
        ("I'm in Derby but the girl is in Norwich", "norfolk"),
        ("I am in Derby, my sister is in Norwich, they hold her there", "norfolk"),
        ("im in derby, my friend is in norwich and he beats her", "norfolk"),
        ("I have a friend in Derby, she cant leave", "derbyshire"),
        ("my mum in Derry is hit by my dad", "psni"),
    ],
)
def test_the_place_of_somebody_in_need_still_counts(text: str, area: str) -> None:
    """A friend who is held, or the one whom a message is about, is where help is wanted."""
    assert locate(text).police_area == area


@pytest.mark.parametrize(
    "text",
    [
        "my mum in Derry is ill",
        "my cousin is in Swansea, he is fine",
        "I have a brother in Aberdeen",
        "my lawyer is in Birmingham",
        "their office is in Aberdeen",
        "my manager went to Wales for the week",
    ],
)
def test_a_place_that_only_comes_up_in_passing(text: str) -> None:
    """A lawyer's seat, a boss's journey and news of a relative tell nothing of the writer."""
    assert locate(text).police_area is None
    assert locate(text).nation is None


def test_a_lawyer_sought_and_an_answer_are_places() -> None:
    """Who looks for a lawyer in a town is there, and so is who answers with another's place."""
    assert locate("is there a free lawyer in Cardiff").police_area == "south-wales"
    assert locate("my lawyer is in Leeds", asked=True).police_area == "west-yorkshire"


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("they kept me in Luton, I got away to Paisley", "police-scotland"),
        ("he made me work in Derby. I ran away to Swansea", "south-wales"),
        ("they moved us from Luton to Exeter last month", "devon-and-cornwall"),
        ("m-au tinut in Slough, am fugit la Perth, Scotia", "police-scotland"),
        ("she was taken from Crewe to Paisley yesterday", "police-scotland"),
        ("we are in Lincoln, next week Norwich", "lincolnshire"),
    ],
)
def test_the_place_of_now(text: str, area: str) -> None:
    """Where somebody was held is behind them, and where they will be moved is yet to come."""
    assert locate(text).police_area == area


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("he lives in Norwich", "theirs"),
        ("the boss lives in Norwich", "theirs"),
        ("on friday we go to a farm in Kent", "coming"),
        ("they took me to Norwich", ""),
        ("I live in Norwich", ""),
        ("my sister is the same, she lives in Norwich", ""),
        ("next week we go to Kent, who is there", ""),
    ],
)
def test_whose_place_it_may_be(text: str, beside: str) -> None:
    """To whoever knows the writer's place, a boss's or a coming one is told as that."""
    assert locate(text).beside == beside


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("I live in Boston MA", "US"),
        ("im in Durham, NC", "US"),
        ("Hamilton NZ", "NZ"),
        ("I live in Lancaster LA1", "GB"),
        ("I AM IN DERBY OK", "GB"),
        ("stau in Newbridge, Co Kildare", "IE"),
        ("m-am intors in tara", "RO"),
        ("sunt in tara asta de un an", None),
    ],
)
def test_towns_that_bear_a_british_name(text: str, country: str | None) -> None:
    """A state in short behind a British name is abroad; "the country" is Romania's to Romanians."""
    assert locate(text).country == country

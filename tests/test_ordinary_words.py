"""Towns whose names are ordinary words: what stands before another town is none of them."""

from __future__ import annotations

import pytest

from bot.regions import locate
from bot.regions.gazetteer import gazetteer


@pytest.mark.parametrize(
    "text",
    [
        "there is a house on our {} in Wigan",
        "the {} in Wigan",
        "my {}, Wigan",
        "a man was {} near Wigan",
    ],
)
def test_an_ordinary_word_before_a_town_is_no_other_town(text: str) -> None:
    """Street, Deal, Settle and Reading are towns, and "our street in Wigan" is in none of them."""
    words = [name for name in gazetteer().weak & gazetteer().names.keys() if name.isalpha()]
    assert len(words) > 1000
    elsewhere = {
        word for word in words if locate(text.format(word)).police_area != "greater-manchester"
    }
    # Regions, and towns that a message names as such ("the Wirral", "Hale near Wigan").
    assert len(elsewhere) < len(words) / 100, elsewhere
    assert not elsewhere & {"street", "sale", "deal", "settle", "reading", "battle", "school"}


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("the nail place on Church Street, Ballymena", "psni"),
        ("in Preston on Church Street", "lancashire"),
        ("old street in Ashton, the one by the canal", "greater-manchester"),
        ("a park bench, Victoria Park, Belfast", "psni"),
        ("Cowley Road, Oxford", "thames-valley"),
        ("anlaby road hull", "humberside"),
        ("he lives on church street", None),
        ("near victoria park", None),
    ],
)
def test_a_road_that_other_towns_have_too(text: str, area: str | None) -> None:
    """The town decides; and without one nobody knows which Church Street is meant."""
    assert locate(text).police_area == area


def test_a_school_of_now_tells_the_place_and_one_of_then_does_not() -> None:
    """Where a child goes to school she is; where somebody went to one, they were."""
    assert locate("a girl at the school in Wigan never washes").police_area == "greater-manchester"
    assert locate("I went to school in Leeds").police_area is None
    assert locate("they know where my daughter goes to school in Tirana").country is None

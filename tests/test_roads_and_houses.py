"""Roads and houses that bear a town's name: the town around them is what counts."""

from __future__ import annotations

import pytest

from bot.regions import locate


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("I live on Derby Street in Wigan", "greater-manchester"),
        ("I stay in Ayr Street, Paisley", "police-scotland"),
        ("22 Lincoln Street, Torquay", "devon-and-cornwall"),
        ("locuiesc pe Bolton Street in Swindon", "wiltshire"),
        ("it is in Bolton Street", None),
        ("Bolton Grove, Norwich", "norfolk"),
    ],
)
@pytest.mark.parametrize("asked", [False, True])
def test_a_road_that_bears_a_towns_name(text: str, area: str | None, *, asked: bool) -> None:
    """Behind another word "Street" is a road, asked or not, and never the town in Somerset."""
    assert locate(text, asked=asked).police_area == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("22 King Street, Newry", "psni"),
        ("Queen Street, Crewe", "cheshire"),
        ("number 9 Market Street Crewe", "cheshire"),
        ("the Grove, Slough", "thames-valley"),
        ("Street", "avon-and-somerset"),
        ("in Street", "avon-and-somerset"),
        ("its Street", "avon-and-somerset"),
        ("Street, Somerset", "avon-and-somerset"),
        ("I live in Grove", "thames-valley"),
    ],
)
def test_a_road_as_the_answer_to_where(text: str, area: str) -> None:
    """An answer with a road and a town is the town, and the town of Street stays one."""
    assert locate(text, asked=True).police_area == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("I live at Durham House, Luton", "bedfordshire"),
        ("in Stirling Tower, Oldham", "greater-manchester"),
        ("the Chester Hotel by Hitchin", "hertfordshire"),
        ("York Mansions, Torquay", "devon-and-cornwall"),
        ("Durham Court, Swansea", "south-wales"),
        ("I work at a Bradford hotel", "west-yorkshire"),
        ("I am in a Bradford house", "west-yorkshire"),
    ],
)
def test_a_house_that_bears_a_towns_name(text: str, area: str) -> None:
    """A house named after a town lies in the town behind it; without one its name counts."""
    assert locate(text).police_area == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("I live in Petts Wood, Kent", "metropolitan"),
        ("Timperley, Cheshire", "greater-manchester"),
        ("Huntington, Cambs", "cambridgeshire"),
        ("Rainham, Kent", "kent"),
        ("J19 M6", None),
        ("junction 19 M6", None),
    ],
)
def test_a_postal_county_and_a_motorway_exit(text: str, area: str | None) -> None:
    """The county of a town's post does not move it, and an exit of the M6 is no postcode."""
    assert locate(text).police_area == area

"""Routing: every cell of the situation space has a right answer, at every hour of a year."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import brain, routing
from bot.directory import Directory
from bot.regions import police_areas
from bot.situation import Situation, from_json
from bot.vocabulary import AGES, BARRIERS, GENDERS, NATIONS, NEEDS, TOPICS, URGENCIES, WHO

NOON = dt.datetime(2026, 11, 25, 12, tzinfo=routing.LONDON)
EMERGENCY = {None: "emergency-999", "GB": "emergency-999", "RO": "romania-112", "FR": "abroad-112"}
SILENT = routing.WITHOUT_CONTACTS


@lru_cache(maxsize=1)
def directory() -> Directory:
    """The real directory: the tests are about what people get."""
    return brain.speaker().directory


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Any situation that can be: a police area lies in its nation, a nation in the UK."""
    country = draw(st.sampled_from([None, "GB", "RO", "FR"]))
    area = draw(st.sampled_from([None, *police_areas()])) if country in (None, "GB") else None
    nation = None
    if country in (None, "GB"):
        free = draw(st.sampled_from([None, *NATIONS]))
        nation = police_areas()[area].nation if area else free
    return Situation(
        urgency=draw(st.sampled_from(list(URGENCIES))),
        who=draw(st.sampled_from(list(WHO))),
        need=draw(st.sampled_from(list(NEEDS))),
        age=draw(st.sampled_from(list(AGES))),
        gender=draw(st.sampled_from(list(GENDERS))),
        topics=draw(st.frozensets(st.sampled_from(list(TOPICS)), max_size=3)),
        barriers=draw(st.frozensets(st.sampled_from(list(BARRIERS)), max_size=3)),
        nation=nation,
        police_area=area,
        country=country,
    )


HOURS = st.integers(0, 8_759).map(
    lambda hour: dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc) + dt.timedelta(hours=hour)
)


@settings(max_examples=600, deadline=None)
@given(situations(), HOURS)
def test_every_cell_has_an_answer(situation: Situation, at: dt.datetime) -> None:
    """Whoever writes about whatever, wherever and whenever, there is someone to turn to."""
    plan = routing.plan(situation, directory(), at)
    if situation.need not in SILENT or situation.danger_now:
        assert plan.choices
    assert len(plan.choices) <= routing.MAX_CONTACTS


@settings(max_examples=600, deadline=None)
@given(situations(), HOURS)
def test_the_emergency_number_leads_if_and_only_if_there_is_danger_now(
    situation: Situation, at: dt.datetime
) -> None:
    """In danger now the emergency number of the country is first; otherwise it never is."""
    plan = routing.plan(situation, directory(), at)
    if situation.danger_now:
        assert plan.ids[0] == EMERGENCY[situation.country]
    else:
        assert not plan.ids or plan.choices[0].resource.kind != "emergency"


@settings(max_examples=600, deadline=None)
@given(situations(), HOURS)
def test_nobody_is_sent_where_they_are_not_served(situation: Situation, at: dt.datetime) -> None:
    """Coverage, age limits and gender hold for every contact that is offered."""
    for choice in routing.plan(situation, directory(), at).choices:
        resource = choice.resource
        areas, nations = resource.coverage.police_areas, resource.coverage.nations
        assert not areas or situation.police_area in areas
        assert not (situation.nation and nations and situation.in_uk) or situation.nation in nations
        youngest, oldest = resource.ages
        assert situation.age != "child" or youngest is None or youngest < 18
        assert situation.age != "adult" or oldest is None or oldest >= 18
        assert resource.gender != "women" or situation.gender != "male"


@settings(max_examples=600, deadline=None)
@given(situations(), HOURS)
def test_a_closed_line_is_never_first_where_an_open_one_serves(
    situation: Situation, at: dt.datetime
) -> None:
    """Nobody rings a closed line while an open one of the same list stands below it."""
    states = [choice.state for choice in routing.plan(situation, directory(), at).choices]
    assert not states or states[0] != "closed" or all(state == "closed" for state in states)


@settings(max_examples=400, deadline=None)
@given(situations(), HOURS)
def test_there_is_a_way_beside_the_police(situation: Situation, at: dt.datetime) -> None:
    """In the UK, where the police are offered, so is someone who is not the police."""
    plan = routing.plan(situation, directory(), at)
    if plan.choices and situation.in_uk and situation.need != "emergency":
        assert not all(choice.resource.is_police for choice in plan.choices)


@settings(max_examples=400, deadline=None)
@given(situations(), HOURS)
def test_numbers_can_be_dialled_from_where_the_person_is(
    situation: Situation, at: dt.datetime
) -> None:
    """In Romania no British freephone number is shown, in the UK no Romanian one."""
    for choice in routing.plan(situation, directory(), at).choices:
        for way in choice.ways:
            dialled = way.number is None or "*" in way.dial_from
            assert dialled or (situation.country or "GB") in way.dial_from
            assert way.showable


def test_the_year_has_no_hole() -> None:
    """Each of the 8,760 hours of a year has an open or unknown line first for support."""
    start = dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc)
    situation = Situation(urgency="soon", who="self", need="support", age="adult")
    for hour in range(8_760):
        plan = routing.plan(situation, directory(), start + dt.timedelta(hours=hour))
        assert plan.choices[0].state != "closed"


PLACES = [("lancashire", True), ("west-yorkshire", False), ("metropolitan", False)]


@pytest.mark.parametrize(("area", "shown"), PLACES)
def test_local_services_are_local(area: str, shown: bool) -> None:
    """Lancashire Victim Services is offered in Lancashire and nowhere else."""
    situation = Situation(
        need="support", who="self", age="adult", nation="England", police_area=area, country="GB"
    )
    ids = routing.plan(situation, directory(), NOON).ids
    assert ("lancashire-victim-services" in ids) is shown


@pytest.mark.parametrize(("area", "shown"), [("metropolitan", True), ("lancashire", False)])
def test_the_met_is_for_london(area: str, shown: bool) -> None:
    """The Metropolitan Police's own page is offered in London only."""
    situation = Situation(
        need="police_contact", who="other", nation="England", police_area=area, country="GB"
    )
    ids = routing.plan(situation, directory(), NOON).ids
    assert ids[0] == "police-101"
    assert ("met-police-online" in ids) is shown


def test_by_night_the_line_that_answers_comes_first() -> None:
    """A helpline of unconfirmed hours stands behind an open one at three in the morning."""
    night = NOON.replace(hour=3)
    situation = Situation(
        need="support", urgency="soon", who="self", age="adult", nation="Wales", country="GB"
    )
    ids = routing.plan(situation, directory(), night).ids
    assert ids[0] == "salvation-army-referral"


def test_a_situation_is_read_from_json() -> None:
    """`signpost route` takes plain JSON, and lists become sets."""
    given_ = {"need": "report", "topics": ["labour"], "nation": "Wales"}
    assert from_json(given_) == Situation(
        need="report", topics=frozenset({"labour"}), nation="Wales"
    )


@pytest.mark.parametrize("data", [{"need": "pizza"}, {"ned": "report"}, {"nation": "Cornwall"}])
def test_an_unknown_word_is_refused_with_the_words_allowed(data: dict[str, str]) -> None:
    """A typing mistake in a situation is named, with what it may be."""
    with pytest.raises(ValueError, match="one of"):
        from_json(data)


@settings(max_examples=200, deadline=None)
@given(situations(), st.sampled_from(list(NEEDS)), HOURS)
def test_a_second_reading_never_moves_the_first(
    situation: Situation, other: str, at: dt.datetime
) -> None:
    """Serving two readings adds at most one contact, last, and changes nothing in danger.

    Of four contacts the one that fits least makes room, and never the first.
    """
    first = routing.plan(situation, directory(), at)
    second = routing.plan(replace(situation, need=other), directory(), at)
    merged = routing.both(first, second)
    assert len(merged.choices) <= routing.MAX_CONTACTS
    assert len(set(merged.ids)) == len(merged.ids)
    kept = [name for name in first.ids if name in merged.ids]
    assert kept[:1] == list(first.ids[:1]) and list(merged.ids[: len(kept)]) == kept
    assert len(kept) >= min(len(first.ids), routing.MAX_CONTACTS - 1)
    if first.level == "emergency":
        assert merged == first
    elif set(second.ids) - set(first.ids):
        assert merged.ids[-1] in second.ids


def test_an_ordinary_matter_of_housing_is_not_turned_away() -> None:
    """What is none of our subject still gets those who advise on it, and nobody else."""
    asked = Situation(need="out_of_scope", topics=frozenset({"housing"}))
    assert routing.plan(asked, directory(), NOON).ids == ("citizens-advice",)


def test_the_second_matter_is_served_by_who_fits_it_best() -> None:
    """Beside help at home, wages get the advisers on pay on a Sunday too, when they are closed."""
    sunday = dt.datetime(2026, 11, 22, 13, tzinfo=routing.LONDON)
    home = Situation(need="support", topics=frozenset({"domestic_abuse", "money"}))
    wages = replace(home, need="labour_rights")
    known = directory()
    merged = routing.both(routing.plan(home, known, sunday), routing.plan(wages, known, sunday))
    assert merged.ids[-1] == "acas"
    assert merged.choices[-1].state == "closed"


def test_the_deaf_reach_the_police_by_relay() -> None:
    """Who wants the police and cannot hear gets the relay number first."""
    asked = Situation(need="police_contact", barriers=frozenset({"deaf"}))
    assert routing.plan(asked, directory(), NOON).ids[0] == "relay-101"


def test_asylum_alone_is_for_the_asylum_line() -> None:
    """Without a word of exploitation the asylum line leads."""
    asked = Situation(need="support", topics=frozenset({"asylum"}))
    assert routing.plan(asked, directory(), NOON).ids[0] == "migrant-help-asylum"
    asked = replace(asked, topics=frozenset({"asylum", "labour"}))
    assert routing.plan(asked, directory(), NOON).ids[0] != "migrant-help-asylum"


def test_danger_at_home_brings_the_line_of_the_nation_for_it() -> None:
    """Behind 999 stands who knows abuse at home; who is exploited too gets that line."""
    home = Situation(need="support", urgency="now", topics=frozenset({"domestic_abuse"}))
    assert routing.plan(home, directory(), NOON).ids[:2] == ("emergency-999", "refuge-ndah")
    scottish = replace(home, nation="Scotland")
    assert routing.plan(scottish, directory(), NOON).ids[1] == "scotland-domestic-abuse"
    sold = replace(home, topics=frozenset({"domestic_abuse", "sexual"}))
    assert "refuge-ndah" not in routing.plan(sold, directory(), NOON).ids
    married = replace(home, topics=frozenset({"forced_marriage"}))
    assert routing.plan(married, directory(), NOON).ids[1] == "forced-marriage-unit"

"""Whom the routes of the directory put first: the orders that were agreed on."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import pytest

from bot.directory import load
from bot.regions import police_areas
from bot.routing import plan
from bot.situation import Situation
from bot.vocabulary import AGES, NATIONS, URGENCIES, WHO

DIRECTORY = load(Path(__file__).resolve().parent.parent / "resources.yaml")
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.timezone.utc)
ANSWERED = [
    "support",
    "report",
    "anonymous_report",
    "police_contact",
    "information",
    "labour_rights",
    "access",
    "emergency",
]


def offered(**facets: Any) -> tuple[str, ...]:
    """The ids offered on a weekday at noon."""
    for name in ("topics", "barriers"):
        facets[name] = frozenset(facets.get(name, ()))
    return plan(Situation(**facets), DIRECTORY, NOON).ids


ORDERS: list[tuple[dict[str, Any], str]] = [
    ({"urgency": "now", "who": "self"}, "emergency-999 salvation-army-referral"),
    ({"urgency": "now", "nation": "Scotland"}, "emergency-999 modern-slavery-helpline"),
    ({"urgency": "now", "who": "other"}, "emergency-999 modern-slavery-helpline"),
    ({"urgency": "now", "barriers": ["cannot_speak"]}, "emergency-999 silent-999"),
    ({"urgency": "now", "barriers": ["deaf"]}, "emergency-999 bsl-999"),
    ({"urgency": "now", "age": "child", "who": "self"}, "emergency-999 childline"),
    ({"urgency": "now", "age": "child", "who": "other"}, "emergency-999 nspcc"),
    ({"urgency": "now", "topics": ["suicide"]}, "emergency-999 samaritans"),
    ({"urgency": "now", "country": "RO"}, "romania-112 anitp"),
    ({"urgency": "now", "country": "RO", "age": "child"}, "romania-112 romania-child-119 anitp"),
    ({"urgency": "now", "country": "ES"}, "abroad-112"),
    ({}, "salvation-army-referral modern-slavery-helpline"),
    (
        {"nation": "England", "police_area": "lancashire"},
        "salvation-army-referral modern-slavery-helpline lancashire-victim-services",
    ),
    (
        {"nation": "Scotland", "topics": ["sexual"], "gender": "female"},
        "tara modern-slavery-helpline migrant-help-scotland",
    ),
    ({"nation": "Northern Ireland", "gender": "male"}, "modern-slavery-helpline police-101"),
    ({"topics": ["domestic_abuse"]}, "refuge-ndah modern-slavery-helpline"),
    ({"topics": ["domestic_abuse"], "gender": "male"}, "mens-advice-line modern-slavery-helpline"),
    ({"topics": ["domestic_abuse"], "nation": "Wales"}, "live-fear-free"),
    ({"topics": ["domestic_abuse"], "nation": "Scotland"}, "scotland-domestic-abuse"),
    ({"topics": ["domestic_abuse"], "nation": "Northern Ireland"}, "dsa-helpline-ni"),
    (
        {"topics": ["domestic_abuse", "sexual"]},
        "salvation-army-referral modern-slavery-helpline refuge-ndah",
    ),
    ({"topics": ["sexual_violence"]}, "rape-crisis-ew salvation-army-referral"),
    ({"topics": ["forced_marriage"]}, "forced-marriage-unit karma-nirvana"),
    ({"topics": ["suicide"]}, "samaritans shout nhs-111"),
    ({"topics": ["crime"]}, "victim-support police-101 modern-slavery-helpline"),
    (
        {"topics": ["crime"], "nation": "England", "police_area": "lancashire"},
        "lancashire-victim-services victim-support police-101 modern-slavery-helpline",
    ),
    ({"topics": ["crime"], "nation": "Scotland"}, "victim-support-scotland police-101"),
    ({"topics": ["crime"], "nation": "Northern Ireland"}, "police-101 modern-slavery-helpline"),
    ({"topics": ["crime", "labour"]}, "salvation-army-referral"),
    ({"need": "out_of_scope", "topics": ["crime"]}, "victim-support police-101"),
    ({"topics": ["health"]}, "nhs-111 salvation-army-referral modern-slavery-helpline"),
    ({"topics": ["suicide"], "nation": "Northern Ireland"}, "lifeline-ni samaritans shout"),
    ({"need": "information", "topics": ["suicide"]}, "samaritans shout"),
    ({"topics": ["missing"], "who": "other"}, "missing-people police-101"),
    (
        {"topics": ["domestic_servitude"]},
        "salvation-army-referral modern-slavery-helpline kalayaan",
    ),
    (
        {"topics": ["domestic_servitude"], "nation": "Scotland"},
        "modern-slavery-helpline kalayaan",
    ),
    ({"need": "out_of_scope", "topics": ["asylum"]}, "migrant-help-asylum"),
    ({"need": "information", "topics": ["domestic_abuse"]}, "refuge-ndah modern-slavery-helpline"),
    ({"age": "child", "who": "self"}, "childline modern-slavery-helpline nspcc"),
    ({"age": "child", "who": "other"}, "nspcc modern-slavery-helpline police-101"),
    ({"age": "child", "who": "professional"}, "nspcc ictgs modern-slavery-helpline"),
    ({"who": "professional"}, "modern-slavery-helpline salvation-army-referral police-101"),
    ({"need": "report"}, "modern-slavery-helpline police-101 crimestoppers"),
    (
        {"need": "report", "nation": "England", "police_area": "metropolitan"},
        "modern-slavery-helpline police-101 met-police-online crimestoppers",
    ),
    (
        {"need": "report", "topics": ["labour"]},
        "modern-slavery-helpline police-101 fair-work-agency",
    ),
    ({"need": "anonymous_report"}, "crimestoppers modern-slavery-helpline"),
    ({"need": "anonymous_report", "age": "child", "who": "self"}, "fearless crimestoppers"),
    ({"need": "police_contact"}, "police-101 crimestoppers"),
    ({"need": "police_contact", "barriers": ["deaf"]}, "relay-101 police-101"),
    (
        {"need": "labour_rights", "nation": "England"},
        "acas fair-work-agency citizens-advice modern-slavery-helpline",
    ),
    ({"need": "labour_rights", "nation": "Northern Ireland"}, "modern-slavery-helpline"),
    ({"need": "labour_rights", "topics": ["domestic_servitude"]}, "kalayaan acas"),
    (
        {"need": "access", "barriers": ["cannot_speak"]},
        "modern-slavery-helpline crimestoppers shout silent-999",
    ),
    ({"need": "information"}, "modern-slavery-helpline"),
    ({"need": "information", "question": "what_is_101"}, "police-101"),
    ({"need": "information", "question": "what_is_crimestoppers"}, "crimestoppers"),
    ({"need": "information", "question": "embassy_help"}, "romanian-embassy-london"),
    ({"need": "information", "question": "return_home"}, "modern-slavery-helpline"),
    ({"need": "information", "question": "volunteer"}, "modern-slavery-helpline clewer-initiative"),
    ({"need": "unclear"}, "modern-slavery-helpline"),
    ({"country": "RO"}, "anitp modern-slavery-helpline"),
    ({"country": "RO", "need": "report"}, "anitp modern-slavery-helpline diicot"),
]


@pytest.mark.parametrize(("facets", "order"), ORDERS, ids=lambda value: str(value)[:60])
def test_the_agreed_order_comes_first(facets: dict[str, Any], order: str) -> None:
    """For each agreed situation the resources come in the agreed order, best first."""
    wanted = tuple(order.split())
    assert offered(**facets)[: len(wanted)] == wanted


def test_a_service_of_one_place_is_not_offered_in_another() -> None:
    """Lancashire's service is not offered in Leeds, nor London's police page anywhere else."""
    leeds = offered(nation="England", police_area="west-yorkshire")
    assert "lancashire-victim-services" not in leeds
    assert "west-yorkshire-victim-support" in leeds
    assert "met-police-online" not in offered(need="report", police_area="kent", nation="England")


def test_the_embassy_is_offered_only_to_who_asks_for_it() -> None:
    """Some fear being found through officials: no situation brings up the embassy unasked."""
    for need, who in itertools.product(ANSWERED, WHO):
        shown = offered(need=need, who=who, barriers=["no_papers", "no_english"])
        assert not any(DIRECTORY[item].kind == "embassy" for item in shown)


@pytest.mark.parametrize("need", ANSWERED)
def test_every_situation_has_a_contact(need: str) -> None:
    """Whatever the urgency, place, age and writer, somebody can be reached, 999 first in danger."""
    places = [{"nation": nation} for nation in (None, *NATIONS)]
    places += [{"country": country} for country in ("RO", "FR", "VN")]
    for place, urgency, age, who in itertools.product(places, URGENCIES, AGES, WHO):
        shown = offered(need=need, urgency=urgency, age=age, who=who, **place)
        assert shown, (place, urgency, age, who)
        assert (DIRECTORY[shown[0]].kind == "emergency") == (urgency == "now")


@pytest.mark.parametrize("area", sorted(police_areas()))
def test_every_police_area_has_a_victims_service(area: str) -> None:
    """After a crime each area gets one victims' service, its own where one is named.

    Northern Ireland has none: neither a number nor a page of its service was read.
    """
    nation = police_areas()[area].nation
    shown = offered(nation=nation, police_area=area)
    shown += offered(nation=nation, police_area=area, need="information", question="after_report")
    services = [*dict.fromkeys(i for i in shown if DIRECTORY[i].kind == "victims-service")]
    if area == "psni":
        assert services == []
        return
    assert services
    own = [item.id for item in DIRECTORY if area in item.coverage.police_areas]
    local = [item for item in own if DIRECTORY[item].kind == "victims-service"]
    assert services[: len(local)] == local
    lines = [DIRECTORY[item].contacts[0].number for item in services]
    assert len({*lines}) == len(lines), "one line is offered once"


def test_areas_with_a_named_service_have_it() -> None:
    """A local service is named for each area where one was read of, and for no other."""
    served = {
        area
        for item in DIRECTORY
        if item.kind == "victims-service"
        for area in item.coverage.police_areas
    }
    assert set(police_areas()) - served == {
        "cheshire",
        "city-of-london",
        "gloucestershire",
        "humberside",
        "lincolnshire",
        "south-yorkshire",
        "warwickshire",
        "west-midlands",
        "wiltshire",
        "dyfed-powys",
        "south-wales",
        "police-scotland",
        "psni",
    }

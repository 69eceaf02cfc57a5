"""What the directory promises to the people who are sent to a contact."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import schema
from bot.directory import Contact, Directory, Evidence, Resource, load
from bot.hours import Hours
from bot.vocabulary import KINDS, NEEDS

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "resources.yaml"
DIRECTORY = load(FILE)
RESOURCES = [pytest.param(resource, id=resource.id) for resource in DIRECTORY]

IDS = set(
    [
        "emergency-999",
        "silent-999",
        "sms-999",
        "bsl-999",
        "relay-999",
        "police-101",
        "relay-101",
        "salvation-army-referral",
        "modern-slavery-helpline",
        "crimestoppers",
        "fearless",
        "met-police-online",
        "avon-somerset-police-online",
        "lancashire-victim-services",
        "justice-and-care",
        "refuge-ndah",
        "clewer-initiative",
        "romania-112",
        "anitp",
        "diicot",
        "romanian-embassy-london",
        "romanian-consulate-manchester",
        "romanian-consulate-edinburgh",
        "romania-child-119",
        "telefonul-copilului",
        "anes-romania",
        "fair-work-agency",
        "acas",
        "citizens-advice",
        "kalayaan",
        "scotland-domestic-abuse",
        "live-fear-free",
        "dsa-helpline-ni",
        "mens-advice-line",
        "galop",
        "bawso",
        "rape-crisis-ew",
        "sarc-nhs",
        "forced-marriage-unit",
        "karma-nirvana",
        "revenge-porn-helpline",
        "nspcc",
        "childline",
        "ictgs",
        "missing-people",
        "victim-support",
        "victim-support-scotland",
        "samaritans",
        "shout",
        "lifeline-ni",
        "nhs-111",
        "migrant-help-asylum",
        "tara",
        "migrant-help-scotland",
        "belfast-lisburn-womens-aid",
        "helen-bamber",
        "abroad-112",
        "merseyside-victim-care",
        "north-yorkshire-supporting-victims",
        "northumbria-victim-service",
        "staffordshire-victim-gateway",
        "sussex-victim-support",
        "thames-valley-victims-first",
        "west-yorkshire-victim-support",
        "derbyshire-victim-services",
        "cumbria-victim-support",
    ]
)


def texts(resource: Resource, language: str) -> Iterator[str]:
    """Every text of a resource that a person may read."""
    yield resource.name[language]
    yield resource.summary[language]
    yield resource.not_for[language]
    yield from resource.what_happens[language]


def numbers(resource_id: str) -> list[str]:
    """The numbers of a resource that a person may be shown."""
    shown = DIRECTORY[resource_id].shown_contacts
    return [contact.number for contact in shown if contact.number]


def test_every_resource_that_others_name_is_there() -> None:
    """Ids are fixed names: words, scripts and routes rely on each of them."""
    assert set(DIRECTORY.resources) >= IDS


def test_the_directory_loads_fast() -> None:
    """Loading and checking the whole file takes well under 0.3 s of processor time."""
    times = []
    for _ in range(3):  # the best of three, so that a busy machine does not decide
        started = time.process_time()
        load(FILE)
        times.append(time.process_time() - started)
    assert min(times) < 0.3


@pytest.mark.parametrize(
    ("resource_id", "number"),
    [
        ("emergency-999", "999"),
        ("police-101", "101"),
        ("salvation-army-referral", "0800 808 3733"),
        ("modern-slavery-helpline", "08000 121 700"),
        ("crimestoppers", "0800 555 111"),
        ("lancashire-victim-services", "0300 323 0085"),
        ("refuge-ndah", "0808 2000 247"),
        ("romania-112", "112"),
        ("anitp", "0800 800 678"),
        ("romanian-embassy-london", "+44 20 7602 7328"),
        ("relay-101", "18001 101"),
        ("samaritans", "116 123"),
        ("shout", "85258"),
        ("childline", "0800 1111"),
    ],
)
def test_main_numbers_are_the_true_ones(resource_id: str, number: str) -> None:
    """The numbers that lives may hang on stand first, digit for digit, as people write them."""
    assert numbers(resource_id)[0] == number


@pytest.mark.parametrize(
    "resource_id",
    ["met-police-online", "justice-and-care", "clewer-initiative", "diicot", "fearless"],
)
def test_services_without_a_line_can_be_reached_in_writing(resource_id: str) -> None:
    """A service that has no public number still has a page to go to."""
    assert any(contact.url for contact in DIRECTORY[resource_id].shown_contacts)


def test_crimestoppers_takes_reports_by_phone_and_in_writing() -> None:
    """Someone who cannot be overheard can report without speaking."""
    assert {c.channel for c in DIRECTORY["crimestoppers"].shown_contacts} == {"phone", "web"}


def test_the_modern_slavery_helpline_is_never_called_open_day_and_night() -> None:
    """It is there every day of the year; nothing of ours promises 24 hours."""
    helpline = DIRECTORY["modern-slavery-helpline"]
    assert not any(contact.hours.known for contact in helpline.contacts)
    words = " ".join(text for language in schema.LANGUAGES for text in texts(helpline, language))
    assert "every day of the year" in words
    assert "în fiecare zi a anului" in words
    assert not re.search(r"24|day or night|day and night|ziua sau noaptea|non-stop", words)


def test_the_salvation_army_has_only_its_number_since_2021() -> None:
    """The number before 2021 is retired, and 0800 808 3733 is the only one given."""
    assert numbers("salvation-army-referral") == ["0800 808 3733"]
    assert "0300 303 8151" in {item.number for item in DIRECTORY.retired}


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_resource_can_be_shown_in_english_and_romanian(resource: Resource) -> None:
    """Name, summary, limits and what happens are there in both languages."""
    for language in schema.LANGUAGES:
        assert all(text.strip() for text in texts(resource, language))
        assert len(resource.what_happens[language]) == 3


@pytest.mark.parametrize("resource", RESOURCES)
def test_texts_are_short(resource: Resource) -> None:
    """A frightened person reads one line at a time on a small screen."""
    for language in schema.LANGUAGES:
        assert len(resource.name[language]) <= 75
        assert len(resource.summary[language]) <= 125
        assert all(len(line) <= 110 for line in resource.what_happens[language])


@pytest.mark.parametrize("resource", RESOURCES)
def test_romanian_is_polite_and_in_its_own_letters(resource: Resource) -> None:
    """Romanian texts use the polite form, and ș and ț with a comma, not a cedilla."""
    for text in texts(resource, "ro"):
        assert not re.search(r"[şţŞŢ]", text)
        familiar = r"\b(tu|tău|ta|tine|îți|ești|poți|vrei)\b"
        assert not re.search(familiar, text.lower()), text


@pytest.mark.parametrize("resource", RESOURCES)
def test_no_contact_is_shown_on_memory_alone(resource: Resource) -> None:
    """What was recalled and read nowhere is never among the contacts shown."""
    for contact in resource.shown_contacts:
        assert contact.confidence in {"seen", "recheck"}


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_resource_that_is_offered_has_a_contact(resource: Resource) -> None:
    """A resource with routes can be reached: none is a name without a way."""
    assert resource.shown_contacts or not resource.routes


def test_recalled_contacts_stay_in_the_file() -> None:
    """What an editor remembered is kept as a note, out of people's sight."""
    samaritans = DIRECTORY["samaritans"]
    hidden = set(samaritans.contacts) - set(samaritans.shown_contacts)
    assert [contact.url for contact in hidden] == ["jo@samaritans.org"]


def _contact(*grades: str) -> Contact:
    evidence = tuple(
        Evidence("somewhere", dt.date(2026, 1, day), grade) for day, grade in enumerate(grades, 1)
    )
    return Contact(
        "phone", "101", None, ("GB",), "free", Hours(None), ("en",), frozenset(), evidence
    )


@pytest.mark.parametrize(
    ("grades", "confidence", "day"),
    [
        (["seen"], "seen", 1),
        (["seen", "recheck"], "recheck", 2),
        (["seen", "recalled"], "seen", 1),
        (["recalled"], "recalled", 1),
    ],
)
def test_confidence_is_the_most_careful_grade(grades: list[str], confidence: str, day: int) -> None:
    """One doubtful source makes a contact due; memory neither helps nor counts as a check."""
    contact = _contact(*grades)
    assert contact.confidence == confidence
    assert contact.checked_on == dt.date(2026, 1, day)
    assert contact.showable == (confidence != "recalled")


def test_resources_stand_in_order_of_kind() -> None:
    """The file is ordered by kind, so that an editor finds things."""
    kinds = list(KINDS)
    places = [kinds.index(resource.kind) for resource in DIRECTORY]
    assert places == sorted(places)


def test_nobody_can_change_the_directory_after_loading() -> None:
    """The model is frozen: no part of the program can alter a number."""
    resource = DIRECTORY["police-101"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        resource.contacts[0].number = "102"  # type: ignore[misc]
    with pytest.raises(TypeError):
        resource.name["en"] = "x"  # type: ignore[index]
    with pytest.raises(TypeError):
        DIRECTORY.resources["police-101"] = resource  # type: ignore[index]


def test_the_directory_is_a_collection_in_the_order_of_the_file() -> None:
    """It can be looked up, walked and counted."""
    assert "police-101" in DIRECTORY
    assert "police-102" not in DIRECTORY
    assert [resource.id for resource in DIRECTORY] == list(DIRECTORY.resources)
    assert len(DIRECTORY) == len(list(DIRECTORY))


def test_a_missing_language_falls_back_to_english() -> None:
    """A card in a language that has no text yet is shown in English, not empty."""
    resource = DIRECTORY["police-101"]
    assert resource.text(resource.name, "ro") == resource.name["ro"]
    assert resource.text(resource.name, "vi") == resource.name["en"]


def test_any_need_means_all_needs() -> None:
    """A route for any need holds whatever was asked for."""
    assert any(route.needs == frozenset(NEEDS) for route in DIRECTORY["samaritans"].routes)


def test_elsewhere_is_every_country_but_two() -> None:
    """The contact for other countries serves France and Vietnam, not the UK or Romania."""
    countries = DIRECTORY["abroad-112"].coverage.countries
    assert {"FR", "VN", "US", "MD"} <= countries
    assert not {"GB", "RO"} & countries


def test_romanian_lines_keep_romanian_time() -> None:
    """Hours of a line in Romania are Bucharest time; a British line's are London time."""
    assert DIRECTORY["anitp"].contacts[0].hours.zone == "Europe/Bucharest"
    assert DIRECTORY["samaritans"].contacts[0].hours.zone == "Europe/London"


@pytest.mark.parametrize("resource", RESOURCES)
def test_free_national_numbers_do_not_claim_to_work_from_abroad(resource: Resource) -> None:
    """A freephone number or a short code is never said to connect from another country."""
    for contact in resource.contacts:
        if contact.number and re.match(r"(08|1|9|8|0300|0345)", contact.number.replace(" ", "")):
            assert "*" not in contact.dial_from


def test_local_services_name_their_police_area() -> None:
    """A local victims' service is limited to its area: Lancashire's is not shown in Leeds."""
    local = [r for r in DIRECTORY if r.kind == "victims-service" and r.coverage.police_areas]
    assert len(local) >= 10
    assert DIRECTORY["lancashire-victim-services"].coverage.police_areas == {"lancashire"}


def test_a_loaded_file_is_a_directory() -> None:
    """Loading gives the typed model that everything else reads."""
    assert isinstance(DIRECTORY, Directory)

"""What the directory's pages show: entries of resources, a search, and the police areas.

Thinks with `routing` and `regions`, as the chat does, so that both give the same contacts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot import brain
from bot.directory import Resource
from bot.regions import Located, PoliceArea, locate, police_areas
from bot.replies import card, facts, place_name
from bot.routing import Choice, opening, plan
from bot.situation import Situation
from bot.vocabulary import KINDS, NATIONS
from bot.words import Words

SHOWN = ("active", "unconfirmed")
MAX_PLACE = 100
# The choices of the search, by the key of their words, and the situation that each stands for.
NEEDS: Mapping[str, Situation] = {
    "any": Situation(need="support"),
    "danger": Situation(urgency="now", need="emergency"),
    "support": Situation(need="support"),
    "child": Situation(need="support", age="child"),
    "home": Situation(need="support", topics=frozenset({"domestic_abuse"})),
    "report": Situation(need="report"),
    "anonymous": Situation(need="anonymous_report"),
    "police": Situation(need="police_contact"),
    "work": Situation(need="labour_rights"),
    "silent": Situation(need="access", barriers=frozenset({"cannot_speak"})),
}


@dataclass(frozen=True)
class Entry:
    """A resource as a page shows it: the card's data, and what is said of it in words."""

    card: Mapping[str, Any]
    facts: tuple[str, ...]
    serves: str


@dataclass(frozen=True)
class Found:
    """The answer to a search: the entries, and what was understood of the place."""

    entries: tuple[Entry, ...]
    area: PoliceArea | None = None
    unknown: bool = False
    choices: tuple[tuple[str, str], ...] = ()


def everything(words: Words, at: dt.datetime) -> dict[str, list[Entry]]:
    """All resources that may be shown, by kind.

    Args:
        words: of the language to write them in.
        at: an aware time, for what is open.
    """
    groups: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
    for resource in brain.speaker().directory:
        if resource.status in SHOWN and resource.shown_contacts:
            groups[resource.kind].append(entry(_choice(resource, at), words, at))
    return {kind: found for kind, found in groups.items() if found}


def _choice(resource: Resource, at: dt.datetime) -> Choice:
    state, next_open = opening(resource.shown_contacts, at)
    return Choice(resource, resource.shown_contacts, state, next_open, ())


def entry(choice: Choice, words: Words, at: dt.datetime) -> Entry:
    """One resource as a page shows it.

    Args:
        choice: the resource with the contacts to show.
        words: of the language to write it in.
        at: an aware time.
    """
    told = facts(choice, words, at)
    if all(way.hours.always for way in choice.ways if way.number):
        told = [words.get("page.always") if fact == _open_now(words) else fact for fact in told]
    return Entry(card(choice, words), tuple(told), _serves(choice.resource, words))


def _open_now(words: Words) -> str:
    return words.get("card.open_now")


def _serves(resource: Resource, words: Words) -> str:
    """Where a resource serves, in words."""
    coverage = resource.coverage
    if coverage.police_areas:
        place = ", ".join(place_name(slug) for slug in sorted(coverage.police_areas))
    elif "GB" in coverage.countries:
        nations = [name for name in NATIONS if name in coverage.nations]
        keys = [name.lower().replace(" ", "_") for name in nations]
        if len(nations) in (0, len(NATIONS)):
            keys = ["gb"]
        place = ", ".join(words.get(f"page.places.{key}") for key in keys)
    else:
        only = "ro" if coverage.countries == {"RO"} else "abroad"
        place = words.get(f"page.places.{only}")
    return words.get("page.serves", place=place)


def search(need: str, place: str, area: str, words: Words, at: dt.datetime) -> Found:
    """Find what fits.

    Args:
        need: a key of `NEEDS`; another counts as `any`.
        place: what was typed; may be empty.
        area: the slug of a police area or a nation that was chosen, or empty.
        words: of the language to write it in.
        at: an aware time.
    """
    situation = NEEDS.get(need, NEEDS["any"])
    located = locate(place[:MAX_PLACE], asked=True) if place.strip() and not area else None
    if area in police_areas():
        situation = _in(situation, police_areas()[area].nation, area)
    elif area in NATIONS:
        situation = _in(situation, area, None)
    elif located is not None:
        situation = _at(situation, located)
    chosen = plan(situation, brain.speaker().directory, at).choices
    entries = tuple(entry(choice, words, at) for choice in chosen)
    unknown = located is not None and located.country is None and not located.ambiguous
    choices = _choices(located) if located is not None and located.ambiguous else ()
    return Found(entries, police_areas().get(situation.police_area or ""), unknown, choices)


def _in(situation: Situation, nation: str | None, area: str | None) -> Situation:
    return replace(situation, nation=nation, police_area=area, country="GB")


def _at(situation: Situation, located: Located) -> Situation:
    if located.country in (None, "GB"):
        return _in(situation, located.nation, located.police_area)
    return replace(situation, country=located.country)


def _choices(located: Located) -> tuple[tuple[str, str], ...]:
    slugs = [option.police_area or option.nation or "" for option in located.alternatives]
    return tuple((slug, place_name(slug)) for slug in dict.fromkeys(slugs) if slug)


def areas(words: Words, at: dt.datetime) -> dict[str, list[tuple[PoliceArea, list[Entry], bool]]]:
    """Every police area with its contacts, by nation.

    Args:
        words: of the language to write them in.
        at: an aware time.

    Returns:
        For each area, the police without an emergency, then who supports people there; and
        whether one of them is local.
    """
    found: dict[str, list[tuple[PoliceArea, list[Entry], bool]]] = {name: [] for name in NATIONS}
    for area in police_areas().values():
        choices = list(_of_area(area, at))
        local = any(choice.resource.coverage.police_areas for choice in choices)
        entries = [entry(choice, words, at) for choice in choices]
        found[area.nation].append((area, entries, local))
    return found


def _of_area(area: PoliceArea, at: dt.datetime) -> Iterable[Choice]:
    directory = brain.speaker().directory
    yield _choice(directory["police-101"], at)
    seen = {"police-101"}
    local = [item for item in directory if area.slug in item.coverage.police_areas]
    for resource in local:
        if resource.status in SHOWN and resource.shown_contacts:
            seen.add(resource.id)
            yield _choice(resource, at)
    for choice in plan(_in(NEEDS["support"], area.nation, area.slug), directory, at).choices:
        if choice.resource.id not in seen:
            yield choice

"""Contacts for a service that was asked for by its name, and their place in a plan.

Beside `bot.routing`, and pure like it: who asks for a service by its name needs no route to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.directory import Directory, Resource
from bot.routing import MAX_CONTACTS, MAX_IN_DANGER, Choice, Plan, opening, serves, usable_ways
from bot.situation import Situation

VICTIMS = "victims-service"


def by_name(
    situation: Situation, directory: Directory, ids: Collection[str], at: dt.datetime
) -> tuple[Choice, ...]:
    """The resources that a message names, as far as they serve this person.

    Whoever asks for a service by its name needs no route to it, and may ask for another person;
    what we do not know of the place is taken to be as the service has it.

    Args:
        situation: what is known of the person.
        directory: what may be offered.
        ids: of the resources named.
        at: an aware time.

    Returns:
        A choice for each, those of the person's own area first. Of several victims' services
        that share a name one is kept.
    """
    asked = sorted(
        (item for item in directory if item.id in ids),
        key=lambda item: (not serves(situation, item), not item.coverage.police_areas),
    )
    found: list[Choice] = []
    for resource in asked:
        fitting = _as_asked(situation, resource)
        ways = usable_ways(fitting, resource) if serves(fitting, resource) else ()
        shared = resource.kind == VICTIMS and any(item.resource.kind == VICTIMS for item in found)
        if ways and not shared:
            found.append(Choice(resource, ways, *opening(ways, at), ("asked for by name",)))
    return tuple(found[: MAX_CONTACTS - 1])


def _as_asked(situation: Situation, resource: Resource) -> Situation:
    """The situation with what is unknown filled in from the service that was asked for."""
    covered = resource.coverage
    country = situation.country
    if country is None and "GB" not in covered.countries:
        country = min(covered.countries, default=None)
    return replace(
        situation,
        who="unknown",
        age=situation.age if situation.age == "child" else "unknown",
        country=country,
        gender=_gender(situation, resource),
        nation=situation.nation or min(covered.nations, default=None),
        police_area=situation.police_area or min(covered.police_areas, default=None),
    )


def _gender(situation: Situation, resource: Resource) -> str:
    """Who asks for a line for men, and says nothing else of it, is taken to be one."""
    unknown = situation.gender == "unknown" and resource.gender == "men"
    return "male" if unknown else situation.gender


def led_by(named: Sequence[Choice], chosen: Plan) -> Plan:
    """A plan with what was asked for by name at its head.

    Args:
        named: from `by_name`.
        chosen: the plan for the situation.

    Returns:
        The plan itself where nothing was named. In danger the ways to 999 stay in front. What
        has to give way is the last contact, but never the only one that is open, or not police.
    """
    if not named:
        return chosen
    ids = {choice.resource.id for choice in named}
    # Of two that are named, the one that the situation itself calls for comes first.
    own = {name: place for place, name in enumerate(chosen.ids)}
    named = sorted(named, key=lambda choice: own.get(choice.resource.id, len(own)))
    rest = [choice for choice in chosen.choices if choice.resource.id not in ids]
    front = []
    if chosen.level == "emergency":
        front = [choice for choice in rest if choice.resource.kind == "emergency"]
        rest = [choice for choice in rest if choice.resource.kind != "emergency"]
    # Whoever cannot speak has several ways to 999, and sees one contact more.
    limit = MAX_IN_DANGER if len(front) == 1 else MAX_CONTACTS
    room = limit - len(front)
    kept = named[: room - 1 if rest else room]
    return Plan(chosen.level, (*front, *kept, *_without_last(rest, kept, room - len(kept))))


def _without_last(rest: list[Choice], kept: Sequence[Choice], room: int) -> list[Choice]:
    """The first of `rest` for which there is room, with one that is open and one not police."""
    first = rest[:room]
    for good in (_not_police, _not_closed):
        if first and not any(good(item) for item in (*kept, *first)):
            spare = next((item for item in rest[room:] if good(item)), None)
            first = first if spare is None else [*first[:-1], spare]
    return first


def _not_police(choice: Choice) -> bool:
    return not choice.resource.is_police


def _not_closed(choice: Choice) -> bool:
    return choice.state != "closed"

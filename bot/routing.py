"""Routing: a situation, the directory and the time in; ranked contacts with reasons out.

One pure function, `plan`. It knows no organisation by name: which resource is offered when,
and how early, stands in the `routes` of `resources.yaml`, so that a charity can change it
without touching code. Imports nothing of Rasa, Telegram or HTTP.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.directory import Contact, Directory, Resource, Route
from bot.situation import Situation

LONDON = ZoneInfo("Europe/London")
MAX_CONTACTS = 4
ADULT_FROM = 18
# A line whose upper age is this or more is not one for the young.
YOUNG_UNTIL = 25
MAX_WAYS = 3
# Someone in danger reads one thing at a time: the emergency number, a way to use it, one more.
MAX_IN_DANGER = 3
# By night a line whose hours nobody has confirmed may ring out; see docs/directory.md.
NIGHT = (dt.time(22, 0), dt.time(8, 0))
LEVELS = {"now": "emergency", "soon": "urgent", "none": "routine"}
WITHOUT_CONTACTS = frozenset({"stop", "followup", "smalltalk", "out_of_scope", "abuse"})


@dataclass(frozen=True)
class Choice:
    """One resource in a plan.

    Attributes:
        resource: what is offered.
        ways: the contacts to show, best first for this person.
        state: `open`, `closed` or `unknown` at the plan's time.
        next_open: when a closed line opens, if known.
        why: short reasons for curators, never shown to the person.
        rank: its place among the routes, whatever is open; 0 first.
    """

    resource: Resource
    ways: tuple[Contact, ...]
    state: str
    next_open: dt.datetime | None
    why: tuple[str, ...]
    rank: int = 0


@dataclass(frozen=True)
class Plan:
    """Ranked choices, best first, and how urgent the reply is."""

    level: str
    choices: tuple[Choice, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The resources' ids, best first."""
        return tuple(choice.resource.id for choice in self.choices)


@dataclass(frozen=True)
class _Candidate:
    """A resource with a route. Hours are worked out only for the few that may be shown."""

    resource: Resource
    route: Route
    ways: tuple[Contact, ...]
    situation: Situation
    at: dt.datetime

    @property
    def rank(self) -> int:
        return self.route.rank

    @property
    def closed(self) -> bool:
        return self.choice.state == "closed"

    @cached_property
    def choice(self) -> Choice:
        state, next_open = opening(self.ways, self.at)
        why = _reasons(self.situation, self.resource, self.route, state)
        return Choice(self.resource, self.ways, state, next_open, why, self.rank)


def plan(situation: Situation, directory: Directory, at: dt.datetime) -> Plan:
    """Choose the contacts for a situation.

    Args:
        situation: what is known of the person.
        directory: what may be offered.
        at: an aware time; decides which lines are open.

    Returns:
        At most four choices, best first. In danger now an emergency service leads; otherwise
        none does. A closed line is never first where an open one serves, and where police are
        offered a way that is not the police stands beside them.
    """
    ranked = sorted(_candidates(situation, directory, at), key=_early)
    candidates = _wanted(list(_without_national_twice(ranked)), situation)
    voiceless = situation.barriers & {"deaf", "cannot_speak", "overheard"}
    limit = MAX_IN_DANGER if situation.danger_now and not voiceless else MAX_CONTACTS
    chosen = _with_open_line(candidates, limit)
    chosen = _with_other_than_police(chosen, candidates, limit)
    ordered = sorted(chosen, key=lambda item: _order(item, situation, at))
    return Plan(LEVELS[situation.urgency], tuple(item.choice for item in ordered))


def both(first: Plan, second: Plan) -> Plan:
    """One plan for a message that has two readings, or two matters.

    Args:
        first: for the likelier reading; its order stays.
        second: for the other one.

    Returns:
        The first plan with the best contact of the second that it lacks, as its last: nobody
        loses a contact by it but, of four, the one after the first that fits least. Last, it may
        well be closed: what is open now and fits less is no answer to the second matter.
    """
    new = [item for item in second.choices if item.resource.id not in first.ids]
    if not new or first.level == "emergency":
        return first
    best = min(new, key=lambda item: item.rank)
    return Plan(first.level, (*_with_room(first.choices), best))


def _with_room(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The choices, less one where they are as many as may be shown.

    The least fitting one goes, not the last: that may be the very one for the matter, closed now.
    """
    if len(choices) < MAX_CONTACTS:
        return choices
    least = max(choices[1:], key=lambda item: item.rank)
    return tuple(item for item in choices if item is not least)


def _candidates(
    situation: Situation, directory: Directory, at: dt.datetime
) -> Iterable[_Candidate]:
    for resource, routes in directory.routed_for(_routed_need(situation), situation.police_area):
        route = _best(situation, routes) if serves(situation, resource) else None
        ways = usable_ways(situation, resource) if route else ()
        if route and ways:
            yield _Candidate(resource, route, ways, situation, at)


def _wanted(candidates: list[_Candidate], situation: Situation) -> list[_Candidate]:
    """Leave out the police for who is afraid of them, where somebody else serves."""
    asked = situation.danger_now or situation.need == "police_contact"
    if asked or "fear_police" not in situation.barriers:
        return candidates
    return [item for item in candidates if not item.resource.is_police] or candidates


def _early(item: _Candidate) -> tuple[int, bool]:
    """Order by rank; of two with one rank the service of the person's own area comes first."""
    return item.rank, not item.resource.coverage.police_areas


def _without_national_twice(ranked: Iterable[_Candidate]) -> Iterable[_Candidate]:
    """Leave out a victims' service whose line an earlier one gave: many areas share one line."""
    given: set[str | None] = set()
    for item in ranked:
        line = item.ways[0].number
        if item.resource.kind == "victims-service":
            if line in given:
                continue
            given |= {line} - {None}
        yield item


def serves(situation: Situation, resource: Resource) -> bool:
    """Whether a resource may be offered at all: place, age, gender, language and teller fit."""
    return (
        resource.status in ("active", "unconfirmed")
        and _covers(situation, resource)
        and _fits_age(situation, resource)
        and _fits_gender(situation, resource)
        and _fits_language(situation, resource)
        and (situation.who == "unknown" or situation.who in resource.who)
    )


def _covers(situation: Situation, resource: Resource) -> bool:
    coverage = resource.coverage
    country = situation.country or "GB"
    if "*" not in coverage.countries and country not in coverage.countries:
        return False
    if country != "GB" or "GB" not in coverage.countries:
        return True
    if coverage.police_areas:
        return situation.police_area in coverage.police_areas
    if situation.nation is None:
        # Most people are in England; a line of another nation is offered once we know.
        return not coverage.nations or "England" in coverage.nations
    return not coverage.nations or situation.nation in coverage.nations


def _fits_age(situation: Situation, resource: Resource) -> bool:
    youngest, oldest = resource.ages
    if situation.age == "child":
        return youngest is None or youngest < ADULT_FROM
    # A line for the young answers an adult only about a child, and then `who` is not `self`.
    return oldest is None or oldest >= YOUNG_UNTIL or situation.age == "unknown"


def _fits_gender(situation: Situation, resource: Resource) -> bool:
    if resource.gender == "women":
        return situation.gender != "male"
    return resource.gender != "men" or situation.gender == "male"


def _fits_language(situation: Situation, resource: Resource) -> bool:
    return (
        not (situation.language and resource.for_languages)
        or situation.language in resource.for_languages
    )


def _best(situation: Situation, routes: Iterable[Route]) -> Route | None:
    """The first route whose every condition but the need holds, or None."""
    return next((route for route in routes if _matches(situation, route)), None)


def _matches(situation: Situation, route: Route) -> bool:
    """Whether every condition of a route but the need holds for a situation."""
    return (
        _allows(route.urgency, situation.urgency)
        and _allows(route.who, situation.who)
        and _allows(route.ages, situation.age)
        and _allows(route.nations, situation.nation)
        and _allows(route.questions, situation.question)
        and (not route.topics or bool(route.topics & situation.topics))
        and (not route.barriers or bool(route.barriers & situation.barriers))
        and not route.without_topics & situation.topics
    )


def _allows(allowed: Collection[str], value: str | None) -> bool:
    """Whether a condition that lists nothing, or lists the value, holds."""
    return not allowed or value in allowed


def _routed_need(situation: Situation) -> str:
    """Danger now is an emergency, whatever else was asked for."""
    return "emergency" if situation.danger_now else situation.need


def usable_ways(situation: Situation, resource: Resource) -> tuple[Contact, ...]:
    """The contacts of a resource that this person can use, best first, at most three."""
    abroad = not situation.in_uk
    reachable = [
        way
        for way in resource.shown_contacts
        if way.number is None or {"*", situation.country or "GB"} & set(way.dial_from)
    ]
    if "abroad" in situation.barriers and not abroad and not situation.danger_now:
        # The writer is outside the UK: a UK freephone number does not connect from there.
        reachable = [way for way in reachable if way.number is None or "*" in way.dial_from]
    needed = situation.barriers & {"cannot_speak", "overheard", "deaf", "phone_watched"}
    ranked = sorted(reachable, key=lambda way: not way.barriers & needed if needed else False)
    return tuple(ranked[:MAX_WAYS])


def opening(ways: Sequence[Contact], at: dt.datetime) -> tuple[str, dt.datetime | None]:
    """How open a resource is: a form is always open, so it counts only without a line.

    Args:
        ways: the contacts that are shown.
        at: an aware time.

    Returns:
        `open`, `closed` or `unknown`, and when a closed one opens, if known.
    """
    spoken = [way for way in ways if way.channel in ("phone", "text", "relay", "video")]
    lines = spoken or list(ways)
    states = [way.hours.state(at) for way in lines]
    for state in ("open", "unknown"):
        if state in states:
            return state, None
    opening = [moment for way in lines if (moment := way.hours.next_open(at)) is not None]
    return "closed", min(opening, default=None)


def _reasons(situation: Situation, resource: Resource, route: Route, state: str) -> tuple[str, ...]:
    reasons = [f"rank {route.rank} for {_routed_need(situation)}"]
    if route.topics:
        reasons.append("topic " + ", ".join(sorted(route.topics & situation.topics)))
    if route.barriers:
        reasons.append("barrier " + ", ".join(sorted(route.barriers & situation.barriers)))
    if resource.coverage.police_areas and situation.police_area:
        reasons.append(f"serves {situation.police_area}")
    reasons.append(state)
    return tuple(reasons)


def _with_open_line(candidates: Sequence[_Candidate], limit: int) -> list[_Candidate]:
    """The best `limit`, holding an open line if any candidate has one."""
    chosen = list(candidates[:limit])
    if chosen and all(item.closed for item in chosen):
        spare = next((item for item in candidates[limit:] if not item.closed), None)
        if spare:
            chosen[-1] = spare
    return chosen


def _with_other_than_police(
    chosen: list[_Candidate], candidates: Sequence[_Candidate], limit: int
) -> list[_Candidate]:
    """Add the best choice that is not the police where only police were chosen."""
    if not chosen or not all(item.resource.is_police for item in chosen):
        return chosen
    spare = next((item for item in candidates if not item.resource.is_police), None)
    return chosen if spare is None else [*chosen[: limit - 1], spare]


def _order(item: _Candidate, situation: Situation, at: dt.datetime) -> tuple[bool, bool, int]:
    resource = item.resource
    if situation.danger_now and resource.kind == "emergency":
        return False, False, item.rank
    # Someone who needs a voice tonight gets the confidential line that is known to answer before
    # one that may not; the police do not move up by that.
    tonight = situation.need == "support" and situation.urgency != "none" and is_night(at)
    unsure = tonight and (item.choice.state == "unknown" or resource.is_police)
    return item.closed, unsure, item.rank


def is_night(at: dt.datetime) -> bool:
    """Whether it is night in London, when unconfirmed hours should not be relied on."""
    start, end = NIGHT
    clock = at.astimezone(LONDON).time()
    return clock >= start or clock < end

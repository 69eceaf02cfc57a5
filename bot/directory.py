"""The directory of resources: frozen types, loading and look-up.

A *resource* is an organisation's service, a *contact* is one way to reach it. Everything
that the bot may tell a person to call comes from here, that is from `resources.yaml`.
This module does no I/O after `load`, and imports nothing of Rasa, Telegram or HTTP.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.hours import Hours

if TYPE_CHECKING:
    from bot.named import Names


@dataclass(frozen=True)
class Evidence:
    """Where a fact was seen, when, and how sure we are.

    `confidence` is one of `seen` (read in a source), `recheck` (seen, but old, single or
    conflicting: shown, and listed by `signpost check` as due) and `recalled` (general
    knowledge, read nowhere: never shown to a person).
    """

    source: str
    seen: dt.date
    confidence: str


@dataclass(frozen=True)
class Contact:
    """One way to reach a resource.

    `channel` is `phone`, `text`, `web`, `webchat`, `email`, `relay` or `video`. `number` is
    written as people write it; `url` holds an address or an e-mail address. `dial_from` lists
    the countries (ISO 3166 alpha-2) where the number connects; `("*",)` means anywhere.
    `barriers` are those that this way gets round (for example `cannot_speak` for a form).
    """

    channel: str
    number: str | None
    url: str | None
    dial_from: tuple[str, ...]
    cost: str
    hours: Hours
    languages: tuple[str, ...]
    barriers: frozenset[str]
    evidence: tuple[Evidence, ...]
    body: str | None = None

    @property
    def showable(self) -> bool:
        """Whether a person may be shown this contact: some source was read for it."""
        return any(item.confidence != "recalled" for item in self.evidence)

    @property
    def checked_on(self) -> dt.date:
        """The newest day on which a source for this contact was read."""
        read = [item.seen for item in self.evidence if item.confidence != "recalled"]
        return max(read or [item.seen for item in self.evidence])

    @property
    def confidence(self) -> str:
        """How sure we are of this contact: `recheck` as soon as one source says so."""
        grades = {item.confidence for item in self.evidence}
        return next(grade for grade in ("recheck", "seen", "recalled") if grade in grades)


@dataclass(frozen=True)
class Route:
    """When the router offers a resource, and how early.

    Every condition that is not empty must hold. `needs` is always given. `rank` runs from 0
    (first) to 99 (last).
    """

    needs: frozenset[str]
    rank: int
    urgency: frozenset[str] = frozenset()
    who: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    without_topics: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Coverage:
    """Where a resource serves. Empty `police_areas` means the whole of each nation."""

    countries: frozenset[str]
    nations: frozenset[str]
    police_areas: frozenset[str]


@dataclass(frozen=True)
class Resource:
    """An organisation's service, as the directory describes it.

    Texts are maps from language code to text, with English always present. `called` holds what
    people call it, in lower case and without marks on letters.
    """

    id: str
    organisation: str
    kind: str
    status: str
    name: Mapping[str, str]
    summary: Mapping[str, str]
    not_for: Mapping[str, str]
    who: frozenset[str]
    ages: tuple[int | None, int | None]
    gender: str
    for_languages: frozenset[str]
    coverage: Coverage
    police: str
    anonymous: str
    interpreters: bool
    what_happens: Mapping[str, tuple[str, ...]]
    contacts: tuple[Contact, ...]
    routes: tuple[Route, ...]
    evidence: tuple[Evidence, ...]
    alert: Mapping[str, str] = field(default_factory=dict)
    called: tuple[str, ...] = ()

    @cached_property
    def shown_contacts(self) -> tuple[Contact, ...]:
        """The contacts a person may be shown, in the order of the file."""
        return tuple(contact for contact in self.contacts if contact.showable)

    @property
    def is_police(self) -> bool:
        """Whether the police answer, or always hear of a call."""
        return self.police == "yes"

    def text(self, texts: Mapping[str, str], language: str) -> str:
        """The text in `language`, or in English where there is none."""
        return texts.get(language) or texts["en"]


@dataclass(frozen=True)
class Retired:
    """A number that must never be shown again, why, and which resource took its place."""

    number: str
    why: str
    replaced_by: str | None = None


Offer = tuple[Resource, tuple[Route, ...]]
"""A resource, and the routes that lead to it."""


@dataclass(frozen=True)
class Directory:
    """All resources by id, in the order of the file, and the retired numbers."""

    resources: Mapping[str, Resource]
    retired: tuple[Retired, ...] = ()

    def __getitem__(self, resource_id: str) -> Resource:
        return self.resources[resource_id]

    def __contains__(self, resource_id: object) -> bool:
        return resource_id in self.resources

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources.values())

    def __len__(self) -> int:
        return len(self.resources)

    @cached_property
    def names(self) -> Names:
        """What finds the resources that a message asks for by name."""
        from bot.named import Names, Service  # not every use of a directory reads messages

        return Names(
            Service(
                item.id,
                item.called,
                frozenset(key for route in item.routes for key in route.questions),
                item.kind == "embassy",
            )
            for item in self
            if item.called
        )

    def routed_for(self, need: str, area: str | None) -> tuple[Offer, ...]:
        """What may be offered for a need in a police area, each with the routes that lead to it.

        Args:
            need: a need, as a route names it.
            area: slug of the person's police area, or None while unknown.

        Returns:
            First what serves that area alone, then what serves more, each in the order of the
            file; the routes by rank, those of other needs left out.
        """
        held = self._by_need.get(need)
        offers = held if held is not None else self._offers(need)
        return (*offers.get(area, ()), *offers[None]) if area else offers[None]

    @cached_property
    def _by_need(self) -> Mapping[str, Mapping[str | None, tuple[Offer, ...]]]:
        needs = {need for item in self for route in item.routes for need in route.needs}
        return {need: self._offers(need) for need in needs}

    def _offers(self, need: str) -> Mapping[str | None, tuple[Offer, ...]]:
        """The offers for a need by police area; under None those that no area limits."""
        found: dict[str | None, list[Offer]] = {None: []}
        for item in self:
            routes = [route for route in item.routes if not route.needs or need in route.needs]
            if routes:
                offer = item, tuple(sorted(routes, key=lambda route: route.rank))
                for area in item.coverage.police_areas or (None,):
                    found.setdefault(area, []).append(offer)
        return {area: tuple(offers) for area, offers in found.items()}


def load(path: Path) -> Directory:
    """Read and validate a directory file.

    Args:
        path: `resources.yaml`.

    Returns:
        The directory.

    Raises:
        bot.check.Invalid: listing every fault as `file:line: what → mend`.
    """
    from bot import directory_load  # it builds these types, so it is loaded late

    return directory_load.load(path)

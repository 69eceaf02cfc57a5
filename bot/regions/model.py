"""What the regions package answers: a place understood, or several readings of it.

For: the types that every other module of the package and its callers share.
May import: the standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass

NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")


@dataclass(frozen=True)
class Option:
    """One reading of an ambiguous place, fit for a button."""

    label: str
    nation: str | None
    police_area: str | None


@dataclass(frozen=True)
class Located:
    """Where a message says that the person to be helped is.

    `country` is an ISO 3166 alpha-2 code, "GB" in the UK and None when nothing was understood.
    `why` is for curators and holds words of the message: it is never shown, kept or logged.
    `denied` holds the police areas of which it was only said that they are wrong. `kin` is the
    country abroad where a relative is who may be the one told of, where there is no other place.
    `beside` says that the place may not be the writer's, to whoever knows theirs: `theirs` where
    the sentence speaks of others alone, `coming` where somebody is yet to be brought there.
    """

    nation: str | None
    police_area: str | None
    country: str | None
    places: tuple[str, ...]
    ambiguous: bool
    alternatives: tuple[Option, ...]
    why: tuple[str, ...]
    denied: tuple[str, ...] = ()
    kin: str | None = None
    beside: str = ""


@dataclass(frozen=True)
class PoliceArea:
    """One of the 45 territorial police forces of the UK and how people call it."""

    slug: str
    name: str
    nation: str
    everyday_names: tuple[str, ...]
    website: str | None
    website_seen: bool


NOWHERE = Located(None, None, None, (), False, (), ())

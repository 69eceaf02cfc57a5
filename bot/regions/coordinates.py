"""Reduces a shared position to a police area.

For: the channels; the position itself is kept nowhere.
May import: the standard library, `areas`, `grid`, `index`, `model`.
"""

from __future__ import annotations

from math import isfinite

from bot.regions.areas import districts, nation_of
from bot.regions.grid import BRITAIN, IRELAND, to_grid
from bot.regions.index import open_index
from bot.regions.model import NOWHERE, Located, Option

_CLEAR = 0.6


def from_coordinates(lat: float, lon: float) -> Located:
    """Tell the police area of a position.

    Args:
        lat: degrees north (WGS 84).
        lon: degrees east.

    Returns:
        The area; near a border the other area is among the alternatives. Nothing for a position
        that is far from any postcode of the UK, is no position, or when there is no index.
    """
    if not (isfinite(lat) and isfinite(lon) and 49 < lat < 61.5 and -9 < lon < 2.5):
        return NOWHERE
    irish = lon < -5.4 and 53.9 < lat < 55.4
    votes = open_index().around(irish, *to_grid(lat, lon, IRELAND if irish else BRITAIN))
    if irish and not votes:
        votes = open_index().around(False, *to_grid(lat, lon, BRITAIN))
    if not votes:
        return NOWHERE
    areas: dict[tuple[str | None, str | None], int] = {}
    for code, votes_here in votes.items():
        place = districts().get(code)
        where = (place.police_area if place else None, nation_of(code))
        areas[where] = areas.get(where, 0) + votes_here
    ranked = sorted(areas.items(), key=lambda item: -item[1])
    (area, nation), most = ranked[0]
    others = tuple(Option(n or a or "", n, a) for (a, n), _ in ranked[:3])
    why = (f"position: {most / sum(areas.values()):.0%} of the postcodes around",)
    return Located(nation, area, "GB", (), False, others if len(ranked) > 1 else (), why)

"""Tells which place of a name lies near another place ("Richmond near Darlington").

For: `neighbours`. The table is generated; it is searched in place, so nothing of it is held.
May import: the standard library, `areas`, `text`.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import hypot

from bot.regions.areas import DATA, districts

NEAR_KM = 40.0


@dataclass(frozen=True)
class Spot:
    """Where a name lies: its district's code (or a police area's slug) and kilometres."""

    code: str
    east: float
    north: float

    @property
    def area(self) -> str:
        """The police area that it lies in."""
        district = districts().get(self.code)
        return district.police_area if district else self.code

    def distance(self, other: Spot) -> float:
        """Return the kilometres to another spot."""
        return hypot(self.east - other.east, self.north - other.north)


@lru_cache(maxsize=1)
def _table() -> mmap.mmap:
    """Map the table of positions."""
    with (DATA / "positions.tsv").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def spots(name: str, *, longer: bool = False) -> Iterator[Spot]:
    """Yield where the places of a name lie.

    Args:
        name: a folded name, or a police area's slug for the middle of that area.
        longer: take names that go on after this one ("Seaton Carew" for "Seaton") instead.

    Yields:
        Each place of that name.
    """
    table = _table()
    start = b"\n" + name.encode() + (b" " if longer else b"\t")
    at = table.find(start)
    while at >= 0:
        end = table.find(b"\n", at + 1)
        line = table[at + 1 : end if end >= 0 else len(table)].decode()
        _, code, _, east, north = line.split("\t")
        yield Spot(code, float(east), float(north))
        at = table.find(start, at + 1)

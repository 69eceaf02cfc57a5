"""The 45 territorial police areas and the 361 districts that make them up.

For: everything that must turn a district code or a slug into a force and a nation.
May import: the standard library and `model`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from bot.regions.model import PoliceArea

DATA = Path(__file__).parent / "data"

NATION_OF_CODE = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
SOLE_FORCE = {"Scotland": "police-scotland", "Northern Ireland": "psni"}


@dataclass(frozen=True)
class District:
    """One local authority district and the police area that covers it."""

    code: str
    name: str
    police_area: str
    nation: str


def rows(file: str) -> Iterator[list[str]]:
    """Yield the tab-separated rows of a data file, without comments and empty lines.

    Args:
        file: the file's name inside the package's data folder.

    Yields:
        The cells of one row, stripped.

    Raises:
        FileNotFoundError: when the package does not ship that file.
    """
    with (DATA / file).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield [cell.strip() for cell in line.rstrip("\n").split("\t")]


@lru_cache(maxsize=1)
def police_areas() -> Mapping[str, PoliceArea]:
    """Return all 45 territorial police areas by slug.

    Returns:
        A read-only mapping, in the order of the data file.
    """
    areas = {}
    for slug, name, nation, website, seen, names in rows("forces.tsv"):
        everyday = tuple(n.strip() for n in names.split(";"))
        areas[slug] = PoliceArea(slug, name, nation, everyday, website or None, seen == "seen")
    return MappingProxyType(areas)


@lru_cache(maxsize=1)
def districts() -> Mapping[str, District]:
    """Return all current districts by their code.

    Returns:
        A read-only mapping from the nine-character code to the district.
    """
    with (DATA / "police_areas.csv").open(encoding="utf-8", newline="") as file:
        found = {
            row["lad_code"]: District(
                row["lad_code"], row["lad_name"], row["police_area"], row["nation"]
            )
            for row in csv.DictReader(file)
        }
    return MappingProxyType(found)


def nation_of(code: str) -> str | None:
    """Tell the nation of a district code, also of one that the table does not hold.

    Args:
        code: a district code such as "E07000123".

    Returns:
        The nation, or None for a code outside the UK's four.
    """
    return NATION_OF_CODE.get(code[:1]) if code[1:3].isdigit() and code[1:3] != "99" else None

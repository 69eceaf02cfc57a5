"""Names of places and what each may mean, gathered from the package's data files.

For: looking up one name. It knows nothing of sentences; `mentions` does.
May import: the standard library, `areas`, `text`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bot.regions.areas import SOLE_FORCE, District, districts, police_areas, rows
from bot.regions.model import NATIONS
from bot.regions.text import key, unspaced

UNSIZED = 300
SUBURB = 8_000
DISTRICT = 50_000
KNOWN = 60_000
LONGEST = 7
_KNOWN_TOWN = 10_000
_JOINTS = frozenset("under upon on in le by super next cum".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Place:
    """One thing a name may mean; `area` and `nation` are None abroad or where too wide.

    `within` lists the police areas of a region that spans several.
    """

    name: str
    area: str | None
    nation: str | None
    country: str
    weight: int
    kind: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ruling:
    """A decision by hand on a name of several places: ask, or prefer the first."""

    ask: bool
    options: tuple[tuple[str, Place], ...]


@dataclass
class Gazetteer:
    """All names by key."""

    names: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    rulings: dict[str, Ruling] = field(default_factory=dict)
    weak: frozenset[str] = frozenset()
    mild: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    slang: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    joined: dict[str, str] = field(default_factory=dict)
    unspaced: dict[str, str] = field(default_factory=dict)
    firsts: frozenset[str] = frozenset()  # the first words of names of several words

    def add(self, name: str, place: Place) -> None:
        """Add a reading of a name; the heavier of two in the same area stays.

        Args:
            name: the name as people write it.
            place: what it means.
        """
        where = key(name)
        if not where:
            return
        same = (place.area, place.nation, place.country)
        kept = [p for p in self.names.get(where, ()) if (p.area, p.nation, p.country) != same]
        rivals = [p for p in self.names.get(where, ()) if (p.area, p.nation, p.country) == same]
        best = max([*rivals, place], key=lambda p: p.weight)
        self.names[where] = tuple(sorted([*kept, best], key=lambda p: -p.weight))
        if unspaced(where):
            self.unspaced[where.replace(" ", "")] = where


def target(code: str, name: str, weight: int, kind: str) -> Place:
    """Make a place from the short code of a data file.

    Args:
        code: a police area's slug, a nation, "GB", or an ISO country code.
        name: the canonical name.
        weight: how many people it stands for, or a rank like that.
        kind: what kind of place it is.

    Returns:
        The place.

    Raises:
        ValueError: when the code is none of these.
    """
    if code in police_areas():
        return Place(name, code, police_areas()[code].nation, "GB", weight, kind)
    if ":" in code:
        nation, areas = code.split(":")
        return Place(name, None, nation, "GB", weight, kind, tuple(areas.split(",")))
    if code in NATIONS:
        return Place(name, SOLE_FORCE.get(code), code, "GB", weight, kind)
    if code == "GB":
        return Place(name, None, None, "GB", weight, kind)
    if len(code) == 2 and code.isupper():
        return Place(name, None, None, code, weight, kind)
    raise ValueError(f"{name}: {code!r} is no police area, nation or country")


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the names of all places known, read once.

    Returns:
        The gazetteer; callers must not change it.
    """
    book = Gazetteer()
    for name, place in _abroad():
        book.add(name, place)
    for name, place in _home():
        foreign = [p for p in book.names.get(key(name), ()) if p.country != "GB"]
        if foreign:
            del book.names[key(name)]
        book.add(name, place)
    for cells in rows("ambiguous.tsv"):
        _rule(book, *cells)
    words: dict[str, set[str]] = defaultdict(set)
    for group, line in rows("ordinary_words.txt"):
        words[group].update(key(word.replace("_", " ")) for word in line.split())
    book.mild, book.never = frozenset(words["mild"]), frozenset(words["never"])
    book.people, book.slang = frozenset(words["people"]), frozenset(words["slang"])
    book.cities = frozenset(words["city"])
    book.weak = book.mild | book.never | words["word"]
    _shorten(book)
    for where in book.names:
        if " " in where and len(where) >= 8:
            book.joined[where.replace(" ", "")] = where
    book.firsts = frozenset(where.split(" ", 1)[0] for where in book.names if " " in where)
    return book


def _shorten(book: Gazetteer) -> None:
    """Let the first word of "Ashton-under-Lyne" stand for it, where no place has that name."""
    found: dict[str, list[Place]] = {}
    for where, (place, *_) in book.names.items():
        first, joint, *rest = (*where.split(" ", 2), "", "")
        known = place.country == "GB" and place.weight >= _KNOWN_TOWN
        if known and joint in _JOINTS and rest[0] and len(first) > 4 and first not in book.weak:
            found.setdefault(first, []).append(place)
    for first, meant in found.items():
        if first not in book.names:
            for place in meant:
                book.add(first, place)


def _rule(book: Gazetteer, name: str, mode: str, *options: str) -> None:
    """Read one line of the rulings: name, ask or prefer, then "label = code" cells."""
    parsed = []
    for option in options:
        label, code = (part.strip() for part in option.rsplit("=", 1))
        parsed.append((label, target(code, name, KNOWN, "ruling")))
        if key(label) not in book.names:
            book.add(label, target(code, name, KNOWN, "label"))
    book.rulings[key(name)] = Ruling(mode == "ask", tuple(parsed))
    book.names[key(name)] = tuple(place for _, place in parsed)


def _abroad() -> Iterator[tuple[str, Place]]:
    """Yield countries and foreign towns."""
    for code, name, others in rows("countries.tsv"):
        place = Place(name, None, None, code, 0, "country")
        for other in (name, *others.split(";")):
            yield other, place
    for code, name, size, others in rows("towns_abroad.tsv"):
        place = Place(name, None, None, code, int(size), "abroad")
        for other in (name, *others.split(";")):
            yield other, place


def _home() -> Iterator[tuple[str, Place]]:
    """Yield everything in the UK: towns, districts, suburbs, forces, and names by hand."""
    codes = districts()
    for name, code, size, others in rows("towns.tsv"):
        place = _in_district(codes[code], name, max(int(size), UNSIZED), "town")
        for other in (name, *(o for o in others.split(";") if o)):
            yield other, place
    for district in codes.values():
        yield district.name, _in_district(district, district.name, DISTRICT, "district")
    yield from _suburbs()
    for area in police_areas().values():
        for name in (area.name, *area.everyday_names):
            yield name, target(area.slug, area.name, KNOWN, "force")
    for kind, names, name, code in rows("names.tsv"):
        for other in names.split(";"):
            yield other, target(code, other if name == "*" else name, KNOWN, kind)


def _suburbs() -> Iterator[tuple[str, Place]]:
    """Yield the suburbs and towns that are listed by district."""
    by_name = {district.name: district for district in districts().values()}
    for cells in rows("suburbs.txt"):
        home, names = cells[0].split(":", 1)
        for name in names.split(";"):
            clean = name.strip(" *")
            weight = KNOWN if "*" in name else SUBURB
            yield clean, _in_district(by_name[home.strip()], clean, weight, "suburb")


def _in_district(district: District, name: str, weight: int, kind: str) -> Place:
    """Make a place that lies in a district."""
    return Place(name, district.police_area, district.nation, "GB", weight, kind)

